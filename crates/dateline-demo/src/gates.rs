//! The gates simulator: what each kind of gate gives to whoever asks for an article. Small on purpose.
//!
//! | gate | plain request | a person in a browser |
//! |---|---|---|
//! | paywall, registration | the first paragraphs, then the offer; the rest is not in the page | the same |
//! | overlay | the whole text in the page, under a dialogue that hides it | sees the dialogue |
//! | scrambled | the first paragraphs; the rest with its letters exchanged | sees the offer over unreadable text |
//! | meter | without a cookie the first paragraphs; a cookie counts three whole articles, then the same cut | one click more, then three articles |
//! | consent | 302 to a consent page on another host, which holds nothing else | "Accept" sets a cookie and leads back |
//! | javascript | an empty element and `noscript` | a script asks `/api/…` and fills it |
//! | verify, busy | 403, 503 and a check that never ends | the same |
//! | soft404, gone, to_front | 200 "Page not found"; 410; 302 to `/` | the same |

use super::content::{Article, Gate};
use super::edition::Edition;
use super::files;
use super::http_reply::{Ask, Reply};
use super::pages::Delivered;
use super::text::{blocks, escape, fill, scramble};

/// Whole articles that the meter gives to one cookie.
const FREE_ARTICLES: u32 = 3;

impl Edition<'_> {
    /// The answer to a request for an article's page.
    pub(super) fn deliver(&self, article: &Article, ask: &Ask) -> Reply {
        match article.gate {
            Gate::Open => Reply::html(self.article_page(article, &self.open(article))),
            Gate::Paywall | Gate::Registration => Reply::html(self.article_page(article, &self.cut(article))),
            Gate::Overlay => Reply::html(self.article_page(article, &self.overlay(article))),
            Gate::Scrambled => Reply::html(self.article_page(article, &self.scrambled(article))),
            Gate::Meter => self.metered(article, ask),
            Gate::Consent => self.consent_first(article, ask),
            Gate::Javascript => Reply::html(self.app_page(article)),
            Gate::Verify => challenge(403, article),
            Gate::Busy => challenge(503, article),
            Gate::Soft404 => Reply::html(self.missing_page(article.publisher)),
            Gate::Gone => Reply::status_html(410, self.gone_page(article.publisher)),
            Gate::ToFront => Reply::redirect(302, &self.url(&self.publisher(article).key, "/")),
            Gate::Scraped => Reply::html(self.article_page(article, &scraped(&self.blocks(article)))),
        }
    }

    fn open(&self, article: &Article) -> Delivered {
        Delivered { body: self.whole(article), gate: String::new() }
    }

    fn cut(&self, article: &Article) -> Delivered {
        let shown = self.blocks(article);
        let kept = &shown[..article.deliver.min(shown.len())];
        Delivered { body: blocks(kept), gate: self.gate_box(article) }
    }

    fn overlay(&self, article: &Article) -> Delivered {
        let shown = self.blocks(article);
        let (free, paid) = shown.split_at(article.deliver.min(shown.len()));
        let body = format!("{}\n<div class=\"paid-content blurred\">{}</div>", blocks(free), blocks(paid));
        Delivered {
            body,
            gate: format!(
                "<div class=\"overlay\" role=\"dialog\" aria-modal=\"true\">{}</div>",
                self.gate_box(article)
            ),
        }
    }

    fn scrambled(&self, article: &Article) -> Delivered {
        let shown = self.blocks(article);
        let (free, paid) = shown.split_at(article.deliver.min(shown.len()));
        let paid: Vec<String> = paid.iter().map(|text| scramble(text)).collect();
        let body = format!("{}\n<div class=\"paid-content scrambled\">{}</div>", blocks(free), blocks(&paid));
        Delivered { body, gate: self.gate_box(article) }
    }

    /// The box with the offer, in the words of the gate and the language of the publisher.
    fn gate_box(&self, article: &Article) -> String {
        let publisher = self.publisher(article);
        let Some(words) = self.content.words.get(&publisher.language) else { return String::new() };
        let kind = match article.gate {
            Gate::Registration => "registration",
            Gate::Meter => "meter",
            _ => "paywall",
        };
        let say = |what: &str| escape(words.get(&format!("{kind}_{what}")));
        let percent = if article.notice == "percent" {
            format!("<p class=\"percent\">{}</p>", escape(words.get("percent")))
        } else {
            String::new()
        };
        let button = if kind == "registration" { say("title") } else { escape(words.get("subscribe")) };
        format!(
            "<section class=\"gate gate-{kind}\"><h3>{}</h3>{percent}<p>{}</p><p><a class=\"button\" href=\"#offer\">{button}</a></p><p class=\"login\">{}</p></section>",
            say("title"),
            say("text"),
            say("login")
        )
    }

    fn metered(&self, article: &Article, ask: &Ask) -> Reply {
        let read: Option<u32> = ask.cookie("articles_read").and_then(|n| n.parse().ok());
        match read {
            Some(count) if count < FREE_ARTICLES => {
                let body = format!(
                    "{}<p class=\"meter-note\">Free article {} of {FREE_ARTICLES} this month</p>",
                    self.whole(article),
                    count + 1
                );
                let page = self.article_page(article, &Delivered { body, gate: String::new() });
                Reply::html(page)
                    .with("set-cookie", &format!("articles_read={}; Path=/; SameSite=Lax", count + 1))
            }
            Some(_) => Reply::html(self.article_page(article, &self.cut(article))),
            None => Reply::html(self.article_page(article, &self.cut(article)))
                .with("set-cookie", "articles_read=0; Path=/; SameSite=Lax"),
        }
    }

    fn consent_first(&self, article: &Article, ask: &Ask) -> Reply {
        if ask.cookie("consent") == Some("yes") {
            return Reply::html(self.article_page(article, &self.open(article)));
        }
        let publisher = self.publisher(article);
        let back = format!("/gate?site={}&path={}", publisher.key, publisher.path_of(article));
        Reply::redirect(302, &self.url("consent", &back))
    }

    /// What the consent host says: the gate, and the way back for whoever accepts.
    pub(super) fn consent_host(&self, ask: &Ask) -> Reply {
        let (site, path) = (ask.parameter("site").unwrap_or(""), ask.parameter("path").unwrap_or("/"));
        let Some((_, publisher)) = self.content.publisher(site) else { return Reply::missing() };
        let path = if path.starts_with('/') { path } else { "/" };
        let back = self.url(&publisher.key, &format!("/consent?path={path}"));
        Reply::html(fill(
            gate_file("consent"),
            &[("name", &escape(&publisher.name)), ("back", &escape(&back))],
        ))
        .with("cache-control", "no-store")
    }

    /// The page of the magazine that is an application.
    pub(super) fn app_page(&self, article: &Article) -> String {
        let publisher = self.publisher(article);
        fill(
            gate_file("app"),
            &[
                ("name", &escape(&publisher.name)),
                ("key", &publisher.key),
                ("accent", &publisher.accent),
                ("paper", &publisher.paper),
            ],
        )
    }

    /// What the application's script asks for.
    pub(super) fn app_data(&self, article: &Article) -> Reply {
        let data = serde_json::json!({
            "title": self.title(article), "standfirst": article.standfirst, "byline": article.byline,
            "image": self.picture(article, 1200), "date": self.long_date(self.publisher(article), self.time(article)), "blocks": self.blocks(article),
        });
        Reply::text("application/json", data.to_string())
    }
}

/// The check for robots: its own name, no real vendor's.
fn challenge(status: u16, article: &Article) -> Reply {
    let reference = format!("{:x}", article.number() * 7919);
    let page = fill(gate_file("verify"), &[("reference", &reference), ("host", "touchline")]);
    Reply::status_html(status, page)
        .with("x-gatehouse-mitigated", "challenge")
        .with("cache-control", "no-store")
}

/// A page of the aggregator: every line a paragraph, nothing told apart.
fn scraped(lines: &[String]) -> Delivered {
    Delivered {
        body: lines.iter().map(|line| format!("<p>{}</p>\n", escape(line))).collect(),
        gate: String::new(),
    }
}

/// The page behind an opaque link of the cluster feed.
pub(super) fn opening(target: &str, name: &str) -> Reply {
    Reply::html(fill(gate_file("opening"), &[("target", &escape(target)), ("name", &escape(name))]))
}

pub(super) fn gate_file(name: &str) -> &'static str {
    files::GATES.iter().find(|(key, _)| *key == name).map_or("", |(_, text)| *text)
}

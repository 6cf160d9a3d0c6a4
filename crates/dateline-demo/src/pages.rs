//! Pages as publishers serve them: the article with everything that stands around it, and the section front.
//! Which part of the article is delivered is decided in `gates`.

use super::content::{Article, Kind, Publisher, Words};
use super::edition::Edition;
use super::files;
use super::text::{blocks, escape, fill, part};

/// What of an article goes into its page.
pub(super) struct Delivered {
    /// HTML of the text.
    pub(super) body: String,
    /// HTML of the gate behind it, empty for none.
    pub(super) gate: String,
}

/// A page of the press room, or of any host that is nobody's.
pub(super) fn plain(title: &str, body: &str) -> String {
    let style = "body{font:17px/1.6 system-ui,sans-serif;max-width:44rem;margin:4rem auto;padding:0 1rem;color:#222}a{color:#1a57b5}";
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
}

impl Edition<'_> {
    /// The page of an article, delivered in part or whole.
    pub(super) fn article_page(&self, article: &Article, delivered: &Delivered) -> String {
        let publisher = self.publisher(article);
        let main = self.article_main(publisher, article, delivered);
        let title = format!("{} | {}", self.title(article), publisher.name);
        self.shell(publisher, &title, &self.article_head(publisher, article), &main)
    }

    /// The front page.
    pub(super) fn front_page(&self, index: usize) -> String {
        let publisher = &self.content.publishers[index];
        let articles = self.content.of(index);
        let lead = articles.iter().find(|a| a.lead).or(articles.first());
        let lead_html = lead.map(|a| self.card(publisher, a, "lead")).unwrap_or_default();
        let rest = articles.iter().filter(|a| lead.is_none_or(|l| l.slug != a.slug));
        let cards: String = rest.map(|a| self.card(publisher, a, "small")).collect();
        let main = format!(
            "<div class=\"front\"><section class=\"top\">{lead_html}</section><section class=\"grid\">{cards}</section></div>"
        );
        let head = format!(
            "<meta property=\"og:type\" content=\"website\"><meta name=\"description\" content=\"{}\">",
            escape(&publisher.tagline)
        );
        self.shell(publisher, &format!("{} | {}", publisher.name, publisher.tagline), &head, &main)
    }

    /// "Page not found", whatever the status says.
    pub(super) fn missing_page(&self, index: usize) -> String {
        let publisher = &self.content.publishers[index];
        let main = "<div class=\"missing\"><h1>Page not found</h1><p>Sorry, we can’t find the page you are looking for. It may have been moved or removed.</p><p><a href=\"/\">Go to the home page</a></p></div>";
        self.shell(
            publisher,
            &format!("Page not found | {}", publisher.name),
            "<meta name=\"robots\" content=\"noindex\">",
            main,
        )
    }

    /// The page of an article that was taken away on purpose.
    pub(super) fn gone_page(&self, index: usize) -> String {
        let publisher = &self.content.publishers[index];
        let main = "<div class=\"missing\"><h1>This article has been removed</h1><p>It has been withdrawn by the editor and is no longer available.</p></div>";
        self.shell(publisher, &format!("Removed | {}", publisher.name), "", main)
    }

    fn words(&self, publisher: &Publisher) -> Option<&Words> {
        self.content.words.get(&publisher.language).or_else(|| self.content.words.get("en"))
    }

    /// A page: the look's shell around a head and a main part.
    pub(super) fn shell(&self, publisher: &Publisher, title: &str, head: &str, main: &str) -> String {
        let nav: String =
            publisher.sections.iter().map(|s| format!("<li><a href=\"/\">{}</a></li>", escape(s))).collect();
        let head = format!("{head}{}", self.feed_link(publisher));
        let css =
            format!(":root{{--accent:{};--paper:{}}}{}", publisher.accent, publisher.paper, files::BASE_CSS);
        let date = self.long_date(publisher, self.now);
        let most_read = self.most_read(publisher);
        let (title, name, tagline) = (escape(title), escape(&publisher.name), escape(&publisher.tagline));
        let mut values = vec![
            ("lang", publisher.language.as_str()),
            ("dir", publisher.direction()),
            ("key", publisher.key.as_str()),
            ("title", &title),
            ("name", &name),
            ("tagline", &tagline),
            ("nav", &nav),
            ("head", &head),
            ("css", &css),
            ("date", &date),
            ("most_read_list", &most_read),
            ("main", main),
        ];
        values.extend(self.words(publisher).into_iter().flat_map(Words::all));
        fill(part(look(publisher), "page"), &values)
    }

    fn feed_link(&self, publisher: &Publisher) -> String {
        let kind = match publisher.feed.format.as_str() {
            "atom" => "application/atom+xml",
            "rdf" => "application/rdf+xml",
            "json" => "application/feed+json",
            _ => "application/rss+xml",
        };
        let url = self.url(&publisher.key, &publisher.feed.path);
        format!(
            "<link rel=\"alternate\" type=\"{kind}\" title=\"{}\" href=\"{url}\">",
            escape(&publisher.name)
        )
    }

    fn most_read(&self, publisher: &Publisher) -> String {
        let index = self.content.publisher(&publisher.key).map_or(0, |(index, _)| index);
        let mut articles = self.content.of(index);
        articles.sort_by_key(|a| a.number());
        let item =
            |a: &&Article| format!("<li><a href=\"{}\">{}</a></li>", self.address(a), escape(self.title(a)));
        articles.iter().take(5).map(item).collect()
    }

    fn card(&self, publisher: &Publisher, article: &Article, size: &str) -> String {
        let width = if size == "lead" { 1200 } else { 600 };
        let date = self.long_date(publisher, self.time(article));
        let values = [
            ("size", size),
            ("href", &self.address(article)),
            ("image", &self.picture(article, width)),
            ("title", &escape(self.title(article))),
            ("standfirst", &escape(&article.standfirst)),
            ("section", &escape(&article.section)),
            ("time", &date),
            ("caption", &escape(&article.caption)),
        ];
        fill(part(look(publisher), "card"), &values)
    }

    /// Teasers of other stories, as they stand below an article.
    fn related(&self, article: &Article) -> String {
        let publisher = self.publisher(article);
        let own = self.content.of(article.publisher);
        let others = own.iter().filter(|a| {
            a.slug != article.slug && (a.happening.is_empty() || a.happening != article.happening)
        });
        others.take(4).map(|a| self.card(publisher, a, "small")).collect()
    }

    fn article_main(&self, publisher: &Publisher, article: &Article, delivered: &Delivered) -> String {
        let at = self.time(article);
        let words = self.words(publisher);
        let author_box =
            if article.byline.contains(' ') { author_box(article, words) } else { String::new() };
        let mut values: Vec<(&str, String)> = vec![
            ("section", escape(&article.section)),
            ("title", escape(self.title(article))),
            ("standfirst", escape(&article.standfirst)),
            ("byline", escape(&article.byline)),
            ("time", self.long_date(publisher, at)),
            ("iso", at.to_string()),
            ("image", self.picture(article, 1200)),
            ("caption", escape(&article.caption)),
            ("credit", escape(&article.credit)),
            ("body", delivered.body.clone()),
            ("gate", delivered.gate.clone()),
            ("author_box", author_box),
            ("related_cards", self.related(article)),
            ("share_url", self.address(article)),
        ];
        values.extend(words.into_iter().flat_map(Words::all).map(|(name, text)| (name, text.to_owned())));
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let name = if article.kind == Kind::Media { "media" } else { "article" };
        let template = part(look(publisher), name);
        fill(if template.is_empty() { part(look(publisher), "article") } else { template }, &values)
    }

    /// Metadata, as well or as badly as the publisher keeps it.
    fn article_head(&self, publisher: &Publisher, article: &Article) -> String {
        let (title, standfirst) = (escape(self.title(article)), escape(&article.standfirst));
        let (url, image, at) =
            (self.address(article), self.picture(article, 1200), self.time(article).to_string());
        let open_graph = format!(
            "<meta property=\"og:type\" content=\"article\"><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{standfirst}\"><meta property=\"og:url\" content=\"{url}\"><meta property=\"og:image\" content=\"{image}\"><meta property=\"og:site_name\" content=\"{}\">",
            escape(&publisher.name)
        );
        let canonical = format!(
            "<link rel=\"canonical\" href=\"{url}\"><meta name=\"description\" content=\"{standfirst}\">"
        );
        let times = format!(
            "<meta property=\"article:published_time\" content=\"{at}\"><meta name=\"author\" content=\"{}\">",
            escape(&article.byline)
        );
        match publisher.meta.as_str() {
            "none" => String::new(),
            "og" => open_graph,
            "microdata" => canonical,
            "tier" => format!(
                "{canonical}{open_graph}{times}<meta property=\"article:content_tier\" content=\"{}\">",
                tier(publisher, article)
            ),
            _ => format!("{canonical}{open_graph}{times}{}", self.json_ld(publisher, article)),
        }
    }

    fn json_ld(&self, publisher: &Publisher, article: &Article) -> String {
        use super::content::Gate;
        let kind = match article.kind {
            Kind::Article => "NewsArticle",
            Kind::Live => "LiveBlogPosting",
            Kind::Media => "PodcastEpisode",
        };
        let paid =
            article.declared_paid || matches!(article.gate, Gate::Paywall | Gate::Overlay | Gate::Scrambled);
        let mut data = serde_json::json!({
            "@context": "https://schema.org", "@type": kind,
            "headline": self.title(article), "description": article.standfirst,
            "datePublished": self.time(article).to_string(), "inLanguage": publisher.language,
            "articleSection": article.section, "image": [self.picture(article, 1200)],
            "mainEntityOfPage": self.address(article),
            "author": [{"@type": "Person", "name": article.byline}],
            "publisher": {"@type": "NewsMediaOrganization", "name": publisher.name, "url": self.url(&publisher.key, "/")},
        });
        if publisher.meta == "paid" {
            data["isAccessibleForFree"] = serde_json::Value::Bool(!paid);
            data["hasPart"] = serde_json::json!({"@type": "WebPageElement", "isAccessibleForFree": !paid, "cssSelector": ".paid-content"});
        }
        if kind == "LiveBlogPosting" {
            data["coverageStartTime"] = data["datePublished"].clone();
        }
        format!("<script type=\"application/ld+json\">{}</script>", data.to_string().replace('<', "\\u003c"))
    }

    /// The text of a live blog, newest first.
    pub(super) fn live_posts(&self, article: &Article) -> String {
        let post = |line: &String| {
            let mut cells = line.splitn(3, '|').map(str::trim).map(escape);
            let (time, heading, text) = (
                cells.next().unwrap_or_default(),
                cells.next().unwrap_or_default(),
                cells.next().unwrap_or_default(),
            );
            format!(
                "<article class=\"live-post\"><time>{time}</time><h3>{heading}</h3><p>{text}</p></article>"
            )
        };
        let posts: String = article.blocks.iter().map(post).collect();
        format!(
            "<p class=\"live-badge\">Live reporting · {} posts</p><div class=\"live-feed\">{posts}</div>",
            article.blocks.len()
        )
    }

    /// The whole text as HTML.
    pub(super) fn whole(&self, article: &Article) -> String {
        if article.kind == Kind::Live { self.live_posts(article) } else { blocks(&self.blocks(article)) }
    }
}

/// What a publisher says about an article's price: the city paper calls everything metered, whole or not.
fn tier(publisher: &Publisher, article: &Article) -> &'static str {
    use super::content::Gate;
    match (publisher.key.as_str(), article.gate) {
        ("wexmoor", _) => "metered",
        (_, Gate::Paywall | Gate::Registration) => "locked",
        _ => "free",
    }
}

fn author_box(article: &Article, words: Option<&Words>) -> String {
    let get = |name| words.map_or("", |w: &Words| w.get(name));
    let name = article.byline.split([',', '،']).next().unwrap_or("").split(" in ").next().unwrap_or("");
    format!(
        "<aside class=\"author-box\"><strong>{}</strong><p>{} {}</p></aside>",
        get("about_author"),
        escape(name),
        get("author_text")
    )
}

fn look(publisher: &Publisher) -> &'static str {
    let found = files::LOOKS.iter().find(|(name, _)| *name == publisher.look);
    found.or(files::LOOKS.first()).map_or("", |(_, template)| *template)
}

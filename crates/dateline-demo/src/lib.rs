//! The invented press of `dateline demo`: publishers on loopback with feeds, pages, pictures and gates.
//! It serves and remembers what it was asked; it knows nothing of the desk that reads it.
//!
//! Every publisher is a host `NAME.localhost` on one port. `docs/demo.md` describes the publishers and their gates;
//! `content/expected.toml` says what Dateline has to find. Two hosts belong to nobody: `consent`, which asks for consent
//! in a publisher's name, and `press`, whose front page lists the publishers, whose `/log.json` says what was asked
//! and whose `/advance` (POST) brings the second edition.

mod content;
mod edition;
mod feeds;
mod files;
mod gates;
mod http_reply;
mod pages;
mod picture;
mod server;
mod text;

#[cfg(test)]
mod tests;

pub use content::ContentError;
pub use server::serve;

use content::{Content, number};
use edition::{Edition, rss_date};
use http_reply::{Ask, Reply};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The press: all publishers, the port that they live on, and what they were asked. Clones share everything.
#[derive(Clone)]
pub struct Press {
    state: Arc<State>,
}

struct State {
    content: Content,
    now: Timestamp,
    port: u16,
    edition: AtomicU32,
    asked: Mutex<BTreeMap<(String, String), u32>>,
    pictures: Mutex<BTreeMap<String, Arc<Vec<u8>>>>,
}

/// A feed to add: the publisher's name and the address, in the order of `publishers.toml`.
pub type NamedFeed = (String, String);

/// The feeds of the press.
pub fn feeds(press: &Press) -> Vec<NamedFeed> {
    let edition = press.edition();
    let named = |p: &content::Publisher| (p.name.clone(), edition.url(&p.key, &p.feed.path));
    press.state.content.publishers.iter().map(named).collect()
}

impl Press {
    /// The press at an hour, on the port that its listener has. All dates count back from `now`.
    ///
    /// # Errors
    /// If the files compiled in do not parse or do not agree.
    pub fn new(now: Timestamp, port: u16) -> Result<Self, ContentError> {
        let now = now.round(jiff::Unit::Second).unwrap_or(now);
        let state = State {
            content: Content::load()?,
            now,
            port,
            edition: AtomicU32::new(1),
            asked: Mutex::default(),
            pictures: Mutex::default(),
        };
        Ok(Self { state: Arc::new(state) })
    }

    /// Brings the second edition: one entry gets a new title and a new first paragraph under the same guid.
    pub fn advance(&self) {
        self.state.edition.store(2, Ordering::Relaxed);
    }

    /// What was asked so far: host, path with query, how often.
    pub fn log(&self) -> Vec<(String, String, u32)> {
        let asked = self.state.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().map(|((host, path), times)| (host.clone(), path.clone(), *times)).collect()
    }

    /// The port that every host of the press answers on.
    pub fn port(&self) -> u16 {
        self.state.port
    }

    /// Every host name of the press.
    pub fn hosts(&self) -> Vec<String> {
        let keys = self.state.content.publishers.iter().map(|publisher| publisher.key.as_str());
        keys.chain(["consent", "press"]).map(|key| format!("{key}.localhost")).collect()
    }

    fn edition(&self) -> Edition<'_> {
        let state = &self.state;
        Edition {
            content: &state.content,
            now: state.now,
            port: state.port,
            number: state.edition.load(Ordering::Relaxed),
        }
    }

    fn note(&self, ask: &Ask) {
        let path =
            if ask.query.is_empty() { ask.path.clone() } else { format!("{}?{}", ask.path, ask.query) };
        let mut asked = self.state.asked.lock().unwrap_or_else(PoisonError::into_inner);
        *asked.entry((ask.host.clone(), path)).or_default() += 1;
    }

    /// The answer to a request. Pictures are drawn here, so callers keep it off the threads that serve.
    fn answer(&self, ask: &Ask) -> Reply {
        match ask.host.as_str() {
            "press" => return self.press_room(ask),
            "consent" => {
                self.note(ask);
                return if ask.path == "/robots.txt" { robots() } else { self.edition().consent_host(ask) };
            }
            _ => self.note(ask),
        }
        let edition = self.edition();
        let Some((index, publisher)) = edition.content.publisher(&ask.host) else {
            return self.press_room(ask);
        };
        let mut reply = self.of_publisher(&edition, index, ask);
        reply.headers.extend(publisher.headers.iter().cloned());
        reply
    }

    fn of_publisher(&self, edition: &Edition<'_>, index: usize, ask: &Ask) -> Reply {
        let publisher = &edition.content.publishers[index];
        let path = ask.path.as_str();
        if path == "/robots.txt" {
            return robots();
        }
        if path == publisher.feed.path || !publisher.feed.target.is_empty() && path == publisher.feed.target {
            return feed_reply(edition, index, ask);
        }
        if path == "/" {
            return Reply::html(edition.front_page(index));
        }
        if let Some(file) = path.strip_prefix("/media/") {
            return self.picture(edition, index, file);
        }
        if path == "/consent" {
            let to = ask.parameter("path").filter(|p| p.starts_with('/')).unwrap_or("/");
            return Reply::redirect(302, &edition.url(&publisher.key, to))
                .with("set-cookie", "consent=yes; Path=/; SameSite=Lax");
        }
        if publisher.feed.format == "cluster"
            && let Some(article) = edition.behind(path)
        {
            return gates::opening(&edition.address(article), &edition.publisher(article).name);
        }
        let own = edition.content.of(index);
        if let Some(slug) = path.strip_prefix("/api/story/") {
            return own.iter().find(|a| a.slug == slug).map_or_else(Reply::missing, |a| edition.app_data(a));
        }
        match own.iter().find(|a| publisher.path_of(a) == path) {
            Some(article) => edition.deliver(article, ask),
            None => Reply::status_html(404, edition.missing_page(index)),
        }
    }

    /// A picture, drawn at the first request and kept.
    fn picture(&self, edition: &Edition<'_>, index: usize, file: &str) -> Reply {
        let own = edition.content.of(index);
        let wanted = picture::WIDTHS.iter().find_map(|width| {
            let slug = file.strip_suffix(&format!("-{width}.png"))?;
            own.iter().find(|a| a.slug == slug).map(|a| (*a, *width))
        });
        let Some((article, width)) = wanted else { return Reply::missing() };
        let kept = self.state.pictures.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned();
        let drawn = kept.unwrap_or_else(|| {
            let fresh = Arc::new(picture::draw(
                &article.scene,
                number(&article.slug).wrapping_mul(0x9e37_79b9_7f4a_7c15),
                width,
            ));
            self.state
                .pictures
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(file.to_owned(), Arc::clone(&fresh));
            fresh
        });
        let headers = vec![
            ("content-type".to_owned(), "image/png".to_owned()),
            ("cache-control".to_owned(), "public, max-age=86400".to_owned()),
        ];
        Reply { status: 200, headers, body: drawn.to_vec(), slow: false }
    }

    fn press_room(&self, ask: &Ask) -> Reply {
        let edition = self.edition();
        match ask.path.as_str() {
            "/log.json" => {
                let rows: Vec<_> = self
                    .log()
                    .into_iter()
                    .map(
                        |(host, path, times)| serde_json::json!({"host": host, "path": path, "times": times}),
                    )
                    .collect();
                Reply::text("application/json", serde_json::Value::Array(rows).to_string())
            }
            "/advance" if ask.post => {
                self.advance();
                Reply::text("text/plain", "second edition\n".to_owned())
            }
            "/" => {
                let row = |p: &content::Publisher| {
                    format!(
                        "<li><a href=\"{}\">{}</a>, {}</li>",
                        edition.url(&p.key, "/"),
                        text::escape(&p.name),
                        text::escape(&p.tagline)
                    )
                };
                let rows: String = edition.content.publishers.iter().map(row).collect();
                Reply::html(pages::plain(
                    "The invented press",
                    &format!("<p>These publishers exist only in this demonstration.</p><ul>{rows}</ul>"),
                ))
            }
            _ => Reply::missing(),
        }
    }
}

fn robots() -> Reply {
    Reply::text("text/plain", "User-agent: *\nDisallow: /search\nDisallow: /api/\n".to_owned())
}

/// A feed as its publisher serves it: moved, gone, slow, or with validators.
fn feed_reply(edition: &Edition<'_>, index: usize, ask: &Ask) -> Reply {
    let publisher = &edition.content.publishers[index];
    let plan = &publisher.feed;
    if plan.quirk == "gone" {
        return Reply::status_html(410, edition.gone_page(index));
    }
    if plan.quirk == "moved" && ask.path == plan.path {
        return Reply::redirect(301, &edition.url(&publisher.key, &plan.target));
    }
    let (kind, body) = edition.feed(index);
    let etag = format!("\"{:x}\"", number(&body));
    let modified = rss_date(edition.changed(&edition.content.of(index)));
    let slow = plan.quirk == "slow";
    Reply { slow, ..Reply::text(kind, body) }.validated(ask, &etag, &modified)
}

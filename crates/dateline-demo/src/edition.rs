//! One edition of the press: the content at an hour, on a port. Gives titles, texts, dates and addresses; no HTML.

use super::content::{Article, Content, Publisher};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The content as it stands.
#[derive(Clone, Copy)]
pub(super) struct Edition<'a> {
    pub(super) content: &'a Content,
    /// When the demonstration began; every date is counted back from here.
    pub(super) now: Timestamp,
    pub(super) port: u16,
    /// 1 at first; from 2 on one article has a new title and a new paragraph.
    pub(super) number: u32,
}

impl Edition<'_> {
    /// An absolute address.
    pub(super) fn url(&self, key: &str, path: &str) -> String {
        format!("http://{key}.localhost:{}{path}", self.port)
    }

    pub(super) fn publisher(&self, article: &Article) -> &Publisher {
        &self.content.publishers[article.publisher]
    }

    /// The absolute address of an article.
    pub(super) fn address(&self, article: &Article) -> String {
        let publisher = self.publisher(article);
        self.url(&publisher.key, &publisher.path_of(article))
    }

    /// The absolute address of an article's picture.
    pub(super) fn picture(&self, article: &Article, width: u32) -> String {
        self.url(&self.publisher(article).key, &format!("/media/{}-{width}.png", article.slug))
    }

    /// When an article was published.
    pub(super) fn time(&self, article: &Article) -> Timestamp {
        self.now.checked_sub(SignedDuration::from_mins(article.ago)).unwrap_or(self.now)
    }

    /// When a publisher's feed changed last.
    pub(super) fn changed(&self, articles: &[&Article]) -> Timestamp {
        let newest = articles.iter().map(|a| self.time(a)).max().unwrap_or(self.now);
        if self.number > 1 { self.now } else { newest }
    }

    fn second(&self, article: &Article) -> bool {
        self.number > 1 && !article.retitle.is_empty()
    }

    /// The title in this edition.
    pub(super) fn title<'b>(&self, article: &'b Article) -> &'b str {
        if self.second(article) { &article.retitle } else { &article.title }
    }

    /// The text in this edition, with the days filled in.
    pub(super) fn blocks(&self, article: &Article) -> Vec<String> {
        let day = self.time(article).strftime("%A").to_string();
        let mut blocks: Vec<String> = article.blocks.iter().map(|b| b.replace("{weekday}", &day)).collect();
        if self.second(article) {
            blocks.insert(0, article.retext.clone());
        }
        blocks
    }

    /// The date as a reader of the publisher sees it.
    pub(super) fn long_date(&self, publisher: &Publisher, at: Timestamp) -> String {
        let local = TimeZone::UTC.to_datetime(at);
        let month = self.content.words.get(&publisher.language).map_or("", |w| w.month(local.month()));
        let (day, year, hour, minute) = (local.day(), local.year(), local.hour(), local.minute());
        match publisher.language.as_str() {
            "fr" => format!("{day} {month} {year} à {hour}h{minute:02}"),
            "ar" => format!("{day} {month} {year} - {hour:02}:{minute:02}"),
            _ => format!("{day} {month} {year}, {hour:02}:{minute:02}"),
        }
    }
}

/// The date in the form of RFC 2822, as RSS and HTTP want it.
pub(super) fn rss_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

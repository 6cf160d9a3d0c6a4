//! Bytes to [`Feed`]: RSS, Atom, RDF, CDF, JSON Feed, sitemaps and OPML, as leniently as a good browser reads pages.
//!
//! Text constructs stay raw with their type and base: whoever shows them reads them as pages are read. Fetches nothing, asks
//! no clock; hostile bytes give a value.

mod caps;
pub mod charset;
mod dates;
mod discover;
pub mod import;
mod json;
mod link_repair;
pub mod links;
mod loose_json;
mod newest;
pub mod opml;
mod quirks;
mod read;
mod titles;
pub mod xml;

use dateline_model::{Feed, WebUrl};

pub use dates::{DateRule, date};
pub use discover::{Candidate, Guess, announced_by_answer, common_paths, discover, is_of_comments};
pub use json::value as json_value;
pub use newest::{is_oldest_first, keep_newest};
pub use read::unbase64;
pub use titles::title;

/// What is known about the bytes beside the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Where they come from, after redirects: relative links without `xml:base` start here.
    pub url: Option<&'a WebUrl>,
    /// `charset` of the content type.
    pub charset: Option<&'a str>,
    /// `Content-Language` of the answer.
    pub content_language: Option<&'a str>,
    /// The clock of whoever asks: dates far ahead of it are none.
    pub now: Option<jiff::Timestamp>,
}

/// Bytes that are no feed, and what they are instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
#[non_exhaustive]
pub struct NotAFeed {
    /// What the bytes look like.
    pub kind: OtherKind,
    /// One sentence for a person.
    pub what: String,
}

/// Things that come in place of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OtherKind {
    /// Nothing at all, or white space.
    Empty,
    /// A web page.
    Html,
    /// JSON that is no JSON Feed.
    Json,
    /// XML of another vocabulary.
    Xml,
    /// A list of feeds.
    Opml,
    /// Compressed or binary data.
    Binary,
    /// Plain text.
    Text,
}

impl NotAFeed {
    pub(crate) fn new(kind: OtherKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into() }
    }
}

/// What bytes are that no program wrote as text: a tag that seems to stand in them means nothing.
fn binary(bytes: &[u8]) -> Option<NotAFeed> {
    let head = &bytes[..bytes.len().min(1024)];
    // UTF-16 has a zero in every other byte, or says what it is.
    let text = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || head.contains(&0);
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    if head.starts_with(&[0x1f, 0x8b]) {
        let what = "this is compressed data that could not be unpacked, not a feed";
        return Some(NotAFeed::new(OtherKind::Binary, what));
    }
    (!text && controls * 30 > head.len())
        .then(|| NotAFeed::new(OtherKind::Binary, "this is binary data, not a feed"))
}

/// Reads a feed of any supported format. What had to be repaired stands in [`Feed::repairs`].
pub fn parse(bytes: &[u8], context: &Context<'_>) -> Result<Feed, NotAFeed> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotAFeed::new(OtherKind::Empty, "the answer is empty"));
    }
    let mut faults = xml::Faults::default();
    let decoded = charset::decode_as_meant(bytes, context.charset, &mut faults);
    let text = decoded.text.trim_start_matches(['\u{feff}', ' ', '\n', '\t']);
    let read = if ["{", "[", "//", "/*"].iter().any(|start| text.starts_with(start)) {
        json::read(text, context, faults)
    } else {
        read::read(text, context, faults)
    };
    let mut feed = read.map_err(|other| binary(bytes).unwrap_or(other))?;
    let budget = xml::Budget::of(bytes.len());
    quirks::apply(&mut feed, &budget);
    if budget.refused() {
        feed.repairs.push(
            "addresses of headlines that would make the feed many times longer were left out".to_owned(),
        );
    }
    let impossible = dates::only_possible(&mut feed, context.now);
    if impossible > 0 {
        feed.repairs.push(xml::counted(
            "a day on which nothing can have been published was not believed",
            impossible,
        ));
    }
    let cut = caps::apply(&mut feed);
    feed.repairs.extend(cut);
    Ok(feed)
}

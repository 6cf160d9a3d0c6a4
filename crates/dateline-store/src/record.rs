//! Row types: how readings, blocks and facts are written as JSON. They change only together with a migration, or by
//! fields that may be missing; the model stays free of serialisation.

mod attached;
mod blocks;
mod facts;
mod kept;
mod reading;

use attached::AttachedRow;
pub(crate) use blocks::{blocks_from, blocks_to, pack, unpack};
pub(crate) use facts::facts;
pub use kept::{KeptArticle, KeptChanges};
pub(crate) use reading::{ReadingRow, image_row};

use crate::rows::{maybe_time, ms, time, url};
use crate::{EntryFacts, EntryKey, content_hash};
use dateline_model::{Date, Headers, Hop, Page, RelatedItem, Truncation, WebUrl};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A date as text: RFC 3339 with the publisher's offset, or the day.
pub(crate) fn date_text(date: Date) -> String {
    date.to_string()
}

/// The date a text stands for.
pub(crate) fn date_of(text: &str) -> Option<Date> {
    if text.len() == "2026-01-01".len() {
        return text.parse().ok().map(Date::Day);
    }
    let at: Timestamp = text.parse().ok()?;
    Some(Date::Instant { at, offset: offset_of(text).unwrap_or(0) })
}

/// Seconds east of UTC at the end of an RFC 3339 text: `+01:00`, `-03:30`, `+00:19:32`.
fn offset_of(text: &str) -> Option<i32> {
    let (_, clock) = text.split_once('T')?;
    let sign = clock.find(['+', '-'])?;
    let mut parts = clock[sign + 1..].split(':').map(str::parse::<i32>);
    let mut part = || parts.next().and_then(Result::ok).unwrap_or(0);
    let seconds = part() * 3600 + part() * 60 + part();
    Some(if clock[sign..].starts_with('-') { -seconds } else { seconds })
}

pub(crate) fn url_text(url: Option<&WebUrl>) -> Option<String> {
    url.map(|url| url.as_str().to_owned())
}

/// What a feed said of an entry.
#[derive(Serialize, Deserialize)]
pub(crate) struct FactsRow {
    guid: Option<String>,
    key_url: Option<String>,
    hash: i64,
    #[serde(default)]
    telling: bool,
    #[serde(default = "yes")]
    own: bool,
    url: Option<String>,
    title: String,
    summary: Option<String>,
    published: Option<i64>,
    publisher: Option<String>,
    publisher_host: Option<String>,
    language: Option<String>,
    image: Option<String>,
    #[serde(default)]
    related: Vec<RelatedRow>,
    comments: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    categories: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(default, skip_serializing_if = "AttachedRow::is_empty")]
    attached: AttachedRow,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    content_given: bool,
}

/// Facts of earlier versions do not say whose the address is.
const fn yes() -> bool {
    true
}

#[derive(Serialize, Deserialize)]
struct RelatedRow {
    title: String,
    publisher: Option<String>,
    url: Option<String>,
}

impl From<&EntryFacts> for FactsRow {
    fn from(facts: &EntryFacts) -> Self {
        let related = facts.related.iter().map(|item| RelatedRow {
            title: item.title.clone(),
            publisher: item.publisher.clone(),
            url: url_text(item.url.as_ref()),
        });
        Self {
            guid: facts.key.guid.clone(),
            key_url: facts.key.url.clone(),
            hash: facts.key.hash,
            telling: facts.key.telling,
            own: facts.key.own,
            url: url_text(facts.url.as_ref()),
            title: facts.title.clone(),
            summary: facts.summary.clone(),
            published: facts.published.map(ms),
            publisher: facts.publisher.clone(),
            publisher_host: facts.publisher_host.clone(),
            language: facts.language.clone(),
            image: url_text(facts.image.as_ref()),
            related: related.collect(),
            comments: url_text(facts.comments.as_ref()),
            categories: facts.categories.clone(),
            authors: facts.authors.clone(),
            attached: AttachedRow::from(&facts.attached),
            content_given: facts.content_given,
        }
    }
}

impl From<FactsRow> for EntryFacts {
    fn from(row: FactsRow) -> Self {
        let related = row.related.into_iter().map(|item| RelatedItem {
            title: item.title,
            publisher: item.publisher,
            url: url(item.url),
        });
        Self {
            key: EntryKey {
                guid: row.guid,
                url: row.key_url,
                own: row.own,
                title: content_hash(&row.title, ""),
                published: row.published,
                hash: row.hash,
                teaser: String::new(),
                telling: row.telling,
                content: 0,
            },
            url: url(row.url),
            title: row.title,
            summary: row.summary,
            published: maybe_time(row.published),
            publisher: row.publisher,
            publisher_host: row.publisher_host,
            language: row.language,
            image: url(row.image),
            related: related.collect(),
            comments: url(row.comments),
            categories: row.categories,
            authors: row.authors,
            attached: row.attached.into(),
            content_given: row.content_given,
        }
    }
}

/// A page without its body.
#[derive(Serialize, Deserialize)]
pub(crate) struct PageHead {
    url: String,
    final_url: String,
    hops: Vec<(String, u16, String)>,
    status: u16,
    headers: Vec<(String, String)>,
    fetched_at: i64,
    truncation: Option<TruncationRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TruncationRow {
    Length,
    Compression,
    Cap,
}

impl From<&Page> for PageHead {
    fn from(page: &Page) -> Self {
        let hop = |hop: &Hop| (hop.from.as_str().to_owned(), hop.status, hop.to.as_str().to_owned());
        Self {
            url: page.url.as_str().to_owned(),
            final_url: page.final_url.as_str().to_owned(),
            hops: page.redirects.iter().map(hop).collect(),
            status: page.status,
            headers: page.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            fetched_at: ms(page.fetched_at),
            truncation: page.truncation.map(|truncation| match truncation {
                Truncation::Length => TruncationRow::Length,
                Truncation::Compression => TruncationRow::Compression,
                Truncation::Cap => TruncationRow::Cap,
            }),
        }
    }
}

impl PageHead {
    /// The page with its body; `None` if an address in it is no address any more.
    pub(crate) fn with(self, body: Vec<u8>) -> Option<Page> {
        let hop = |(from, status, to): (String, u16, String)| {
            Some(Hop { from: WebUrl::parse(&from).ok()?, status, to: WebUrl::parse(&to).ok()? })
        };
        Some(Page {
            url: WebUrl::parse(&self.url).ok()?,
            final_url: WebUrl::parse(&self.final_url).ok()?,
            redirects: self.hops.into_iter().filter_map(hop).collect(),
            status: self.status,
            headers: Headers::from_iter(self.headers),
            body,
            fetched_at: time(self.fetched_at),
            truncation: self.truncation.map(|row| match row {
                TruncationRow::Length => Truncation::Length,
                TruncationRow::Compression => Truncation::Compression,
                TruncationRow::Cap => Truncation::Cap,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_as_they_were_written() {
        for text in
            ["2026-03-04", "2026-03-04T05:06:07Z", "2026-03-04T06:06:07+01:00", "2026-03-04T01:36:07-03:30"]
        {
            assert_eq!(date_of(text).map(date_text).as_deref(), Some(text));
        }
        assert_eq!(date_of("yesterday"), None);
    }
}

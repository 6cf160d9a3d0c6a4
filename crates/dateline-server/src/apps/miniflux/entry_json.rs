//! Articles as clients decode them.

use super::feed_json::feed;
use crate::app_state::App;
use crate::apps::article_html::article_html;
use crate::apps::facts::{author, enclosures, link, published, title};
use crate::apps::shelf::Shelf;
use crate::apps::verdict_labels;
use crate::error_response::ErrorResponse;
use dateline_model::EntryId;
use dateline_store::StreamItem;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Words that are read in a minute, as Miniflux reckons.
const PACE: u32 = 265;
/// Files of one article that have a number.
pub(super) const FILES: i64 = 64;

/// What articles are told with.
pub(super) struct Told {
    shelf: Shelf,
    /// Seconds of recordings that were listened to, by article and place among its files.
    listened: HashMap<(EntryId, u32), u32>,
    now: Timestamp,
    /// Whether verdicts are labels.
    verdicts: bool,
}

impl Told {
    pub(super) async fn of(app: &App, items: &[StreamItem]) -> Result<Self, ErrorResponse> {
        let mut listened = HashMap::new();
        for item in items.iter().filter(|item| !item.attached.files.is_empty()) {
            let id = item.summary.id;
            let recordings = app.reader().progress(id).await?.0.into_iter().filter(|one| one.file > 0);
            listened.extend(recordings.map(|one| ((id, one.file - 1), one.position / 1_000)));
        }
        let verdicts = verdict_labels::wanted(app).await?;
        // What an app hears most often is that nothing is new.
        let shelf = if items.is_empty() { Shelf::default() } else { Shelf::of(app).await? };
        Ok(Self { shelf, listened, now: app.desk.now(), verdicts })
    }

    /// An article; `None` where its reader has left the feed: no client bears an article without one.
    pub(super) fn entry(&self, item: &StreamItem) -> Option<Value> {
        let record = self.shelf.feed_of(item)?;
        let summary = &item.summary;
        let changed = [summary.revised_at, summary.read_at, summary.starred_at].into_iter().flatten();
        let status = if summary.read_at.is_some() { "read" } else { "unread" };
        let verdict = verdict_labels::of(item).filter(|_| self.verdicts);
        let named = summary.labels.iter().chain(&item.categories).map(String::as_str);
        let tags: Vec<&str> = verdict.into_iter().chain(named).collect();
        Some(json!({
            "id": summary.id.0,
            "user_id": self.shelf.user,
            "feed_id": record.id.0,
            "status": status,
            "hash": hash(item),
            "title": title(item),
            "url": link(item),
            "comments_url": item.comments.as_ref().map_or("", |url| url.as_str()),
            "published_at": published(item).to_string(),
            "created_at": summary.seen.to_string(),
            "changed_at": changed.fold(summary.seen, Timestamp::max).to_string(),
            "content": article_html(item),
            "author": author(item),
            "share_code": "",
            "starred": summary.starred_at.is_some(),
            "reading_time": minutes(item),
            "language": summary.language.as_deref().unwrap_or_default(),
            "enclosures": self.files(item),
            "feed": feed(&self.shelf, record, self.now),
            "tags": tags,
        }))
    }

    /// The files of an article.
    pub(super) fn files(&self, item: &StreamItem) -> Vec<Value> {
        let files = enclosures(item).take(FILES as usize).zip(0..);
        files
            .map(|((url, kind, length), place)| self.file(item.summary.id, place, (url, kind, length)))
            .collect()
    }

    fn file(&self, entry: EntryId, place: u32, (url, kind, length): (&str, &str, u64)) -> Value {
        let listened = self.listened.get(&(entry, place)).copied().unwrap_or_default();
        json!({
            "id": entry.0 * FILES + i64::from(place),
            "user_id": self.shelf.user,
            "entry_id": entry.0,
            "url": url,
            "mime_type": kind,
            "size": length,
            "media_progression": listened,
        })
    }
}

/// Minutes that an article takes to be read.
pub(super) fn minutes(item: &StreamItem) -> u32 {
    item.summary.words.div_ceil(PACE)
}

/// What tells an article from all others, on every desk.
fn hash(item: &StreamItem) -> String {
    let named = item.summary.url.as_ref().map_or_else(|| item.summary.id.0.to_string(), ToString::to_string);
    Sha256::digest(named).iter().map(|byte| format!("{byte:02x}")).collect()
}

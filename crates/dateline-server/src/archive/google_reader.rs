//! Starred and labelled articles in the form of Google Reader's own export, which most readers take in.

use crate::apps::article_html::text_html;
use dateline_model::{Date, WebUrl};
use dateline_store::{ExportedEntry, FeedRecord, StreamItem};
use serde_json::{Value, json};

/// What stands before the first item, and behind the last.
pub(super) const HEAD: &str =
    "{\"id\":\"user/-/state/com.google/starred\",\"title\":\"Starred and labelled\",\"items\":[";
pub(super) const TAIL: &str = "\n]}\n";

/// Whether an article is among those that a reader keeps.
pub(super) fn is_kept(item: &StreamItem) -> bool {
    item.summary.starred_at.is_some() || !item.summary.labels.is_empty()
}

/// The item.
pub(super) fn item(entry: &ExportedEntry, feeds: &[FeedRecord]) -> Value {
    let (item, summary) = (&entry.item, &entry.item.summary);
    let feed = item.feed.and_then(|id| feeds.iter().find(|feed| feed.id == id));
    let link = summary.url.as_ref().map_or("", WebUrl::as_str);
    let published = summary.published.map_or(summary.seen, Date::approximate).as_second();
    let mut states = vec!["user/-/state/com.google/reading-list".to_owned()];
    states.extend(summary.read_at.map(|_| "user/-/state/com.google/read".to_owned()));
    states.extend(summary.starred_at.map(|_| "user/-/state/com.google/starred".to_owned()));
    states.extend(summary.labels.iter().map(|label| format!("user/-/label/{label}")));
    let guid = entry.brought.first().map(|(_, guid)| guid.as_str()).filter(|guid| !guid.is_empty());
    json!({
        "id": format!("tag:google.com,2005:reader/item/{:016x}", 1_000_000_000_000_000 + summary.id.0),
        "guid": guid,
        "title": summary.title,
        "author": item.authors.join(", "),
        "published": published,
        "updated": summary.revised_at.unwrap_or(summary.seen).as_second(),
        "crawlTimeMsec": summary.seen.as_millisecond().to_string(),
        "timestampUsec": summary.seen.as_microsecond().to_string(),
        "canonical": [{"href": link}],
        "alternate": [{"href": link, "type": "text/html"}],
        "content": {"content": text_html(item), "direction": "ltr"},
        "categories": states,
        "origin": {
            "streamId": feed.map(|feed| format!("feed/{}", feed.url)),
            "feedUrl": feed.map(|feed| feed.url.as_str()),
            "htmlUrl": feed.and_then(|feed| feed.home.as_ref()).map(WebUrl::as_str),
            "title": feed.map(|feed| feed.title.as_str()),
        },
    })
}

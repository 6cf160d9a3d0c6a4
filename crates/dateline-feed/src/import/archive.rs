//! Our own archive: lines of articles, and the lists of what a person has set up.

use super::{Imported, ImportedFeed, ImportedItem, ImportedNote};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn time(value: &Value, key: &str) -> Option<Timestamp> {
    value.get(key)?.as_str()?.parse().ok()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn small(value: &Value, key: &str) -> Option<u32> {
    value.get(key)?.as_u64()?.try_into().ok()
}

/// An article of `entries/*.jsonl`: all that is not said there is said to be so.
pub fn item_of_archive(line: &Value) -> ImportedItem {
    let (read_at, starred_at) = (time(line, "read"), time(line, "starred"));
    let progress = list(line, "progress").iter().map(|one| {
        let number = |key| small(one, key);
        (number("file").unwrap_or(0), number("position").unwrap_or(0), number("length"), number("speed"))
    });
    let guids = list(line, "guids").iter().map(|guid| guid.as_str().filter(|guid| !guid.is_empty()));
    let guids = guids.map(|guid| guid.map(str::to_owned));
    let further = texts(line, "feeds").into_iter().zip(guids);
    let day = |text: String| text.parse().ok().or_else(|| crate::date(&text).map(|(at, _)| at));
    ImportedItem {
        home: None,
        feed: text(line, "feed"),
        guid: text(line, "guid"),
        url: text(line, "url"),
        title: text(line, "title"),
        html: text(line, "html").filter(|html| !html.is_empty()).or_else(|| text(line, "standfirst")),
        authors: texts(line, "authors"),
        categories: texts(line, "categories"),
        published: text(line, "published").and_then(day),
        language: text(line, "language"),
        read: Some(read_at.is_some()),
        read_at,
        starred: Some(starred_at.is_some()),
        starred_at,
        labels: texts(line, "labels"),
        with_folders: false,
        notes: list(line, "notes").iter().map(note).collect(),
        number: line.get("id").and_then(Value::as_i64),
        seen: time(line, "seen"),
        record: line.get("record").filter(|record| record.is_object()).cloned(),
        further: further.skip(1).collect(),
        progress: progress.collect(),
    }
}

fn note(value: &Value) -> ImportedNote {
    let word = |key| text(value, key).unwrap_or_default();
    ImportedNote {
        quote: word("quote"),
        prefix: word("prefix"),
        suffix: word("suffix"),
        text: word("text"),
        made: time(value, "made"),
        changed: time(value, "changed"),
    }
}

/// The feeds of `feeds.json`.
pub fn feeds_of_archive(value: &Value) -> Vec<Imported> {
    let feed = |one: &Value| {
        let Some(url) = text(one, "url") else {
            return Imported::Left("a feed of the archive without an address".to_owned());
        };
        let is = |key: &str| one.get(key).and_then(Value::as_bool).unwrap_or(false);
        Imported::Feed(ImportedFeed {
            login: None,
            url,
            title: text(one, "title"),
            home: text(one, "home"),
            folders: texts(one, "folders"),
            paused: one.get("paused").is_some_and(|at| !at.is_null()),
            paused_at: time(one, "paused"),
            added: time(one, "added"),
            private: is("private"),
            keep_days: small(one, "keep_days"),
            keep_bytes: one.get("keep_bytes").and_then(Value::as_u64),
            poll_hours: small(one, "poll_hours"),
            fetch_pages: text(one, "fetch_pages"),
            opens_original: is("opens_original"),
        })
    };
    value.as_array().map_or(&[][..], Vec::as_slice).iter().map(feed).collect()
}

/// The same with what attributes of `feeds.opml` say of it.
pub(super) fn with_own(mut feed: ImportedFeed, own: &BTreeMap<String, String>) -> ImportedFeed {
    let get = |name: &str| own.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    if let Some(all) = own.get("folders") {
        feed.folders = all.lines().filter(|folder| !folder.trim().is_empty()).map(str::to_owned).collect();
    }
    feed.paused_at = get("paused").and_then(|at| at.parse().ok());
    feed.added = get("added").and_then(|at| at.parse().ok());
    feed.private = get("private") == Some("true");
    feed.keep_days = get("keepDays").and_then(|days| days.parse().ok());
    feed.keep_bytes = get("keepBytes").and_then(|bytes| bytes.parse().ok());
    feed.poll_hours = get("pollHours").and_then(|hours| hours.parse().ok());
    feed.fetch_pages = get("fetchPages").map(str::to_owned);
    feed.opens_original = get("opensOriginal") == Some("true");
    feed
}

/// Files of the archive that hold lists of what was set up, in the order in which they are taken in.
pub const fn own_lists() -> [&'static str; 7] {
    [
        "labels.json",
        "follows.json",
        "searches.json",
        "publishers.json",
        "settings.json",
        "corrections.json",
        "rules.json",
    ]
}

//! Saved articles as tables with commas: Pocket, Instapaper, Raindrop and Readwise Reader, told by the heads of their columns; and
//! subscriptions of YouTube.

use super::{Imported, ImportedFeed, ImportedItem, ImportedNote, moment};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::HashMap;

/// The articles of such a table; `None` where its first line has not the heads of one.
pub fn saved_table(bytes: &[u8]) -> Option<Vec<Imported>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut table = csv::ReaderBuilder::new().flexible(true).delimiter(between(bytes)).from_reader(bytes);
    let heads: HashMap<String, usize> =
        table.byte_headers().ok()?.iter().map(word).map(|head| head.to_lowercase()).zip(0..).collect();
    let has = |names: &[&str]| names.iter().all(|name| heads.contains_key(*name));
    let known = [
        &["title", "url", "time_added", "tags", "status"] as &[&str],
        &["url", "title", "selection", "folder", "timestamp"],
        &["title", "note", "url", "folder", "tags", "created"],
        &["title", "url", "document tags", "saved date", "location"],
    ];
    let channels = has(&["channel id", "channel title"]);
    if !channels && !known.into_iter().any(has) {
        return None;
    }
    let mut found = Vec::new();
    for (row, line) in table.byte_records().zip(2_u64..) {
        let Ok(row) = row else {
            found.push(Imported::Left(format!("line {line}: it cannot be read")));
            continue;
        };
        let cell = |name: &str| {
            heads.get(name).and_then(|at| row.get(*at)).map(word).filter(|text| !text.is_empty())
        };
        if channels {
            found.extend(channel(&cell));
            continue;
        }
        found.push(item(&cell).map_or_else(
            || Imported::Left(format!("line {line}: it has no web address")),
            |item| Imported::Item(Box::new(item)),
        ));
    }
    Some(found)
}

/// What stands between cells: spreadsheets write semicolons where a comma stands in numbers, and tabs.
fn between(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let many = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    let others = [b';', b'\t'].into_iter().max_by_key(|other| many(*other)).unwrap_or(b',');
    if many(others) > many(b',') { others } else { b',' }
}

/// A subscription of YouTube, as Takeout tells it.
fn channel(cell: &dyn Fn(&str) -> Option<String>) -> Option<Imported> {
    let id = cell("channel id")
        .filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    Some(Imported::Feed(ImportedFeed {
        url: format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}"),
        title: cell("channel title"),
        home: cell("channel url"),
        ..ImportedFeed::default()
    }))
}

fn word(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

fn item(cell: &dyn Fn(&str) -> Option<String>) -> Option<ImportedItem> {
    let url = cell("url").filter(|url| url.starts_with("http://") || url.starts_with("https://"))?;
    let saved = ["time_added", "timestamp", "created", "saved date"]
        .iter()
        .find_map(|name| moment(&Value::from(cell(name)?)));
    let place = ["status", "folder", "location"].iter().find_map(|name| cell(name)).unwrap_or_default();
    let read = match place.to_lowercase().as_str() {
        "archive" | "archived" => Some(true),
        "unread" | "new" | "later" | "shortlist" | "feed" => Some(false),
        _ => None,
    };
    // Any other place is a folder that the person has made.
    let folder = Some(place)
        .filter(|place| read.is_none() && !place.is_empty() && place != "Starred" && place != "Unsorted");
    let tags = ["tags", "document tags"].iter().find_map(|name| cell(name)).unwrap_or_default();
    let note = |(name, is_quote): (&str, bool)| {
        let text = cell(name)?;
        let (quote, text) = if is_quote { (text, String::new()) } else { (String::new(), text) };
        Some(ImportedNote { quote, text, made: saved, ..ImportedNote::default() })
    };
    Some(ImportedItem {
        title: cell("title").filter(|title| *title != url),
        url: Some(url),
        read,
        starred: Some(true),
        starred_at: saved,
        labels: folder.into_iter().chain(labels(&tags)).collect(),
        notes: [("selection", true), ("note", false), ("document note", false)]
            .into_iter()
            .filter_map(note)
            .chain(cell("highlights").map(|text| highlights(&text, saved)).unwrap_or_default())
            .collect(),
        ..ImportedItem::default()
    })
}

/// Highlights of Raindrop: `Highlight:` and, where something was noted on it, `Note:`, each at the beginning of a line.
fn highlights(text: &str, made: Option<Timestamp>) -> Vec<ImportedNote> {
    let mut found: Vec<ImportedNote> = Vec::new();
    let mut on_note = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix("Note:")
            && let Some(note) = found.last_mut()
        {
            on_note = true;
            words.trim().clone_into(&mut note.text);
            continue;
        }
        let begins = line.strip_prefix("Highlight:");
        match found.last_mut().filter(|_| begins.is_none()) {
            Some(note) if on_note => note.text = format!("{}\n{line}", note.text),
            Some(note) => note.quote = format!("{}\n{line}", note.quote),
            None => {
                on_note = false;
                let quote = begins.unwrap_or(line).trim().to_owned();
                found.push(ImportedNote { quote, made, changed: made, ..ImportedNote::default() });
            }
        }
    }
    found
}

/// Tags with strokes or commas between them, or as a list in brackets with each in quotes.
fn labels(text: &str) -> Vec<String> {
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let parted = inside.split(['|', ',']).map(|tag| tag.trim().trim_matches(['"', '\'']).trim());
    parted.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

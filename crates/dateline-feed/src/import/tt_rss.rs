//! The XML of Tiny Tiny RSS' plugin `import_export`: starred and archived articles.

use super::{Imported, ImportedItem, moment};
use crate::charset;
use crate::xml::{Event, Faults, Reader};
use serde_json::Value;

/// Bytes in which the first element stands.
const HEAD: usize = 4 << 10;

/// Whether bytes are such a file.
pub fn is_tt_rss(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    head.contains("<articles") && !head.contains("<opml")
}

/// The articles of such a file.
pub fn tt_rss(bytes: &[u8]) -> Vec<Imported> {
    let decoded = charset::decode(bytes, None, &mut Faults::default());
    let start = memchr::memchr(b'<', decoded.text.as_bytes()).unwrap_or_default();
    let mut reader = Reader::new(&decoded.text[start..]);
    let (mut found, mut item, mut field) = (Vec::new(), None, String::new());
    let mut text = String::new();
    loop {
        match reader.next_event() {
            Event::Start(start) if start.local.eq_ignore_ascii_case("article") => {
                item = Some(ImportedItem::default());
            }
            Event::Start(start) => {
                field = start.local.to_ascii_lowercase();
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::End(name) if name.eq_ignore_ascii_case("article") => {
                let whole = item.take().filter(|item| item.url.is_some() || item.title.is_some());
                found.extend(whole.map(|item| Imported::Item(Box::new(item))));
            }
            Event::End(_) => {
                if let Some(item) = &mut item {
                    set(item, &field, &text);
                    text.clear();
                }
                field.clear();
            }
            Event::Eof => return found,
        }
    }
}

fn set(item: &mut ImportedItem, field: &str, text: &str) {
    let words = text.trim();
    let filled = (!words.is_empty()).then(|| words.to_owned());
    match field {
        "guid" => item.guid = filled,
        "title" => item.title = filled,
        "content" => item.html = filled,
        "link" => item.url = filled,
        "feed_url" => item.feed = filled,
        "marked" => item.starred = Some(matches!(words, "1" | "t" | "true")),
        "updated" => item.published = moment(&Value::from(words)),
        "tag_cache" => item
            .labels
            .extend(words.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned)),
        "label_cache" => item.labels.extend(labels(words)),
        "note" => {
            let note = super::ImportedNote { text: words.to_owned(), ..super::ImportedNote::default() };
            item.notes.extend(filled.map(|_| note));
        }
        _ => {}
    }
}

/// Names out of `[[-1025,"Read later","",""]]`.
fn labels(text: &str) -> Vec<String> {
    let Ok(Value::Array(rows)) = serde_json::from_str(text) else { return Vec::new() };
    let name = |row: &Value| row.get(1)?.as_str().map(str::to_owned);
    rows.iter().filter_map(name).filter(|name| !name.trim().is_empty()).collect()
}

//! Saved pages as programs for reading later and for bookmarks write them in JSON: Wallabag, Pinboard, linkding, Karakeep, Omnivore.

use super::json_members::{annotations, flag, text, words};
use super::{ImportedItem, ImportedNote, moment};
use jiff::Timestamp;
use serde_json::Value;

/// Letters of a text without a name that name it.
const NAME: usize = 80;

/// Pinboard: bookmarks, with what they are for.
pub(super) fn pinboard(value: &Value) -> ImportedItem {
    let made = value.get("time").and_then(moment);
    let note = |text| ImportedNote { text, made, changed: made, ..ImportedNote::default() };
    ImportedItem {
        url: text(value, "href"),
        title: text(value, "description"),
        read: flag(value, "toread").map(|unread| !unread),
        starred: Some(true),
        starred_at: made,
        labels: text(value, "tags").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        notes: text(value, "extended").map(note).into_iter().collect(),
        ..ImportedItem::default()
    }
}

/// Wallabag: archived is read, a star is a star.
pub(super) fn wallabag(value: &Value) -> ImportedItem {
    ImportedItem {
        url: text(value, "url").or_else(|| text(value, "given_url")),
        title: text(value, "title"),
        html: text(value, "content"),
        authors: words(value, "published_by"),
        published: ["published_at", "created_at"].iter().find_map(|key| moment(value.get(key)?)),
        language: text(value, "language"),
        read: flag(value, "is_archived"),
        starred: flag(value, "is_starred"),
        starred_at: value.get("starred_at").and_then(moment),
        labels: words(value, "tags"),
        notes: annotations(value),
        ..ImportedItem::default()
    }
}

/// What was noted on a whole page.
fn noted(texts: impl IntoIterator<Item = Option<String>>, made: Option<Timestamp>) -> Vec<ImportedNote> {
    let note = |text| ImportedNote { text, made, changed: made, ..ImportedNote::default() };
    texts.into_iter().flatten().map(note).collect()
}

/// linkding: bookmarks as its API tells them.
pub(super) fn linkding(value: &Value) -> ImportedItem {
    let made = value.get("date_added").and_then(moment);
    let archived = flag(value, "is_archived").filter(|archived| *archived);
    ImportedItem {
        url: text(value, "url"),
        title: text(value, "title").or_else(|| text(value, "website_title")),
        read: archived.or_else(|| flag(value, "unread").map(|unread| !unread)),
        starred: Some(true),
        starred_at: made,
        labels: words(value, "tag_names"),
        notes: noted([text(value, "description"), text(value, "notes")], made),
        ..ImportedItem::default()
    }
}

/// Karakeep (once Hoarder): links, and texts of one's own.
pub(super) fn karakeep(value: &Value) -> ImportedItem {
    let made = value.get("createdAt").and_then(moment);
    let content = value.get("content").unwrap_or(&Value::Null);
    let own = text(content, "text");
    let first = own.as_ref().map(|own| own.lines().next().unwrap_or_default().chars().take(NAME).collect());
    ImportedItem {
        // Texts of one's own have no address by which they could be known again.
        guid: text(value, "id").filter(|_| own.is_some()),
        url: text(content, "url"),
        title: text(value, "title").or_else(|| text(content, "title")).or(first),
        html: own.map(|own| paragraphs(&own)).or_else(|| text(content, "htmlContent")),
        authors: text(content, "author").into_iter().collect(),
        published: content.get("datePublished").and_then(moment),
        read: flag(value, "archived"),
        starred: Some(true),
        starred_at: made,
        labels: words(value, "tags"),
        notes: noted([text(value, "note")], made),
        ..ImportedItem::default()
    }
}

/// Plain text as markup.
fn paragraphs(plain: &str) -> String {
    let safe = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let parts = safe.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("<p>{}</p>", part.replace('\n', "<br>"))).collect()
}

/// Omnivore: what `metadata_*.json` of its export tells; texts and highlights lie beside it.
pub(super) fn omnivore(value: &Value) -> ImportedItem {
    ImportedItem {
        url: text(value, "url"),
        title: text(value, "title"),
        authors: text(value, "author").into_iter().collect(),
        published: value.get("publishedAt").and_then(moment),
        read: text(value, "state").map(|state| state.eq_ignore_ascii_case("archived")),
        starred: Some(true),
        starred_at: value.get("savedAt").and_then(moment),
        labels: words(value, "labels"),
        ..ImportedItem::default()
    }
}

/// Highlights of Omnivore in Markdown: quotes, each with what was noted on it below.
pub fn omnivore_highlights(markdown: &str) -> Vec<ImportedNote> {
    let mut found: Vec<ImportedNote> = Vec::new();
    let text = markdown.replace("\r\n", "\n");
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        if part.starts_with('>') {
            let lines = part.lines().map(|line| line.trim_start_matches('>').trim());
            let quote = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            found.push(ImportedNote { quote, ..ImportedNote::default() });
            continue;
        }
        match found.last_mut() {
            Some(note) if note.text.is_empty() => part.clone_into(&mut note.text),
            Some(note) => note.text = format!("{}\n\n{part}", note.text),
            None => found.push(ImportedNote { text: part.to_owned(), ..ImportedNote::default() }),
        }
    }
    found.retain(|note| !note.quote.is_empty() || !note.text.is_empty());
    found
}

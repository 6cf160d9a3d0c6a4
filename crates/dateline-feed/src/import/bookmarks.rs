//! Bookmarks as browsers, Pinboard, Shaarli and others export them: Netscape's file, a link for each saved page; and Pocket's lists of
//! links below headings.

use super::{Imported, ImportedItem, ImportedNote, moment};
use crate::xml::{Event, Reader};
use jiff::Timestamp;
use serde_json::Value;

/// What linkding writes among the tags of what is archived.
const ARCHIVED: &str = "linkding:bookmarks.archived";

/// Bytes in which the file says what it is.
const HEAD: usize = 4 << 10;

/// Whether bytes are such a file.
pub fn is_bookmarks(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    ["netscape-bookmark", "<dl><p>", "<dt><a ", " time_added="].iter().any(|sign| head.contains(sign))
}

/// The links of such a file; tags and the folders around a link are its labels.
pub fn bookmarks(text: &str) -> Vec<Imported> {
    let (mut found, mut folders, mut next, mut rest) = (Vec::new(), Vec::<Option<String>>::new(), None, text);
    let mut read = None;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        let behind = &rest[end..];
        match name(tag).as_str() {
            "h3" => next = Some(inner(behind)),
            "h1" => {
                read = match inner(behind).as_str() {
                    "Unread" => Some(false),
                    "Read Archive" => Some(true),
                    _ => None,
                }
            }
            "dl" => folders.push(next.take()),
            "/dl" => drop(folders.pop()),
            "a" => found.extend(link(tag, inner(behind), &folders, read)),
            // What stands below a link is a note on it; linkding has its own in brackets.
            "dd" => {
                if let Some(Imported::Item(item)) = found.last_mut() {
                    item.notes.extend(note(&inner(behind), item.starred_at));
                }
            }
            _ => {}
        }
        rest = behind;
    }
    found
}

fn note(text: &str, made: Option<Timestamp>) -> Option<ImportedNote> {
    let marks = ["[linkding-notes]", "[/linkding-notes]"];
    let words = marks.iter().fold(text.to_owned(), |text, mark| text.replace(mark, " "));
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| ImportedNote { text, made, ..ImportedNote::default() })
}

fn name(tag: &str) -> String {
    let name = tag.trim_start_matches('<').chars();
    name.take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/')
        .collect::<String>()
        .to_ascii_lowercase()
}

/// The words up to the next tag, references decoded.
fn inner(text: &str) -> String {
    decoded(&text[..text.find('<').unwrap_or(text.len())])
}

/// Words with their references decoded.
pub(super) fn decoded(text: &str) -> String {
    let raw = format!("<t>{text}</t>");
    let mut reader = Reader::new(&raw);
    let mut words = String::new();
    loop {
        match reader.next_event() {
            Event::Text(part) => words.push_str(&part),
            Event::Eof => return words.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => {}
        }
    }
}

fn link(tag: &str, title: String, folders: &[Option<String>], read: Option<bool>) -> Option<Imported> {
    let mut reader = Reader::new(tag);
    let Event::Start(_) = reader.next_event() else { return None };
    let attribute = |name: &str| {
        let found = reader.attrs().iter().find(|attr| attr.name.eq_ignore_ascii_case(name))?;
        Some(found.value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let url = attribute("href")?;
    if !url.starts_with("http://") && !url.starts_with("https://") {
        let words: String = url.chars().take(200).collect();
        return Some(Imported::Left(format!("{words}: this is no web address")));
    }
    let tags = attribute("tags").unwrap_or_default();
    let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let (archived, tags): (Vec<&str>, Vec<&str>) = tags.partition(|tag| *tag == ARCHIVED);
    let read = (!archived.is_empty()).then_some(true).or(read);
    let saved = ["add_date", "time_added"].iter().find_map(|name| moment(&Value::from(attribute(name)?)));
    Some(Imported::Item(Box::new(ImportedItem {
        url: Some(url),
        title: Some(title).filter(|title| !title.is_empty()),
        starred: Some(true),
        starred_at: saved,
        labels: folders.iter().flatten().cloned().chain(tags.into_iter().map(str::to_owned)).collect(),
        read: read.or_else(|| attribute("toread").map(|unread| unread == "0")),
        ..ImportedItem::default()
    })))
}

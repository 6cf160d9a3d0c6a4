//! Members of JSON as programs write them: text, flags and lists in whatever way each of them says it.

use super::{ImportedNote, moment};
use crate::titles;
use serde_json::Value;

/// A member as text that says something.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    let found = value.get(key)?;
    let found = found.as_str().map(str::to_owned).or_else(|| found.is_number().then(|| found.to_string()))?;
    Some(found.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A headline: FreshRSS, NewsBlur and others write it as markup.
pub(super) fn headline(value: &Value, key: &str) -> Option<String> {
    text(value, key).map(|title| titles::name(&title)).filter(|title| !title.is_empty())
}

/// A member that is yes or no, in whatever way it says so.
pub(super) fn flag(value: &Value, key: &str) -> Option<bool> {
    match value.get(key)? {
        Value::Bool(set) => Some(*set),
        Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        Value::String(text) => Some(!matches!(text.as_str(), "" | "0" | "false" | "no")),
        _ => None,
    }
}

/// The words of a list, whether its items are text or objects with a label.
pub(super) fn words(value: &Value, key: &str) -> Vec<String> {
    let items = value.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let word = |item: &Value| {
        let named = || ["label", "name", "title", "slug"].iter().find_map(|name| text(item, name));
        item.as_str().map(str::to_owned).or_else(named)
    };
    items.iter().filter_map(word).filter(|word| !word.trim().is_empty()).collect()
}

/// Notes of Google Reader (`content`), of Wallabag (`quote`, `text`) and of Inoreader (`text`, `note`).
pub(super) fn annotations(value: &Value) -> Vec<ImportedNote> {
    let notes = value.get("annotations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let note = |one: &Value| {
        // Inoreader has the words that a note stands on as its text, and the note beside them.
        let (quote, said) = match text(one, "note") {
            Some(note) => (text(one, "text"), Some(note)),
            None => (text(one, "quote"), text(one, "text").or_else(|| text(one, "content"))),
        };
        let (quote, said) = (quote.unwrap_or_default(), said.unwrap_or_default());
        let made = ["created_at", "added_on"].iter().find_map(|name| moment(one.get(name)?));
        ImportedNote { quote, text: said, made, changed: made, ..ImportedNote::default() }
    };
    notes.iter().map(note).filter(|note| !note.quote.is_empty() || !note.text.is_empty()).collect()
}

//! The dictionary of Python's feedparser.
use serde_json::{Value, json};

/// As feedparser shows a feed.
pub fn to_json(bytes: &[u8], _headers: &[(String, String)]) -> Value {
    match crate::parse(bytes, &crate::Context::default()) {
        Ok(feed) => json!({
            "bozo": !feed.repairs.is_empty(),
            "feed": { "title": feed.title.map(|title| title.raw), "link": feed.home.map(|url| url.to_string()) },
            "entries": feed.entries.iter().map(|entry| json!({
                "title": entry.title.as_ref().map(|title| &title.raw),
                "link": entry.link.as_ref().map(ToString::to_string),
            })).collect::<Vec<_>>(),
        }),
        Err(_) => json!({"bozo": true, "feed": {}, "entries": []}),
    }
}

//! One article with everything as JSON.

use super::{attached_json, entry_json, note_json, progress_json, version_json};
use dateline_model::WebUrl;
use dateline_store::{ArticleRecord, Note, Progress, TextSource};
use dateline_wire::reading_json;
use serde_json::{Value, json};

/// One article with its reading, and what its reader noted. `cpu_ms` of a stored Reading is 0: it was not read now.
pub fn article_json(record: &ArticleRecord, notes: &[Note], progress: &[Progress]) -> Value {
    let url = record.summary.url.as_ref().map(WebUrl::as_str);
    let shown = record.reading.as_ref().filter(|_| record.summary.withdrawn_at.is_none());
    json!({
        "notes": notes.iter().map(note_json).collect::<Vec<_>>(),
        "progress": progress.iter().map(progress_json).collect::<Vec<_>>(),
        "article": entry_json(&record.summary),
        "reading": shown.map(|reading| reading_json(reading, None, url, 0.0)),
        "source": record.source.map(TextSource::as_str),
        "other_reading": record.other.as_ref().map(|other| json!({
            "source": other.source.as_str(),
            "at": other.at.to_string(),
            "reading": reading_json(&other.reading, None, url, 0.0),
        })),
        "attached": attached_json(&record.attached),
        "authors": record.authors,
        "categories": record.categories,
        "comments": record.comments.as_ref().map(WebUrl::as_str),
        "feeds": record.feeds.iter().map(|(id, title)| json!({"id": id.0, "title": title})).collect::<Vec<_>>(),
        "history": record.history.iter().map(version_json).collect::<Vec<_>>(),
        "earlier_titles": record.titles()
            .map(|(title, until)| json!({"title": title, "until": until.to_string()})).collect::<Vec<_>>(),
    })
}

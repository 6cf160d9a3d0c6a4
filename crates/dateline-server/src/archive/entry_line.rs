//! An article as a line of JSON: what it is, what is held of it, and what its reader did with it.

use crate::api::desk_json::{attached_json, progress_json};
use crate::apps::article_html::text_html;
use dateline_model::{FeedId, WebUrl};
use dateline_store::{ExportedEntry, FeedRecord, KeptArticle, Note};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The line. Absent values are null; times are exact.
pub(super) fn json(entry: &ExportedEntry, feeds: &[FeedRecord]) -> Result<Value, serde_json::Error> {
    let (item, brought) = (&entry.item, &entry.brought);
    let summary = &item.summary;
    let address = |id: FeedId| feeds.iter().find(|feed| feed.id == id).map(|feed| feed.url.as_str());
    let guid = brought.first().map(|(_, guid)| guid.as_str()).filter(|guid| !guid.is_empty());
    let known = brought.iter().filter_map(|(feed, guid)| Some((address(*feed)?, guid.as_str())));
    let (brought_by, guids): (Vec<_>, Vec<_>) = known.unzip();
    let kept = entry.kept.as_ref().map(KeptArticle::to_json).transpose()?;
    Ok(json!({
        "id": summary.id.0,
        "feed": brought.first().and_then(|(feed, _)| address(*feed)),
        "feeds": brought_by,
        "guids": guids,
        "guid": guid,
        "url": summary.url.as_ref().map(WebUrl::as_str),
        "title": summary.title,
        "standfirst": summary.standfirst,
        "html": text_html(item),
        "authors": item.authors,
        "categories": item.categories,
        "published": summary.published.map(|date| date.to_string()),
        "seen": exact(summary.seen),
        "language": summary.language,
        "publisher": summary.publisher,
        "publisher_host": summary.publisher_host,
        "image": summary.image.as_ref().map(|image| image.url.as_str()),
        "comments": item.comments.as_ref().map(WebUrl::as_str),
        "attached": attached_json(&item.attached),
        "holding": summary.holding.map(dateline_model::Holding::as_str),
        "reasons": summary.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
        "withdrawn": summary.withdrawn_at.map(exact),
        "read": summary.read_at.map(exact),
        "starred": summary.starred_at.map(exact),
        "labels": summary.labels,
        "muted_by": summary.muted_by,
        "notes": entry.notes.iter().map(note).collect::<Vec<_>>(),
        "progress": entry.progress.iter().map(progress_json).collect::<Vec<_>>(),
        "record": kept,
    }))
}

fn note(note: &Note) -> Value {
    json!({
        "made": exact(note.made_at), "changed": exact(note.changed_at), "quote": note.note.quote,
        "prefix": note.note.prefix, "suffix": note.note.suffix, "text": note.note.text,
    })
}

fn exact(at: Timestamp) -> String {
    at.to_string()
}

//! `feed parse`: feed files without a store, one or a folder of them.

use crate::cli::{FeedParse, FeedShape};
use crate::commands::input_files;
use crate::output::{self, Outcome};
use anyhow::{Context as _, Result};
use dateline_feed::Context;
use dateline_model::{Construct, Entry, Feed, WebUrl};
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Parses what was asked for.
pub(crate) fn parse(options: &FeedParse) -> Result<Outcome> {
    if let Some(folder) = &options.batch {
        return batch(folder, options.shape);
    }
    let file = options.file.as_deref().unwrap_or(Path::new("-"));
    let bytes = input_files::read(file)?;
    let url = options.url.as_deref().map(WebUrl::parse).transpose().context("--url")?;
    let value = shaped(&bytes, options.shape, url.as_ref())
        .map_err(|reason| anyhow::anyhow!("{} is no feed: {reason}", file.display()))?;
    output::json(&value)?;
    Ok(Outcome::Done)
}

/// Every file below a folder, one line each whatever happens.
fn batch(folder: &Path, shape: FeedShape) -> Result<Outcome> {
    let found = input_files::below(folder)?;
    let mut outcome = Outcome::Done;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for file in found {
        let parsed = input_files::read_regular(&file)
            .map_err(|error| output::sentence(&error))
            .and_then(|bytes| shaped(&bytes, shape, None));
        let name = input_files::shown(&file);
        let line = match parsed {
            Ok(result) => json!({"file": name, "result": result, "error": null}),
            Err(error) => {
                outcome = Outcome::Partly;
                json!({"file": name, "result": null, "error": error})
            }
        };
        output::json_line(&mut out, &line)?;
    }
    out.flush().context(output::UNWRITTEN)?;
    Ok(outcome)
}

fn shaped(bytes: &[u8], shape: FeedShape, url: Option<&WebUrl>) -> Result<Value, String> {
    match shape {
        FeedShape::Feedparser => Ok(dateline_feedparser::to_json(bytes, &[])),
        FeedShape::Dateline => {
            let context = Context { url, ..Context::default() };
            dateline_feed::parse(bytes, &context)
                .map(|feed| feed_json(&feed))
                .map_err(|error| error.to_string())
        }
    }
}

fn feed_json(feed: &Feed) -> Value {
    json!({
        "kind": feed.kind.as_str(),
        "title": construct_json(feed.title.as_ref()),
        "description": construct_json(feed.description.as_ref()),
        "home": feed.home.as_ref().map(WebUrl::as_str),
        "self": feed.self_url.as_ref().map(WebUrl::as_str),
        "hub": feed.hub.as_ref().map(WebUrl::as_str),
        "language": feed.language,
        "icon": feed.icon.as_ref().map(WebUrl::as_str),
        "updated": feed.updated.map(|time| time.to_string()),
        "authors": feed.authors.iter().filter_map(|person| person.name.as_deref()).collect::<Vec<_>>(),
        "categories": feed.categories,
        "ttl_minutes": feed.hints.ttl_minutes,
        "entries": feed.entries.iter().map(entry_json).collect::<Vec<_>>(),
        "repairs": feed.repairs,
    })
}

fn entry_json(entry: &Entry) -> Value {
    json!({
        "guid": entry.guid,
        "link": entry.link.as_ref().map(WebUrl::as_str),
        "title": construct_json(entry.title.as_ref()),
        "summary": construct_json(entry.summary.as_ref()),
        "content": construct_json(entry.content.as_ref()),
        "published": entry.published.map(|time| time.to_string()),
        "updated": entry.updated.map(|time| time.to_string()),
        "date_rule": entry.date_rule,
        "authors": entry.authors.iter().filter_map(|person| person.name.as_deref()).collect::<Vec<_>>(),
        "categories": entry.categories,
        "image": entry.image.as_ref().map(WebUrl::as_str),
        "source": entry.source.as_ref().map(|source| json!({"name": source.name, "url": source.url.as_ref().map(WebUrl::as_str)})),
        "related": entry.related.iter().map(|item| json!({
            "title": item.title, "publisher": item.publisher, "url": item.url.as_ref().map(WebUrl::as_str),
        })).collect::<Vec<_>>(),
        "enclosures": entry.enclosures.iter().map(|file| json!({
            "url": file.url.as_str(), "type": file.media_type, "length": file.length,
            "duration_seconds": file.duration_seconds, "title": file.title,
        })).collect::<Vec<_>>(),
        "language": entry.language,
        "comments": entry.comments.as_ref().map(WebUrl::as_str),
        "modules": module_json(entry),
    })
}

/// What modules say: comments, threading, licence, place, recording.
fn module_json(entry: &Entry) -> Value {
    json!({
        "comment_count": entry.comment_count,
        "in_reply_to": entry.in_reply_to.as_ref().map(WebUrl::as_str),
        "license": entry.license.as_ref().map(WebUrl::as_str),
        "place": entry.place.map(|(latitude, longitude)| json!([latitude, longitude])),
        "duration_seconds": entry.duration_seconds,
        "season": entry.season,
        "episode": entry.episode,
        "episode_type": entry.episode_type,
        "people": entry.people.iter().map(|one| json!({
            "name": one.name, "role": one.role, "url": one.url.as_ref().map(WebUrl::as_str),
        })).collect::<Vec<_>>(),
        "views": entry.views,
        "explicit": entry.explicit,
        "video_id": entry.video_id,
        "player": entry.player.as_ref().map(WebUrl::as_str),
        "transcripts": entry.transcripts.iter().map(|transcript| json!({
            "url": transcript.url.as_str(), "type": transcript.media_type, "language": transcript.language,
        })).collect::<Vec<_>>(),
        "chapters_url": entry.chapters_url.as_ref().map(WebUrl::as_str),
        "chapters": entry.chapters.iter().map(|chapter| json!({
            "start_seconds": chapter.start_seconds,
            "title": chapter.title,
            "url": chapter.url.as_ref().map(WebUrl::as_str),
        })).collect::<Vec<_>>(),
    })
}

fn construct_json(construct: Option<&Construct>) -> Value {
    construct.map_or(Value::Null, |construct| {
        let kind = match construct.kind {
            dateline_model::ConstructKind::Text => "text",
            dateline_model::ConstructKind::Html => "html",
        };
        json!({"type": kind, "raw": construct.raw, "base": construct.base.as_ref().map(WebUrl::as_str)})
    })
}

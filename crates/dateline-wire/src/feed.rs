//! A feed as JSON: what `feed parse` prints.

use dateline_model::{Construct, ConstructKind, Entry, Feed, WebUrl};
use serde_json::{Value, json};

/// A feed with its entries: text constructs raw with their type, absent values null, never missing.
pub fn feed_json(feed: &Feed) -> Value {
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
        "enclosures": enclosures(entry),
        "language": entry.language,
        "comments": entry.comments.as_ref().map(WebUrl::as_str),
        "modules": module_json(entry),
    })
}

fn enclosures(entry: &Entry) -> Vec<Value> {
    let files = entry.enclosures.iter().map(|file| {
        json!({
            "url": file.url.as_str(), "type": file.media_type, "length": file.length,
            "duration_seconds": file.duration_seconds, "title": file.title,
        })
    });
    let magnets = entry.magnets.iter().map(|magnet| {
        json!({"url": magnet, "type": "application/x-bittorrent", "length": null, "duration_seconds": null, "title": null})
    });
    files.chain(magnets).collect()
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
            ConstructKind::Text => "text",
            ConstructKind::Html => "html",
        };
        json!({"type": kind, "raw": construct.raw, "base": construct.base.as_ref().map(WebUrl::as_str)})
    })
}

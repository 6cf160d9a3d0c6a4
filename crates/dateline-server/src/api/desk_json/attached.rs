//! What a feed attaches to an article, as JSON. Absent values are null, lists are empty.

use dateline_model::{Attached, WebUrl};
use serde_json::{Value, json};

/// Files, and what is said of a recording.
pub fn attached_json(attached: &Attached) -> Value {
    let address = |url: &Option<WebUrl>| url.as_ref().map(|url| url.as_str().to_owned());
    json!({
        "files": attached.files.iter().map(|file| json!({
            "url": file.url.as_str(), "type": file.media_type, "length": file.length,
            "duration_seconds": file.duration_seconds, "title": file.title,
        })).collect::<Vec<_>>(),
        "duration_seconds": attached.duration_seconds,
        "season": attached.season,
        "episode": attached.episode,
        "episode_type": attached.episode_type,
        "explicit": attached.explicit,
        "transcripts": attached.transcripts.iter().map(|one| json!({
            "url": one.url.as_str(), "type": one.media_type, "language": one.language,
        })).collect::<Vec<_>>(),
        "chapters": attached.chapters.iter().map(|one| json!({
            "start_seconds": one.start_seconds, "title": one.title, "url": address(&one.url),
        })).collect::<Vec<_>>(),
        "chapters_url": address(&attached.chapters_url),
        "people": attached.people.iter().map(|one| json!({
            "name": one.name, "role": one.role, "url": address(&one.url),
        })).collect::<Vec<_>>(),
        "video_id": attached.video_id,
        "player": address(&attached.player),
        "views": attached.views,
    })
}

//! What programs ask that keep a copy of what is read: how much is unread, and what has changed since they asked last.

use super::Answer;
use super::params::ListParams;
use crate::admission::AsUser;
use axum::Json;
use axum::extract::Query;
use dateline_model::EntryId;
use serde_json::json;

/// `GET /api/v1/unread`.
pub(crate) async fn unread(AsUser(app): AsUser) -> Answer {
    let counts = app.reader().unread_counts().await?;
    let feeds = counts.feeds.iter().map(|(feed, unread)| json!({"feed": feed.0, "unread": unread}));
    let folders = counts.folders.iter();
    let folders = folders.map(|folder| json!({"folder": folder.folder, "unread": folder.unread}));
    Ok(Json(json!({
        "unread": counts.all, "feeds": feeds.collect::<Vec<_>>(), "folders": folders.collect::<Vec<_>>(),
    })))
}

/// `GET /api/v1/changes`. Without `since` there are no changes, and `place` is where to ask from the next time.
pub(crate) async fn changes(AsUser(app): AsUser, Query(ask): Query<ListParams>) -> Answer {
    let (reader, window) = (app.reader(), ask.window()?);
    let Some(since) = ask.since else {
        return Ok(Json(json!({"changes": [], "place": reader.place().await?, "more": false})));
    };
    let mut found = reader.changes(since, ask.after.map(EntryId), window.limit.saturating_add(1)).await?;
    let more = found.len() > window.limit as usize;
    found.truncate(window.limit as usize);
    let place = found.last().map_or(since, |last| last.place);
    let found = found.iter().map(|change| json!({"entry": change.entry.0, "place": change.place}));
    Ok(Json(json!({"changes": found.collect::<Vec<_>>(), "place": place, "more": more})))
}

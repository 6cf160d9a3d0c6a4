//! Feeds.

use super::ask::{Ask, feed, number};
use super::item_json::md5;
use super::{Answer, ok, refused};
use crate::app_state::App;
use crate::apps::adding::add;
use crate::apps::facts::{feed_home, feed_title, seconds};
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use dateline_desk::{Wish, health};
use dateline_model::{FeedId, WebUrl};
use dateline_store::{FeedRecord, Stream, StreamQuery};
use http::{StatusCode, header};
use serde_json::{Value, json};

/// What stands for no folder: 0 in the version 1.2, null in 1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Root {
    Zero,
    Null,
}

fn told(app: &App, shelf: &Shelf, record: &FeedRecord, root: Root) -> Value {
    let folder = match (shelf.folder_of(record), root) {
        (Some(folder), _) => json!(folder.id),
        (None, Root::Zero) => json!(0),
        (None, Root::Null) => Value::Null,
    };
    let failures = record.health.failures;
    let error = (failures > 0).then(|| health::words(record, app.desk.now()));
    json!({
        "id": record.id.0,
        "url": record.url.as_str(),
        "title": feed_title(record),
        "faviconLink": record.icon.as_ref().map(WebUrl::as_str),
        "added": seconds(record.added_at),
        "nextUpdateTime": record.next_due.map(seconds),
        "folderId": folder,
        "unreadCount": record.unread,
        "ordering": 0,
        "link": feed_home(record),
        "pinned": false,
        "updateErrorCount": failures,
        "lastUpdateError": error.unwrap_or_default(),
        "items": [],
    })
}

async fn newest(app: &App) -> Result<Option<i64>, ErrorResponse> {
    let slice = app.reader().stream(StreamQuery::new(Stream::Subscribed, 1)).await?;
    Ok(slice.items.first().map(|id| id.0))
}

/// Some feeds, with the number of the newest article where there is one.
async fn answer(app: &App, feeds: Vec<Value>, starred: Option<u64>) -> Answer {
    let mut answer = json!({"feeds": feeds});
    if let Some(fields) = answer.as_object_mut() {
        fields.extend(starred.map(|starred| ("starredCount".to_owned(), starred.into())));
        fields.extend(newest(app).await?.map(|id| ("newestItemId".to_owned(), id.into())));
    }
    ok(answer)
}

async fn all(ask: &Ask, root: Root) -> Answer {
    let shelf = Shelf::of(&ask.app).await?;
    let feeds = shelf.feeds.iter().map(|record| told(&ask.app, &shelf, record, root)).collect();
    let starred = ask.app.reader().stream_len(Stream::Starred).await?;
    answer(&ask.app, feeds, Some(starred)).await
}

/// `GET feeds`.
pub(super) async fn list(ask: Ask) -> Answer {
    all(&ask, Root::Zero).await
}

/// `GET feeds` of the version 1.3.
pub(super) async fn list_v1_3(ask: Ask) -> Answer {
    all(&ask, Root::Null).await
}

/// The name of the folder that is asked for; empty for none.
fn folder(ask: &Ask, shelf: &Shelf) -> Result<String, ErrorResponse> {
    match ask.number("folderId").filter(|id| *id != 0) {
        None => Ok(String::new()),
        Some(id) => shelf
            .folder(id)
            .map(|folder| folder.name.clone())
            .ok_or_else(|| ErrorResponse::not_found("folder")),
    }
}

async fn made(ask: &Ask, root: Root) -> Answer {
    let app = &ask.app;
    let folder = folder(ask, &Shelf::of(app).await?)?;
    let wrong = |why: String| refused(StatusCode::UNPROCESSABLE_ENTITY, &why);
    let text = ask.text("url").ok_or_else(|| wrong("`url` is the address of a feed".to_owned()))?;
    let url = WebUrl::typed(text).map_err(|error| wrong(format!("This is no address of a feed: {error}")))?;
    if app.reader().feed_by_url(url).await?.is_some() {
        return Err(refused(StatusCode::CONFLICT, "There is this feed already"));
    }
    let id = add(app, text, Wish::default()).await?.map_err(wrong)?;
    if !folder.is_empty() {
        app.reader().move_feeds(vec![id], folder).await?;
    }
    let shelf = Shelf::of(app).await?;
    let feeds = shelf.feed(id).map(|record| told(app, &shelf, record, root)).into_iter().collect();
    answer(app, feeds, None).await
}

/// `POST feeds`.
pub(super) async fn create(ask: Ask) -> Answer {
    made(&ask, Root::Zero).await
}

/// `POST feeds` of the version 1.3.
pub(super) async fn create_v1_3(ask: Ask) -> Answer {
    made(&ask, Root::Null).await
}

/// `DELETE feeds/{id}`.
pub(super) async fn remove(Path(id): Path<String>, ask: Ask) -> Answer {
    let id = number(&json!(id)).map(FeedId).ok_or_else(|| ErrorResponse::not_found("feed"))?;
    let removed = ask.app.reader().remove_feed(id).await?;
    if removed { ok(json!({})) } else { Err(ErrorResponse::not_found("feed")) }
}

/// `feeds/{id}/move`.
pub(super) async fn relocate(Path(id): Path<String>, ask: Ask) -> Answer {
    let id = feed(&ask.app, &id).await?;
    let folder = folder(&ask, &Shelf::of(&ask.app).await?)?;
    ask.app.reader().move_feeds(vec![id], folder).await?;
    ok(json!({}))
}

/// `feeds/{id}/rename`.
pub(super) async fn rename(Path(id): Path<String>, ask: Ask) -> Answer {
    let id = feed(&ask.app, &id).await?;
    let none =
        || refused(StatusCode::UNPROCESSABLE_ENTITY, "`feedTitle` is the name of a feed and is not empty");
    let title = ask.text("feedTitle").ok_or_else(none)?;
    ask.app.reader().name_feed(id, title.to_owned()).await?;
    ok(json!({}))
}

/// `GET favicon/{hash}`.
pub(super) async fn favicon(Path(hash): Path<String>, ask: Ask) -> Answer {
    let none = || ErrorResponse::not_found("icon");
    let feeds = ask.app.reader().feeds().await?;
    let feed = feeds.into_iter().find(|feed| md5(feed.url.as_str()).eq_ignore_ascii_case(&hash));
    let url = feed.and_then(|feed| feed.icon).ok_or_else(none)?;
    let picture = ask.app.desk.picture(&url).await?.ok_or_else(none)?;
    Ok(([(header::CONTENT_TYPE, picture.media_type)], picture.bytes).into_response())
}

//! Feeds that the reader has.

use super::feed_json::{feed, folder_of};
use super::input::{fields, number};
use super::{Answer, created, no_content, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use dateline_desk::Which;
use dateline_model::FeedId;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// `GET /v1/feeds`.
pub(super) async fn list(AsUser(app): AsUser) -> Answer {
    let (shelf, now) = (Shelf::of(&app).await?, app.desk.now());
    ok(shelf.feeds.iter().map(|record| feed(&shelf, record, now)).collect())
}

/// The number of a folder, `None` where feeds are in none.
fn category_of(shelf: &Shelf, id: &str) -> Result<Option<i64>, ErrorResponse> {
    let folder = folder_of(shelf, number(id, "category")?);
    Ok(folder.ok_or_else(|| ErrorResponse::not_found("category"))?.map(|folder| folder.id))
}

/// `GET /v1/categories/{id}/feeds`.
pub(super) async fn of_category(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let (shelf, now) = (Shelf::of(&app).await?, app.desk.now());
    let folder = category_of(&shelf, &id)?;
    ok(shelf.feeds_in(folder).map(|record| feed(&shelf, record, now)).collect())
}

/// `GET /v1/feeds/counters`.
pub(super) async fn counters(AsUser(app): AsUser) -> Answer {
    let (mut reads, mut unreads) = (Map::new(), Map::new());
    for record in app.reader().feeds().await? {
        let read = record.entries.saturating_sub(record.unread);
        for (counts, number) in [(&mut reads, read), (&mut unreads, record.unread)] {
            if number > 0 {
                counts.insert(record.id.0.to_string(), number.into());
            }
        }
    }
    ok(json!({"reads": Value::Object(reads), "unreads": Value::Object(unreads)}))
}

/// The feed of a number, as it is now.
pub(super) async fn told(app: &App, id: FeedId) -> Result<Value, ErrorResponse> {
    let shelf = Shelf::of(app).await?;
    let record = shelf.feed(id).ok_or_else(|| ErrorResponse::not_found("feed"))?;
    Ok(feed(&shelf, record, app.desk.now()))
}

/// `GET /v1/feeds/{id}`.
pub(super) async fn one(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    ok(told(&app, FeedId(number(&id, "feed")?)).await?)
}

/// What a client changes. Settings that a desk does not have are passed over, and the answer shows how the feed stands.
#[derive(Debug, Deserialize)]
struct Change {
    title: Option<String>,
    category_id: Option<i64>,
    feed_url: Option<String>,
    disabled: Option<bool>,
}

/// `PUT /v1/feeds/{id}`.
pub(super) async fn change(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let ask: Change = fields(body)?;
    let id = FeedId(number(&id, "feed")?);
    let shelf = Shelf::of(&app).await?;
    let record = shelf.feed(id).ok_or_else(|| ErrorResponse::not_found("feed"))?;
    if ask.feed_url.as_deref().is_some_and(|url| !url.is_empty() && url != record.url.as_str()) {
        return Err(ErrorResponse::bad_request(
            "The address of a feed stays; add the other one as a feed of its own",
        ));
    }
    let folder = match ask.category_id {
        None => None,
        Some(category) => {
            let found = folder_of(&shelf, category);
            let found =
                found.ok_or_else(|| ErrorResponse::bad_request("There is no category of this number"))?;
            Some(found.map(|folder| folder.name.clone()).unwrap_or_default())
        }
    };
    if let Some(title) = ask.title.filter(|title| !title.trim().is_empty() && *title != record.title) {
        app.reader().name_feed(id, title).await?;
    }
    if let Some(folder) =
        folder.filter(|folder| shelf.folder_of(record).map_or("", |known| &known.name) != folder)
    {
        app.reader().move_feeds(vec![id], folder).await?;
    }
    if let Some(paused) = ask.disabled {
        app.reader().pause_feeds(vec![id], paused, app.desk.now()).await?;
    }
    created(told(&app, id).await?)
}

/// `DELETE /v1/feeds/{id}`.
pub(super) async fn remove(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let removed = app.reader().remove_feed(FeedId(number(&id, "feed")?)).await?;
    if removed { no_content() } else { Err(ErrorResponse::not_found("feed")) }
}

/// `PUT /v1/feeds/{id}/refresh`. The feed is asked behind the answer.
pub(super) async fn refresh(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let id = FeedId(number(&id, "feed")?);
    app.reader().feed(id).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    start(&app, vec![id])
}

/// `PUT /v1/categories/{id}/refresh`.
pub(super) async fn refresh_category(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let shelf = Shelf::of(&app).await?;
    let folder = category_of(&shelf, &id)?;
    start(&app, shelf.feeds_in(folder).map(|feed| feed.id).collect())
}

/// `PUT /v1/feeds/refresh`.
pub(super) async fn refresh_all(AsUser(app): AsUser) -> Answer {
    let feeds = app.reader().feeds().await?;
    start(&app, feeds.into_iter().map(|feed| feed.id).collect())
}

pub(super) fn start(app: &App, feeds: Vec<FeedId>) -> Answer {
    let desk = app.desk.clone();
    tokio::spawn(async move {
        if let Err(error) = desk.update(Which::These(feeds)).await {
            tracing::error!(%error, "the update was not finished; what came is kept");
        }
    });
    no_content()
}

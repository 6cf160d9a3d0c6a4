//! One article, its text and its files.

use super::entry_json::{FILES, Told, minutes};
use super::feed_json::{LOOSE, category_number};
use super::input::{fields, number};
use super::{Answer, no_content, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::article_html::article_html;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use dateline_model::{EntryId, FeedId};
use dateline_store::{Progress, StreamItem};
use serde::Deserialize;
use serde_json::json;

/// An article of a feed that the reader has.
pub(super) async fn found(app: &App, id: &str) -> Result<StreamItem, ErrorResponse> {
    let unknown = || ErrorResponse::not_found("entry");
    let items = app.reader().stream_items(vec![EntryId(number(id, "entry")?)]).await?;
    items.into_iter().next().filter(|item| item.feed.is_some()).ok_or_else(unknown)
}

async fn told(app: &App, item: StreamItem) -> Answer {
    let items = [item];
    let told = Told::of(app, &items).await?;
    let entry = items.iter().find_map(|item| told.entry(item));
    ok(entry.ok_or_else(|| ErrorResponse::not_found("entry"))?)
}

/// `GET /v1/entries/{id}`.
pub(super) async fn one(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let item = found(&app, &id).await?;
    told(&app, item).await
}

/// `GET /v1/feeds/{id}/entries/{entry}`.
pub(super) async fn of_feed(AsUser(app): AsUser, Path((feed, id)): Path<(String, String)>) -> Answer {
    let feed = FeedId(number(&feed, "feed")?);
    let item = found(&app, &id).await?;
    if item.feed != Some(feed) {
        return Err(ErrorResponse::not_found("entry"));
    }
    told(&app, item).await
}

/// `GET /v1/categories/{id}/entries/{entry}`.
pub(super) async fn of_category(AsUser(app): AsUser, Path((category, id)): Path<(String, String)>) -> Answer {
    let category = number(&category, "category")?;
    let item = found(&app, &id).await?;
    let shelf = Shelf::of(&app).await?;
    let folders = shelf.feed_of(&item).map(|feed| feed.folders.as_slice()).unwrap_or_default();
    let numbers = folders.iter().filter_map(|name| shelf.folder_named(name)).map(category_number);
    let is_in =
        if folders.is_empty() { category == LOOSE } else { numbers.into_iter().any(|one| one == category) };
    if !is_in {
        return Err(ErrorResponse::not_found("entry"));
    }
    told(&app, item).await
}

/// `GET /v1/entries/{id}/fetch-content`: a desk has read the page already, or will.
pub(super) async fn content(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let item = found(&app, &id).await?;
    ok(json!({"content": article_html(&item), "reading_time": minutes(&item)}))
}

/// The article and the place in it of a file.
async fn file(app: &App, id: &str) -> Result<(StreamItem, usize), ErrorResponse> {
    let number = number(id, "enclosure")?;
    let item = found(app, &(number / FILES).to_string()).await?;
    let place = usize::try_from(number % FILES).unwrap_or_default();
    if place < item.attached.files.len() {
        Ok((item, place))
    } else {
        Err(ErrorResponse::not_found("enclosure"))
    }
}

/// `GET /v1/enclosures/{id}`.
pub(super) async fn enclosure(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let (item, place) = file(&app, &id).await?;
    let items = [item];
    let told = Told::of(&app, &items).await?;
    let file = items.iter().find_map(|item| told.files(item).into_iter().nth(place));
    ok(file.ok_or_else(|| ErrorResponse::not_found("enclosure"))?)
}

#[derive(Debug, Deserialize)]
struct Listened {
    /// In seconds.
    media_progression: u32,
}

/// `PUT /v1/enclosures/{id}`.
pub(super) async fn listened(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let ask: Listened = fields(body)?;
    let (item, place) = file(&app, &id).await?;
    let file = u32::try_from(place + 1).unwrap_or_default();
    let position = ask.media_progression.saturating_mul(1_000);
    let progress = Progress { file, position, ..Progress::default() };
    app.reader().set_progress(item.summary.id, progress, app.desk.now()).await?;
    no_content()
}

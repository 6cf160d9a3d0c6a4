//! Feeds: their health, names, bounds and logins.

use super::Answer;
use super::desk_json::{access_json, feed_json, hub_json, poll_json};
use super::json_object::Object;
use super::params::ListParams;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{kept_rule, polling};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query};
use dateline_desk::{AccessError, LoginChange, LoginWish};
use dateline_model::FeedId;
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/feeds`.
pub(crate) async fn feeds(AsUser(app): AsUser) -> Answer {
    let (feeds, now) = (app.reader().feeds().await?, app.desk.now());
    Ok(Json(json!({"feeds": feeds.iter().map(|feed| feed_json(feed, now)).collect::<Vec<_>>()})))
}

/// `GET /api/v1/feeds/{id}/polls`.
pub(crate) async fn polls(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    Query(ask): Query<ListParams>,
) -> Answer {
    let id = id.parse().map(FeedId).map_err(|_| ErrorResponse::not_found("feed"))?;
    let found = app.reader().polls(id, ask.window()?.limit).await?;
    let polls = found.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    let hub = app.desk.store().hub_of(id).await?;
    Ok(Json(json!({
        "polls": polls.iter().map(poll_json).collect::<Vec<_>>(),
        "hub": hub.as_ref().map(hub_json),
    })))
}

/// Name and folders of a feed; without a title it has its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filed {
    feed: i64,
    title: Option<String>,
    folders: Vec<String>,
}

/// `POST /api/v1/feeds/file`.
pub(crate) async fn file(AsUser(app): AsUser, body: Result<Json<Object<Filed>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    app.reader().file_feed(FeedId(ask.feed), ask.title, ask.folders).await?;
    Ok(Json(json!({"filed": true})))
}

/// A feed's own rule of keeping; null is the desk's, 0 no bound.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    feed: i64,
    days: Option<u32>,
    bytes: Option<u64>,
}

/// `POST /api/v1/feeds/keep`.
pub(crate) async fn keep(AsUser(app): AsUser, body: Result<Json<Object<Kept>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let (days, bytes) = kept_rule(ask.days, ask.bytes)?;
    app.reader().keep_feed(FeedId(ask.feed), days, bytes).await?;
    Ok(Json(json!({"kept": true})))
}

/// How a feed is checked and read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Polled {
    feed: i64,
    hours: Option<u32>,
    pages: Option<String>,
}

/// `POST /api/v1/feeds/polling`.
pub(crate) async fn polled(AsUser(app): AsUser, body: Result<Json<Object<Polled>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let polling = polling(ask.hours, ask.pages.as_deref())?;
    app.reader().set_polling(FeedId(ask.feed), polling, app.desk.now()).await?;
    Ok(Json(json!({"set": true})))
}

/// Where a feed's articles are opened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Original {
    feed: i64,
    original: bool,
}

/// `POST /api/v1/feeds/original`.
pub(crate) async fn original(
    AsUser(app): AsUser,
    body: Result<Json<Object<Original>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    app.reader().open_original(FeedId(ask.feed), ask.original).await?;
    Ok(Json(json!({"set": true})))
}

/// What a feed is asked with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accessed {
    feed: i64,
    login: Option<LoginGiven>,
    #[serde(default)]
    forget: bool,
    private: Option<bool>,
}

/// A login as a program gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginGiven {
    kind: String,
    #[serde(default)]
    name: String,
    secret: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    allow_http: bool,
}

impl std::fmt::Debug for LoginGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginGiven").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// `POST /api/v1/feeds/access`.
pub(crate) async fn access(
    AsUser(app): AsUser,
    body: Result<Json<Object<Accessed>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let unclear = |error: AccessError| match error {
        AccessError::Store(error) => error.into(),
        error => ErrorResponse::bad_request(error.to_string()),
    };
    let login = match &ask.login {
        Some(given) => {
            let also = given.also.iter().map(String::as_str);
            let wish = LoginWish::read(&given.kind, &given.name, &given.secret, also, given.allow_http);
            LoginChange::Set(wish.map_err(unclear)?)
        }
        None if ask.forget => LoginChange::Forget,
        None => LoginChange::Keep,
    };
    let note = app.desk.change_access(FeedId(ask.feed), login, ask.private).await.map_err(unclear)?;
    Ok(Json(access_json(&note)))
}

/// A reader's name for a feed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedFeed {
    feed: i64,
    name: String,
}

/// `POST /api/v1/feeds/rename`.
pub(crate) async fn rename_feed(
    AsUser(app): AsUser,
    body: Result<Json<Object<NamedFeed>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    app.reader().rename_feed(FeedId(ask.feed), &ask.name).await?;
    Ok(Json(json!({"renamed": true})))
}

/// A reader's name for a publisher.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedPublisher {
    host: String,
    name: String,
}

/// `POST /api/v1/publishers/rename`.
pub(crate) async fn rename_publisher(
    AsUser(app): AsUser,
    body: Result<Json<Object<NamedPublisher>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let renamed = app.reader().rename_publisher(&ask.host, &ask.name).await?;
    Ok(Json(json!({"renamed": renamed})))
}

/// Feeds to be paused, or to be gone on with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paused {
    feeds: Vec<i64>,
    #[serde(default = "yes")]
    paused: bool,
}

const fn yes() -> bool {
    true
}

/// `POST /api/v1/feeds/pause`.
pub(crate) async fn pause(AsUser(app): AsUser, body: Result<Json<Object<Paused>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let feeds = ask.feeds.into_iter().map(FeedId).collect();
    Ok(Json(json!({"changed": app.reader().pause_feeds(feeds, ask.paused, app.desk.now()).await?})))
}

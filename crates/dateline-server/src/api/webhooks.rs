//! Webhooks of the reader's.

use super::Answer;
use super::desk_json::{delivery_json, webhook_json};
use super::json_object::Object;
use super::params::ListParams;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::ById;
use crate::webhook_inputs::{Wanted, keep};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query};
use dateline_store::Topics;
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/webhooks`.
pub(crate) async fn webhooks(AsUser(app): AsUser) -> Answer {
    let all = app.reader().webhooks().await?;
    Ok(Json(json!({"webhooks": all.iter().map(webhook_json).collect::<Vec<_>>()})))
}

/// A webhook as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    id: Option<i64>,
    url: String,
    #[serde(default)]
    starred: bool,
    #[serde(default)]
    labelled: bool,
    #[serde(default)]
    searches: bool,
    #[serde(default)]
    stories: bool,
    #[serde(default)]
    stopped: bool,
}

/// `POST /api/v1/webhooks`. The secret is told when it is made, and never again.
pub(crate) async fn save(AsUser(app): AsUser, body: Result<Json<Object<Saved>>, JsonRejection>) -> Answer {
    let Json(Object(Saved { id, url, starred, labelled, searches, stories, stopped })) = body?;
    let topics = Topics { starred, labelled, searches, stories };
    let hook = keep(&app, Wanted { id, url, topics, stopped }).await?;
    Ok(Json(json!({"webhook": webhook_json(&hook), "secret": hook.secret})))
}

/// `POST /api/v1/webhooks/remove`.
pub(crate) async fn remove(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"removed": app.reader().delete_webhook(ask.id).await?})))
}

/// `POST /api/v1/webhooks/test`.
pub(crate) async fn test(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"queued": app.desk.try_webhook(ask.id).await?})))
}

/// `GET /api/v1/webhooks/{id}/deliveries`.
pub(crate) async fn deliveries(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    Query(ask): Query<ListParams>,
) -> Answer {
    let id = id.parse().map_err(|_| ErrorResponse::not_found("webhook"))?;
    let found = app.reader().deliveries(id, ask.limit()?).await?;
    let found = found.ok_or_else(|| ErrorResponse::not_found("webhook"))?;
    Ok(Json(json!({"deliveries": found.iter().map(delivery_json).collect::<Vec<_>>()})))
}

//! What is followed.

use super::Answer;
use super::desk_json::follow_json;
use super::json_object::Object;
use crate::admission::AsUser;
use crate::request_inputs::ById;
use crate::request_inputs::followed;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/follows`.
pub(crate) async fn follows(AsUser(app): AsUser) -> Answer {
    let kept = app.reader().follows().await?;
    Ok(Json(json!({"follows": kept.iter().map(follow_json).collect::<Vec<_>>()})))
}

/// What is to be followed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Followed {
    kind: String,
    value: String,
}

/// `POST /api/v1/follows`.
pub(crate) async fn follow(
    AsUser(app): AsUser,
    body: Result<Json<Object<Followed>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"follow": follow_json(&followed(&app, &ask.kind, ask.value).await?)})))
}

/// `POST /api/v1/follows/remove`.
pub(crate) async fn unfollow(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"removed": app.reader().unfollow(ask.id).await?})))
}

//! What readers corrected.

use super::Answer;
use super::desk_json::act_json;
use super::json_object::Object;
use super::params::MARKED;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::act_of;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use dateline_model::{EntryId, StoryId};
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/corrections`.
pub(crate) async fn corrections(AsUser(app): AsUser) -> Answer {
    let acts = app.reader().all_corrections().await?;
    Ok(Json(json!({"corrections": acts.iter().map(act_json).collect::<Vec<_>>()})))
}

/// A correction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corrected {
    #[serde(rename = "do")]
    act: String,
    #[serde(default)]
    entries: Vec<i64>,
    from: i64,
    into: Option<i64>,
}

/// `POST /api/v1/corrections`.
pub(crate) async fn correct(
    AsUser(app): AsUser,
    body: Result<Json<Object<Corrected>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    if ask.entries.len() > MARKED {
        return Err(ErrorResponse::bad_request(format!("at most {MARKED} entries at once")));
    }
    let entries = ask.entries.into_iter().map(EntryId).collect();
    let act = act_of(&ask.act, entries, StoryId(ask.from), ask.into.map(StoryId))?;
    Ok(Json(json!({"correction": app.desk.correct(act).await?.as_ref().map(act_json)})))
}

/// A correction to be taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Undone {
    act: i64,
}

/// `POST /api/v1/corrections/undo`.
pub(crate) async fn undo(AsUser(app): AsUser, body: Result<Json<Object<Undone>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"undone": app.desk.undo_correction(ask.act).await?})))
}

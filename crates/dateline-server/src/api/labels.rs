//! Labels on articles.

use super::Answer;
use super::desk_json::label_json;
use super::json_object::Object;
use super::params::MARKED;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::ById;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use dateline_model::EntryId;
use dateline_store::LABELS;
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/labels`.
pub(crate) async fn labels(AsUser(app): AsUser) -> Answer {
    let kept = app.reader().labels().await?;
    Ok(Json(json!({"labels": kept.iter().map(label_json).collect::<Vec<_>>()})))
}

/// A label for entries, or no longer for them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labelled {
    name: String,
    entries: Vec<i64>,
    #[serde(default = "yes")]
    set: bool,
}

const fn yes() -> bool {
    true
}

/// `POST /api/v1/labels`.
pub(crate) async fn label(
    AsUser(app): AsUser,
    body: Result<Json<Object<Labelled>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    if ask.entries.len() > MARKED {
        return Err(ErrorResponse::bad_request(format!("at most {MARKED} entries at once")));
    }
    let entries = ask.entries.into_iter().map(EntryId).collect();
    let changed = if ask.set {
        let words =
            || format!("a label needs a letter or digit in its name, and there may be {LABELS} labels");
        let changed = app.reader().set_label(ask.name, entries).await?;
        changed.ok_or_else(|| ErrorResponse::bad_request(words()))?
    } else {
        app.reader().unset_label(ask.name, entries).await?
    };
    Ok(Json(json!({"changed": changed})))
}

/// Another name for a label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renamed {
    id: i64,
    name: String,
}

/// `POST /api/v1/labels/rename`.
pub(crate) async fn rename(
    AsUser(app): AsUser,
    body: Result<Json<Object<Renamed>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"renamed": app.reader().rename_label(ask.id, ask.name).await?})))
}

/// `POST /api/v1/labels/remove`.
pub(crate) async fn remove(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"removed": app.reader().delete_label(ask.id).await?})))
}

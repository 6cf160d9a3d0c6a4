//! Notes on articles, and how far a reader has come.

use super::Answer;
use super::desk_json::{entry_json, note_json};
use super::json_object::Object;
use super::params::ListParams;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{ById, Reached};
use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::JsonRejection;
use dateline_model::EntryId;
use dateline_store::{NOTES, NewNote};
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /api/v1/notes`.
pub(crate) async fn notes(AsUser(app): AsUser, Query(ask): Query<ListParams>) -> Answer {
    let part = ask.part(app.desk.now())?;
    let window = part.window;
    let mut found = app.reader().noted(window.offset, window.limit + 1).await?;
    let more = found.len() > window.limit as usize;
    found.truncate(window.limit as usize);
    let articles: Vec<Value> = found
        .iter()
        .map(|(entry, notes)| {
            let mut value = entry_json(entry);
            value["notes"] = notes.iter().map(note_json).collect();
            value
        })
        .collect();
    Ok(Json(json!({"articles": articles, "more": more, "next_cursor": part.next_cursor(more)})))
}

/// A note to be kept, or other words for one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    id: Option<i64>,
    entry: Option<i64>,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    text: String,
}

/// `POST /api/v1/notes`.
pub(crate) async fn save(AsUser(app): AsUser, body: Result<Json<Object<Said>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let (reader, now) = (app.reader(), app.desk.now());
    let saved = match (ask.id, ask.entry) {
        (Some(id), _) => reader.change_note(id, ask.text, now).await?.then_some(id),
        (None, Some(entry)) => {
            let note = NewNote { quote: ask.quote, prefix: ask.prefix, suffix: ask.suffix, text: ask.text };
            reader.add_note(EntryId(entry), note, now).await?
        }
        (None, None) => None,
    };
    let words = || {
        format!(
            "name the entry of a new note or the id of an old one, with something to say; an entry has at most {NOTES}"
        )
    };
    let id = saved.ok_or_else(|| ErrorResponse::bad_request(words()))?;
    let entry = reader.note_entry(id).await?.ok_or_else(|| ErrorResponse::not_found("note"))?;
    let note = reader.notes(entry).await?.into_iter().find(|note| note.id == id);
    Ok(Json(json!({"note": note.as_ref().map(note_json)})))
}

/// `POST /api/v1/notes/remove`.
pub(crate) async fn remove(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"removed": app.reader().delete_note(ask.id).await?})))
}

/// `POST /api/v1/progress`.
pub(crate) async fn progress(
    AsUser(app): AsUser,
    body: Result<Json<Object<Reached>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"kept": ask.keep(&app).await?})))
}

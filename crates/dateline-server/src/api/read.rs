//! A page or text to a Reading; nothing of it is kept.

use super::Answer;
use super::json_object::Object;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{looks_like_html, typed_address};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use dateline_extract::{Served, read_html, read_text};
use dateline_wire::{failed_json, reading_json};
use serde::Deserialize;
use serde_json::json;

/// What is to be read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Input {
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
}

/// `POST /api/v1/read`: a Reading as `docs/reading.schema.json` says. `cpu_ms` is 0: nothing is measured here.
pub(crate) async fn read(AsUser(app): AsUser, body: Result<Json<Object<Input>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let url = ask.url.as_deref().map(typed_address).transpose().map_err(ErrorResponse::bad_request)?;
    let named = url.as_ref().map(ToString::to_string);
    let named = named.as_deref();
    let served = Served { url: url.clone(), ..Served::default() };
    let work = move || match (ask.html, ask.text) {
        (Some(html), _) => Some(read_html(html.as_bytes(), &served)),
        (None, Some(text)) if looks_like_html(&text) => Some(read_html(text.as_bytes(), &served)),
        (None, Some(text)) => Some(read_text(&text)),
        (None, None) => None,
    };
    let pasted = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ErrorResponse::bad_request("this could not be read"))?;
    if let Some(reading) = pasted {
        return Ok(Json(json!(reading_json(&reading, None, named, 0.0))));
    }
    let Some(url) = url else { return Err(ErrorResponse::bad_request("give text, html or url")) };
    Ok(Json(match app.desk.read_address(url).await {
        Ok((_, reading)) => json!(reading_json(&reading, None, named, 0.0)),
        Err(error) => json!(failed_json(None, named, error.word(), &error.to_string())),
    }))
}

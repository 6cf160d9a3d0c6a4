//! An article at its publisher: it is marked read as one that is opened here, and its reader is sent on.

use super::article::is_opened;
use super::marks;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::presenters;
use axum::extract::Path;
use axum::response::Redirect;
use dateline_model::EntryId;
use dateline_store::EntryMark;
use http::{HeaderMap, Method};

/// `GET /article/{id}/original`.
pub(crate) async fn original(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Redirect, ErrorResponse> {
    let missing = || ErrorResponse::not_found("article");
    let id: EntryId = id.parse().map_err(|_| missing())?;
    let entry = app.reader().summaries(vec![id]).await?.pop().ok_or_else(missing)?;
    let frame = presenters::gather(&app).await?;
    if entry.read_at.is_none() && frame.preferences.marks_on_open() && is_opened(&method, &headers) {
        let read = marks::together(&app, &frame.preferences, id, entry.story).await?;
        app.reader().mark(read, EntryMark::Read, frame.now).await?;
    }
    Ok(match entry.url {
        Some(url) => Redirect::to(url.as_str()),
        None => Redirect::to(&format!("/article/{id}")),
    })
}

//! The list of feeds as OPML.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use http::header;
use serde::Deserialize;

/// What is exported.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Export {
    /// Anything but `1` leaves private feeds out: their addresses may be secrets.
    private: Option<String>,
}

/// `GET /feeds/export.opml`.
pub(crate) async fn export(
    AsUser(app): AsUser,
    Query(ask): Query<Export>,
) -> Result<Response, ErrorResponse> {
    let headers = [
        (header::CONTENT_TYPE, "text/x-opml; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"dateline.opml\""),
    ];
    Ok((headers, app.desk.opml(ask.private.as_deref() == Some("1")).await?).into_response())
}

//! Lists of feeds, in and out.

use super::{Answer, created};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::response::IntoResponse as _;
use http::header;
use serde_json::json;

/// `GET /v1/export`.
pub(super) async fn export(AsUser(app): AsUser) -> Answer {
    let list = app.desk.opml(false).await?;
    Ok(([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], list).into_response())
}

/// `POST /v1/import`.
pub(super) async fn import(AsUser(app): AsUser, body: Result<Bytes, BytesRejection>) -> Answer {
    let body = body.map_err(|refusal| ErrorResponse::refused(refusal.status(), &refusal.body_text()))?;
    app.desk.add_list(&body).await.map_err(|error| ErrorResponse::bad_request(error.to_string()))?;
    created(json!({"message": "Feeds imported successfully"}))
}

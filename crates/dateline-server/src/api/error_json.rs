//! An error as JSON.

use crate::error_response::ErrorResponse;
use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// `{"error": {"status", "message", "next"}}`.
pub(crate) fn write(error: &ErrorResponse) -> Response {
    let body =
        json!({"error": {"status": error.status.as_u16(), "message": error.happened, "next": error.next}});
    let mut response = (error.status, Json(body)).into_response();
    // For `super::problem`, which writes it in another form where that is asked for.
    response.extensions_mut().insert(error.clone());
    response
}

//! Numbers of paths and bodies. Clients send JSON under whatever type, or under none.

use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A number in a path; what is none names nothing.
pub(super) fn number(text: &str, what: &str) -> Result<i64, ErrorResponse> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| ErrorResponse::not_found(what))
}

/// The fields of a JSON object.
pub(super) fn fields<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, ErrorResponse> {
    let body = body.map_err(|refusal| ErrorResponse::refused(refusal.status(), &refusal.body_text()))?;
    let unclear = |error: serde_json::Error| {
        ErrorResponse::bad_request(format!("The body is not what is asked for: {error}"))
    };
    let value: Value = serde_json::from_slice(&body).map_err(unclear)?;
    if !value.is_object() {
        return Err(ErrorResponse::bad_request("The body is no JSON object"));
    }
    serde_json::from_value(value).map_err(unclear)
}

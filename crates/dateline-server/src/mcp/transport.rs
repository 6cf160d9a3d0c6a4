//! Streamable HTTP: a message is posted and answered with one JSON document. No stream is opened and no session begun, which the
//! protocol leaves to the server; so there is nothing to resume and nothing that a forgotten agent holds open.

use super::dispatch::{ASSUMED, VERSIONS, carry_out};
use super::message::{Fault, answer};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::Json;
use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{self, HeaderMap};
use serde_json::Value;

/// Most messages of one batch (only in the version that has batches).
const BATCH: usize = 50;

/// `POST /mcp`.
pub(super) async fn post(
    AsUser(app): AsUser,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ErrorResponse> {
    let version = agreed(&headers)?;
    let message: Value = match serde_json::from_slice(&body) {
        Ok(message) => message,
        Err(_) => return Ok(refused(Fault::new(Fault::PARSE, "The body is no valid JSON"))),
    };
    let answered = match message {
        Value::Array(messages) if version == ASSUMED => {
            if messages.is_empty() || messages.len() > BATCH {
                let words = format!("A batch has 1 to {BATCH} messages");
                return Ok(refused(Fault::new(Fault::INVALID, words)));
            }
            let mut answers = Vec::new();
            for message in messages {
                answers.extend(carry_out(&app, message).await);
            }
            (!answers.is_empty()).then_some(Value::Array(answers))
        }
        Value::Object(_) => carry_out(&app, message).await,
        _ => return Ok(refused(Fault::new(Fault::INVALID, "A message is a JSON object"))),
    };
    Ok(match answered {
        Some(answer) => Json(answer).into_response(),
        None => StatusCode::ACCEPTED.into_response(),
    })
}

/// The version that the headers name, if all of them are such as the protocol asks for.
fn agreed(headers: &HeaderMap) -> Result<&str, ErrorResponse> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let kind = text(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        let words = "A message is sent with Content-Type: application/json";
        return Err(ErrorResponse {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ..ErrorResponse::bad_request(words)
        });
    }
    let accept = text(header::ACCEPT.as_str()).unwrap_or("*/*");
    if !["application/json", "application/*", "*/*"].iter().any(|taken| accept.contains(taken)) {
        let words = "Answers are application/json; name it in Accept";
        return Err(ErrorResponse {
            status: StatusCode::NOT_ACCEPTABLE,
            ..ErrorResponse::bad_request(words)
        });
    }
    if headers.contains_key("mcp-session-id") {
        let words = "This desk begins no sessions, so there is none of that name; initialize anew";
        return Err(ErrorResponse { status: StatusCode::NOT_FOUND, ..ErrorResponse::bad_request(words) });
    }
    let version = text("mcp-protocol-version").unwrap_or(ASSUMED);
    if !VERSIONS.contains(&version) {
        let words = format!("MCP-Protocol-Version is one of {}", VERSIONS.join(", "));
        return Err(ErrorResponse::bad_request(words));
    }
    Ok(version)
}

fn refused(fault: Fault) -> Response {
    (StatusCode::BAD_REQUEST, Json(answer(&Value::Null, Err(fault)))).into_response()
}

/// A refusal of the transport: an error of JSON-RPC that answers no request.
pub(super) fn write_error(error: &ErrorResponse) -> Response {
    let fault = Fault::new(Fault::INVALID, format!("{}. {}", error.happened, error.next));
    (error.status, Json(answer(&Value::Null, Err(fault)))).into_response()
}

//! `Idempotency-Key`: a program that does not know whether its request arrived sends it again with the same key, and it is done once.
//! Answers are kept for a day for each person and key; a request that is being answered is not answered beside itself.

use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use dateline_store::{KeptAnswer, KeptAnswerError};
use http::{HeaderValue, Method, StatusCode, header};
use sha2::{Digest as _, Sha256};

/// Longest key in characters.
const KEY: usize = 255;
/// Largest answer that is kept. Larger ones are of requests that change nothing.
const ANSWER: usize = 256 << 10;

/// Where a body holds a password.
const LOGINS: &str = "/api/v1/feeds/access";

/// Answers a request with a key as it was answered before, or for the first time.
pub(super) async fn once(AsUser(app): AsUser, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get("idempotency-key").filter(|_| *request.method() == Method::POST)
    else {
        return next.run(request).await;
    };
    let key = key.to_str().unwrap_or_default().to_owned();
    match answered(&app, key, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn answered(app: &App, key: String, request: Request, next: Next) -> Result<Response, ErrorResponse> {
    if !(1..=KEY).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        let words = format!("Idempotency-Key is 1 to {KEY} visible characters of ASCII");
        return Err(ErrorResponse::bad_request(words));
    }
    let user = app.caller.user;
    let _begun = app
        .running
        .begin(user, &key)
        .ok_or_else(|| conflict("A request with this Idempotency-Key is being answered"))?;
    let (parts, body) = request.into_parts();
    let uri_path = parts.uri.path().to_owned();
    let body = to_bytes(body, crate::guard::BODY_MAX)
        .await
        .map_err(|_| ErrorResponse::too_large(crate::guard::BODY_MAX))?;
    let asked = fingerprint(&parts.uri.to_string(), &body);
    match app.reader().kept_answer(key.clone(), asked.clone(), app.desk.now()).await {
        Ok(Some(kept)) => return Ok(again(kept)),
        Ok(None) => {}
        Err(KeptAnswerError::Store(error)) => return Err(error.into()),
        Err(_) => {
            let words = "This Idempotency-Key was sent with another request";
            return Err(ErrorResponse {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                ..ErrorResponse::bad_request(words)
            });
        }
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    // A refusal has changed nothing, and asking again is right. A login set twice is the same login, and nothing that could be tried
    // against a hash of it is written down.
    if response.status() != StatusCode::OK || uri_path == LOGINS {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if bytes.len() <= ANSWER {
        let (reader, now) = (app.reader(), app.desk.now());
        reader.keep_answer(key, asked, KeptAnswer(bytes.to_vec()), now).await?;
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn conflict(words: &str) -> ErrorResponse {
    ErrorResponse {
        status: StatusCode::CONFLICT,
        next: "Wait for its answer, then ask again.",
        ..ErrorResponse::bad_request(words)
    }
}

/// What a request is told from others by: where it goes and what it says.
fn fingerprint(uri: &str, body: &Bytes) -> Vec<u8> {
    Sha256::new().chain_update(uri).chain_update([0]).chain_update(body).finalize().to_vec()
}

/// The answer that was given before.
fn again(kept: KeptAnswer) -> Response {
    let mut response = Body::from(kept.0).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}

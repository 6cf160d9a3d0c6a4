//! Clients that are pages of other sites (CORS): their browser asks first, and is told that they may. No cookie counts here, so that
//! such a page has nothing but what its reader typed into it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode};

const HEADERS: [(&str, &str); 4] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, POST, PUT, DELETE, OPTIONS"),
    ("access-control-allow-headers", "X-Auth-Token, Authorization, Content-Type, Accept"),
    ("access-control-max-age", "3600"),
];

/// Answers a browser that asks first; any other answer may be read.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    let mut response = match *request.method() {
        Method::OPTIONS => StatusCode::NO_CONTENT.into_response(),
        _ => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

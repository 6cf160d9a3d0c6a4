//! `ETag` of what is read, and 304 for a program that has it already. Answers are made all the same: what is saved is the way there.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Adds the tag of a JSON document that was asked for by GET.
pub(super) async fn tag(request: Request, next: Next) -> Response {
    let wanted = (*request.method() == Method::GET).then(|| request.headers().clone());
    let response = next.run(request).await;
    let is_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let Some(asked) = wanted.filter(|_| is_json && response.status() == StatusCode::OK) else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    // A document was made whole before it is sent, so this takes it over and waits for nothing.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag_of(&bytes);
    let Ok(value) = HeaderValue::from_str(&tag) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.insert(header::ETAG, value);
    // Whoever keeps it asks whether it still stands.
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if names(&asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// A weak one: the document may be sent compressed or not.
fn tag_of(bytes: &[u8]) -> String {
    let mut tag = String::from("W/\"");
    for byte in Sha256::digest(bytes).iter().take(16) {
        let _never_fails = write!(tag, "{byte:02x}");
    }
    tag + "\""
}

/// Whether `If-None-Match` names a tag, compared weakly as RFC 9110 (13.1.2) says.
fn names(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    lines.flat_map(|line| line.split(',')).any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        for (asked, expected) in [
            ("W/\"a\"", true),
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let headers = [(header::IF_NONE_MATCH, HeaderValue::from_static(asked))].into_iter().collect();
            assert_eq!(names(&headers, "W/\"a\""), expected, "{asked}");
        }
        assert_eq!(tag_of(b"{}"), tag_of(b"{}"));
        assert_ne!(tag_of(b"{}"), tag_of(b"[]"));
    }
}

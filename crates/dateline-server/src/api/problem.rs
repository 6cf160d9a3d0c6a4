//! Errors as `application/problem+json` (RFC 9457), to programs that ask for them by `Accept`.

use crate::error_response::ErrorResponse;
use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use serde_json::json;

const KIND: &str = "application/problem+json";

/// Writes an error of the API as a problem where the request asks for that; leaves everything else alone.
pub(crate) async fn as_asked(request: Request, next: Next) -> Response {
    let asked = asks(request.headers());
    let mut response = next.run(request).await;
    // What the API writes as an error carries it, and no other audience does.
    let Some(error) = response.extensions_mut().remove::<ErrorResponse>() else { return response };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    if !asked {
        return response;
    }
    let problem = json!({
        "type": "about:blank", "title": error.status.canonical_reason().unwrap_or("Error"),
        "status": error.status.as_u16(), "detail": error.happened, "next": error.next,
    });
    let (mut parts, _) = response.into_parts();
    let written = Json(problem).into_response();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
    Response::from_parts(parts, written.into_body())
}

/// Whether a problem is among what is accepted; whoever takes anything gets the usual form.
fn asks(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_kind = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case(KIND));
        is_kind && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_written_for_whoever_names_it() {
        for (accept, expected) in [
            ("application/problem+json", true),
            ("application/json, Application/Problem+JSON;q=0.5", true),
            ("application/problem+json;q=0", false),
            ("application/json", false),
            ("*/*", false),
            ("", false),
        ] {
            let headers = [(header::ACCEPT, HeaderValue::from_static(accept))].into_iter().collect();
            assert_eq!(asks(&headers), expected, "{accept}");
        }
    }
}

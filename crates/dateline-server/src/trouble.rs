//! What goes wrong, as a page: what happened, what was kept, what to do next.

use crate::assets;
use crate::web::view::{ErrorPage, Nav, Shell};
use askama::Template;
use axum::extract::rejection::JsonRejection;
use axum::response::{Html, IntoResponse, Response};
use dateline_store::StoreError;
use http::response::Parts;
use http::{StatusCode, header};
use serde_json::json;

/// One failure of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    status: StatusCode,
    happened: String,
    kept: &'static str,
    next: &'static str,
}

const UNCHANGED: &str = "Nothing was changed.";

impl Trouble {
    /// Nothing has this address or number.
    pub(crate) fn missing(what: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            happened: format!("There is no such {what}"),
            kept: "Nothing was changed. It may have been merged into another, or gone with its feed.",
            next: "Look for it by its words, or go back to the front page.",
        }
    }

    /// The request makes no sense.
    pub(crate) fn unclear(happened: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            happened: happened.into(),
            kept: UNCHANGED,
            next: "Go back and try again.",
        }
    }

    /// Asked under a name that is not ours.
    pub(crate) fn wrong_name(name: &str) -> Self {
        Self {
            status: StatusCode::MISDIRECTED_REQUEST,
            happened: format!(
                "This desk does not go by the name \u{201c}{}\u{201d}",
                name.chars().take(80).collect::<String>()
            ),
            kept: UNCHANGED,
            next: "Ask for it as localhost, or add the name to host_names in the configuration.",
        }
    }

    /// A request from which two readers could take two names.
    pub(crate) fn two_names() -> Self {
        Self::unclear("A request names its host exactly once, and in its address no other")
    }

    /// A change that no page of ours asked for.
    pub(crate) fn foreign() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            happened: "Another site asked for this change".to_owned(),
            kept: UNCHANGED,
            next: "If it was you, do it again from a page of this desk. Programs send application/json.",
        }
    }

    /// The method is not known here.
    pub(crate) fn wrong_method() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            ..Self::unclear("This address does not take that method")
        }
    }

    /// What the router or a reader of bodies refused by itself, in its words.
    fn refused(status: StatusCode, happened: &str) -> Self {
        let happened = if happened.trim().is_empty() {
            status.canonical_reason().unwrap_or("This cannot be answered")
        } else {
            happened.trim()
        };
        let next = match status {
            StatusCode::PAYLOAD_TOO_LARGE => "Send less at once.",
            _ => "Go back and try again.",
        };
        Self { status, next, ..Self::unclear(sentence(happened)) }
    }

    /// The same as JSON.
    fn json(&self) -> Response {
        let body =
            json!({"error": {"status": self.status.as_u16(), "message": self.happened, "next": self.next}});
        (self.status, axum::Json(body)).into_response()
    }
}

impl From<JsonRejection> for Trouble {
    fn from(error: JsonRejection) -> Self {
        let status = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::refused(status, &error.body_text())
    }
}

/// Bytes that are read of an answer that is no page: it is a sentence.
const SENTENCE: usize = 4_096;

/// An answer that went wrong in the form that was asked for: JSON for programs, else a page. The refusals that routing and
/// reading of parameters and bodies write as plain text are told like all others.
pub(crate) async fn in_form(response: Response, program: bool) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let trouble = match parts.extensions.get::<Trouble>() {
        Some(trouble) if program => trouble.clone(),
        None if is_refusal(&parts) => {
            let bytes = axum::body::to_bytes(body, SENTENCE).await.unwrap_or_default();
            Trouble::refused(status, &String::from_utf8_lossy(&bytes))
        }
        _ => return Response::from_parts(parts, body),
    };
    let mut told = if program { trouble.json() } else { trouble.into_response() };
    if let Some(allow) = parts.headers.get(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allow.clone());
    }
    told
}

/// Plain text with a status by which bodies and parameters are refused.
fn is_refusal(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    matches!(parts.status.as_u16(), 400 | 404 | 405 | 413 | 415 | 422 | 500)
        && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a page could not be made");
        let (status, next) = match &error {
            StoreError::Missing { .. } => (StatusCode::NOT_FOUND, "Go back and try again."),
            StoreError::Full => (StatusCode::INSUFFICIENT_STORAGE, "Make room on the disk, then try again."),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "Try again; if it stays, run dateline doctor."),
        };
        Self {
            status,
            happened: sentence(&error.to_string()),
            kept: "What was stored before is still there.",
            next,
        }
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            happened: "This page could not be written".to_owned(),
            kept: "What was stored before is still there.",
            next: "Try again.",
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let told = self.clone();
        let shell = Shell {
            title: self.happened.clone(),
            nav: Nav::Elsewhere,
            css: assets::css(),
            js: assets::js(),
            ..Shell::default()
        };
        let page = ErrorPage {
            shell,
            status: self.status.as_u16(),
            happened: self.happened,
            kept: self.kept.to_owned(),
            next: self.next.to_owned(),
        };
        let html = page.render().unwrap_or_else(|_| page.happened.clone());
        let mut response = (told.status, Html(html)).into_response();
        response.extensions_mut().insert(told);
        response
    }
}

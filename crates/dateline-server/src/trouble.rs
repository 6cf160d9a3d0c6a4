//! What goes wrong, as a page: what happened, what was kept, what to do next.

use crate::assets;
use crate::web::view::{ErrorPage, Nav, Shell};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use dateline_store::StoreError;
use http::StatusCode;
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

    /// The same as JSON.
    pub(crate) fn json(&self) -> Response {
        let body =
            json!({"error": {"status": self.status.as_u16(), "message": self.happened, "next": self.next}});
        (self.status, axum::Json(body)).into_response()
    }
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
        (self.status, Html(html)).into_response()
    }
}

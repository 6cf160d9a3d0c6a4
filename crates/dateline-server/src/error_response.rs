//! One failed request: status, what happened, what was kept, what to do next. Each audience writes it in its own form.

use crate::rejection_words::in_plain_words;
use crate::web::l10n;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use dateline_store::StoreError;
use http::response::Parts;
use http::{StatusCode, header};

/// Why a request failed, in words for its sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorResponse {
    /// Status of the answer.
    pub(crate) status: StatusCode,
    /// What happened, a sentence without its full stop.
    pub(crate) happened: String,
    /// What became of the request and of what was stored, in sentences.
    pub(crate) kept: &'static str,
    /// What to do, in sentences.
    pub(crate) next: &'static str,
}

impl ErrorResponse {
    /// 404.
    pub(crate) fn not_found(what: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            happened: l10n::with("error-no-such").text("what", what).to_string(),
            kept: l10n::text("error-unchanged-merged"),
            next: l10n::text("error-look-for-it"),
        }
    }

    /// 400, with what is wrong.
    pub(crate) fn bad_request(happened: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            happened: happened.into(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-change-it"),
        }
    }

    /// 421: asked under a host name that is not ours.
    pub(crate) fn unknown_host(name: &str) -> Self {
        Self {
            status: StatusCode::MISDIRECTED_REQUEST,
            happened: l10n::with("error-unknown-host")
                .text("name", name.chars().take(80).collect::<String>())
                .to_string(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-host-names"),
        }
    }

    /// 400: a request with no host name or with two (RFC 9112, section 3.2).
    pub(crate) fn ambiguous_host() -> Self {
        Self::bad_request(l10n::text("error-two-hosts"))
    }

    /// 403: a change that no page of ours asked for (CSRF).
    pub(crate) fn cross_site() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            happened: l10n::text("error-cross-site").to_owned(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-cross-site-next"),
        }
    }

    /// 401.
    pub(crate) fn not_logged_in() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            happened: l10n::text("error-login").to_owned(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-login-next"),
        }
    }

    /// 403, to somebody who is known.
    pub(crate) fn forbidden(why: &str) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            happened: why.to_owned(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-forbidden-next"),
        }
    }

    /// 403: reachable from elsewhere, and nobody has an account yet.
    pub(crate) fn no_account_yet() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            happened: l10n::text("error-no-account-yet").to_owned(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-no-account-yet-next"),
        }
    }

    /// 403: apps log in by an account's app passwords, and there is no account.
    pub(crate) fn no_account_for_apps() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            happened: l10n::text("error-no-account").to_owned(),
            kept: l10n::text("error-unchanged"),
            next: l10n::text("error-no-account-next"),
        }
    }

    /// 429.
    pub(crate) fn too_many_logins(seconds: i64) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            happened: l10n::with("error-too-many-logins").number("seconds", seconds).to_string(),
            kept: l10n::text("error-logins-kept"),
            next: l10n::text("error-logins-next"),
        }
    }

    /// 413.
    pub(crate) fn too_large(most: usize) -> Self {
        Self::refused(
            StatusCode::PAYLOAD_TOO_LARGE,
            &l10n::with("error-too-large").number("most", most >> 20).to_string(),
        )
    }

    /// 405.
    pub(crate) fn method_not_allowed() -> Self {
        Self { status: StatusCode::METHOD_NOT_ALLOWED, ..Self::bad_request(l10n::text("error-method")) }
    }

    /// What the router or a reader of bodies refused by itself, in its words.
    pub(crate) fn refused(status: StatusCode, happened: &str) -> Self {
        let happened = match in_plain_words(happened) {
            words if words.is_empty() => {
                status.canonical_reason().unwrap_or(l10n::text("error-no-answer")).to_owned()
            }
            words => words,
        };
        let next = match status {
            StatusCode::PAYLOAD_TOO_LARGE => l10n::text("error-send-less"),
            _ => l10n::text("error-change-it"),
        };
        Self { status, next, ..Self::bad_request(sentence(&happened)) }
    }
}

impl From<JsonRejection> for ErrorResponse {
    fn from(error: JsonRejection) -> Self {
        let status = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::refused(status, &error.body_text())
    }
}

/// How an error is written for one audience.
pub(crate) type Form = fn(&ErrorResponse) -> Response;

/// Longest refusal of the router or of a reader of bodies that is read, in bytes: it is one sentence.
const SENTENCE: usize = 4_096;

/// An error in the form of its audience, anything else as it is. Refusals that routing and reading of parameters and bodies
/// write as plain text are written like all others.
pub(crate) async fn in_form(response: Response, form: &Form) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let error = match parts.extensions.get::<ErrorResponse>() {
        Some(error) => error.clone(),
        None if is_refusal(&parts) => {
            let bytes = axum::body::to_bytes(body, SENTENCE).await.unwrap_or_default();
            ErrorResponse::refused(status, &String::from_utf8_lossy(&bytes))
        }
        None => return Response::from_parts(parts, body),
    };
    let mut written = form(&error);
    *written.status_mut() = error.status;
    for name in [header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = parts.headers.get(&name) {
            written.headers_mut().insert(name, value.clone());
        }
    }
    written
}

/// Plain text with a status by which bodies and parameters are refused.
fn is_refusal(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    matches!(parts.status.as_u16(), 400 | 404 | 405 | 413 | 415 | 422 | 500)
        && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

impl From<StoreError> for ErrorResponse {
    fn from(error: StoreError) -> Self {
        match &error {
            // Whoever asks for what is not there is told so; the desk is well.
            StoreError::Missing { .. } => tracing::debug!(%error, "asked for what is not there"),
            _ => tracing::error!(%error, "a page could not be made"),
        }
        let (status, next) = match &error {
            StoreError::Missing { .. } => (StatusCode::NOT_FOUND, l10n::text("error-look-for-it")),
            StoreError::Full => (StatusCode::INSUFFICIENT_STORAGE, l10n::text("error-disk-full-next")),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, l10n::text("error-doctor")),
        };
        Self {
            status,
            happened: l10n::with("error-store").text("what", sentence(&error.to_string())).to_string(),
            kept: l10n::text("error-still-there"),
            next,
        }
    }
}

impl From<askama::Error> for ErrorResponse {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            happened: l10n::text("error-page").to_owned(),
            kept: l10n::text("error-still-there"),
            next: l10n::text("error-try-again"),
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The status alone: the guard of the audience writes the rest, see [`in_form`].
impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

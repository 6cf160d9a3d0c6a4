//! What an app asks: fields of the address, of a form, or of a JSON body, whichever it sends.

use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use bytes::Bytes;
use dateline_model::FeedId;
use http::header;
use serde_json::{Map, Value};

/// A request of somebody who is logged in.
pub(super) struct Ask {
    pub(super) app: App,
    fields: Map<String, Value>,
}

impl FromRequest<App> for Ask {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, app: &App) -> Result<Self, ErrorResponse> {
        let (mut parts, body) = request.into_parts();
        let AsUser(app) = AsUser::from_request_parts(&mut parts, app).await?;
        let mut fields = Map::new();
        add_form(&mut fields, parts.uri.query().unwrap_or_default().as_bytes());
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_form = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("form"));
        let body = Bytes::from_request(Request::from_parts(parts, body), &app).await;
        let body = body.map_err(|refusal| ErrorResponse::refused(refusal.status(), &refusal.body_text()))?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(named)) => fields.extend(named),
            _ if is_form => add_form(&mut fields, &body),
            _ => {}
        }
        Ok(Self { app, fields })
    }
}

fn add_form(fields: &mut Map<String, Value>, text: &[u8]) {
    for (name, value) in url::form_urlencoded::parse(text) {
        fields.insert(name.into_owned(), Value::String(value.into_owned()));
    }
}

impl Ask {
    /// A number, however it is written.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        number(self.fields.get(name)?)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A word of truth.
    pub(super) fn truth(&self, name: &str) -> Option<bool> {
        match self.fields.get(name)? {
            Value::Bool(truth) => Some(*truth),
            Value::Number(number) => Some(number.as_i64() != Some(0)),
            Value::String(word) => Some(matches!(word.as_str(), "true" | "1")),
            _ => None,
        }
    }

    /// Members of a list.
    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.fields.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        // What is beyond all numbers means all.
        Value::Number(number) => number.as_i64().or_else(|| number.as_u64().map(|_| i64::MAX)),
        _ => None,
    }
}

/// A number in a path.
pub(super) fn path_number(text: &str, what: &str) -> Result<i64, ErrorResponse> {
    text.parse().map_err(|_| ErrorResponse::not_found(what))
}

/// One of the reader's feeds, by its number in a path.
pub(super) async fn feed(app: &App, text: &str) -> Result<FeedId, ErrorResponse> {
    let id = FeedId(path_number(text, "feed")?);
    let found = app.reader().feed(id).await?;
    found.map(|feed| feed.id).ok_or_else(|| ErrorResponse::not_found("feed"))
}

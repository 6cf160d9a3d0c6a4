//! Webhooks as forms and programs send them.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::typed_address;
use crate::web::l10n;
use dateline_model::WebUrl;
use dateline_store::{Topics, WEBHOOKS, Webhook};

/// What a reader wants of a webhook: a new one, or another form of one that there is.
pub(crate) struct Wanted {
    pub(crate) id: Option<i64>,
    pub(crate) url: String,
    pub(crate) topics: Topics,
    pub(crate) stopped: bool,
}

/// A webhook of the reader's.
pub(crate) async fn one(app: &App, id: i64) -> Result<Webhook, ErrorResponse> {
    let all = app.reader().webhooks().await?;
    all.into_iter().find(|hook| hook.id == id).ok_or_else(|| ErrorResponse::not_found("webhook"))
}

/// Keeps it, and gives it back.
pub(crate) async fn keep(app: &App, wanted: Wanted) -> Result<Webhook, ErrorResponse> {
    let url = address(&wanted.url)?;
    if !wanted.topics.any() {
        return Err(ErrorResponse::bad_request(l10n::text("error-webhook-of-what")));
    }
    let Some(id) = wanted.id else {
        let made = app.desk.add_webhook(url, wanted.topics).await?;
        let words = || l10n::with("error-webhooks").text("most", WEBHOOKS).to_string();
        return made.ok_or_else(|| ErrorResponse::bad_request(words()));
    };
    let known = one(app, id).await?;
    let stopped_at = wanted.stopped.then(|| known.stopped_at.unwrap_or_else(|| app.desk.now()));
    app.reader().change_webhook(id, url, wanted.topics, stopped_at).await?;
    one(app, id).await
}

/// Longest address in characters.
const ADDRESS: usize = 2_000;

fn address(text: &str) -> Result<WebUrl, ErrorResponse> {
    if text.chars().count() > ADDRESS {
        return Err(ErrorResponse::bad_request(
            l10n::with("error-long-address").text("most", ADDRESS).to_string(),
        ));
    }
    let url = typed_address(text).map_err(ErrorResponse::bad_request)?;
    if !url.as_url().username().is_empty() || url.as_url().password().is_some() {
        return Err(ErrorResponse::bad_request(l10n::text("error-webhook-login")));
    }
    Ok(url)
}

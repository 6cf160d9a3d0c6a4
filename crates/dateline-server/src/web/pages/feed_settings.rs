//! What a person sets for one feed: retention, how it is checked and read, where its articles are opened.

use super::address;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{kept_rule, polling};
use crate::web::l10n;
use axum::Form;
use axum::response::Redirect;
use dateline_model::FeedId;
use serde::Deserialize;

/// Bytes of a megabyte, as people are told.
const MEGABYTE: u64 = 1_000_000;

type Done = Result<Redirect, ErrorResponse>;

/// A feed's own rule of keeping.
#[derive(Debug, Deserialize)]
pub(crate) struct Keep {
    feed: i64,
    #[serde(default)]
    days: String,
    #[serde(default)]
    megabytes: String,
}

/// `POST /feeds/keep`.
pub(crate) async fn keep(AsUser(app): AsUser, Form(ask): Form<Keep>) -> Done {
    let (days, megabytes) = (number(&ask.days, "error-days")?, number(&ask.megabytes, "error-days")?);
    let bytes = megabytes.map(|megabytes| u64::from(megabytes) * MEGABYTE);
    let (days, bytes) = kept_rule(days, bytes)?;
    app.reader().keep_feed(FeedId(ask.feed), days, bytes).await?;
    Ok(done("kept", ask.feed))
}

/// How a feed is checked and read.
#[derive(Debug, Deserialize)]
pub(crate) struct Checked {
    feed: i64,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    pages: String,
}

/// `POST /feeds/polling`.
pub(crate) async fn poll(AsUser(app): AsUser, Form(ask): Form<Checked>) -> Done {
    let polling = polling(number(&ask.hours, "error-hours")?, Some(&ask.pages))?;
    app.reader().set_polling(FeedId(ask.feed), polling, app.desk.now()).await?;
    Ok(done("set", ask.feed))
}

/// Where the articles of a feed are opened.
#[derive(Debug, Deserialize)]
pub(crate) struct Opened {
    feed: i64,
    #[serde(default)]
    original: String,
}

/// `POST /feeds/original`.
pub(crate) async fn open_original(AsUser(app): AsUser, Form(ask): Form<Opened>) -> Done {
    app.reader().open_original(FeedId(ask.feed), !ask.original.is_empty()).await?;
    Ok(done("set", ask.feed))
}

/// A whole number, or none where nothing was typed.
fn number(text: &str, refusal: &'static str) -> Result<Option<u32>, ErrorResponse> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ErrorResponse::bad_request(l10n::text(refusal))),
    }
}

fn done(what: &str, feed: i64) -> Redirect {
    Redirect::to(&address("/feeds", &[("done", what), ("feed", &feed.to_string())]))
}

//! Names that readers give to feeds and publishers.

use super::address;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::return_path::safe_return_path;
use axum::Form;
use axum::response::Redirect;
use dateline_model::FeedId;
use serde::Deserialize;

/// A feed and its new name.
#[derive(Debug, Deserialize)]
pub(crate) struct Feed {
    feed: i64,
    #[serde(default)]
    name: String,
}

/// `POST /feeds/rename`.
pub(crate) async fn rename_feed(
    AsUser(app): AsUser,
    Form(ask): Form<Feed>,
) -> Result<Redirect, ErrorResponse> {
    app.reader().rename_feed(FeedId(ask.feed), &ask.name).await?;
    Ok(Redirect::to(&address("/feeds", &[("done", "renamed"), ("feed", &ask.feed.to_string())])))
}

/// A publisher's host and its new name.
#[derive(Debug, Deserialize)]
pub(crate) struct Publisher {
    host: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    back: String,
}

/// `POST /publishers/rename`.
pub(crate) async fn rename_publisher(
    AsUser(app): AsUser,
    Form(ask): Form<Publisher>,
) -> Result<Redirect, ErrorResponse> {
    if !app.reader().rename_publisher(&ask.host, &ask.name).await? {
        return Err(ErrorResponse::not_found("publisher"));
    }
    Ok(Redirect::to(&safe_return_path(&ask.back)))
}

//! `/read/keep`: the page at an address is kept, to be read later.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::typed_address;
use crate::web::l10n;
use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

/// Which page.
#[derive(Debug, Deserialize)]
pub(crate) struct Kept {
    #[serde(default)]
    url: String,
}

/// `POST /read/keep`.
pub(crate) async fn keep_page(AsUser(app): AsUser, Form(ask): Form<Kept>) -> Result<Response, ErrorResponse> {
    let saved = match typed_address(&ask.url) {
        Ok(url) => {
            app.desk.save_page(url, l10n::text("saved-pages")).await.map_err(|error| format!("{error}."))
        }
        Err(words) => Err(words),
    };
    match saved {
        Ok(saved) => {
            let done = if saved.new { "kept" } else { "had" };
            Ok(Redirect::to(&format!("/articles?show=all&feed={}&marked={done}", saved.feed)).into_response())
        }
        Err(words) => {
            let view = super::read::refused(&app, &ask.url, words).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, super::written(&view)?).into_response())
        }
    }
}

//! Labels of an article, given and taken away on its page.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::return_path::safe_return_path;
use axum::Form;
use axum::response::Redirect;
use dateline_model::EntryId;
use dateline_store::LABELS;
use serde::Deserialize;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    entry: i64,
    /// A label that is taken away.
    #[serde(default)]
    without: String,
    /// A label that is given.
    #[serde(default)]
    name: String,
    #[serde(default)]
    back: String,
}

/// `POST /labels`.
pub(crate) async fn label(AsUser(app): AsUser, Form(ask): Form<Ask>) -> Result<Redirect, ErrorResponse> {
    let (reader, entries) = (app.reader(), vec![EntryId(ask.entry)]);
    if ask.without.is_empty() {
        let words = || l10n::with("error-label").text("most", LABELS).to_string();
        let set = reader.set_label(ask.name, entries).await?;
        set.ok_or_else(|| ErrorResponse::bad_request(words()))?;
    } else {
        reader.unset_label(ask.without, entries).await?;
    }
    Ok(Redirect::to(&safe_return_path(&ask.back)))
}

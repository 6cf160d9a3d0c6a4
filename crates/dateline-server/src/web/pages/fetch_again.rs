//! The page of an article is fetched once more, because its reader wants it.

use super::with_field;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::presenters::fetched_again_word;
use crate::web::return_path::safe_return_path;
use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use dateline_model::EntryId;
use serde::Deserialize;

/// Where to go back to.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    back: String,
}

/// `POST /article/{id}/fetch`.
pub(crate) async fn fetch_again(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    Form(ask): Form<Ask>,
) -> Result<Redirect, ErrorResponse> {
    let missing = || ErrorResponse::not_found("article");
    let id: EntryId = id.parse().map_err(|_| missing())?;
    app.reader().summaries(vec![id]).await?.pop().ok_or_else(missing)?;
    let came = app.desk.fetch_again(id).await?;
    Ok(Redirect::to(&with_field(&safe_return_path(&ask.back), "marked", &fetched_again_word(&came))))
}

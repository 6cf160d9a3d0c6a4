//! Searches that are kept: the list, keeping, looking at, forgetting.

use super::search::QUERY_MAX;
use super::{Page, written};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::return_path::safe_return_path;
use crate::web::view::{Nav, SearchesPage};
use axum::Form;
use axum::response::Redirect;
use dateline_store::SAVED;
use serde::Deserialize;

/// `GET /searches`.
pub(crate) async fn searches(AsUser(app): AsUser) -> Page {
    let frame = presenters::gather(&app).await?;
    let rows = app.reader().saved_searches().await?;
    let shell = frame.shell(l10n::text("saved-searches"), Nav::Searches);
    written(&SearchesPage { shell, rows: rows.iter().map(presenters::saved_row).collect() })
}

/// What is to be kept.
#[derive(Debug, Deserialize)]
pub(crate) struct Save {
    q: String,
    #[serde(default)]
    name: String,
    alert: Option<String>,
}

/// `POST /searches/save`.
pub(crate) async fn save(AsUser(app): AsUser, Form(ask): Form<Save>) -> Result<Redirect, ErrorResponse> {
    let query: String = ask.q.trim().chars().take(QUERY_MAX).collect();
    if query.is_empty() {
        return Err(ErrorResponse::bad_request(l10n::text("error-nothing-to-search")));
    }
    let kept = app.reader().save_search(ask.name, query, ask.alert.is_some(), app.desk.now()).await?;
    let kept = kept.ok_or_else(|| {
        ErrorResponse::bad_request(l10n::with("error-searches").text("most", SAVED).to_string())
    })?;
    Ok(Redirect::to(&format!("/searches#s{}", kept.id)))
}

/// Which search.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    id: i64,
    #[serde(default)]
    back: String,
}

/// `POST /searches/looked`.
pub(crate) async fn looked(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    match app.reader().search_looked_at(ask.id).await? {
        true => Ok(Redirect::to(&safe_return_path(&ask.back))),
        false => Err(ErrorResponse::not_found("search")),
    }
}

/// `POST /searches/forget`.
pub(crate) async fn forget(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    match app.reader().forget_search(ask.id).await? {
        true => Ok(Redirect::to("/searches")),
        false => Err(ErrorResponse::not_found("search")),
    }
}

//! Notes: all of them, adding, changing, deleting; and how far a reader has come.

use super::{Page, address, page_number, paging, written};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::Reached;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::return_path::safe_return_path;
use crate::web::view::{Nav, NotesPage};
use axum::Form;
use axum::extract::Query;
use axum::response::Redirect;
use dateline_model::EntryId;
use dateline_store::{NOTES, NewNote};
use http::StatusCode;
use serde::Deserialize;

/// Articles on a page.
const ARTICLES: u32 = 50;

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    page: Option<u32>,
}

/// `GET /notes`.
pub(crate) async fn notes(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let page = page_number(ask.page);
    let mut found = app.reader().noted((page - 1).saturating_mul(ARTICLES), ARTICLES + 1).await?;
    let more = found.len() > ARTICLES as usize;
    found.truncate(ARTICLES as usize);
    let at = |page: u32| address("/notes", &[("page", &page.to_string())]);
    written(&NotesPage {
        shell: frame.shell(l10n::text("nav-notes"), Nav::Elsewhere),
        articles: found
            .iter()
            .map(|(entry, notes)| presenters::noted_article(entry, notes, frame.now))
            .collect(),
        paging: paging(page, more, at),
    })
}

/// A note as a form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    id: i64,
    entry: i64,
    quote: String,
    prefix: String,
    suffix: String,
    text: String,
    back: String,
}

impl Said {
    fn leads_to(&self, anchor: &str) -> Redirect {
        let back = safe_return_path(&self.back);
        let path = back.split('#').next().unwrap_or_default();
        Redirect::to(&format!("{path}#{anchor}"))
    }
}

/// `POST /notes/add`.
pub(crate) async fn add_note(AsUser(app): AsUser, Form(said): Form<Said>) -> Result<Redirect, ErrorResponse> {
    let entry = EntryId(said.entry);
    let note = NewNote {
        quote: said.quote.clone(),
        prefix: said.prefix.clone(),
        suffix: said.suffix.clone(),
        text: said.text.clone(),
    };
    let kept = app.reader().add_note(entry, note, app.desk.now()).await?;
    let words = || l10n::with("error-note").text("most", NOTES).to_string();
    let id = kept.ok_or_else(|| ErrorResponse::bad_request(words()))?;
    Ok(said.leads_to(&format!("n{id}")))
}

/// `POST /notes/change`.
pub(crate) async fn change_note(
    AsUser(app): AsUser,
    Form(said): Form<Said>,
) -> Result<Redirect, ErrorResponse> {
    match app.reader().change_note(said.id, said.text.clone(), app.desk.now()).await? {
        true => Ok(said.leads_to(&format!("n{}", said.id))),
        false if app.reader().note_entry(said.id).await?.is_none() => Err(ErrorResponse::not_found("note")),
        false => Err(ErrorResponse::bad_request(l10n::text("error-empty-note"))),
    }
}

/// `POST /notes/delete`.
pub(crate) async fn delete_note(
    AsUser(app): AsUser,
    Form(said): Form<Said>,
) -> Result<Redirect, ErrorResponse> {
    match app.reader().delete_note(said.id).await? {
        true => Ok(said.leads_to("notes")),
        false => Err(ErrorResponse::not_found("note")),
    }
}

/// `POST /progress`.
pub(crate) async fn progress(
    AsUser(app): AsUser,
    Form(reached): Form<Reached>,
) -> Result<StatusCode, ErrorResponse> {
    match reached.keep(&app).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ErrorResponse::not_found("article")),
    }
}

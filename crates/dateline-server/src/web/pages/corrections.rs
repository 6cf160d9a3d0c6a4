//! Readers' corrections of stories: parting, moving, joining, the list of them, and undoing.

use super::{Page, written};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::act_of;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::return_path::safe_return_path;
use crate::web::view::{CorrectionsPage, Nav};
use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use dateline_model::{EntryId, StoryId};
use serde::Deserialize;

/// Articles named in one form.
const NAMED: usize = 1_000;

/// `POST /story/{id}/correct`: leads to where the articles stand now.
pub(crate) async fn correct(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    body: String,
) -> Result<Redirect, ErrorResponse> {
    let from: StoryId = id.parse().map_err(|_| ErrorResponse::not_found("story"))?;
    let fields = || url::form_urlencoded::parse(body.as_bytes());
    let one = |name: &str| fields().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let named = fields().filter(|(key, _)| key == "entry").take(NAMED);
    let entries = named.filter_map(|(_, value)| value.parse().ok()).map(EntryId).collect();
    let into = one("into").and_then(|typed| typed_story(&typed));
    let act = act_of(&one("do").unwrap_or_default(), entries, from, into)?;
    let done = app
        .desk
        .correct(act)
        .await?
        .ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-correction")))?;
    Ok(Redirect::to(&format!("/story/{}", if done.kind == "join" { done.into } else { done.from })))
}

/// `12`, `/story/12` or a whole address that ends so.
fn typed_story(typed: &str) -> Option<StoryId> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
    last.split(['?', '#']).next()?.trim().parse().ok()
}

/// `GET /corrections`.
pub(crate) async fn corrections(AsUser(app): AsUser) -> Page {
    let frame = presenters::gather(&app).await?;
    let reader = app.reader();
    let (acts, published) =
        (reader.corrections(None).await?, reader.store().corrections_are_published().await?);
    written(&CorrectionsPage {
        shell: frame.shell(l10n::text("nav-corrections"), Nav::Elsewhere),
        published,
        acts: acts.iter().map(|act| presenters::act_row(act, "/corrections", frame.now)).collect(),
    })
}

/// Which act is taken back.
#[derive(Debug, Deserialize)]
pub(crate) struct Undo {
    act: i64,
    #[serde(default)]
    back: String,
}

/// `POST /corrections/undo`.
pub(crate) async fn undo(AsUser(app): AsUser, Form(ask): Form<Undo>) -> Result<Redirect, ErrorResponse> {
    match app.desk.undo_correction(ask.act).await? {
        true => Ok(Redirect::to(&safe_return_path(&ask.back))),
        false => Err(ErrorResponse::not_found("correction")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_named_in_any_way() {
        for typed in ["12", " 12 ", "/story/12", "http://localhost:8460/story/12#a3", "story/12/"] {
            assert_eq!(typed_story(typed), Some(StoryId(12)), "{typed}");
        }
        assert_eq!(typed_story("the ferry"), None);
    }
}

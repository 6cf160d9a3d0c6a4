//! A reader's word on a story: what to part, move or join, the list of what was said, and taking it back.

use super::{Page, written};
use crate::guard::way_back;
use crate::state::App;
use crate::trouble::Trouble;
use crate::web::fill;
use crate::web::view::{CorrectionsPage, Nav};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use dateline_model::{EntryId, StoryId};
use dateline_store::Correction;
use serde::Deserialize;

/// Articles named in one form.
const NAMED: usize = 1_000;

/// `POST /story/{id}/correct`: leads to where the articles stand now.
pub(crate) async fn correct(
    State(app): State<App>,
    Path(id): Path<String>,
    body: String,
) -> Result<Redirect, Trouble> {
    let from: StoryId = id.parse().map_err(|_| Trouble::missing("story"))?;
    let fields = || url::form_urlencoded::parse(body.as_bytes());
    let one = |name: &str| fields().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let named = fields().filter(|(key, _)| key == "entry").take(NAMED);
    let entries = named.filter_map(|(_, value)| value.parse().ok()).map(EntryId).collect();
    let into = one("into").and_then(|typed| typed_story(&typed));
    let act = act_of(&one("do").unwrap_or_default(), entries, from, into)?;
    let done = app.desk.correct(act).await?.ok_or_else(|| {
        Trouble::unclear(
            "That changes nothing: choose some of the articles, not all, and another story that exists",
        )
    })?;
    Ok(Redirect::to(&format!("/story/{}", if done.kind == "join" { done.into } else { done.from })))
}

/// An act by its word, as forms and the API name it.
pub(crate) fn act_of(
    word: &str,
    entries: Vec<EntryId>,
    from: StoryId,
    into: Option<StoryId>,
) -> Result<Correction, Trouble> {
    let into = || into.ok_or_else(|| Trouble::unclear("Name the other story by its number or its address"));
    match word {
        "part" => Ok(Correction::Part { entries, from }),
        "move" => Ok(Correction::Move { entries, from, into: into()? }),
        "join" => Ok(Correction::Join { from, into: into()? }),
        _ => Err(Trouble::unclear("A correction is part, move or join")),
    }
}

/// `12`, `/story/12` or a whole address that ends so.
fn typed_story(typed: &str) -> Option<StoryId> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
    last.split(['?', '#']).next()?.trim().parse().ok()
}

/// `GET /corrections`.
pub(crate) async fn corrections(State(app): State<App>) -> Page {
    let frame = fill::gather(&app).await?;
    let acts = app.reader().corrections(None).await?;
    written(&CorrectionsPage {
        shell: frame.shell("Corrections", Nav::Elsewhere),
        acts: acts.iter().map(|act| fill::act_row(act, "/corrections", frame.now)).collect(),
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
pub(crate) async fn undo(State(app): State<App>, Form(ask): Form<Undo>) -> Result<Redirect, Trouble> {
    match app.desk.take_back(ask.act).await? {
        true => Ok(Redirect::to(&way_back(&ask.back))),
        false => Err(Trouble::missing("correction that still stands")),
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

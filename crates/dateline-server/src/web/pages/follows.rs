//! What the reader follows: the list, following, no longer following.

use super::{Page, written};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::followed;
use crate::web::l10n;
use crate::web::return_path::safe_return_path;
use crate::web::view::{FollowRow, FollowsPage, Nav};
use crate::web::wording;
use axum::Form;
use axum::response::Redirect;
use dateline_store::{Follow, FollowKind, Section};
use serde::Deserialize;

/// `GET /follows`.
pub(crate) async fn follows(AsUser(app): AsUser) -> Page {
    let frame = crate::web::presenters::gather(&app).await?;
    let rows = app.reader().follows().await?;
    let sections = Section::all().map(|section| (section.word(), wording::section(section))).collect();
    let shell = frame.shell(l10n::text("nav-follows"), Nav::Follows);
    written(&FollowsPage { shell, rows: rows.iter().map(row).collect(), sections })
}

fn row(follow: &Follow) -> FollowRow {
    let (name, kind) = match follow.kind {
        FollowKind::Publisher => (follow.value.clone(), l10n::text("follow-publisher")),
        FollowKind::Words => (follow.value.clone(), l10n::text("follow-words")),
        FollowKind::Section => {
            let section = Section::from_word(&follow.value).map(wording::section);
            (section.unwrap_or_default().to_owned(), l10n::text("follow-section"))
        }
    };
    FollowRow { id: follow.id, name, kind }
}

/// What is to be followed.
#[derive(Debug, Deserialize)]
pub(crate) struct Add {
    kind: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    back: String,
}

/// `POST /follows/add`.
pub(crate) async fn follow(AsUser(app): AsUser, Form(ask): Form<Add>) -> Result<Redirect, ErrorResponse> {
    followed(&app, &ask.kind, ask.value).await?;
    Ok(Redirect::to(&if ask.back.is_empty() { "/follows".to_owned() } else { safe_return_path(&ask.back) }))
}

/// Which follow.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    id: i64,
}

/// `POST /follows/remove`.
pub(crate) async fn unfollow(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    match app.reader().unfollow(ask.id).await? {
        true => Ok(Redirect::to("/follows")),
        false => Err(ErrorResponse::not_found("follow")),
    }
}

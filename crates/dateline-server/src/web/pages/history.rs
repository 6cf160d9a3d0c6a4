//! What a reader did lately: marks that can still be undone, and articles that were read.

use super::{Page, written};
use crate::admission::AsUser;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{HistoryPage, Nav};
use axum::extract::Query;
use dateline_store::EntryList;
use serde::Deserialize;

/// Articles that are listed.
const LISTED: u32 = 100;

/// What a mark leads back with.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    marked: Option<String>,
}

/// `GET /history`.
pub(crate) async fn history(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let (reader, now) = (app.reader(), frame.now);
    let read = reader.lately_read(LISTED).await?;
    let marks = reader.undoable_marks(now).await?;
    let list = EntryList::default();
    let card = |entry| presenters::entry_card(entry, (None, false), &list, "/history", now);
    let mut shell = frame.shell(l10n::text("nav-history"), Nav::Elsewhere);
    shell.told = presenters::told(&app, ask.marked.as_deref(), "/history").await?;
    written(&HistoryPage {
        shell,
        marks: marks.into_iter().map(|mark| presenters::undoable(mark, "/history")).collect(),
        entries: read.iter().map(card).collect(),
        back: "/history",
        layout: "list",
    })
}

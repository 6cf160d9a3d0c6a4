//! Help: signs, keys, reasons, manners.

use super::{Page, written};
use crate::state::App;
use crate::web::fill;
use crate::web::view::{HelpPage, MarkView, Nav};
use crate::web::words::{self, Held};
use axum::extract::State;
use dateline_model::Reason;

/// `GET /about`.
pub(crate) async fn about(State(app): State<App>) -> Page {
    let frame = fill::gather(&app).await?;
    let reasons = Reason::ALL.iter().map(|reason| words::reason(*reason));
    written(&HelpPage {
        shell: frame.shell("Help", Nav::Help),
        signs: Held::ALL.iter().map(|held| MarkView::of(*held, &[])).collect(),
        reasons: reasons.map(|words| (words.short, words.sentence)).collect(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

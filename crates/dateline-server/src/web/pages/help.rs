//! Help: signs, keys, reasons, manners.

use super::{Page, written};
use crate::admission::AsUser;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{HelpPage, MarkView, Nav};
use crate::web::wording::{self, Held};
use dateline_model::Reason;

/// `GET /about`.
pub(crate) async fn about(AsUser(app): AsUser) -> Page {
    let frame = presenters::gather(&app).await?;
    let reasons = Reason::ALL.iter().map(|reason| wording::reason(*reason));
    written(&HelpPage {
        shell: frame.shell(l10n::text("nav-help"), Nav::Help),
        signs: Held::ALL.iter().map(|held| MarkView::of(*held, &[])).collect(),
        reasons: reasons.map(|words| (words.short, words.sentence)).collect(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

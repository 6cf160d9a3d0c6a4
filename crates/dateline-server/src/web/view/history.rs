//! What a reader did lately.

use super::common::{Nav, Shell, Told};
use super::{BlockView, EntryCard};
use crate::web::l10n;
use askama::Template;

/// Marks and articles, latest first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "history.html")]
pub(crate) struct HistoryPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Marks that can still be undone.
    pub(crate) marks: Vec<Told>,
    /// Articles that were read.
    pub(crate) entries: Vec<EntryCard>,
    /// Where marks lead back to.
    pub(crate) back: &'static str,
    /// How articles are laid out.
    pub(crate) layout: &'static str,
}

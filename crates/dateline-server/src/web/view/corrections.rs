//! What readers corrected.

use super::common::{Nav, Shell};
use crate::web::dates::When;
use crate::web::l10n;
use askama::Template;

/// Every correction, latest first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "corrections.html")]
pub(crate) struct CorrectionsPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Whether those of owners count for every reader.
    pub(crate) published: bool,
    /// The acts.
    pub(crate) acts: Vec<ActRow>,
}

/// One act.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActRow {
    /// Number.
    pub(crate) id: i64,
    /// `2 articles were made a story of their own.`
    pub(crate) words: String,
    /// When it was done.
    pub(crate) when: When,
    /// Where the articles stood.
    pub(crate) from: String,
    /// Where they stand.
    pub(crate) into: String,
    /// Headlines with our pages.
    pub(crate) articles: Vec<(String, String)>,
    /// How many more there were.
    pub(crate) more: usize,
    /// When it was taken back.
    pub(crate) undone: Option<When>,
    /// Where to go after it was taken back.
    pub(crate) back: String,
}

//! What the reader follows.

use super::common::{Nav, Shell};
use crate::web::l10n;
use askama::Template;

/// The list, with the form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "follows.html")]
pub(crate) struct FollowsPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// In the order of following.
    pub(crate) rows: Vec<FollowRow>,
    /// Sections to choose from: word, name.
    pub(crate) sections: Vec<(&'static str, &'static str)>,
}

/// One follow.
#[derive(Debug, Clone, Default)]
pub(crate) struct FollowRow {
    /// Number.
    pub(crate) id: i64,
    /// Publisher, words or section.
    pub(crate) name: String,
    /// Which of them.
    pub(crate) kind: &'static str,
}

//! Search: hits grouped by story, with the syntax beside an empty field.

use super::common::{MarkView, Nav, Paging, Shell, TextLanguage};
use crate::web::dates::When;
use crate::web::inline_markup::Highlighted;
use crate::web::l10n;
use askama::Template;

/// Results, or the help.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// What was asked.
    pub(crate) query: String,
    /// `38 articles in 12 stories`, empty without a question.
    pub(crate) summary: String,
    /// Why the question could not be understood.
    pub(crate) trouble: Option<String>,
    /// Hits by story.
    pub(crate) groups: Vec<SearchGroup>,
    /// Further pages.
    pub(crate) paging: Paging,
    /// Whether this very search is kept already.
    pub(crate) kept: bool,
    /// How many searches are kept.
    pub(crate) saved: usize,
}

/// Hits of one story.
#[derive(Debug, Clone, Default)]
pub(crate) struct SearchGroup {
    /// Anchor on the page.
    pub(crate) anchor: String,
    /// The story, where it has more than one version.
    pub(crate) story: Option<(String, String)>,
    /// Best first.
    pub(crate) hits: Vec<SearchHit>,
}

/// One article.
#[derive(Debug, Clone, Default)]
pub(crate) struct SearchHit {
    /// Our page.
    pub(crate) href: String,
    /// Headline with matches.
    pub(crate) title: Highlighted,
    /// Words around the match.
    pub(crate) snippet: Highlighted,
    /// Their language.
    pub(crate) text_language: TextLanguage,
    /// Publisher or host.
    pub(crate) publisher: String,
    /// Time.
    pub(crate) when: Option<When>,
    /// Verdict.
    pub(crate) mark: Option<MarkView>,
}

/// Searches that are kept.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "searches.html")]
pub(crate) struct SearchesPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// By name.
    pub(crate) rows: Vec<SavedRow>,
}

/// A search that is kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct SavedRow {
    /// Number.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// What is searched for.
    pub(crate) query: String,
    /// The search.
    pub(crate) href: String,
    /// Its feed, under a secret address.
    pub(crate) feed: String,
    /// Whether the front page tells of new articles, and how many there are.
    pub(crate) alert: Option<String>,
}

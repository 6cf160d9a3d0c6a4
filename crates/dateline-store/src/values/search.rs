//! What is searched for, and what is found.

use crate::{EntrySummary, Window};
use dateline_model::StoryId;

/// A search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// What the person typed; every text is allowed.
    pub text: String,
    /// Which part of the articles found.
    pub window: Window,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// Groups in the order of their best article.
    pub groups: Vec<SearchGroup>,
    /// Parts of the query that were not understood, in words.
    pub problems: Vec<String>,
    /// Whether more follow.
    pub more: bool,
}

/// Articles of one story that were found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchGroup {
    /// The story; `None` for an article that stands in none.
    pub story: Option<StoryId>,
    /// The articles, best first.
    pub hits: Vec<SearchHit>,
}

/// One article that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The article.
    pub entry: EntrySummary,
    /// Headline with the words found.
    pub title: Vec<Fragment>,
    /// A piece of the text with the words found; empty when only fields were asked for.
    pub snippet: Vec<Fragment>,
}

/// A piece of text that was or was not what the search is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Whether it matched.
    pub hit: bool,
}

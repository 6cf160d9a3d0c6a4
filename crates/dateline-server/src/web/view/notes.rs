//! Notes of a reader: on the page of an article, and all of them.

use super::common::{Nav, Paging, Shell, TextLanguage};
use crate::web::dates::When;
use crate::web::l10n;
use askama::Template;

/// All notes, by article.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "notes.html")]
pub(crate) struct NotesPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Articles with their notes.
    pub(crate) articles: Vec<NotedArticle>,
    /// Further pages.
    pub(crate) paging: Paging,
}

/// An article with its notes.
#[derive(Debug, Clone, Default)]
pub(crate) struct NotedArticle {
    /// Its page.
    pub(crate) href: String,
    /// Headline.
    pub(crate) title: String,
    /// Language of headline and text.
    pub(crate) text_language: TextLanguage,
    /// Publisher.
    pub(crate) publisher: String,
    /// When it was published.
    pub(crate) when: When,
    /// The notes.
    pub(crate) notes: Vec<NoteView>,
}

/// A note.
#[derive(Debug, Clone, Default)]
pub(crate) struct NoteView {
    /// Number.
    pub(crate) id: i64,
    /// Words of the text.
    pub(crate) quote: String,
    /// What stands before them.
    pub(crate) prefix: String,
    /// What stands after them.
    pub(crate) suffix: String,
    /// Where a browser finds them: a text fragment, where they stand in the text.
    pub(crate) place: Option<String>,
    /// Whether they are no longer in the text.
    pub(crate) lost: bool,
    /// What the reader says.
    pub(crate) text: String,
    /// When it was made.
    pub(crate) when: When,
}

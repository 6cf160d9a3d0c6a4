//! Copies and stories: what the story room is asked and what it answers.

use crate::{EntryId, Holding, StoryId};
use jiff::Timestamp;

/// What the story room needs of one reading.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryDoc {
    /// The article.
    pub id: EntryId,
    /// Headline.
    pub title: String,
    /// Standfirst and body as plain text; may be empty.
    pub text: String,
    /// Publisher's name, or host where no name is known.
    pub publisher: Option<String>,
    /// Wire agency credited for the text.
    pub agency: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// When it was published; the story room never asks a clock.
    pub time: Option<Timestamp>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Previews and walls never lead a story while a whole article exists.
    pub holding: Holding,
}

/// What taking in one article changes; the store commits it with the entry, then it is applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The article.
    pub entry: EntryId,
    /// Its story.
    pub placement: Placement,
    /// The article it is a copy of, if any.
    pub copy: Option<CopyLink>,
    /// The document as it is to be indexed.
    pub doc: StoryDoc,
}

/// Where an article goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Placement {
    /// A story of its own, under this new id.
    New(StoryId),
    /// Joins a story, for this reason.
    Join(StoryId, Why),
}

impl Placement {
    /// The story.
    pub const fn story(&self) -> StoryId {
        match self {
            Self::New(id) | Self::Join(id, _) => *id,
        }
    }
}

/// Why an article stands in a story.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Why {
    /// Similarity, 0 to 1.
    pub score: f64,
    /// The threshold it had to pass.
    pub threshold: f64,
    /// Shared terms, weightiest first, as written in the article.
    pub terms: Vec<String>,
    /// Hours between the article and the nearest of the story.
    pub hours_apart: Option<f64>,
}

/// One article's text found in another.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyLink {
    /// The article that holds the text.
    pub of: EntryId,
    /// Share of the copy's text that stands in the other, 0 to 1.
    pub share: f64,
    /// What kind of copy.
    pub kind: CopyKind,
}

crate::aside::words!(
    /// Kinds of copies.
    CopyKind {
        /// The same text, perhaps with other trimmings.
        Same = "same",
        /// A part of it: preview, excerpt, shortened version.
        Excerpt = "excerpt",
        /// It stands whole in this one, which adds to it.
        Extended = "extended",
        /// Edited: most sentences are the same, some differ.
        Edited = "edited",
    }
);

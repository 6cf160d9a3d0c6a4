//! Stories and the front page.

use crate::{EntrySummary, HoldingCounts, Rank, Section, Window};
use dateline_model::{CopyLink, Image, StoryId, Why};
use jiff::Timestamp;

/// A story as the front page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontStory {
    /// Number.
    pub id: StoryId,
    /// The article that stands for it.
    pub lead_article: EntrySummary,
    /// Picture of the lead, or of the first member that has one.
    pub image: Option<Image>,
    /// Names of its publishers, the lead's first.
    pub publishers: Vec<String>,
    /// Number of publishers.
    pub publisher_count: u32,
    /// Number of publishers with a text of their own: copies count once, previews and walls do not count.
    pub independent_sources: u32,
    /// Articles.
    pub articles: u32,
    /// Unread ones.
    pub unread: u32,
    /// By holding.
    pub counts: HoldingCounts,
    /// First publication.
    pub first: Timestamp,
    /// Latest publication.
    pub last: Timestamp,
    /// Its section: the lead's, or that of the first article that has one.
    pub section: Option<Section>,
    /// Rank with its parts.
    pub rank: Rank,
}

/// What the front page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontQuery {
    /// The current time: ranks depend on it.
    pub now: Timestamp,
    /// Which part.
    pub window: Window,
    /// Only stories with a feed of this folder.
    pub folder: Option<String>,
    /// Only stories whose lead is in this language (primary subtag).
    pub language: Option<String>,
    /// Only stories with something unread.
    pub unread: bool,
    /// Only stories of this section.
    pub section: Option<Section>,
}

impl FrontQuery {
    /// Asks for all stories.
    pub const fn all(now: Timestamp, window: Window) -> Self {
        Self { now, window, folder: None, language: None, unread: false, section: None }
    }
}

/// A story with all its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryRecord {
    /// What the front page shows.
    pub front: FrontStory,
    /// Its articles by publication, oldest first.
    pub members: Vec<Member>,
}

/// One article of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The article.
    pub entry: EntrySummary,
    /// Why it stands here; `None` for the article the story began with.
    pub why: Option<Why>,
    /// What it is a copy of.
    pub copy: Option<CopyLink>,
    /// Earlier headlines with the time they were replaced.
    pub titles: Vec<(String, Timestamp)>,
}

//! What is asked of articles: which are listed, one of them, and marks.

use serde::{Deserialize, Serialize};

/// What articles and stories are chosen by. Times are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filter {
    /// Only what came since then.
    pub(crate) since: Option<i64>,
    /// Only what came before then.
    pub(crate) until: Option<i64>,
    /// Only what is not read.
    pub(crate) unread: bool,
    /// Only what is read.
    pub(crate) read: bool,
    /// Only what is starred.
    pub(crate) starred: bool,
    /// A section, as addresses name it.
    pub(crate) section: Option<String>,
    /// A folder.
    pub(crate) folder: Option<String>,
    /// A primary language tag.
    pub(crate) language: Option<String>,
    /// Number or address of a feed.
    pub(crate) feed: Option<String>,
    /// A label.
    pub(crate) label: Option<String>,
    /// A part of a publisher's name or host.
    pub(crate) publisher: Option<String>,
}

/// Which articles are marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MarkTargets {
    /// These.
    Entries(Vec<i64>),
    /// Those of a story.
    Story(i64),
    /// All of a feed, by number or address.
    Feed(String),
    /// All of a folder.
    Folder(String),
    /// All.
    All,
}

/// What is done to articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntryAct {
    /// Given a mark by its word.
    Mark { word: String, targets: MarkTargets },
    /// Given a label, or no longer.
    Label { name: String, entries: Vec<i64>, remove: bool },
}

/// Lists of what a person has set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OwnList {
    /// Rules.
    Rules,
    /// Notes and highlights.
    Notes,
    /// Labels.
    Labels,
    /// What is followed.
    Follows,
    /// Searches that are kept.
    Searches,
}

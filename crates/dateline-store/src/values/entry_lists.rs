//! Lists of articles that a reader walks through: which articles, in which order, and a place in between.

use crate::EntrySummary;
use dateline_model::{EntryId, FeedId};
use std::fmt;
use std::str::FromStr;

/// Where the articles of a list come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EntryScope {
    /// Every feed of the reader.
    #[default]
    All,
    /// One feed.
    Feed(FeedId),
    /// The feeds of a folder, by its name.
    Folder(String),
    /// Articles with one of the reader's labels, by its number.
    Label(i64),
    /// Articles that one of the reader's rules was carried out on, by its number.
    Rule(i64),
}

/// Which of them are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// Those that are not read. A feed lists those that count under it.
    #[default]
    Unread,
    /// All but what is muted.
    All,
    /// Those with a star, in the order of the stars.
    Starred,
    /// Those that a rule of the reader hides, whatever the scope.
    Muted,
}

/// A list of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryList {
    /// From where.
    pub scope: EntryScope,
    /// Which.
    pub show: Show,
    /// Oldest first, instead of newest first.
    pub oldest_first: bool,
}

/// A place in a list: the time that the list goes by, in milliseconds, and the article's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// Milliseconds since 1970.
    pub at: i64,
    /// Number of the article.
    pub entry: i64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.entry)
    }
}

/// No place of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place in a list is two numbers with a dot between them")]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (at, entry) = text.split_once('.').ok_or(NoCursor)?;
        Ok(Self { at: at.parse().map_err(|_| NoCursor)?, entry: entry.parse().map_err(|_| NoCursor)? })
    }
}

/// From where on a list is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ListFrom {
    /// From its beginning.
    #[default]
    Start,
    /// What follows a place.
    After(Cursor),
    /// What stands before a place, nearest to it.
    Before(Cursor),
}

/// A part of a list in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPart {
    /// The articles.
    pub items: Vec<EntrySummary>,
    /// Place of the first, where others stand before it.
    pub before: Option<Cursor>,
    /// Place of the last, where others follow it.
    pub after: Option<Cursor>,
}

/// The articles beside one in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<EntryId>,
    /// The one after.
    pub next: Option<EntryId>,
}

/// Which articles of a list are marked read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkPart {
    /// All.
    All,
    /// Those before an article.
    Above(EntryId),
    /// Those after an article.
    Below(EntryId),
    /// Those dated before a moment, in milliseconds.
    OlderThan(i64),
}

/// What a mark did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// By this number it can be undone; `None` where nothing changed.
    pub undo: Option<i64>,
    /// How many articles changed.
    pub changed: u64,
}

/// A mark that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoableMark {
    /// Its number.
    pub id: i64,
    /// What was done.
    pub mark: crate::EntryMark,
    /// To how many articles.
    pub entries: u64,
}

/// A feed with how much of it is unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedUnread {
    /// The feed.
    pub feed: FeedId,
    /// Its name.
    pub name: String,
    /// The first of its folders.
    pub folder: Option<String>,
    /// How many.
    pub unread: u64,
}

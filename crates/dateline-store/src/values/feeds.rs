//! What the store knows of feeds: subscription, health, and what whoever polls one needs.

use dateline_model::{FeedId, FeedKind, PollHints, UserId, Validators, WebUrl};
use jiff::Timestamp;

/// A feed to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    /// Its address.
    pub url: WebUrl,
    /// Name given by the person or the list it came from; the feed's own otherwise.
    pub title: Option<String>,
    /// Page of the publisher.
    pub home: Option<WebUrl>,
    /// Folder the person put it into.
    pub folder: Option<String>,
}

/// A feed with its health.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedRecord {
    /// Number.
    pub id: FeedId,
    /// Where it is polled.
    pub url: WebUrl,
    /// Name: the person's, the feed's, or its host.
    pub title: String,
    /// Page of the publisher.
    pub home: Option<WebUrl>,
    /// First of its folders by name.
    pub folder: Option<String>,
    /// All folders that the reader put it into, by name.
    pub folders: Vec<String>,
    /// Who alone sees it.
    pub private_of: Option<UserId>,
    /// Format, known after the first success.
    pub kind: Option<FeedKind>,
    /// Language as the feed declares it.
    pub language: Option<String>,
    /// Icon.
    pub icon: Option<WebUrl>,
    /// When it was added.
    pub added_at: Timestamp,
    /// When the reader paused it.
    pub paused_at: Option<Timestamp>,
    /// What to ask with; empty after a truncated answer.
    pub validators: Validators,
    /// Publisher's wishes about polling.
    pub hints: PollHints,
    /// When it is due; `None` means never again (gone).
    pub next_due: Option<Timestamp>,
    /// How it has been.
    pub health: Health,
    /// Articles held of it.
    pub entries: u64,
    /// Unread articles that count under it: those that no earlier feed of the reader brought.
    pub unread: u64,
    /// Days for which its articles are kept, if not the desk's; 0 is for good.
    pub keep_days: Option<u32>,
    /// Bytes that its articles may take, if not the desk's; 0 is any number.
    pub keep_bytes: Option<u64>,
    /// How it is checked and read.
    pub polling: Polling,
    /// Whether the reader opens its articles at their publisher.
    pub opens_original: bool,
    /// Until when its hub tells of news by itself (WebSub) and can be relied on.
    pub pushed_until: Option<Timestamp>,
    /// Whether it has a login.
    pub has_login: bool,
}

impl FeedRecord {
    /// Whether it is one person's alone: it has a login, or its address is a secret.
    pub const fn is_private(&self) -> bool {
        self.private_of.is_some()
    }
}

/// How a feed is checked and read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Polling {
    /// Hours between two polls; `None` goes by the feed's rhythm.
    pub hours: Option<u32>,
    /// Which pages of its articles are fetched.
    pub pages: FetchPages,
}

/// Which pages of a feed's articles are fetched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FetchPages {
    /// Those of articles that the feed gives less than whole.
    #[default]
    Auto,
    /// All.
    Always,
    /// None: the feed's own text is kept.
    Never,
}

impl FetchPages {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// The word for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// What a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// The column of it.
    pub(crate) const fn column(self) -> Option<bool> {
        match self {
            Self::Auto => None,
            Self::Always => Some(true),
            Self::Never => Some(false),
        }
    }

    /// What a column says.
    pub(crate) const fn of_column(column: Option<bool>) -> Self {
        match column {
            None => Self::Auto,
            Some(true) => Self::Always,
            Some(false) => Self::Never,
        }
    }
}

/// A feed as whoever polls it needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct PollTarget {
    /// Number.
    pub id: FeedId,
    /// Where it is polled.
    pub url: WebUrl,
    /// Name: the feed's, or its host.
    pub title: String,
    /// Page of the publisher.
    pub home: Option<WebUrl>,
    /// What to ask with.
    pub validators: Validators,
    /// Publisher's wishes about polling.
    pub hints: PollHints,
    /// Failures in a row.
    pub failures: u32,
    /// Running mean of a poll's time in milliseconds.
    pub mean_ms: u32,
    /// Running mean of hours between polls that brought something.
    pub hours_between_new: Option<f64>,
    /// How it is checked and read.
    pub polling: Polling,
    /// Until when its hub tells of news by itself (WebSub) and can be relied on.
    pub pushed_until: Option<Timestamp>,
}

/// How a feed has been.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Health {
    /// Last poll, whatever came of it.
    pub last_poll: Option<Timestamp>,
    /// Last success (changed or not).
    pub last_ok: Option<Timestamp>,
    /// Last poll that brought something new.
    pub last_new: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// First failure of this row.
    pub failing_since: Option<Timestamp>,
    /// Kind of the last failure: a word of [`PollOutcome::Failed`].
    pub error_kind: Option<String>,
    /// The last failure in words.
    pub error: Option<String>,
    /// Status of the last answer.
    pub status: Option<u16>,
    /// Where it says it has moved for good, and how often in a row it said so.
    pub moving: Option<(WebUrl, u32)>,
    /// Its address before it was moved.
    pub moved_from: Option<WebUrl>,
    /// Address of another feed that moved here and became one with it.
    pub merged_from: Option<WebUrl>,
    /// When a cleaning last took articles of it away because they took too many bytes.
    pub full_at: Option<Timestamp>,
    /// When it was withdrawn for good (410).
    pub gone_at: Option<Timestamp>,
    /// Running mean of a poll's time in milliseconds.
    pub mean_ms: u32,
    /// Repairs that the last document needed.
    pub repairs: Vec<String>,
    /// Whether the last document arrived incomplete.
    pub truncated: bool,
    /// Running mean of hours between new articles, for the schedule.
    pub hours_between_new: Option<f64>,
}

/// One poll of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollRecord {
    /// When.
    pub at: Timestamp,
    /// What [`PollOutcome::word`] said.
    pub outcome: String,
    /// Status, where there was an answer.
    pub status: Option<u16>,
    /// Milliseconds.
    pub took_ms: u32,
    /// New entries.
    pub new: u32,
    /// Failure in words.
    pub words: Option<String>,
}

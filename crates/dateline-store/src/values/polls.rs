//! What a poll brings to the store.

use crate::{OtherReading, ReaderPlacement};
use dateline_model::{
    Attached, EntryId, FeedId, FeedKind, Page, PollHints, Reading, RelatedItem, StoryId, Validators, WebUrl,
};
use jiff::Timestamp;
use std::borrow::Cow;

/// What one poll brought; everything in it is committed at once or not at all.
#[derive(Debug, Clone)]
pub struct PollCommit {
    /// The feed.
    pub feed: FeedId,
    /// When it was polled.
    pub at: Timestamp,
    /// Milliseconds until the answer was complete.
    pub took_ms: u32,
    /// Status, where there was an answer.
    pub status: Option<u16>,
    /// What came of it.
    pub outcome: PollOutcome,
    /// Where a permanent redirect pointed; seen at two successes in a row, the feed moves there.
    pub moved_to: Option<WebUrl>,
    /// When to poll again; `None` for never.
    pub next_due: Option<Timestamp>,
    /// New and changed entries, and known ones seen in this feed for the first time.
    pub entries: Vec<EntryCommit>,
    /// New entries of the same document that were committed ahead of these.
    pub new_before: u32,
}

/// What came of a poll.
#[derive(Debug, Clone, PartialEq)]
pub enum PollOutcome {
    /// A document.
    Fresh(Box<FeedMeta>),
    /// Nothing new since the validators.
    Unchanged,
    /// No poll: the feed's hub sent entries by itself. Health, validators and the next poll stay as they are.
    Pushed,
    /// No document; what is held stays.
    Failed {
        /// A word for machines: `failed:KIND`, `blocked`, `disallowed`.
        kind: String,
        /// For people.
        words: String,
    },
    /// Withdrawn for good.
    Gone,
}

impl PollOutcome {
    /// One word for the history: `ok`, `unchanged`, `told`, `gone`, `partial:truncated`, `partial:limit`, `partial:repaired`, or
    /// the word of the failure.
    pub fn word(&self) -> Cow<'_, str> {
        match self {
            Self::Fresh(meta) => {
                meta.lacks.map_or(Cow::Borrowed("ok"), |what| format!("partial:{what}").into())
            }
            Self::Unchanged => "unchanged".into(),
            Self::Pushed => "told".into(),
            Self::Failed { kind, .. } => kind.as_str().into(),
            Self::Gone => "gone".into(),
        }
    }
}

/// Who tells of a feed's news (WebSub), and under which address it knows the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Where to subscribe.
    pub url: WebUrl,
    /// The feed as the hub knows it.
    pub topic: WebUrl,
}

/// What a feed's document says of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedMeta {
    /// Format.
    pub kind: FeedKind,
    /// Title as plain text.
    pub title: Option<String>,
    /// Page of the publisher.
    pub home: Option<WebUrl>,
    /// Language.
    pub language: Option<String>,
    /// Icon.
    pub icon: Option<WebUrl>,
    /// Publisher's wishes about polling.
    pub hints: PollHints,
    /// Hub that tells of its news, where it names one.
    pub hub: Option<Hub>,
    /// What to ask with next time.
    pub validators: Validators,
    /// The turn of the login that it was asked with, see [`crate::FeedAccess`]: where it has changed meanwhile the validators
    /// are dropped.
    pub login_turn: i64,
    /// Whether the document was incomplete: then the validators are dropped, whatever they are.
    pub truncated: bool,
    /// What the poll lacks: `truncated`, `limit`, `repaired`; nothing where all of the document was read.
    pub lacks: Option<&'static str>,
    /// Repairs, in words.
    pub repairs: Vec<String>,
}

impl FeedMeta {
    /// What a whole document says that names nothing.
    pub fn of(kind: FeedKind) -> Self {
        Self {
            kind,
            title: None,
            home: None,
            language: None,
            icon: None,
            hints: PollHints::default(),
            hub: None,
            validators: Validators::default(),
            login_turn: 0,
            truncated: false,
            lacks: None,
            repairs: Vec::new(),
        }
    }
}

/// What an entry is recognised by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryKey {
    /// guid or id as written.
    pub guid: Option<String>,
    /// Its address without trackers, as [`WebUrl::key`] has it.
    pub url: Option<String>,
    /// Whether the address is the publisher's own: the article there is this one, whichever feed brings it. A link to somebody
    /// else's article is not.
    pub own: bool,
    /// Fingerprint of the title, see [`content_hash`](crate::content_hash).
    pub title: i64,
    /// Publication in milliseconds since 1970, as the feed says.
    pub published: Option<i64>,
    /// Fingerprint of title and teaser.
    pub hash: i64,
    /// The teaser, as the fingerprint has it.
    pub teaser: String,
    /// Whether the teaser is so long that the same one means the same article.
    pub telling: bool,
    /// Fingerprint of all that a reader sees of it, see [`exact_hash`](crate::exact_hash).
    pub content: i64,
}

/// What the store knows of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Its number; for a new one a number that nothing else will get.
    pub id: EntryId,
    /// What is known.
    pub known: Known,
}

/// Whether an entry is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Never seen.
    New,
    /// Seen before.
    Seen {
        /// Whether this feed is among those that brought it.
        in_feed: bool,
        /// Whether title or text differ from what was seen.
        changed: bool,
        /// Whether the feed gives another guid, address, title or date than before, by which it is to be known from now on.
        renewed: bool,
        /// When it was first seen.
        seen: Timestamp,
        /// Title that the feed gave last.
        title: String,
        /// Address that the feed gave last.
        url: Option<String>,
        /// Where the text that is held was had from.
        source: Option<TextSource>,
        /// Its story, if it has been placed.
        story: Option<StoryId>,
        /// Whether its page is still to be fetched.
        page_wanted: bool,
    },
    /// Removed by its publisher (410) or by retention; not to be taken in again.
    Tombstone,
}

impl Known {
    /// Its story, if it is there and has been placed.
    pub const fn story(&self) -> Option<StoryId> {
        match self {
            Self::Seen { story, .. } => *story,
            Self::New | Self::Tombstone => None,
        }
    }
}

/// An entry as the feed gives it, in plain text.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryFacts {
    /// What it is recognised by.
    pub key: EntryKey,
    /// Where the article is.
    pub url: Option<WebUrl>,
    /// Headline as plain text.
    pub title: String,
    /// Teaser as plain text.
    pub summary: Option<String>,
    /// Publication as the feed says.
    pub published: Option<Timestamp>,
    /// Publisher behind an aggregator's item, or the feed's.
    pub publisher: Option<String>,
    /// Publisher's host, or the host of the address.
    pub publisher_host: Option<String>,
    /// Language where the feed says.
    pub language: Option<String>,
    /// Picture of the entry.
    pub image: Option<WebUrl>,
    /// Other headlines it names.
    pub related: Vec<RelatedItem>,
    /// Link to the discussion.
    pub comments: Option<WebUrl>,
    /// Categories that the feed files it under.
    pub categories: Vec<String>,
    /// Who wrote it, as the feed says: names.
    pub authors: Vec<String>,
    /// Files and what is said of a recording.
    pub attached: Attached,
    /// Whether its text stands in the element for the whole text, and not in the one for a summary.
    pub content_given: bool,
}

/// One entry of a poll.
#[derive(Debug, Clone)]
pub struct EntryCommit {
    /// The number that [`recognise`](crate::Store::recognise) gave.
    pub id: EntryId,
    /// What the feed says.
    pub facts: EntryFacts,
    /// Whether its page is to be fetched.
    pub page_wanted: bool,
    /// Reading and story, where the feed's own text was read at once.
    pub reading: Option<ReadingCommit>,
    /// The feed's own reading where the page's is shown.
    pub other: Option<OtherReading>,
}

/// One reading with what came of it.
#[derive(Debug, Clone)]
pub struct ReadingCommit {
    /// The article.
    pub entry: EntryId,
    /// When the text was had.
    pub at: Timestamp,
    /// Where it was had from.
    pub source: TextSource,
    /// The reading.
    pub reading: Reading,
    /// Its place among the stories; `None` keeps what it has (or none, for what is not an article).
    pub change: Option<dateline_model::Change>,
    /// Where it stands for readers who have corrected the stories near it, other than `change` says.
    pub reader_placements: Vec<ReaderPlacement>,
    /// The reading that is not shown, of the other origin; `None` leaves what is held of it.
    pub other: Option<OtherReading>,
    /// The page as it arrived, kept for a set number of days.
    pub page: Option<Page>,
}

impl ReadingCommit {
    /// A reading alone: no place among the stories, no other reading, no page.
    pub fn new(entry: EntryId, at: Timestamp, source: TextSource, reading: Reading) -> Self {
        let reader_placements = Vec::new();
        Self { entry, at, source, reading, change: None, reader_placements, other: None, page: None }
    }
}

/// Where a text was had from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSource {
    /// The feed itself.
    Feed,
    /// The publisher's page.
    Page,
    /// The page was asked for but gave less than the feed: the feed's text under the page's verdict.
    Both,
}

impl TextSource {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Page => "page",
            Self::Both => "both",
        }
    }
}

/// A page that is still to be fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedPage {
    /// The article.
    pub entry: EntryId,
    /// A feed that brought it.
    pub feed: FeedId,
    /// Where that feed is.
    pub feed_url: WebUrl,
    /// Whether no other feed brought it.
    pub only_feed: bool,
    /// Where it is.
    pub url: WebUrl,
    /// When the entry was first seen.
    pub seen: Timestamp,
    /// What the feed says of it.
    pub facts: EntryFacts,
    /// Times that it was asked for in vain.
    pub tries: u32,
}

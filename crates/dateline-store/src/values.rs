//! What the store gives and takes: whole values, apart from rows and SQL.

use crate::{Rank, Section};
use dateline_model::{
    CopyLink, Date, EntryId, FeedId, FeedKind, Holding, Image, Page, PollHints, Reading, Reason, RelatedItem,
    StoryId, Validators, WebUrl, Why,
};
use jiff::Timestamp;
use std::borrow::Cow;

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice<T> {
    /// The items, in the order asked for.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many at most; the store gives never more than 500.
    pub limit: u32,
    /// How many to pass over.
    pub offset: u32,
}

impl Window {
    /// The first `limit` items.
    pub const fn first(limit: u32) -> Self {
        Self { limit, offset: 0 }
    }
}

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
    /// Folder.
    pub folder: Option<String>,
    /// Format, known after the first success.
    pub kind: Option<FeedKind>,
    /// Language as the feed declares it.
    pub language: Option<String>,
    /// Icon.
    pub icon: Option<WebUrl>,
    /// When it was added.
    pub added_at: Timestamp,
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
    /// Unread articles of it.
    pub unread: u64,
    /// Days for which its articles are kept, if not the desk's; 0 is for good.
    pub keep_days: Option<u32>,
    /// Bytes that its articles may take, if not the desk's; 0 is any number.
    pub keep_bytes: Option<u64>,
    /// Until when its hub tells of news by itself (WebSub) and can be relied on.
    pub told_until: Option<Timestamp>,
}

/// A feed as whoever polls it needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Number.
    pub id: FeedId,
    /// Where it is polled.
    pub url: WebUrl,
    /// Name: the person's, the feed's, or its host.
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
    /// Until when its hub tells of news by itself (WebSub) and can be relied on.
    pub told_until: Option<Timestamp>,
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
    Told,
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
            Self::Told => "told".into(),
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
    /// Whether the document was incomplete: then the validators are dropped, whatever they are.
    pub truncated: bool,
    /// What the poll lacks: `truncated`, `limit`, `repaired`; nothing where all of the document was read.
    pub lacks: Option<&'static str>,
    /// Repairs, in words.
    pub repairs: Vec<String>,
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
    /// The page as it arrived, kept for a set number of days.
    pub page: Option<Page>,
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

/// A page that is still to be fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedPage {
    /// The article.
    pub entry: EntryId,
    /// A feed that brought it.
    pub feed: FeedId,
    /// Where it is.
    pub url: WebUrl,
    /// When the entry was first seen.
    pub seen: Timestamp,
    /// What the feed says of it.
    pub facts: EntryFacts,
    /// Times that it was asked for in vain.
    pub tries: u32,
}

/// One article in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct EntrySummary {
    /// Number.
    pub id: EntryId,
    /// Headline.
    pub title: String,
    /// Standfirst, or the feed's teaser.
    pub standfirst: Option<String>,
    /// Where it is at the publisher.
    pub url: Option<WebUrl>,
    /// Publisher's name.
    pub publisher: Option<String>,
    /// Publisher's host.
    pub publisher_host: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Publication as precise as known.
    pub published: Option<Date>,
    /// When it was first seen.
    pub seen: Timestamp,
    /// How much is held; `None` while its page is still to be read.
    pub holding: Option<Holding>,
    /// Why not all.
    pub reasons: Vec<Reason>,
    /// Lead image.
    pub image: Option<Image>,
    /// Words of the running text held.
    pub words: u32,
    /// Its story.
    pub story: Option<StoryId>,
    /// The article it is a copy of.
    pub copy_of: Option<EntryId>,
    /// Agency credited.
    pub agency: Option<String>,
    /// When it was marked read.
    pub read_at: Option<Timestamp>,
    /// When it was starred.
    pub starred_at: Option<Timestamp>,
    /// Whether its headline has changed since it was first seen.
    pub retitled: bool,
    /// When its publisher withdrew it; then its text is hidden.
    pub withdrawn_at: Option<Timestamp>,
    /// Its section, where something speaks for one.
    pub section: Option<Section>,
}

/// One article with everything.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRecord {
    /// What lists show.
    pub summary: EntrySummary,
    /// Its reading; `None` while its page is still to be read.
    pub reading: Option<Reading>,
    /// Where the text was had from.
    pub source: Option<TextSource>,
    /// When the text was had.
    pub read_from_at: Option<Timestamp>,
    /// Feeds that brought it, with their names.
    pub feeds: Vec<(FeedId, String)>,
    /// Earlier headlines, oldest first, with the time they were replaced.
    pub titles: Vec<(String, Timestamp)>,
    /// Link to the discussion.
    pub comments: Option<WebUrl>,
    /// Headlines that the feed names beside it.
    pub related: Vec<RelatedItem>,
    /// Whether the page as it arrived is still kept.
    pub page_kept: bool,
}

/// Articles of a story, a feed or the desk by how much is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HoldingCounts {
    /// Whole.
    pub full: u32,
    /// Part.
    pub partial: u32,
    /// Headline or teaser.
    pub headline_only: u32,
    /// Nothing.
    pub none: u32,
    /// Not an article.
    pub other_kind: u32,
    /// Page still to be read.
    pub waiting: u32,
}

/// A story as the front page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontStory {
    /// Number.
    pub id: StoryId,
    /// The article that leads.
    pub lead: EntrySummary,
    /// Picture of the lead, or of the first member that has one.
    pub image: Option<Image>,
    /// Names of its publishers, the lead's first.
    pub publishers: Vec<String>,
    /// Number of publishers.
    pub outlets: u32,
    /// Number of publishers with a text of their own: copies count once, previews and walls do not count.
    pub voices: u32,
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

/// What every page of the desk says of the whole, found without counting all articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Glance {
    /// Feeds.
    pub feeds: u64,
    /// Feeds that do not answer or are gone.
    pub failing: u64,
    /// Unread articles, counted up to [`Glance::MOST`].
    pub unread: u64,
}

impl Glance {
    /// Where counting ends.
    pub const MOST: u64 = 10_000;
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

/// Which articles are listed, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// All.
    All,
    /// Not read yet.
    Unread,
    /// Starred, the latest star first.
    Starred,
    /// Of one feed.
    Feed(FeedId),
    /// Of one feed, not read yet.
    FeedUnread(FeedId),
}

/// A mark on an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryMark {
    /// Read.
    Read,
    /// Not read after all.
    Unread,
    /// Starred.
    Starred,
    /// Star taken away.
    Unstarred,
}

/// Figures of the whole desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskCounts {
    /// Feeds.
    pub feeds: u64,
    /// Feeds whose last poll failed, or that are gone.
    pub failing: u64,
    /// Articles.
    pub entries: u64,
    /// Unread.
    pub unread: u64,
    /// Starred.
    pub starred: u64,
    /// Stories.
    pub stories: u64,
    /// Articles by holding.
    pub holdings: HoldingCounts,
    /// Bytes of the store's file.
    pub bytes: u64,
}

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

/// A picture kept for readers' browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedImage {
    /// Media type as checked by whoever put it in; where there is no file, the word for why (`refused:type`).
    pub media_type: String,
    /// The file; empty when the picture could not be had (remembered so that it is not asked for again).
    pub bytes: Vec<u8>,
    /// When it was fetched.
    pub at: Timestamp,
}

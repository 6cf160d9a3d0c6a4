//! Articles as lists and pages show them, and marks on them.

use crate::{OtherReading, Section, TextSource, Version};
use dateline_model::{
    Attached, Date, EntryId, FeedId, Holding, Image, Medium, Reading, Reason, RelatedItem, StoryId, WebUrl,
};
use jiff::Timestamp;

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
    /// The reader's labels on it, by name.
    pub labels: Vec<String>,
    /// The reader's rule that hides it.
    pub muted_by: Option<String>,
    /// Whether its headline has changed since it was first seen.
    pub retitled: bool,
    /// When its publisher withdrew it; then its text is hidden.
    pub withdrawn_at: Option<Timestamp>,
    /// When its headline or text last changed so that a reader would care.
    pub revised_at: Option<Timestamp>,
    /// Its section, where something speaks for one.
    pub section: Option<Section>,
    /// What it is, where it is no article to be read.
    pub medium: Option<Medium>,
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
    /// The reading that is not shown, where there are two; `None` of what was withdrawn.
    pub other: Option<OtherReading>,
    /// Whether it is the other reading that is shown.
    pub showing_other: bool,
    /// Feeds that brought it, with their names.
    pub feeds: Vec<(FeedId, String)>,
    /// What it was before its feed changed it, oldest first; of what was withdrawn, headlines alone.
    pub history: Vec<Version>,
    /// Link to the discussion.
    pub comments: Option<WebUrl>,
    /// Headlines that the feed names beside it.
    pub related: Vec<RelatedItem>,
    /// Files, and what the feed says of a recording.
    pub attached: Attached,
    /// Who wrote it, as the feed says.
    pub authors: Vec<String>,
    /// What the feed files it under.
    pub categories: Vec<String>,
    /// Whether the page as it arrived is still kept.
    pub page_kept: bool,
}

impl ArticleRecord {
    /// Earlier headlines, oldest first, with the time they were replaced.
    pub fn titles(&self) -> impl Iterator<Item = (&str, Timestamp)> {
        self.history.iter().filter_map(|version| Some((version.title.as_deref()?, version.until)))
    }

    /// Shows the other reading in place of the one that is shown, where there is one.
    pub fn show_other(&mut self) {
        let Some(other) = self.other.take() else { return };
        let shown = self.reading.take().zip(self.source).zip(self.read_from_at);
        self.other = shown.map(|((reading, source), at)| OtherReading { source, at, reading });
        self.summary.holding = Some(other.reading.verdict.holding);
        self.summary.reasons.clone_from(&other.reading.verdict.reasons);
        self.showing_other = true;
        (self.source, self.read_from_at, self.reading) =
            (Some(other.source), Some(other.at), Some(other.reading));
    }
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

/// What every page of the desk says of the whole, found without counting all articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NavSummary {
    /// Feeds.
    pub feeds: u64,
    /// Feeds that do not answer or are gone.
    pub failing: u64,
    /// Unread articles, counted up to [`NavSummary::MOST`].
    pub unread: u64,
}

impl NavSummary {
    /// Where counting ends.
    pub const MOST: u64 = 10_000;
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
    /// With one of the reader's labels, by its number.
    Label(i64),
    /// Hidden by the reader's rules.
    Muted,
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

impl EntryMark {
    /// Every mark.
    pub const ALL: [Self; 4] = [Self::Read, Self::Unread, Self::Starred, Self::Unstarred];
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

/// A picture kept for readers' browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedImage {
    /// Media type as checked by whoever put it in; where there is no file, the word for why (`refused:type`).
    pub media_type: String,
    /// The file; empty when the picture could not be had (remembered so that it is not asked for again).
    pub bytes: Vec<u8>,
    /// When it was fetched.
    pub at: Timestamp,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

/// What is known of a picture's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageSize {
    /// Width and height in pixels.
    Pixels(u32, u32),
    /// There is no picture: it could not be had.
    Missing,
}

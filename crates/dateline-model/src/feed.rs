//! A feed as it was written: text constructs stay raw, whoever shows them reads them like pages.

use crate::{Image, WebUrl};
use jiff::Timestamp;
use std::borrow::Cow;

/// One parsed feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Which format.
    pub kind: FeedKind,
    /// Title.
    pub title: Option<Construct>,
    /// Subtitle or description.
    pub description: Option<Construct>,
    /// The page the feed belongs to.
    pub home: Option<WebUrl>,
    /// The feed's own address as it says.
    pub self_url: Option<WebUrl>,
    /// The page of older entries (RFC 5005).
    pub next: Option<WebUrl>,
    /// Where the feed says that it has moved (iTunes).
    pub new_address: Option<WebUrl>,
    /// WebSub hub.
    pub hub: Option<WebUrl>,
    /// BCP 47 tag as declared.
    pub language: Option<String>,
    /// Icon or logo.
    pub icon: Option<WebUrl>,
    /// When the feed says it was last built.
    pub updated: Option<Timestamp>,
    /// Who writes the feed; of an entry without authors these are its authors (RFC 4287, 4.2.1).
    pub authors: Vec<Person>,
    /// What the feed as a whole is about.
    pub categories: Vec<String>,
    /// How often the publisher wants to be asked.
    pub hints: PollHints,
    /// Entries in the order of the feed.
    pub entries: Vec<Entry>,
    /// Every repair that was needed, in words.
    pub repairs: Vec<String>,
}

impl Feed {
    /// A feed of a format that says nothing of itself.
    pub fn of_entries(kind: FeedKind, entries: Vec<Entry>) -> Self {
        Self {
            kind,
            title: None,
            description: None,
            home: None,
            self_url: None,
            next: None,
            new_address: None,
            hub: None,
            language: None,
            icon: None,
            updated: None,
            authors: Vec::new(),
            categories: Vec::new(),
            hints: PollHints::default(),
            entries,
            repairs: Vec::new(),
        }
    }
}

/// Formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedKind {
    /// RSS 0.9x and 2.0.
    Rss,
    /// Atom 0.3 and 1.0.
    Atom,
    /// RSS 0.90, 1.0 in RDF.
    Rdf,
    /// JSON Feed.
    Json,
    /// News sitemap or sitemap.
    Sitemap,
    /// Channel Definition Format, the oldest of all.
    Cdf,
}

impl FeedKind {
    /// Name as people write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Rdf => "RDF",
            Self::Json => "JSON Feed",
            Self::Sitemap => "sitemap",
            Self::Cdf => "CDF",
        }
    }
}

/// `ttl`, `skipHours`, `skipDays`, `sy:updatePeriod`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PollHints {
    /// Minutes between polls.
    pub ttl_minutes: Option<u32>,
    /// Hours of the day in UTC, 0 to 23, in which not to ask.
    pub skip_hours: Vec<u8>,
    /// Days on which not to ask, Monday is 0.
    pub skip_days: Vec<u8>,
}

/// One item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Whether the document ended inside this entry: its last field may be half of itself, and others may be missing.
    pub cut: bool,
    /// guid or id as written.
    pub guid: Option<String>,
    /// Where the article is.
    pub link: Option<WebUrl>,
    /// Headline.
    pub title: Option<Construct>,
    /// Summary or description.
    pub summary: Option<Construct>,
    /// Whole text where the feed gives one.
    pub content: Option<Construct>,
    /// First publication.
    pub published: Option<Timestamp>,
    /// Last change.
    pub updated: Option<Timestamp>,
    /// Name of the rule that read the date of publication, or of change where there is no other.
    pub date_rule: Option<Cow<'static, str>>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Categories.
    pub categories: Vec<String>,
    /// Picture of the entry.
    pub image: Option<WebUrl>,
    /// Pictures that are attached (Media RSS), with what they show, in the order of the feed.
    pub pictures: Vec<Image>,
    /// The publisher behind an aggregator's item.
    pub source: Option<Source>,
    /// Members of a cluster, "related" links with publisher names.
    pub related: Vec<RelatedItem>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Addresses of attached or linked files that no host serves (`magnet:?…`), as text.
    pub magnets: Vec<String>,
    /// Language where it differs from the feed's.
    pub language: Option<String>,
    /// Link to the discussion.
    pub comments: Option<WebUrl>,
    /// Comments there are (slash, Atom threading).
    pub comment_count: Option<u32>,
    /// What the entry answers (Atom threading).
    pub in_reply_to: Option<WebUrl>,
    /// Licence (Creative Commons).
    pub license: Option<WebUrl>,
    /// Latitude and longitude in degrees (GeoRSS, GML).
    pub place: Option<(f64, f64)>,
    /// Length of the recording (iTunes).
    pub duration_seconds: Option<u32>,
    /// Chapters of the recording (Podlove).
    pub chapters: Vec<Chapter>,
    /// A document with the chapters (Podcast namespace).
    pub chapters_url: Option<WebUrl>,
    /// What is said in the recording, in writing (Podcast namespace).
    pub transcripts: Vec<Transcript>,
    /// Number of the season and of the episode in it (iTunes, Podcast namespace).
    pub season: Option<u32>,
    /// Number of the episode.
    pub episode: Option<u32>,
    /// What the episode is: `full`, `trailer`, `bonus` (iTunes).
    pub episode_type: Option<String>,
    /// Who is heard or took part (Podcast namespace).
    pub people: Vec<Credit>,
    /// How often it was seen, as the feed says (Media RSS).
    pub views: Option<u64>,
    /// Whether the recording is marked as not for children (iTunes).
    pub explicit: Option<bool>,
    /// YouTube's name of the video.
    pub video_id: Option<String>,
    /// A page or frame that plays the recording (Media RSS).
    pub player: Option<WebUrl>,
}

/// Somebody who took part in a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Name.
    pub name: String,
    /// As what, such as `guest`.
    pub role: Option<String>,
    /// A page about the person.
    pub url: Option<WebUrl>,
}

/// A recording in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// Address.
    pub url: WebUrl,
    /// Media type as declared.
    pub media_type: Option<String>,
    /// BCP 47 tag as declared.
    pub language: Option<String>,
}

/// A chapter of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Where it begins.
    pub start_seconds: u32,
    /// Its title.
    pub title: String,
    /// A page about it.
    pub url: Option<WebUrl>,
}

/// Text with its type, untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Construct {
    /// The characters after XML or JSON decoding.
    pub raw: String,
    /// How to read them.
    pub kind: ConstructKind,
    /// What relative links are relative to.
    pub base: Option<WebUrl>,
}

/// Types of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstructKind {
    /// Characters mean themselves.
    Text,
    /// HTML markup, or what may be HTML (RSS does not say).
    Html,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Home page.
    pub url: Option<WebUrl>,
}

/// Where an aggregator's item comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Publisher's name.
    pub name: String,
    /// Its home.
    pub url: Option<WebUrl>,
}

/// A headline that an item names beside its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelatedItem {
    /// Headline.
    pub title: String,
    /// Publisher, only where named.
    pub publisher: Option<String>,
    /// Link, possibly an aggregator's opaque one.
    pub url: Option<WebUrl>,
}

/// Attached media.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Address.
    pub url: WebUrl,
    /// Media type as declared, else as the address ends.
    pub media_type: Option<String>,
    /// Bytes as declared, where that is more than none.
    pub length: Option<u64>,
    /// What the feed calls the file.
    pub title: Option<String>,
    /// Length of the recording.
    pub duration_seconds: Option<u32>,
}

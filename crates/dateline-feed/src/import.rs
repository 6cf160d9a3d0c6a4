//! Files of other readers and of our own archive as one shape: feeds and items, each with what its reader did with it. Readers of
//! files are small, take bytes or a stream, and hand on one thing at a time; whoever takes them decides what becomes of them.

mod archive;
mod bookmarks;
mod json_items;
mod json_members;
mod json_stream;
mod lists;
mod read_later;
mod tables;
mod tt_rss;

pub use archive::{feeds_of_archive, item_of_archive, own_lists};
pub use bookmarks::{bookmarks, is_bookmarks};
pub use json_items::item_of_json;
pub use json_stream::{JsonError, json_lines, json_objects};
pub use lists::{newsboat_urls, opml_feeds};
pub use read_later::omnivore_highlights;
pub use tables::saved_table;
pub use tt_rss::{is_tt_rss, tt_rss};

use dateline_model::Login;
use jiff::Timestamp;

/// One thing that a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// A subscription.
    Feed(ImportedFeed),
    /// An article with what its reader did with it.
    Item(Box<ImportedItem>),
    /// What cannot be taken in, and why, for a person.
    Left(String),
}

/// A subscription.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedFeed {
    /// Its address as the file has it.
    pub url: String,
    /// Name that the person gave it.
    pub title: Option<String>,
    /// Page of the publisher.
    pub home: Option<String>,
    /// Folders.
    pub folders: Vec<String>,
    /// Whether it is not to be polled.
    pub paused: bool,
    /// Since when, where that is known.
    pub paused_at: Option<Timestamp>,
    /// When it was subscribed, where that is known.
    pub added: Option<Timestamp>,
    /// Whether it is one person's alone.
    pub private: bool,
    /// The login that its address held.
    pub login: Option<Box<Login>>,
    /// Days for which its articles are kept; 0 is for good.
    pub keep_days: Option<u32>,
    /// Bytes that its articles may take; 0 is any number.
    pub keep_bytes: Option<u64>,
    /// Hours between two polls.
    pub poll_hours: Option<u32>,
    /// Which pages of its articles are fetched, as a word of the archive's.
    pub fetch_pages: Option<String>,
    /// Whether its articles are opened at their publisher.
    pub opens_original: bool,
}

/// An article with what its reader did with it. What is `None` is not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedItem {
    /// Address of its feed.
    pub feed: Option<String>,
    /// Page of its publisher, where that tells the feed.
    pub home: Option<String>,
    /// guid that the feed gave it.
    pub guid: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Headline as plain text.
    pub title: Option<String>,
    /// Text as markup.
    pub html: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What its feed files it under.
    pub categories: Vec<String>,
    /// Publication.
    pub published: Option<Timestamp>,
    /// Language tag.
    pub language: Option<String>,
    /// Whether it was read.
    pub read: Option<bool>,
    /// When it was read, where that is known.
    pub read_at: Option<Timestamp>,
    /// Whether it is starred.
    pub starred: Option<bool>,
    /// When it was starred, where that is known.
    pub starred_at: Option<Timestamp>,
    /// Labels, tags.
    pub labels: Vec<String>,
    /// Whether the folders of its feed stand among its labels, and are none.
    pub with_folders: bool,
    /// Notes and highlights.
    pub notes: Vec<ImportedNote>,
    /// The number that it had where it comes from, where other things are told by it.
    pub number: Option<i64>,
    /// When it was first seen, of an archive of ours.
    pub seen: Option<Timestamp>,
    /// All that an archive of ours holds of it.
    pub record: Option<serde_json::Value>,
    /// Further feeds that brought it, each with the guid that it gave.
    pub further: Vec<(String, Option<String>)>,
    /// How far its reader came: file, position, length, speed.
    pub progress: Vec<(u32, u32, Option<u32>, Option<u32>)>,
}

/// A note, or a highlight with one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedNote {
    /// The words that it stands on; empty for one on the whole article.
    pub quote: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// What was noted.
    pub text: String,
    /// When it was made.
    pub made: Option<Timestamp>,
    /// When it was last changed.
    pub changed: Option<Timestamp>,
}

/// Seconds from which on a number is milliseconds, and milliseconds from which on it is microseconds: the year 5138.
const THOUSANDS: i64 = 100_000_000_000;

/// A time as programs write it: seconds, milliseconds or microseconds since 1970, as a number or as text, or a date.
fn moment(value: &serde_json::Value) -> Option<Timestamp> {
    if let Some(text) = value.as_str() {
        let date = || text.parse().ok().or_else(|| crate::date(text).map(|(at, _)| at));
        return text.trim().parse().ok().and_then(of_number).or_else(date);
    }
    of_number(value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?)
}

/// A time by the size of its number; 0 is none.
fn of_number(number: i64) -> Option<Timestamp> {
    let seconds = match number {
        ..=0 => return None,
        1..THOUSANDS => return Timestamp::from_second(number).ok(),
        _ if number < THOUSANDS * 1_000 => number.checked_mul(1_000)?,
        _ => number,
    };
    Timestamp::from_microsecond(seconds).ok()
}

#[cfg(test)]
mod tests;

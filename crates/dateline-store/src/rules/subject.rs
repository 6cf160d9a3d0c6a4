//! An article as rules look at it: its row, and what only some conditions ask for, read when the first of them asks.

use super::phrases::Words;
use crate::record::{ReadingRow, facts};
use crate::rows::holding;
use crate::word_segmentation::plain;
use crate::{Section, StoreError};
use dateline_model::{EntryId, Holding, Medium};
use rusqlite::{Connection, OptionalExtension as _};
use std::cell::OnceCell;

pub(super) struct Subject<'t> {
    tx: &'t Connection,
    pub(super) id: i64,
    /// When it was first seen.
    pub(super) seen: i64,
    title: String,
    pub(super) publisher: String,
    pub(super) host: String,
    pub(super) language: String,
    pub(super) holding: Option<Holding>,
    pub(super) words: u32,
    pub(super) section: Option<Section>,
    pub(super) medium: Option<Medium>,
    /// Whether its page is still to be read: until then nobody knows how long it is and what it does not say.
    pub(super) waits: bool,
    in_title: OnceCell<Words>,
    in_text: OnceCell<Words>,
    authors: OnceCell<Words>,
    feeds: OnceCell<Vec<i64>>,
}

impl<'t> Subject<'t> {
    /// An article; `None` where there is none of that number.
    pub(super) fn of(tx: &'t Connection, entry: i64) -> Result<Option<Self>, StoreError> {
        let sql = "SELECT title, coalesce(publisher, ''), coalesce(publisher_host, ''), coalesce(language, ''), holding, words,
                   section, medium, page_wanted, seen FROM entries WHERE id = ?";
        let found = tx.prepare_cached(sql)?.query_row([entry], |row| {
            let word = |at: usize| row.get::<_, Option<String>>(at);
            Ok(Self {
                tx,
                id: entry,
                title: row.get(0)?,
                publisher: row.get::<_, String>(1)?.trim().to_lowercase(),
                host: row.get::<_, String>(2)?.to_lowercase(),
                language: row.get::<_, String>(3)?.to_lowercase(),
                holding: holding(word(4)?.as_deref()),
                words: row.get::<_, Option<u32>>(5)?.unwrap_or(0),
                section: word(6)?.as_deref().and_then(Section::from_word),
                medium: word(7)?.as_deref().and_then(Medium::from_word),
                waits: row.get(8)?,
                seen: row.get(9)?,
                in_title: OnceCell::new(),
                in_text: OnceCell::new(),
                authors: OnceCell::new(),
                feeds: OnceCell::new(),
            })
        });
        Ok(found.optional()?)
    }

    /// Its headline.
    pub(super) fn in_title(&self) -> &Words {
        self.in_title.get_or_init(|| Words::of([self.title.as_str()]))
    }

    /// Headline, standfirst and text.
    pub(super) fn in_text(&self) -> Result<&Words, StoreError> {
        once(&self.in_text, || {
            let sql = "SELECT standfirst, body FROM texts WHERE entry = ?";
            let found: Option<(String, String)> = self
                .tx
                .prepare_cached(sql)?
                .query_row([self.id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (standfirst, body) = found.unwrap_or_default();
            Ok(Words::of([self.title.as_str(), &plain(&standfirst), &plain(&body)]))
        })
    }

    /// Who wrote it, by the feed and by the page.
    pub(super) fn authors(&self) -> Result<&Words, StoreError> {
        once(&self.authors, || {
            let mut names = facts(self.tx, EntryId(self.id))?.map(|facts| facts.authors).unwrap_or_default();
            let sql = "SELECT reading FROM readings WHERE entry = ?";
            let row: Option<String> =
                self.tx.prepare_cached(sql)?.query_row([self.id], |row| row.get(0)).optional()?;
            let row: Option<ReadingRow> = row.and_then(|text| serde_json::from_str(&text).ok());
            names.extend(row.map(ReadingRow::bylines).unwrap_or_default());
            Ok(Words::of(names.iter().map(String::as_str)))
        })
    }

    /// Feeds that brought it.
    pub(super) fn feeds(&self) -> Result<&[i64], StoreError> {
        let feeds = once(&self.feeds, || {
            let sql = "SELECT feed FROM feed_entries WHERE entry = ?";
            let mut statement = self.tx.prepare_cached(sql)?;
            let feeds = statement.query_map([self.id], |row| row.get(0))?;
            Ok(feeds.collect::<Result<_, _>>()?)
        })?;
        Ok(feeds)
    }
}

/// What a cell has, or gets now.
fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T, StoreError>) -> Result<&T, StoreError> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}

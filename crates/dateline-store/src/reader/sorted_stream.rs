//! A stream in another order than that of arrival, cut by times and words, with its length: what programs ask that keep no copy and
//! page by offset.

use super::{Reader, StreamQuery, View};
use crate::StoreError;
use crate::rows::ms;
use crate::search::numbers_of;
use dateline_model::EntryId;
use jiff::Timestamp;
use rusqlite::OptionalExtension as _;
use std::collections::HashSet;

/// By what entries are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StreamOrder {
    /// Arrival.
    #[default]
    Arrival,
    /// Publication, or arrival where that is not known.
    Published,
    /// The latest change for the reader.
    Changed,
    /// Headline.
    Title,
    /// Unread ones first.
    Read,
    /// The name of the feed.
    Feed,
}

/// From a moment on, up to a moment; both are left out themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Between {
    /// Later than this.
    pub after: Option<Timestamp>,
    /// Earlier than this.
    pub before: Option<Timestamp>,
}

/// What is asked of a stream beside which entries are of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedQuery {
    /// Which entries; limit and direction of it count for nothing.
    pub stream: StreamQuery,
    /// Entries up to this number are left out.
    pub above: Option<EntryId>,
    /// When they were published.
    pub published: Between,
    /// Up to when they changed for the reader; since when, the stream says by its place in the sequence.
    pub changed_before: Option<Timestamp>,
    /// Words that they hold; the latest five thousand matches are looked through.
    pub words: Option<String>,
    /// In which order.
    pub order: StreamOrder,
    /// The least first.
    pub ascending: bool,
    /// So many are passed over.
    pub offset: u64,
    /// At most so many.
    pub limit: u32,
}

/// A part of a sorted stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SortedPage {
    /// How many there are in all.
    pub total: u64,
    /// Those asked for.
    pub ids: Vec<EntryId>,
}

impl Reader<'_> {
    /// Numbers of a stream's entries in an order, with how many there are.
    pub async fn sorted_stream(self, query: SortedQuery) -> Result<SortedPage, StoreError> {
        self.read(move |view| view.sorted_stream(query)).await
    }
}

/// What an entry is put in order by: the later parts count where the earlier are the same.
type Key = (i64, String, i64);

impl View<'_> {
    fn sorted_stream(self, mut query: SortedQuery) -> Result<SortedPage, StoreError> {
        query.stream.ascending = false;
        let mut ids: Vec<i64> = self.whole_stream(&query.stream)?;
        if let Some(above) = query.above {
            ids.retain(|id| *id > above.0);
        }
        if let Some(words) = &query.words {
            let found: HashSet<i64> = numbers_of(self, words)?.into_iter().collect();
            ids.retain(|id| found.contains(id));
        }
        let mut sorted = self.in_time(ids, &query)?;
        let total = sorted.len() as u64;
        if query.order == StreamOrder::Arrival {
            // They are in order, the latest first.
            if query.ascending {
                sorted.reverse();
            }
        } else {
            let mut keyed = sorted
                .into_iter()
                .map(|id| Ok((self.sort_key(id, query.order)?, id)))
                .collect::<Result<Vec<(Key, i64)>, StoreError>>()?;
            keyed.sort_unstable();
            if !query.ascending {
                keyed.reverse();
            }
            sorted = keyed.into_iter().map(|(_, id)| id).collect();
        }
        let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
        let ids = sorted.into_iter().skip(from).take(query.limit as usize).map(EntryId).collect();
        Ok(SortedPage { total, ids })
    }

    fn in_time(self, mut ids: Vec<i64>, query: &SortedQuery) -> Result<Vec<i64>, StoreError> {
        let times = [
            (query.published.after, query.published.before, StreamOrder::Published),
            (None, query.changed_before, StreamOrder::Changed),
        ];
        for (after, before, order) in times {
            let (after, before) = (after.map(ms), before.map(ms));
            if after.or(before).is_none() {
                continue;
            }
            let mut kept = Vec::new();
            for id in ids {
                let (at, ..) = self.sort_key(id, order)?;
                if after.is_none_or(|after| at > after) && before.is_none_or(|before| at < before) {
                    kept.push(id);
                }
            }
            ids = kept;
        }
        Ok(ids)
    }

    fn sort_key(self, entry: i64, order: StreamOrder) -> Result<Key, StoreError> {
        let sql = match order {
            StreamOrder::Arrival => "SELECT seen, '' FROM entries WHERE id = ?1 AND ?2 = ?2",
            StreamOrder::Published => "SELECT sorted_at, '' FROM entries WHERE id = ?1 AND ?2 = ?2",
            StreamOrder::Changed => {
                "SELECT max(e.seen, coalesce(e.revised, 0), coalesce(st.read_at, 0), coalesce(st.starred_at, 0),
                 coalesce((SELECT max(fl.at) FROM feed_entries fe CROSS JOIN read_floors fl ON fl.user = ?2 AND fl.feed = fe.feed
                           AND fl.place >= fe.place WHERE fe.entry = ?1), 0)), ''
                 FROM entries e LEFT JOIN entry_states st ON st.user = ?2 AND st.entry = e.id WHERE e.id = ?1"
            }
            StreamOrder::Title => "SELECT 0, lower(title) FROM entries WHERE id = ?1 AND ?2 = ?2",
            StreamOrder::Read => {
                "SELECT NOT EXISTS (SELECT 1 FROM unread un WHERE un.user = ?2 AND un.entry = e.id AND un.at = e.sorted_at
                 AND un.feed IN (SELECT feed FROM feed_entries WHERE entry = ?1 UNION ALL SELECT 0)
                 AND un.place > coalesce((SELECT fl.place FROM read_floors fl WHERE fl.user = ?2 AND fl.feed = un.feed), -1)), ''
                 FROM entries e WHERE id = ?1"
            }
            StreamOrder::Feed => {
                "SELECT 0, coalesce((SELECT lower(coalesce(su.title, f.title, f.url)) FROM feed_entries fe
                 CROSS JOIN subscriptions su ON su.user = ?2 AND su.feed = fe.feed CROSS JOIN feeds f ON f.id = fe.feed
                 WHERE fe.entry = ?1 ORDER BY fe.place LIMIT 1), '')"
            }
        };
        let mut statement = self.tx.prepare_cached(sql)?;
        let found = statement.query_row([entry, self.user.0], |row| Ok((row.get(0)?, row.get(1)?, entry)));
        Ok(found.optional()?.unwrap_or_default())
    }
}

//! What a person sets for a feed: how long it is kept, how it is checked and read, and where its articles are opened.

use super::Reader;
use crate::rows::ms;
use crate::{Polling, StoreError};
use dateline_model::{EntryId, FeedId};
use jiff::Timestamp;
use rusqlite::params;
use std::collections::HashSet;

const HOUR: i64 = 3_600_000;

impl Reader<'_> {
    /// How long and how much of a feed is kept; `None` is the desk's rule, 0 no bound.
    pub async fn keep_feed(
        self,
        id: FeedId,
        days: Option<u32>,
        bytes: Option<u64>,
    ) -> Result<(), StoreError> {
        self.write(move |view| {
            let bytes = bytes.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
            let sql = "UPDATE feeds SET keep_days = ?, keep_bytes = ? WHERE id = ?
                       AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ? AND s.feed = feeds.id)";
            changed(view.tx.execute(sql, params![days, bytes, id.0, view.user.0])?, id)
        })
        .await
    }

    /// How a feed is checked and read. A feed that works is due by the new interval at once; one in trouble keeps its pause.
    pub async fn set_polling(self, id: FeedId, polling: Polling, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |view| {
            let sql = "UPDATE feeds SET poll_hours = ?1, fetch_pages = ?2, next_due = CASE
                       WHEN ?1 IS NULL OR ?1 IS poll_hours OR failures > 0 OR next_due IS NULL THEN next_due
                       ELSE coalesce(last_poll, ?5) + ?1 * ?6 END
                       WHERE id = ?3 AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ?4 AND s.feed = feeds.id)";
            let pages = polling.pages.column();
            let values = params![polling.hours, pages, id.0, view.user.0, ms(now), HOUR];
            changed(view.tx.execute(sql, values)?, id)
        })
        .await
    }

    /// Whether the reader opens a feed's articles at their publisher.
    pub async fn open_original(self, id: FeedId, original: bool) -> Result<(), StoreError> {
        self.write(move |view| {
            let sql = "UPDATE subscriptions SET opens_original = ? WHERE user = ? AND feed = ?";
            changed(view.tx.execute(sql, params![original, view.user.0, id.0])?, id)
        })
        .await
    }

    /// Those of some articles that the reader opens at their publisher: a feed that brought them is set so.
    pub async fn opened_originals(self, entries: Vec<EntryId>) -> Result<HashSet<EntryId>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT 1 FROM subscriptions WHERE user = ? AND opens_original";
            if !view.tx.prepare_cached(sql)?.exists([view.user.0])? {
                return Ok(HashSet::new());
            }
            let sql = "SELECT 1 FROM feed_entries e JOIN subscriptions s ON s.feed = e.feed
                       WHERE e.entry = ? AND s.user = ? AND s.opens_original";
            let mut statement = view.tx.prepare_cached(sql)?;
            let mut found = HashSet::new();
            for entry in entries {
                if statement.exists([entry.0, view.user.0])? {
                    found.insert(entry);
                }
            }
            Ok(found)
        })
        .await
    }
}

fn changed(rows: usize, id: FeedId) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::Missing { what: "feed", id: id.0 }) } else { Ok(()) }
}

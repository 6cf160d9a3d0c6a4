//! The list of what is unread, latest first: the rows of all feeds, each in its order already, are merged as far as they are asked
//! for.

use super::View;
use crate::{StoreError, Window};
use rusqlite::params;
use std::collections::{BinaryHeap, VecDeque};

/// Rows of one feed that are read at once.
const PIECE: u32 = 16;

/// Where the rows of one feed have been read up to.
struct Source {
    feed: i64,
    floor: i64,
    rows: VecDeque<(i64, i64)>,
    last: (i64, i64),
    left: i64,
}

impl View<'_> {
    /// Numbers of unread articles of one feed or of all, latest first, with one more than the window has where there is one.
    pub(crate) fn unread(self, feed: Option<i64>, window: Window) -> Result<Vec<i64>, StoreError> {
        let mut sources = self.sources(feed)?;
        let mut heap = BinaryHeap::new();
        for (at, source) in sources.iter_mut().enumerate() {
            if let Some(row) = self.next(source)? {
                heap.push((row, at));
            }
        }
        let (from, wanted) = (window.offset as usize, window.limit as usize + 1);
        let mut found = Vec::new();
        let mut passed = 0;
        while let Some(((_, entry), at)) = heap.pop() {
            if passed >= from {
                found.push(entry);
            }
            passed += 1;
            if found.len() >= wanted {
                break;
            }
            if let Some(row) = sources.get_mut(at).map(|source| self.next(source)).transpose()?.flatten() {
                heap.push((row, at));
            }
        }
        Ok(found)
    }

    /// Feeds with something unread.
    fn sources(self, feed: Option<i64>) -> Result<Vec<Source>, StoreError> {
        let sql = "SELECT c.feed, coalesce(f.place, -1), c.unread FROM reader_counts c
                   LEFT JOIN read_floors f ON f.user = c.user AND f.feed = c.feed
                   WHERE c.user = ?1 AND c.unread > 0 AND (?2 IS NULL OR c.feed = ?2)";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map(params![self.user.0, feed], |row| {
            let (feed, floor, left) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Source { feed, floor, rows: VecDeque::new(), last: (i64::MAX, i64::MAX), left })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The next row of a feed; the first is read alone, for most feeds give no more.
    fn next(self, source: &mut Source) -> Result<Option<(i64, i64)>, StoreError> {
        if source.rows.is_empty() && source.left > 0 {
            let first = source.last.0 == i64::MAX;
            let sql = "SELECT at, entry FROM unread WHERE user = ?1 AND feed = ?2 AND (at, entry) < (?3, ?4) AND place > ?5
                       ORDER BY at DESC, entry DESC LIMIT ?6";
            let (at, entry) = source.last;
            let values =
                params![self.user.0, source.feed, at, entry, source.floor, if first { 1 } else { PIECE }];
            let mut statement = self.tx.prepare_cached(sql)?;
            let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            source.rows = rows.collect::<Result<_, _>>()?;
        }
        let row = source.rows.pop_front();
        source.left -= 1;
        source.last = row.unwrap_or(source.last);
        Ok(row)
    }
}

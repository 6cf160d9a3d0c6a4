//! The list of what is unread, latest first: the rows of all feeds, each in its order already, are merged as far as they are asked
//! for.

use super::View;
use crate::{StoreError, Window};
use rusqlite::params;
use std::collections::{BinaryHeap, VecDeque};

/// Rows of one feed that are read at once.
const PIECE: u32 = 16;

/// Time and number of an unread article: its place in the list.
type Place = (i64, i64);

/// Where the rows of one feed have been read up to.
struct Source {
    feed: i64,
    floor: i64,
    rows: VecDeque<Place>,
    /// The last that was read, or, before the first is, a place that all lie before.
    last: Place,
    left: i64,
}

impl View<'_> {
    /// Numbers of unread articles of one feed or of all, latest first, with one more than the window has where there is one.
    pub(crate) fn unread(self, feed: Option<i64>, window: Window) -> Result<Vec<i64>, StoreError> {
        let mut sources = self.sources(feed)?;
        // A feed whose rows were not read yet stands where its latest may be.
        let mut heap: BinaryHeap<(Place, usize)> =
            sources.iter().enumerate().map(|(at, source)| (source.last, at)).collect();
        let (from, wanted) = (window.offset as usize, window.limit as usize + 1);
        let mut found = Vec::new();
        let mut passed = 0;
        while let Some((place, at)) = heap.pop() {
            let Some(source) = sources.get_mut(at) else { continue };
            if source.rows.front() == Some(&place) {
                source.rows.pop_front();
                if passed >= from {
                    found.push(place.1);
                }
                passed += 1;
                if found.len() >= wanted {
                    break;
                }
            }
            heap.extend(self.first(source)?.map(|place| (place, at)));
        }
        Ok(found)
    }

    /// Feeds with something unread, and when the latest of it is dated.
    fn sources(self, feed: Option<i64>) -> Result<Vec<Source>, StoreError> {
        let sql = "SELECT feed, floor, unread, (SELECT max(at) FROM unread u WHERE u.user = ?1 AND u.feed = c.feed) FROM
                   (SELECT c.feed, coalesce(f.place, -1) AS floor, c.unread FROM reader_counts c
                    LEFT JOIN read_floors f ON f.user = c.user AND f.feed = c.feed
                    WHERE c.user = ?1 AND c.unread > 0 AND (?2 IS NULL OR c.feed = ?2)) c";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map(params![self.user.0, feed], |row| {
            let (feed, floor, left) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let latest = row.get::<_, Option<i64>>(3)?.unwrap_or(i64::MIN);
            Ok(Source { feed, floor, rows: VecDeque::new(), last: (latest, i64::MAX), left })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first row of a feed that was not taken yet, read with some that follow it.
    fn first(self, source: &mut Source) -> Result<Option<Place>, StoreError> {
        if source.rows.is_empty() && source.left > 0 {
            let sql = "SELECT at, entry FROM unread WHERE user = ?1 AND feed = ?2 AND (at, entry) < (?3, ?4) AND place > ?5
                       ORDER BY at DESC, entry DESC LIMIT ?6";
            let (at, entry) = source.last;
            let values = params![self.user.0, source.feed, at, entry, source.floor, PIECE];
            let mut statement = self.tx.prepare_cached(sql)?;
            let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            source.rows = rows.collect::<Result<_, _>>()?;
            source.left -= i64::try_from(source.rows.len()).unwrap_or(i64::MAX);
            source.last = source.rows.back().copied().unwrap_or(source.last);
        }
        Ok(source.rows.front().copied())
    }
}

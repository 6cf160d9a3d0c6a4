//! The list of what is unread, latest or oldest first: the rows of all feeds, each in its order already, are merged as far as they
//! are asked for.

use super::View;
use super::list_positions::Stretch;
use crate::{Cursor, EntryScope, StoreError, Window};
use dateline_model::FeedId;
use rusqlite::params;
use std::collections::{BinaryHeap, VecDeque};

/// Rows of one feed that are read at once.
const PIECE: u32 = 16;

/// Time and number of an unread article, so turned that the greatest comes first.
type Key = (i64, i64);

/// Where the rows of one feed have been read up to.
struct Source {
    feed: i64,
    floor: i64,
    rows: VecDeque<Key>,
    /// The last that was read, or, before the first is, a place that all lie behind.
    last: Key,
    left: i64,
}

/// Keys and places are each other's.
const fn turned(falling: bool, (at, entry): Key) -> Key {
    if falling { (at, entry) } else { (!at, !entry) }
}

impl View<'_> {
    /// Numbers of unread articles of one feed or of all, latest first, with one more than the window has where there is one.
    pub(crate) fn unread(self, feed: Option<i64>, window: Window) -> Result<Vec<i64>, StoreError> {
        let scope = feed.map_or(EntryScope::All, |feed| EntryScope::Feed(FeedId(feed)));
        let limit = window.offset as usize + window.limit as usize + 1;
        let found = self.unread_positions(&scope, Stretch { falling: true, from: None, limit })?;
        Ok(found.into_iter().skip(window.offset as usize).map(|place| place.entry).collect())
    }

    /// Places of unread articles that count under the feeds of a scope.
    pub(crate) fn unread_positions(
        self,
        scope: &EntryScope,
        stretch: Stretch,
    ) -> Result<Vec<Cursor>, StoreError> {
        let mut sources = self.sources(scope, stretch)?;
        // A feed whose rows were not read yet stands where its first may be.
        let mut heap: BinaryHeap<(Key, usize)> =
            sources.iter().enumerate().map(|(at, source)| (source.last, at)).collect();
        let mut found = Vec::new();
        while let Some((key, index)) = heap.pop() {
            let Some(source) = sources.get_mut(index) else { continue };
            if source.rows.front() == Some(&key) {
                source.rows.pop_front();
                let (at, entry) = turned(stretch.falling, key);
                found.push(Cursor { at, entry });
                if found.len() >= stretch.limit {
                    break;
                }
            }
            heap.extend(self.first(source, stretch)?.map(|key| (key, index)));
        }
        Ok(found)
    }

    /// Feeds with something unread, and when the first of it is dated.
    fn sources(self, scope: &EntryScope, stretch: Stretch) -> Result<Vec<Source>, StoreError> {
        let (feed, folder) = match scope {
            EntryScope::Feed(feed) => (Some(feed.0), None),
            EntryScope::Folder(name) => (None, Some(name.as_str())),
            EntryScope::All | EntryScope::Label(_) | EntryScope::Rule(_) => (None, None),
        };
        let edge = if stretch.falling { "max" } else { "min" };
        let sql = format!(
            "SELECT feed, floor, unread, (SELECT {edge}(at) FROM unread u WHERE u.user = ?1 AND u.feed = c.feed) FROM
             (SELECT c.feed, coalesce(f.place, -1) AS floor, c.unread FROM reader_counts c
              LEFT JOIN read_floors f ON f.user = c.user AND f.feed = c.feed
              WHERE c.user = ?1 AND c.unread > 0 AND (?2 IS NULL OR c.feed = ?2)
              AND (?3 IS NULL OR c.feed IN (SELECT sf.feed FROM folders o JOIN subscription_folders sf ON sf.folder = o.id
                   WHERE o.user = ?1 AND o.name = ?3))) c"
        );
        let start = stretch.start();
        let start = turned(stretch.falling, (start.at, start.entry));
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.user.0, feed, folder], |row| {
            let (feed, floor, left) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let first = row
                .get::<_, Option<i64>>(3)?
                .map_or((i64::MIN, i64::MIN), |at| (turned(stretch.falling, (at, 0)).0, i64::MAX));
            Ok(Source { feed, floor, rows: VecDeque::new(), last: first.min(start), left })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first row of a feed that was not taken yet, read with some that follow it.
    fn first(self, source: &mut Source, stretch: Stretch) -> Result<Option<Key>, StoreError> {
        if source.rows.is_empty() && source.left > 0 {
            let (beyond, order) = stretch.sql();
            let sql = format!(
                "SELECT at, entry FROM unread WHERE user = ?1 AND feed = ?2 AND (at, entry) {beyond} (?3, ?4) AND place > ?5
                 ORDER BY at {order}, entry {order} LIMIT ?6"
            );
            let (at, entry) = turned(stretch.falling, source.last);
            let values = params![self.user.0, source.feed, at, entry, source.floor, PIECE];
            let mut statement = self.tx.prepare_cached(&sql)?;
            let rows =
                statement.query_map(values, |row| Ok(turned(stretch.falling, (row.get(0)?, row.get(1)?))))?;
            source.rows = rows.collect::<Result<_, _>>()?;
            source.left -= i64::try_from(source.rows.len()).unwrap_or(i64::MAX);
            source.last = source.rows.back().copied().unwrap_or(source.last);
        }
        Ok(source.rows.front().copied())
    }
}

//! Lists of articles in pages, the articles beside one, and the feeds that have something unread.

use super::list_positions::Stretch;
use super::{Reader, View, sees};
use crate::limits::MOST;
use crate::rows::time;
use crate::summaries::summaries;
use crate::{Cursor, EntryList, FeedUnread, ListFrom, ListPart, Neighbours, Show, StoreError};
use dateline_model::{EntryId, FeedId, WebUrl};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use std::collections::HashMap;

/// Articles of a feed, the last to come, of which the latest is looked for: what comes late need not be new.
const LAST_TO_COME: i64 = 30;

impl Reader<'_> {
    /// A part of a list. It costs the same wherever the part lies.
    pub async fn list(self, list: EntryList, from: ListFrom, limit: u32) -> Result<ListPart, StoreError> {
        self.read(move |view| view.part(&list, from, limit.min(MOST) as usize)).await
    }

    /// The articles before and after one in a list, whether or not the list still has it.
    pub async fn neighbours(self, list: EntryList, of: EntryId) -> Result<Neighbours, StoreError> {
        self.read(move |view| {
            let Some(place) = view.place_in(&list, of)? else { return Ok(Neighbours::default()) };
            let beside = |from| {
                let found = view.positions(&list, Stretch::of(&list, from, 1))?;
                Ok::<_, StoreError>(found.first().map(|place| EntryId(place.entry)))
            };
            Ok(Neighbours {
                previous: beside(ListFrom::Before(place))?,
                next: beside(ListFrom::After(place))?,
            })
        })
        .await
    }

    /// When the latest article that each of the reader's feeds brought is dated.
    pub async fn latest_of_feeds(self) -> Result<HashMap<FeedId, Timestamp>, StoreError> {
        self.read(|view| {
            let sql = "SELECT s.feed, max(e.sorted_at) FROM subscriptions s CROSS JOIN entries e
                       ON e.id IN (SELECT f.entry FROM feed_entries f WHERE f.feed = s.feed ORDER BY f.entry DESC LIMIT ?2)
                       WHERE s.user = ?1 GROUP BY s.feed";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0, LAST_TO_COME], |row| Ok((FeedId(row.get(0)?), time(row.get(1)?))))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The reader's feeds that have something unread, by name.
    pub async fn unread_feeds(self) -> Result<Vec<FeedUnread>, StoreError> {
        self.read(|view| {
            let sql = "SELECT c.feed, coalesce(nullif(s.title, ''), f.title), f.url, c.unread,
                       (SELECT o.name FROM subscription_folders i JOIN folders o ON o.id = i.folder
                        WHERE i.user = s.user AND i.feed = s.feed ORDER BY o.name LIMIT 1)
                       FROM reader_counts c JOIN subscriptions s ON s.user = c.user AND s.feed = c.feed
                       JOIN feeds f ON f.id = c.feed WHERE c.user = ? AND c.unread > 0";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0], |row| {
                let (name, address) = (row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?);
                Ok(FeedUnread {
                    feed: FeedId(row.get(0)?),
                    name: name.filter(|name| !name.is_empty()).unwrap_or_else(|| host_of(&address)),
                    folder: row.get(4)?,
                    unread: row.get::<_, i64>(3)?.unsigned_abs(),
                })
            })?;
            let mut feeds = rows.collect::<Result<Vec<_>, _>>()?;
            feeds.sort_by_cached_key(|feed| feed.name.to_lowercase());
            Ok(feeds)
        })
        .await
    }
}

fn host_of(address: &str) -> String {
    WebUrl::parse(address).map_or_else(|_| address.to_owned(), |url| url.site().to_owned())
}

impl View<'_> {
    fn part(self, list: &EntryList, from: ListFrom, limit: usize) -> Result<ListPart, StoreError> {
        let mut places = self.positions(list, Stretch::of(list, from, limit + 1))?;
        let more = places.len() > limit;
        places.truncate(limit);
        let backwards = matches!(from, ListFrom::Before(_));
        if backwards {
            places.reverse();
        }
        let ids: Vec<i64> = places.iter().map(|place| place.entry).collect();
        // Whatever a place was taken from lies on its other side.
        let (before, after) = match from {
            ListFrom::Start => (false, more),
            ListFrom::After(_) => (true, more),
            ListFrom::Before(_) => (more, true),
        };
        Ok(ListPart {
            items: summaries(self, &ids)?,
            before: places.first().copied().filter(|_| before),
            after: places.last().copied().filter(|_| after),
        })
    }

    /// Where an article stands in a list, or stood.
    pub(super) fn place_in(self, list: &EntryList, entry: EntryId) -> Result<Option<Cursor>, StoreError> {
        let time = match list.show {
            Show::Starred => {
                "(SELECT st.starred_at FROM entry_states st WHERE st.user = ?1 AND st.entry = e.id)"
            }
            Show::All | Show::Unread | Show::Muted => "e.sorted_at",
        };
        let sql = format!("SELECT {time} FROM entries e WHERE e.id = ?2 AND {}", sees("e.id", "?1"));
        let mut statement = self.tx.prepare_cached(&sql)?;
        let at: Option<Option<i64>> =
            statement.query_row(params![self.user.0, entry.0], |row| row.get(0)).optional()?;
        Ok(at.flatten().map(|at| Cursor { at, entry: entry.0 }))
    }
}

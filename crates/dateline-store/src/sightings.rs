//! What each feed said of an entry, and the addresses that an entry is found by.

use crate::rows::ms;
use crate::{EntryCommit, EntryKey, StoreError};
use dateline_model::{EntryId, FeedId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// The fingerprints under which a feed brought an article last.
#[derive(Clone, Copy)]
pub(crate) struct LastSeen {
    hash: i64,
    content: Option<i64>,
}

impl LastSeen {
    /// Whether an item says something else now.
    pub(crate) fn differs(self, key: &EntryKey) -> bool {
        self.content.map_or(self.hash != key.hash, |content| content != key.content)
    }
}

/// What a feed said of an article last before a moment: under the same guid where there is one. Two items of one document that
/// share an article are each compared with themselves, not with the other.
pub(crate) fn last_seen(
    tx: &Connection,
    feed: FeedId,
    entry: i64,
    guid: Option<&str>,
    before: i64,
) -> rusqlite::Result<Option<LastSeen>> {
    let sql =
        "SELECT hash, content FROM sightings WHERE feed = ?1 AND entry = ?2 AND (guid = ?3 OR seen < ?4)
               ORDER BY guid = ?3 DESC, seen DESC LIMIT 1";
    let values = params![feed.0, entry, guid.unwrap_or_default(), before];
    let last = |row: &Row<'_>| Ok(LastSeen { hash: row.get(0)?, content: row.get(1)? });
    tx.prepare_cached(sql)?.query_row(values, last).optional()
}

pub(crate) fn sight(
    tx: &Connection,
    feed: FeedId,
    at: Timestamp,
    entry: &EntryCommit,
) -> Result<(), StoreError> {
    let key = &entry.facts.key;
    let guid = key.guid.as_deref().unwrap_or_default();
    let sql = "INSERT INTO sightings (entry, feed, guid, hash, seen, url, title, published, telling, content)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash, seen = excluded.seen,
               url = excluded.url, title = excluded.title, published = excluded.published,
               telling = excluded.telling, content = excluded.content";
    tx.prepare_cached(sql)?.execute(params![
        entry.id.0,
        feed.0,
        guid,
        key.hash,
        ms(at),
        key.url.as_deref().unwrap_or_default(),
        key.title,
        key.published,
        key.telling,
        key.content,
    ])?;
    key.url.as_ref().map_or(Ok(()), |url| write_address(tx, entry.id, url, key.own))
}

/// The first entry at an address keeps it, but for one that tells of somebody else's article. What a private feed brought has no
/// address by which another feed could find it.
///
/// Two statements on purpose: for one that inserts what it selects, SQLite opens a savepoint, and at each of those FTS5 writes
/// out all that it holds (a seventh of what a poll cost the writer).
pub(crate) fn write_address(tx: &Connection, id: EntryId, url: &str, own: bool) -> Result<(), StoreError> {
    if tx.prepare_cached("SELECT 1 FROM entries WHERE id = ? AND private_of IS NOT NULL")?.exists([id.0])? {
        return Ok(());
    }
    let sql = "INSERT INTO addresses (url, entry, own) VALUES (?1, ?2, ?3)
               ON CONFLICT DO UPDATE SET entry = excluded.entry, own = excluded.own WHERE excluded.own AND NOT own";
    tx.prepare_cached(sql)?.execute(params![url, id.0, own])?;
    Ok(())
}

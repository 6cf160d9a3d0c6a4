//! Numbers of entries and stories: which come next, which were the last, and which entry was the first seen at a moment.

use crate::{StoreError, settings};
use rusqlite::{Connection, OptionalExtension as _};

/// Name of the setting that remembers the last entry when all that told of it has been cleaned away.
pub(crate) const LAST_ENTRY: &str = "entries.last";

/// Numbers are smaller: programs that sync with the desk keep them in 31 bits.
pub(crate) const NUMBERS: i64 = 1 << 31;

/// The first number that no entry, placement or tombstone has had.
pub(crate) fn next_entry_id(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM entries), (SELECT coalesce(max(entry), 0) FROM changes),
                              (SELECT coalesce(max(entry), 0) FROM tombstones),
                              (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM settings WHERE name = ?))";
    connection.query_row(sql, [LAST_ENTRY], |row| row.get(0))
}

/// Remembers the last entry before some are taken away.
pub(crate) fn note_last_entry(tx: &Connection) -> rusqlite::Result<()> {
    let last = next_entry_id(tx)? - 1;
    settings::set(tx, LAST_ENTRY, Some(&last.to_string()))
}

/// Name of the setting that remembers the last story when its log has been cleaned away.
pub(crate) const LAST_STORY: &str = "stories.last";

pub(crate) fn last_story(tx: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT max((SELECT coalesce(max(story), 0) FROM changes),
               (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM settings WHERE name = ?))";
    tx.prepare_cached(sql)?.query_row([LAST_STORY], |row| row.get(0))
}

/// The number of the first article that was seen at a moment or later, give or take a day: numbers are given in the order of
/// being seen, but for what is under way at once.
pub(crate) fn first_seen_from(tx: &Connection, at: i64) -> Result<i64, StoreError> {
    // Each in a query of its own: asked for together, both are sought by reading every row.
    let sql =
        "SELECT coalesce((SELECT min(id) FROM entries), 0), coalesce((SELECT max(id) FROM entries), 0) + 1";
    let (mut low, mut high): (i64, i64) =
        tx.prepare_cached(sql)?.query_row((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut next = tx.prepare_cached("SELECT id, seen FROM entries WHERE id >= ? ORDER BY id LIMIT 1")?;
    while low < high {
        let middle = low + (high - low) / 2;
        let found: Option<(i64, i64)> =
            next.query_row([middle], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match found {
            Some((id, seen)) if seen < at => low = id + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

//! Small conversions between columns and the model's values.

use crate::StoreError;
use dateline_model::WebUrl;
use jiff::Timestamp;
use rusqlite::Connection;

/// Milliseconds since 1970.
pub(crate) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time; a value out of range becomes 1970.
pub(crate) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An optional time.
pub(crate) fn maybe_time(value: Option<i64>) -> Option<Timestamp> {
    value.map(time)
}

/// An address; what is no longer an address becomes `None`.
pub(crate) fn url(text: Option<String>) -> Option<WebUrl> {
    text.and_then(|text| WebUrl::parse(&text).ok())
}

/// An address that must be there.
pub(crate) fn need_url(text: &str) -> Result<WebUrl, StoreError> {
    WebUrl::parse(text).map_err(|error| StoreError::Value(format!("{text}: {error}")))
}

/// Name of the setting that remembers the last entry when all that told of it has been cleaned away.
const LAST_ENTRY: &str = "entries.last";
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
    crate::settings::set(tx, LAST_ENTRY, Some(&last.to_string()))
}

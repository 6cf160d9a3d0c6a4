//! The second reading of an entry: the feed's where the page's is shown, the page's where the feed's is.

use crate::record::{ReadingRow, blocks_from, blocks_to};
use crate::rows::source_of;
use crate::rows::{ms, time};
use crate::{StoreError, TextSource};
use dateline_model::{Article, EntryId, Reading};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

/// A reading that is one click away.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherReading {
    /// Where its text was had from.
    pub source: TextSource,
    /// When.
    pub at: Timestamp,
    /// The reading with its own verdict.
    pub reading: Reading,
}

/// Bytes of a second reading, packed: what is larger is not kept twice.
const MOST_BYTES: usize = 256 << 10;

pub(crate) fn write(tx: &Connection, entry: EntryId, other: &OtherReading) -> Result<(), StoreError> {
    let none = Article::default();
    let article = other.reading.article.as_ref().unwrap_or(&none);
    let row = serde_json::to_string(&ReadingRow::from(&other.reading))?;
    let blocks = blocks_to(&article.blocks)?;
    if row.len() + blocks.len() > MOST_BYTES {
        return forget(tx, entry);
    }
    let sql =
        "INSERT OR REPLACE INTO other_readings (entry, at, source, reading, blocks) VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![entry.0, ms(other.at), other.source.as_str(), row, blocks])?;
    Ok(())
}

/// Drops what is of the same origin as the reading that is shown from now on.
pub(crate) fn settle(tx: &Connection, entry: EntryId, shown: TextSource) -> Result<(), StoreError> {
    let sql = "DELETE FROM other_readings WHERE entry = ? AND (source = 'feed') = ?";
    tx.prepare_cached(sql)?.execute(params![entry.0, shown == TextSource::Feed])?;
    Ok(())
}

fn forget(tx: &Connection, entry: EntryId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM other_readings WHERE entry = ?")?.execute([entry.0])?;
    Ok(())
}

pub(crate) fn of(tx: &Connection, entry: EntryId) -> Result<Option<OtherReading>, StoreError> {
    let sql = "SELECT reading, blocks, source, at FROM other_readings WHERE entry = ?";
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?, row.get(3)?))
    };
    let Some((reading, blocks, source, at)) = tx.prepare_cached(sql)?.query_row([entry.0], row).optional()?
    else {
        return Ok(None);
    };
    let reading: ReadingRow = serde_json::from_str(&reading)?;
    let reading = reading.reading(blocks_from(&blocks)?);
    Ok(Some(OtherReading { source: source_of(&source), at: time(at), reading }))
}

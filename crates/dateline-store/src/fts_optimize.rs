//! The full-text index in one piece. Every commit adds a piece to it, and FTS5 leaves some fifteen of them beside each other:
//! a search asks each. Over a million articles, searches of one piece take 6.0 ms of processor in the median and 47 at the
//! 99th percentile, of fifteen 11.9 and 60.

use crate::{Store, StoreError, settings};
use rusqlite::Connection;

/// Pages of the index that one transaction merges: other writers wait for some ten milliseconds at most.
const AT_ONCE: i64 = 64;
/// New articles that are not worth merging.
const FEW: i64 = 1_000;
/// The index is merged when this share of it is new, so that an article is written again some ten times in all, however
/// many there are.
const SHARE: i64 = 10;
/// Name of the setting that holds the last article of the index when it was one piece.
const SETTING: &str = "index.merged";

impl Store {
    /// Brings the index into one piece if it has grown by a tenth since it was one. Says whether there was work.
    pub async fn optimize_index(&self) -> Result<bool, StoreError> {
        let Some(last) = self.read(|tx| due(tx)).await? else { return Ok(false) };
        // A negative number takes all pieces together, a positive one goes on with that.
        let mut pages = -AT_ONCE;
        while self.write(move |tx| step(tx, pages)).await? {
            pages = AT_ONCE;
        }
        self.write(move |tx| Ok(settings::set(tx, SETTING, Some(&last.to_string()))?)).await?;
        Ok(true)
    }
}

/// The last article, if enough have come.
fn due(tx: &Connection) -> Result<Option<i64>, StoreError> {
    let last: i64 = tx.query_row("SELECT coalesce(max(id), 0) FROM entries", (), |row| row.get(0))?;
    let merged = settings::get(tx, SETTING)?.and_then(|number| number.parse().ok()).unwrap_or(0);
    let new = last - merged;
    Ok((new >= FEW && new >= last / SHARE).then_some(last))
}

/// Merges some pages; whether there may be more.
fn step(tx: &Connection, pages: i64) -> Result<bool, StoreError> {
    let before = tx.total_changes();
    tx.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", [pages])?;
    // The command itself counts as one change.
    Ok(tx.total_changes() - before >= 2)
}

/// Forgets when the index was one piece: it was built anew.
pub(crate) fn forget(tx: &Connection) -> Result<(), StoreError> {
    Ok(settings::set(tx, SETTING, None)?)
}

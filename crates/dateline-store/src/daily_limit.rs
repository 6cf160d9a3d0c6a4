//! How many new entries a feed may bring in a day. Its first poll is free: whoever subscribes wants what there is.

use crate::rows::ms;
use crate::{Store, StoreError};
use dateline_model::FeedId;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

const DAY: i64 = 24 * 3_600_000;

impl Store {
    /// How many more new entries a feed may bring now; nothing where there is no bound, and before its first success.
    pub async fn allowance(
        &self,
        feed: FeedId,
        a_day: u32,
        now: Timestamp,
    ) -> Result<Option<u32>, StoreError> {
        if a_day == 0 {
            return Ok(None);
        }
        self.read(move |tx| {
            let sql = "SELECT day_start, day_new FROM feeds WHERE id = ? AND last_ok IS NOT NULL";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, u32>(1)?));
            let day = tx.prepare_cached(sql)?.query_row([feed.0], row).optional()?;
            Ok(day.map(|(start, new)| {
                let today = start.is_some_and(|start| ms(now).saturating_sub(start) < DAY);
                a_day.saturating_sub(if today { new } else { 0 })
            }))
        })
        .await
    }
}

/// Counts new entries; a day begins with the first of them.
pub(crate) fn note_new(tx: &Connection, feed: FeedId, at: Timestamp, new: u32) -> Result<(), StoreError> {
    let sql = "UPDATE feeds SET day_new = CASE WHEN day_start > ?2 - ?4 THEN day_new ELSE 0 END + ?3,
               day_start = CASE WHEN day_start > ?2 - ?4 THEN day_start ELSE ?2 END
               WHERE id = ?1 AND last_ok IS NOT NULL";
    tx.prepare_cached(sql)?.execute(params![feed.0, ms(at), new, DAY])?;
    Ok(())
}

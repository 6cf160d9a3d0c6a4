//! Moments beside the places of the sequence of changes: programs say since when they ask, and mean since where.

use super::{Reader, View};
use crate::StoreError;
use crate::reader::unread_rows::last_place;
use crate::rows::ms;
use jiff::Timestamp;
use rusqlite::Connection;

/// Milliseconds that a change may wait for the one that is being written before it.
const WAITING: i64 = 10_000;
/// Milliseconds between two moments that are written down: a program that asks since then is told what changed in them twice.
const APART: i64 = 60_000;
/// Milliseconds for which they are kept; who was away for longer is told of all changes.
const KEPT: i64 = 90 * 24 * 3_600_000;

/// Writes down where the sequence stands at a moment, which is now.
pub(super) fn note_time(tx: &Connection, at: i64) -> Result<(), StoreError> {
    if is_noted(tx, at)? {
        return Ok(());
    }
    tx.prepare_cached("INSERT OR IGNORE INTO sequence_times (at, place) VALUES (?, ?)")?
        .execute([at, last_place(tx)?])?;
    tx.prepare_cached("DELETE FROM sequence_times WHERE at < ?")?.execute([at - KEPT])?;
    Ok(())
}

impl Reader<'_> {
    /// A place after which everything stands that changed since a moment, and little else. That it was asked now is written down, so
    /// that whoever asks since now is told no more than what changed.
    pub async fn place_at(self, moment: Timestamp, now: Timestamp) -> Result<i64, StoreError> {
        let noted = move |view: View<'_>| Ok(is_noted(view.tx, ms(now))?);
        if !self.read(noted).await? {
            self.write(move |view| note_time(view.tx, ms(now))).await?;
        }
        self.read(move |view| {
            let sql = "SELECT coalesce((SELECT place FROM sequence_times WHERE at <= ? ORDER BY at DESC LIMIT 1), 0)";
            let moment = ms(moment).saturating_sub(WAITING);
            Ok(view.tx.prepare_cached(sql)?.query_row([moment], |row| row.get(0))?)
        })
        .await
    }
}

fn is_noted(tx: &Connection, at: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM sequence_times WHERE at BETWEEN ? AND ?";
    tx.prepare_cached(sql)?.exists([at - APART, at])
}

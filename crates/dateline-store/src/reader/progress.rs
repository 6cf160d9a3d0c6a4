//! How far a reader has come in articles and recordings, and at what speed recordings are played.

use super::{Reader, View, sees};
use crate::StoreError;
use crate::rows::ms;
use dateline_model::EntryId;
use jiff::Timestamp;
use rusqlite::params;

/// How far a reader has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Which file of the article, from 1; 0 is its text.
    pub file: u32,
    /// Milliseconds of a recording, thousandths of a text.
    pub position: u32,
    /// How long the whole is, in the same measure.
    pub length: Option<u32>,
    /// Thousandths of the usual speed.
    pub speed: Option<u32>,
}

impl Reader<'_> {
    /// Remembers how far the reader has come; false where the reader does not see the article. A speed that is not said stays.
    pub async fn set_progress(
        self,
        entry: EntryId,
        progress: Progress,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = format!(
                "INSERT INTO progress (user, entry, file, at, position, length, speed) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE {}
                 ON CONFLICT DO UPDATE SET at = excluded.at, position = excluded.position,
                 length = coalesce(excluded.length, length), speed = coalesce(excluded.speed, speed)",
                sees("?2", "?1")
            );
            let Progress { file, position, length, speed } = progress;
            let values = params![view.user.0, entry.0, file, ms(at), position, length, speed];
            Ok(view.tx.prepare_cached(&sql)?.execute(values)? > 0)
        })
        .await
    }

    /// How far the reader has come in an article and its recordings. A recording that was not begun has the speed at which the last
    /// one was played.
    pub async fn progress(self, entry: EntryId) -> Result<(Vec<Progress>, Option<u32>), StoreError> {
        self.read(move |view| {
            let found = view.progress_in(entry)?;
            let sql =
                "SELECT speed FROM progress WHERE user = ? AND speed IS NOT NULL ORDER BY at DESC LIMIT 1";
            let mut statement = view.tx.prepare_cached(sql)?;
            let speed = statement.query_map([view.user.0], |row| row.get(0))?.next().transpose()?;
            Ok((found, speed))
        })
        .await
    }
}

impl View<'_> {
    /// How far the reader has come in an article and its recordings.
    pub(super) fn progress_in(self, entry: EntryId) -> Result<Vec<Progress>, StoreError> {
        let sql =
            "SELECT file, position, length, speed FROM progress WHERE user = ? AND entry = ? ORDER BY file";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([self.user.0, entry.0], |row| {
            Ok(Progress { file: row.get(0)?, position: row.get(1)?, length: row.get(2)?, speed: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

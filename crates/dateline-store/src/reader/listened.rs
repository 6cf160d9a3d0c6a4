//! How far a reader has listened to the files of articles, as programs count: in seconds, files from 0. The rows are those of
//! `progress`, so that a recording goes on in a program where it was left on a page, and the other way round.

use super::{Reader, sees};
use crate::StoreError;
use dateline_model::EntryId;
use rusqlite::params;
use std::collections::HashMap;

impl Reader<'_> {
    /// Seconds that were listened to, by article and place of the file; where nothing was, nothing is given.
    pub async fn listened(self, entries: Vec<EntryId>) -> Result<HashMap<(EntryId, u32), u64>, StoreError> {
        self.read(move |view| {
            let mut statement = view.tx.prepare_cached(
                "SELECT file - 1, position / 1000 FROM progress WHERE user = ? AND entry = ? AND file > 0",
            )?;
            let mut found = HashMap::new();
            for entry in entries {
                let mut rows = statement.query([view.user.0, entry.0])?;
                while let Some(row) = rows.next()? {
                    found.insert((entry, row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs());
                }
            }
            Ok(found)
        })
        .await
    }

    /// Notes how far a file of an article was listened to. `false` where the reader does not see the article.
    pub async fn set_listened(self, entry: EntryId, file: u32, seconds: u64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let position = u32::try_from(seconds.saturating_mul(1_000)).unwrap_or(u32::MAX);
            let sql = format!(
                "INSERT INTO progress (user, entry, file, at, position)
                 SELECT ?1, id, ?3 + 1, 0, ?4 FROM entries WHERE id = ?2 AND {}
                 ON CONFLICT DO UPDATE SET position = excluded.position",
                sees("?2", "?1")
            );
            let values = params![view.user.0, entry.0, file, position];
            Ok(view.tx.prepare_cached(&sql)?.execute(values)? > 0)
        })
        .await
    }
}

//! What a reader did lately: articles that were read, and marks that can still be undone.

use super::{Reader, View};
use crate::rows::ms;
use crate::summaries::summaries;
use crate::{EntrySummary, StoreError, UndoableMark};
use jiff::Timestamp;

impl Reader<'_> {
    /// Articles that are read and were marked last, latest first. What was marked by the feed is not named one by one.
    pub async fn lately_read(self, limit: u32) -> Result<Vec<EntrySummary>, StoreError> {
        self.read(move |view| view.lately_read(limit)).await
    }

    /// Marks that can still be undone, latest first.
    pub async fn undoable_marks(self, now: Timestamp) -> Result<Vec<UndoableMark>, StoreError> {
        self.read(move |view| {
            let sql = "SELECT id FROM mark_undos WHERE user = ? AND at <= ? ORDER BY id DESC LIMIT 50";
            let mut statement = view.tx.prepare_cached(sql)?;
            let ids = statement.query_map([view.user.0, ms(now)], |row| row.get(0))?;
            let ids = ids.collect::<Result<Vec<i64>, _>>()?;
            let marks = ids.into_iter().map(|id| view.undoable_mark(id, ms(now)));
            marks.filter_map(Result::transpose).collect()
        })
        .await
    }
}

impl View<'_> {
    fn lately_read(self, limit: u32) -> Result<Vec<EntrySummary>, StoreError> {
        let sql = "SELECT entry FROM entry_states WHERE user = ? AND read_at IS NOT NULL
                   ORDER BY changed_seq DESC LIMIT ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let ids = statement.query_map([self.user.0, i64::from(limit)], |row| row.get(0))?;
        summaries(self, &ids.collect::<Result<Vec<i64>, _>>()?)
    }
}

//! Entries with all that is theirs and their reader's, for an archive of everything.

use super::{Reader, StreamItem, View, sees};
use crate::{Note, Progress, StoreError};
use dateline_model::{EntryId, FeedId};

/// An entry as an archive has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedEntry {
    /// What programs keep of it.
    pub item: StreamItem,
    /// The reader's feeds that brought it, the first first, each with the guid that it gave last; empty where it gave none.
    pub brought: Vec<(FeedId, String)>,
    /// What the reader noted on it.
    pub notes: Vec<Note>,
    /// How far the reader came in it.
    pub progress: Vec<Progress>,
}

impl Reader<'_> {
    /// Entries after one, in the order of their numbers, muted ones and those that were only kept among them.
    pub async fn exported(self, after: EntryId, limit: u32) -> Result<Vec<ExportedEntry>, StoreError> {
        self.read(move |view| {
            let sql = format!(
                "SELECT e.id FROM entries e WHERE e.id > ?2 AND {} ORDER BY e.id LIMIT ?3",
                sees("e.id", "?1")
            );
            let ids: Vec<i64> = view
                .tx
                .prepare_cached(&sql)?
                .query_map([view.user.0, after.0, i64::from(limit)], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            view.stream_items(&ids)?.into_iter().map(|item| view.exported(item)).collect()
        })
        .await
    }
}

impl View<'_> {
    fn exported(self, item: StreamItem) -> Result<ExportedEntry, StoreError> {
        let id = item.summary.id;
        let sql = "SELECT fe.feed, coalesce((SELECT s.guid FROM sightings s WHERE s.feed = fe.feed AND s.entry = fe.entry
                   ORDER BY s.seen DESC, s.guid LIMIT 1), '')
                   FROM feed_entries fe CROSS JOIN subscriptions su ON su.user = ?2 AND su.feed = fe.feed
                   WHERE fe.entry = ?1 ORDER BY fe.place";
        let brought = self
            .tx
            .prepare_cached(sql)?
            .query_map([id.0, self.user.0], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(ExportedEntry { brought, notes: self.notes_on(id)?, progress: self.progress_in(id)?, item })
    }
}

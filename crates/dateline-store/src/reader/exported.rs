//! Entries with all that is theirs and their reader's, for an archive of everything.

use super::{Reader, StreamItem, View, sees};
use crate::entry_lists::{shown_text, shown_versions};
use crate::record::facts;
use crate::{KeptArticle, KeptChanges, Note, Progress, StoreError, history, second_reading};
use dateline_model::{Attached, EntryId, FeedId};

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
    /// All that is held of it; of what was withdrawn no text.
    pub kept: Option<KeptArticle>,
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
        let (notes, progress) = (self.notes_on(id)?, self.progress_in(id)?);
        Ok(ExportedEntry { brought, notes, progress, kept: self.kept(&item)?, item })
    }

    fn kept(self, item: &StreamItem) -> Result<Option<KeptArticle>, StoreError> {
        let (tx, summary, id) = (self.tx, &item.summary, item.summary.id);
        let Some(mut facts) = facts(tx, id)? else { return Ok(None) };
        let sql = "SELECT page_wanted, coalesce((SELECT s.content FROM sightings s WHERE s.entry = e.id ORDER BY s.seen DESC LIMIT 1), 0)
                   FROM entries e WHERE id = ?";
        let waits;
        (waits, facts.key.content) =
            tx.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let withdrawn = summary.withdrawn_at;
        let mut reading = shown_text(tx, id, withdrawn.is_some())?;
        if withdrawn.is_some() {
            facts.summary = None;
            facts.attached = Attached::default();
        }
        if let (Some(reading), Some(at)) = (&mut reading, withdrawn) {
            reading.at = at;
        }
        let changes = KeptChanges {
            retitled: summary.retitled,
            revised: summary.revised_at,
            versions: shown_versions(history::versions(tx, id)?, withdrawn.is_none()),
        };
        let other = if withdrawn.is_none() { second_reading::of(tx, id)? } else { None };
        Ok(Some(KeptArticle { facts, waits, reading, other, changes }))
    }
}

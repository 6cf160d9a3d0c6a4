//! Entries that come from a file instead of a feed: taken in like those of a poll, but what is known stays as it is, and no page is
//! fetched for what is new.

use super::AT_ONCE;
use super::commit::{EntryBatch, Met};
use crate::Desk;
use crate::feed_entry::{PageNeed, ParsedEntry, own_sites, parse_entry};
use dateline_model::{Entry, EntryId, Feed, FeedKind};
use dateline_store::{Document, EntryKey, KeptArticle, Known, PollTarget, StoreError};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;

/// An entry of a file.
pub(crate) struct ImportedEntry {
    /// As its feed would have given it.
    pub(crate) entry: Entry,
    /// As an archive of ours holds it.
    pub(crate) kept: Option<KeptArticle>,
}

/// An entry that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TakenEntry {
    /// Its number.
    pub(crate) id: EntryId,
    /// Whether it was not there before.
    pub(crate) new: bool,
}

impl Desk {
    /// Takes entries of one feed in, as seen first at a time; with `known_alone` those alone that are here. Gives for each what it is here, or nothing for what retention or its publisher took away.
    pub(crate) async fn commit_imported(
        &self,
        record: &PollTarget,
        at: Timestamp,
        entries: Vec<ImportedEntry>,
        known_alone: bool,
    ) -> Result<Vec<Option<TakenEntry>>, StoreError> {
        let subject = record.clone();
        let parsed: Vec<ParsedEntry> = self
            .on_worker(move || {
                let (entries, kept): (Vec<Entry>, Vec<Option<KeptArticle>>) =
                    entries.into_iter().map(|one| (one.entry, one.kept)).unzip();
                let feed = Feed::of_entries(FeedKind::Rss, entries);
                let own = own_sites(&feed, &subject);
                let parse = |(entry, kept): (&Entry, Option<KeptArticle>)| {
                    let parsed = parse_entry(&feed, &subject, &own, entry);
                    let facts = kept.as_ref().map_or(parsed.facts, |kept| kept.facts.clone());
                    ParsedEntry { facts, page: PageNeed::HaveAll, kept, ..parsed }
                };
                feed.entries.iter().zip(kept).map(parse).collect()
            })
            .await;
        let keys: Vec<EntryKey> = parsed.iter().map(|parsed| parsed.facts.key.clone()).collect();
        let document = Arc::new(Document::piece(keys.clone()));
        let before = self.inner.store.recognise_some(record.id, Arc::clone(&document), 0..keys.len()).await?;
        let is_new: Vec<bool> = before.iter().map(|one| one.known == Known::New).collect();
        let comes = before.iter().map(|one| match one.known {
            Known::New => !known_alone,
            // What another feed brought is in this one as well from now on.
            Known::Seen { in_feed, .. } => !in_feed,
            Known::Tombstone => false,
        });
        let new: Vec<ParsedEntry> =
            parsed.into_iter().zip(comes).filter(|(_, comes)| *comes).map(|(parsed, _)| parsed).collect();
        let some: Vec<EntryKey> = new.iter().map(|parsed| parsed.facts.key.clone()).collect();
        let of_new = Arc::new(Document::piece(some));
        let mut new = new.into_iter();
        for from in (0..of_new.len()).step_by(AT_ONCE) {
            let (document, out) = (Arc::clone(&of_new), Arc::new(HashSet::new()));
            let some: Vec<ParsedEntry> = new.by_ref().take(AT_ONCE).collect();
            let part = EntryBatch { feed: record.id, at, document, out, from, some, met: Met::new() };
            self.inner.index.run(move |owned| part.commit(owned, None)).await?;
        }
        let after = self.inner.store.recognise_some(record.id, document, 0..keys.len()).await?;
        let taken = after.iter().zip(is_new).map(|(one, new)| {
            matches!(one.known, Known::Seen { .. }).then_some(TakenEntry { id: one.id, new })
        });
        Ok(taken.collect())
    }
}

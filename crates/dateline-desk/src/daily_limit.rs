//! New items beyond what a feed may bring in a day: the newest are taken, the others are left out and told.

use crate::Desk;
use crate::feed_entry::ParsedEntry;
use dateline_store::{Document, Known, PollOutcome, PollTarget, StoreError};
use std::collections::HashSet;
use std::sync::Arc;

impl Desk {
    /// Positions in a document of the new items that are left out. The feed's repairs name their number.
    pub(crate) async fn over_daily_limit(
        &self,
        record: &PollTarget,
        document: &Arc<Document>,
        parsed: &[ParsedEntry],
        outcome: &mut PollOutcome,
    ) -> Result<HashSet<usize>, StoreError> {
        let beyond: usize = parsed.iter().map(|one| one.beyond).sum();
        if let (PollOutcome::Fresh(meta), true) = (&mut *outcome, beyond > 0) {
            meta.repairs.push(format!(
                "{beyond} files, chapters or people were left out: of one entry 32 kB are kept"
            ));
        }
        let a_day = self.inner.settings.keep.new_a_day;
        let allowed = self.inner.store.allowance(record.id, a_day, self.now()).await?;
        let Some(allowed) = allowed.map(|allowed| allowed as usize) else { return Ok(HashSet::new()) };
        if document.len() <= allowed {
            return Ok(HashSet::new());
        }
        let all = self.inner.store.recognise_some(record.id, Arc::clone(document), 0..document.len()).await?;
        let new = all.iter().enumerate().filter(|(_, one)| matches!(one.known, Known::New));
        let mut new: Vec<usize> = new.map(|(place, _)| place).collect();
        // What has no date keeps the order of the document, which was turned round: the oldest first.
        new.sort_by_key(|place| parsed.get(*place).and_then(|one| one.facts.published));
        let out: HashSet<usize> = new[..new.len().saturating_sub(allowed)].iter().copied().collect();
        if let (PollOutcome::Fresh(meta), false) = (outcome, out.is_empty()) {
            meta.repairs.push(format!(
                "of its {} new entries the newest {} were taken: a feed may bring {a_day} in a day (keep.new_a_day)",
                new.len(),
                new.len() - out.len()
            ));
        }
        Ok(out)
    }
}

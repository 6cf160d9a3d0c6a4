//! Articles that were imported before a feed brought them meet those of the feeds: what their person did with them goes over, and a
//! text that is fuller than the feed's, unless others would see it; then the copy is no more.

use crate::Desk;
use crate::article_page::place;
use crate::attachments::shows_something;
use crate::combine_readings::{complete_own, fuller, story_doc};
use crate::word_count::words;
use dateline_model::EntryId;
use dateline_store::{ImportedCopy, OtherReading, ReadingCommit, StoreError, TextSource};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Mutex;

/// Imports that are under way. Until the last has ended, what they bring stays where it was put.
#[derive(Default)]
pub(crate) struct Imports {
    under_way: Arc<AtomicUsize>,
    meeting: Mutex<()>,
}

/// An import under way.
pub(crate) struct Importing(Arc<AtomicUsize>);

impl Drop for Importing {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Desk {
    /// Notes an import, once nothing that was imported is meeting anything any more.
    pub(crate) async fn importing(&self) -> Importing {
        let imports = &self.inner.imports;
        imports.under_way.fetch_add(1, Ordering::AcqRel);
        let importing = Importing(Arc::clone(&imports.under_way));
        drop(imports.meeting.lock().await);
        importing
    }

    /// Has imported articles meet these of feeds, or all; gives those that are no more.
    pub(crate) async fn meet_imported(&self, of: Option<Vec<EntryId>>) -> Result<Vec<EntryId>, StoreError> {
        if of.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let _turn = self.inner.imports.meeting.lock().await;
        if self.inner.imports.under_way.load(Ordering::Acquire) > 0 {
            return Ok(Vec::new());
        }
        let mut ready = Vec::new();
        for one in self.inner.store.imported_copies(of).await? {
            if self.hand_text_over(&one).await? {
                ready.push(one);
            }
        }
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        let gone = self.inner.store.merge_imported(ready).await?;
        self.forget(gone.clone()).await?;
        Ok(gone)
    }

    /// Gives a text that is fuller to the article of the feed; false where the copy has to stay for its sake: others would see the
    /// text, or the article's page is still to come and may give more.
    async fn hand_text_over(&self, one: &ImportedCopy) -> Result<bool, StoreError> {
        if one.whole {
            return Ok(true);
        }
        let Some(own) = self.inner.store.reading(one.copy).await?.map(|held| held.reading) else {
            return Ok(true);
        };
        let held = self.inner.store.reading(one.entry).await?;
        if !shows_something(&own) || held.as_ref().is_some_and(|held| words(&held.reading) >= words(&own)) {
            return Ok(true);
        }
        if !one.alone || one.waits {
            return Ok(false);
        }
        let Some((facts, seen)) = self.inner.store.facts_of(one.entry).await? else { return Ok(true) };
        let own = complete_own(own, &facts);
        let now = self.now();
        let (reading, source, other) = match held.filter(|held| held.source != TextSource::Feed) {
            Some(page) => {
                let chosen = fuller(own, page.reading, &facts);
                let (source, beside) = match chosen.from_feed {
                    true => (TextSource::Feed, TextSource::Page),
                    false => (page.source, TextSource::Feed),
                };
                let other = chosen.other.map(|reading| OtherReading { source: beside, at: now, reading });
                (chosen.shown, source, other)
            }
            None => (own, TextSource::Feed, None),
        };
        let doc = story_doc(one.entry, &facts, &reading, seen);
        let commit = ReadingCommit { other, ..ReadingCommit::new(one.entry, now, source, reading) };
        self.inner.index.run(move |owned| place(owned, doc.as_ref(), commit)).await?;
        Ok(true)
    }
}

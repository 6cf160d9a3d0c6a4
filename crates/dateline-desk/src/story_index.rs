//! The story index and how it is filled from the store: the newest articles at once, those behind them piece by piece while
//! the desk is at work. What the index says depends on which articles are in it, not on the order in which they came.

#[cfg(test)]
mod cancellation_tests;
mod owner;
#[cfg(test)]
mod tests;
mod work_queue;

pub(crate) use owner::{IndexOwner, OwnedIndex};

use dateline_model::{Change, EntryId, StoryId, UserId};
use dateline_store::{ReaderPlacement, Store, StoreError};
use dateline_story::{ReaderStory, Settings, Stories, Strictness};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// Which articles stay open for new ones to join their story, and what it takes to join: the newest. An open article takes some
/// 4 kB of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenWindow {
    /// For so many days.
    pub days: u32,
    /// At most so many.
    pub articles: usize,
    /// How sure it must be that they tell of one event.
    pub strictness: Strictness,
}

impl Default for OpenWindow {
    fn default() -> Self {
        Self { days: 14, articles: 200_000, strictness: Strictness::default() }
    }
}

impl OpenWindow {
    /// The oldest publication that new articles may still join; with more days than there were, the first there could be.
    pub(crate) fn since(self, now: Timestamp) -> Timestamp {
        let hours = SignedDuration::from_hours(24 * i64::from(self.days));
        now.checked_sub(hours).unwrap_or(Timestamp::MIN)
    }

    fn stories(self) -> Stories {
        Stories::new(Settings { live: self.articles, window: WINDOW, ..Settings::of(self.strictness) })
    }
}

/// Newest articles that are looked at together. Older stories are closed; a desk of two thousand feeds sees so many in a
/// day or two.
pub(crate) const WINDOW: usize = 5_000;
/// Articles without which the index is not ready: as many as are looked at together.
const FIRST: u32 = if cfg!(test) { 4 } else { WINDOW as u32 };
/// Articles read from the store in one go; those who have articles to place wait no longer than this takes.
const PIECE: u32 = if cfg!(test) { 2 } else { 250 };

/// The stories that new articles may join.
pub(crate) struct StoryIndex {
    /// The articles and stories in it.
    pub(crate) stories: Stories,
    /// The article before which the index still lacks what the store has; none once all are there.
    before: Option<EntryId>,
    open: OpenWindow,
    /// The correction that what follows into a reader's story goes back with.
    corrections: HashMap<(UserId, StoryId), i64>,
}

impl StoryIndex {
    /// An index with the newest articles and all that readers said.
    pub(crate) async fn open(store: &Store, open: OpenWindow, now: Timestamp) -> Result<Self, StoreError> {
        let mut index = Self {
            stories: open.stories(),
            before: Some(EntryId(i64::MAX)),
            open,
            corrections: HashMap::new(),
        };
        index.take_corrections(store, now).await?;
        index.stories.reserve(store.last_story().await?);
        let mut left = FIRST;
        while left > 0 && !index.is_whole() {
            index.fill(store, now).await?;
            left -= PIECE.min(left);
        }
        Ok(index)
    }

    /// Whether all open articles of the store are in the index.
    pub(crate) const fn is_whole(&self) -> bool {
        self.before.is_none()
    }

    /// Whether an article of the store may be missing here.
    pub(crate) fn lacks(&self, entry: EntryId) -> bool {
        self.before.is_some_and(|before| entry < before) && self.stories.story_of(entry).is_none()
    }

    /// Takes in the next piece.
    pub(crate) async fn fill(&mut self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let placements = store.placements(self.before, Some(self.open.since(now)), PIECE).await?;
        // What was placed meanwhile stands as it was placed.
        let missing = placements.iter().filter(|change| self.stories.story_of(change.entry).is_none());
        let missing: Vec<_> = missing.collect();
        missing.into_iter().for_each(|change| self.stories.apply(change));
        let more = placements.len() == PIECE as usize && self.stories.len() < self.open.articles;
        self.before = placements.last().map(|change| change.entry).filter(|_| more);
        Ok(())
    }

    /// Takes in the stories that readers have corrected, each as that reader has it.
    pub(crate) async fn take_corrections(&mut self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let all = store.reader_stories(self.open.since(now)).await?;
        self.corrections = all.iter().map(|one| ((one.user, one.story), one.correction)).collect();
        let all = all.into_iter().map(|one| {
            let dateline_store::ReaderStory { user, story, sources, members, .. } = one;
            ReaderStory { user, story, sources, members }
        });
        self.stories.set_reader_stories(all.collect());
        Ok(())
    }

    /// Where a planned article stands for readers who have corrected stories near it.
    pub(crate) fn for_readers(&self, change: &Change) -> Vec<ReaderPlacement> {
        let placed = self.stories.plan_for_readers(change).into_iter();
        let placed = placed.map(|place| ReaderPlacement {
            user: place.user,
            story: place.story,
            correction: self.corrections.get(&(place.user, place.story)).copied().unwrap_or_default(),
            why: place.why,
        });
        placed.collect()
    }

    /// Takes in a planned article with where it stands for readers.
    pub(crate) fn apply(&mut self, change: &Change, readers: &[ReaderPlacement]) {
        self.stories.apply(change);
        let places = readers.iter().map(|place| (place.user, place.story));
        self.stories.apply_for_readers(change, &places.collect::<Vec<_>>());
    }
}

//! Early mistakes of grouping healed: after an update, once a minute while the schedule runs, and when the desk opens, the
//! open window is looked at as a whole; what stands wrongly moves, in the index and, all at once, in the store. What
//! belongs together is the story room's word.

use crate::page::replay;
use crate::{Desk, page};
use dateline_store::{Store, StoreError, StoryMove};
use dateline_story::{Move, Stories};
use jiff::Timestamp;

impl Desk {
    /// Looks through the stories that articles were placed in since the last time.
    pub(crate) async fn heal(&self) -> Result<(), StoreError> {
        let mut stories = self.inner.stories.lock().await;
        if let Err(error) = heal(&mut stories, &self.inner.store, self.now()).await {
            *stories = replay(&self.inner.store, self.now()).await?;
            return Err(error);
        }
        Ok(())
    }
}

/// Newest articles that are looked at together. Older stories are closed; a desk of two thousand feeds sees so many in a
/// day or two.
const WINDOW: usize = 5_000;

/// Moves articles in the index and commits all of it at once. After an error the index is ahead of the store.
pub(crate) async fn heal(stories: &mut Stories, store: &Store, now: Timestamp) -> Result<(), StoreError> {
    if store.unsettled_stories().await?.is_empty() {
        return Ok(());
    }
    let moves: Vec<StoryMove> = stories.regroup(WINDOW).into_iter().map(|one| shift(stories, one)).collect();
    let moved = moves.len();
    store.move_articles(moves, now).await?;
    if moved > 0 {
        tracing::info!(moved, "stories were set right");
        // Readers' words went with the articles.
        page::take_corrections(stories, store).await?;
    }
    Ok(())
}

fn shift(stories: &mut Stories, one: Move) -> StoryMove {
    stories.shift(&one);
    // A story that has ended in the index takes its articles too old for the index along.
    let entries = (!stories.members(one.from).is_empty()).then_some(one.entries);
    StoryMove { entries, from: one.from, into: one.into, why: one.why }
}

//! Early mistakes of grouping healed: after new articles, and once when the desk opens, stories found to be one are joined,
//! in
//! the index and, all at once, in the store. Which stories are one is the story room's word.

use crate::page::replay;
use crate::{Desk, page};
use dateline_model::StoryId;
use dateline_store::{Store, StoreError, StoryMove};
use dateline_story::Stories;
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

/// Joins stories in the index and commits all of it at once. After an error the index is ahead of the store.
pub(crate) async fn heal(stories: &mut Stories, store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let placed = store.unsettled_stories().await?;
    if placed.is_empty() {
        return Ok(());
    }
    let moves: Vec<StoryMove> = placed.into_iter().flat_map(|story| mended(stories, story)).collect();
    let moved = moves.len();
    store.move_articles(moves, now).await?;
    if moved > 0 {
        tracing::info!(moved, "stories were found to be one");
        // Readers' words went with the articles.
        page::take_corrections(stories, store).await?;
    }
    Ok(())
}

/// Joins a story with others for as long as any is found to be the same.
fn mended(stories: &mut Stories, mut story: StoryId) -> Vec<StoryMove> {
    let mut moves = Vec::new();
    while let Some(merge) = stories.mend(story) {
        stories.merge(&merge);
        story = merge.into;
        // All of them: articles too old for the index still stand in the story.
        moves.push(StoryMove { entries: None, from: merge.from, into: merge.into, why: merge.why });
    }
    moves
}

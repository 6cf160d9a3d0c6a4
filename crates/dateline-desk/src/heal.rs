//! Early mistakes of grouping healed: after an update by hand, and once a minute from the first turn of the schedule on, the
//! open window is looked at as a whole; what stands wrongly moves, in the index and, all at once, in the store. What
//! belongs together is the story room's word.

use crate::Desk;
use crate::room::Room;
use dateline_model::StoryId;
use dateline_store::{Store, StoreError, StoryLinks, StoryMove};
use dateline_story::{Move, Stories};
use jiff::Timestamp;
use std::collections::BTreeSet;

impl Desk {
    /// Looks through the stories that articles were placed in since the last time.
    pub(crate) async fn heal(&self) -> Result<(), StoreError> {
        let mut room = self.inner.room.lock().await;
        if let Err(error) = heal(&mut room, &self.inner.store, self.now()).await {
            self.renew(&mut room).await?;
            return Err(error);
        }
        Ok(())
    }
}

/// Newest articles that are looked at together. Older stories are closed; a desk of two thousand feeds sees so many in a
/// day or two.
pub(crate) const WINDOW: usize = 5_000;

/// Moves articles in the index and commits all of it at once; then says which stories continue which. After an error the
/// index is ahead of the store.
async fn heal(room: &mut Room, store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let mut touched: BTreeSet<StoryId> = store.unsettled_stories().await?.into_iter().collect();
    if touched.is_empty() {
        return Ok(());
    }
    let moves = room.stories.regroup(WINDOW).into_iter();
    let moves: Vec<StoryMove> = moves.map(|one| shift(room, one)).collect();
    touched.extend(moves.iter().map(|one| one.into));
    let moved = moves.len();
    store.move_articles(moves, now).await?;
    if moved > 0 {
        tracing::info!(moved, "stories were set right");
        // Readers' words went with the articles.
        room.take_corrections(store).await?;
    }
    store.link_stories(links(&room.stories, touched)).await
}

fn shift(room: &mut Room, one: Move) -> StoryMove {
    room.stories.shift(&one);
    // A story that has ended in the index takes its articles too old for the index along.
    let ended = room.is_whole() && room.stories.members(one.from).is_empty();
    StoryMove { entries: (!ended).then_some(one.entries), from: one.from, into: one.into, why: one.why }
}

/// Stories of one situation with those that articles were placed in.
fn links(stories: &Stories, touched: BTreeSet<StoryId>) -> Vec<StoryLinks> {
    let links = touched.into_iter().map(|story| {
        let related = stories.related(story).into_iter();
        StoryLinks { story, others: related.map(|other| (other.story, other.terms)).collect() }
    });
    links.filter(|links| !links.others.is_empty()).collect()
}

//! Offline reclustering: after an update by hand, and once a minute while the schedule runs, the newest articles are clustered as a
//! whole; articles that stand in the wrong story move, in the index and in the store. Looking takes long and is
//! done beside the index, on the articles as they stood; moving is done in small pieces between other work.

use crate::Desk;
use crate::story_index::{OwnedIndex, StoryIndex, WINDOW};
use dateline_model::StoryId;
use dateline_store::{StoreError, StoryLinks, StoryMove, Unsettled};
use dateline_story::{Move, Regrouping, Snapshot, Stories};
use std::collections::BTreeSet;

/// Articles that move, and stories that are linked, in one piece of work; whoever has articles to commit waits no longer.
const AT_ONCE: usize = 40;

impl Desk {
    /// Looks through the stories that articles were placed in since the last time.
    pub(crate) async fn regroup(&self) -> Result<(), StoreError> {
        // One look at a time: what two find of the same articles would be done twice.
        let _turn = self.inner.regrouping.lock().await;
        let Some((unsettled, snapshot)) = self.inner.index.run(look).await? else { return Ok(()) };
        let found = self.on_worker(move || snapshot.regroup()).await;
        let mut touched: BTreeSet<StoryId> = unsettled.stories.into_iter().collect();
        let moved = self.move_all(found, &mut touched).await?;
        let touched: Vec<StoryId> = touched.into_iter().collect();
        for some in touched.chunks(AT_ONCE) {
            let some = some.to_vec();
            self.inner.index.run(move |owned| link(owned, &some)).await?;
        }
        self.inner.store.settle(unsettled.through, moved).await
    }

    /// Moves what still stands where it stood when it was looked at, and says how many articles that were.
    async fn move_all(
        &self,
        found: Regrouping,
        touched: &mut BTreeSet<StoryId>,
    ) -> Result<usize, StoreError> {
        let moves = self.inner.index.run(move |owned| Ok(owned.index_mut().stories.accept(found))).await?;
        touched.extend(moves.iter().map(|one| one.into));
        let mut moved = 0;
        for some in pieces(moves) {
            moved += self.inner.index.run(move |owned| shift(owned, some)).await?;
        }
        if moved > 0 {
            tracing::info!(moved, "articles were moved to the stories they belong to");
            // What readers corrected went with the articles.
            self.inner.index.run(OwnedIndex::take_corrections).await?;
        }
        Ok(moved)
    }
}

/// The newest articles as they stand, and what was placed since the last look; nothing where nothing was.
fn look(owned: &mut OwnedIndex) -> Result<Option<(Unsettled, Snapshot)>, StoreError> {
    let store = owned.store();
    let unsettled = owned.wait(store.unsettled_stories())?;
    let any = !unsettled.stories.is_empty();
    Ok(any.then(|| (unsettled, owned.index().stories.snapshot(WINDOW))))
}

/// Moves in pieces of so many articles; one move stays whole.
fn pieces(moves: Vec<Move>) -> Vec<Vec<Move>> {
    let mut pieces: Vec<Vec<Move>> = Vec::new();
    let mut room = 0;
    for one in moves {
        let size = one.entries.len();
        match pieces.last_mut().filter(|_| size <= room) {
            Some(piece) => piece.push(one),
            None => {
                room = AT_ONCE;
                pieces.push(vec![one]);
            }
        }
        room = room.saturating_sub(size);
    }
    pieces
}

/// Moves articles in the index and then in the store.
fn shift(owned: &mut OwnedIndex, moves: Vec<Move>) -> Result<usize, StoreError> {
    let index = owned.index_ahead();
    let moves: Vec<(usize, StoryMove)> = moves.into_iter().filter_map(|one| shift_one(index, one)).collect();
    let moved = moves.iter().map(|(articles, _)| articles).sum();
    let moves = moves.into_iter().map(|(_, one)| one).collect();
    let (store, now) = (owned.store(), owned.now());
    owned.wait(store.move_articles(moves, now))?;
    owned.in_step();
    Ok(moved)
}

fn shift_one(index: &mut StoryIndex, one: Move) -> Option<(usize, StoryMove)> {
    let entries = index.stories.shift(&one);
    if entries.is_empty() {
        return None;
    }
    // A story that has ended in the index takes its articles too old for the index along.
    let ended = index.is_whole() && index.stories.members(one.from).is_empty();
    let (articles, entries) = (entries.len(), (!ended).then_some(entries));
    Some((articles, StoryMove { entries, from: one.from, into: one.into, why: one.why }))
}

/// Says which stories continue these.
fn link(owned: &mut OwnedIndex, stories: &[StoryId]) -> Result<(), StoreError> {
    let links = links(&owned.index().stories, stories);
    let store = owned.store();
    owned.wait(store.link_stories(links))
}

/// Stories of one situation with these.
fn links(stories: &Stories, touched: &[StoryId]) -> Vec<StoryLinks> {
    let links = touched.iter().map(|story| {
        let related = stories.related(*story).into_iter();
        StoryLinks { story: *story, others: related.map(|other| (other.story, other.terms)).collect() }
    });
    links.filter(|links| !links.others.is_empty()).collect()
}

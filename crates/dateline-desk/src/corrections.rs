//! A reader's word on which articles belong together: done in the store, told to the story index, and taken back.

use crate::Desk;
use crate::story_index::OwnedIndex;
use dateline_model::UserId;
use dateline_store::{ActRecord, ReaderAct, StoreError};

impl Desk {
    /// Does what a reader asks; later grouping obeys it. `None` where there is nothing to do.
    pub async fn correct(&self, act: ReaderAct) -> Result<Option<ActRecord>, StoreError> {
        self.inner.index.run_first(move |owned| correct(owned, act)).await
    }

    /// Takes an act back; false where there is none that stands.
    pub async fn undo_correction(&self, act: i64) -> Result<bool, StoreError> {
        self.inner.index.run_first(move |owned| undo_correction(owned, act)).await
    }
}

fn correct(owned: &mut OwnedIndex, act: ReaderAct) -> Result<Option<ActRecord>, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let done = owned.wait(store.reader(UserId::OWNER).act(act, now))?;
    if done.is_some() {
        // Rare, and only so the index is sure to be what a restart would make of the store.
        owned.outdated();
    }
    Ok(done)
}

fn undo_correction(owned: &mut OwnedIndex, act: i64) -> Result<bool, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let done = owned.wait(store.reader(UserId::OWNER).undo_act(act, now))?;
    if done {
        owned.outdated();
    }
    Ok(done)
}

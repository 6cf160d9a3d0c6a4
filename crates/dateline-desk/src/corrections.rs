//! Readers' corrections of stories: carried out in the store, taken into the story index, and undone.

use crate::Desk;
use crate::story_index::OwnedIndex;
use dateline_model::UserId;
use dateline_store::{ActRecord, ReaderAct, StoreError};

impl Desk {
    /// Carries a reader's correction out; later clustering obeys it. `None` where it changes nothing.
    pub async fn correct(&self, act: ReaderAct) -> Result<Option<ActRecord>, StoreError> {
        self.inner.index.run_first(move |owned| correct(owned, act)).await
    }

    /// Undoes a correction; false where there is none that stands.
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

//! Readers' corrections of stories: carried out in the store, taken into the story index, and undone.

use crate::Desk;
use crate::story_index::OwnedIndex;
use dateline_model::UserId;
use dateline_store::{Correction, CorrectionRecord, StoreError};

impl Desk {
    /// Carries a reader's correction out; what comes later follows it. `None` where it changes nothing.
    pub async fn correct(&self, act: Correction) -> Result<Option<CorrectionRecord>, StoreError> {
        let user = self.user;
        self.inner.index.run_first(move |owned| correct(owned, user, act)).await
    }

    /// Undoes a correction; false where there is none that stands.
    pub async fn undo_correction(&self, act: i64) -> Result<bool, StoreError> {
        let user = self.user;
        self.inner.index.run_first(move |owned| undo_correction(owned, user, act)).await
    }
}

fn correct(
    owned: &mut OwnedIndex,
    user: UserId,
    act: Correction,
) -> Result<Option<CorrectionRecord>, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let done = owned.wait(store.reader(user).correct(act, now))?;
    if done.is_some() {
        hear(owned)?;
    }
    Ok(done)
}

fn undo_correction(owned: &mut OwnedIndex, user: UserId, act: i64) -> Result<bool, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let done = owned.wait(store.reader(user).undo_correction(act, now))?;
    if done {
        hear(owned)?;
    }
    Ok(done)
}

/// The index learns what readers have corrected; where it cannot, it is read anew.
fn hear(owned: &mut OwnedIndex) -> Result<(), StoreError> {
    owned.index_ahead();
    owned.take_corrections()?;
    owned.in_step();
    Ok(())
}

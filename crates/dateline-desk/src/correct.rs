//! A reader's word on which articles belong together: done in the store, told to the story room, and taken back.

use crate::Desk;
use dateline_store::{ActRecord, ReaderAct, StoreError};

impl Desk {
    /// Does what a reader asks; later grouping obeys it. `None` where there is nothing to do.
    pub async fn correct(&self, act: ReaderAct) -> Result<Option<ActRecord>, StoreError> {
        let mut room = self.inner.room.lock().await;
        let done = self.inner.store.act(act, self.now()).await?;
        if done.is_some() {
            // Rare, and only so the index is sure to be what a restart would make of the store.
            self.renew(&mut room).await?;
        }
        Ok(done)
    }

    /// Takes an act back; false where there is none that stands.
    pub async fn take_back(&self, act: i64) -> Result<bool, StoreError> {
        let mut room = self.inner.room.lock().await;
        let done = self.inner.store.undo_act(act, self.now()).await?;
        if done {
            self.renew(&mut room).await?;
        }
        Ok(done)
    }
}

//! Feeds that one person alone sees: said in the store and in the story index at once.

use crate::Desk;
use crate::index::Owned;
use dateline_model::{FeedId, UserId};
use dateline_store::StoreError;

impl Desk {
    /// Makes a feed one person's alone, or nobody's in particular again: see [`dateline_store::Store::set_private`]. False where
    /// there is no such feed, or another one has its address.
    pub async fn set_private(&self, feed: FeedId, of: Option<UserId>) -> Result<bool, StoreError> {
        self.inner.index.run_first(move |owned| set_private(owned, feed, of)).await
    }
}

fn set_private(owned: &mut Owned, feed: FeedId, of: Option<UserId>) -> Result<bool, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let Some(left) = owned.wait(store.set_private(feed, of, now))? else { return Ok(false) };
    owned.index_ahead().stories.forget(&left);
    owned.in_step();
    Ok(true)
}

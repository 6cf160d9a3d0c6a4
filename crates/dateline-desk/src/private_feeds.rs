//! Feeds that one person alone sees: said in the store and in the story index at once.

use crate::Desk;
use crate::story_index::OwnedIndex;
use dateline_model::{Credential, EntryId, FeedId, UserId};
use dateline_store::{NewFeed, StoreError};

impl Desk {
    /// Makes a feed one person's alone, or nobody's in particular again: see [`dateline_store::Store::set_private`]. False where
    /// there is no such feed, or another one has its address.
    pub async fn set_private(&self, feed: FeedId, of: Option<UserId>) -> Result<bool, StoreError> {
        self.inner.index.run_first(move |owned| set_private(owned, feed, of)).await
    }

    /// Subscribes to a feed with a login or a mark, see [`dateline_store::Reader::add_feed_with`].
    pub(crate) async fn add_feed_with(
        &self,
        feed: NewFeed,
        credential: Option<Credential>,
        private: bool,
    ) -> Result<(FeedId, bool), StoreError> {
        let user = self.user;
        let add = move |owned: &mut OwnedIndex| {
            let (store, now) = (owned.store(), owned.now());
            let work = store.reader(user).add_feed_with(feed, credential, private, now);
            let (id, new, left) = owned.wait(work)?;
            forget(owned, &left);
            Ok((id, new))
        };
        let (id, new) = self.inner.index.run_first(add).await?;
        if new {
            // Somebody else may have had the feed before.
            self.meet_imported(None).await?;
        }
        Ok((id, new))
    }

    /// Sets the login of a feed, see [`dateline_store::Reader::set_login`].
    pub(crate) async fn set_login(&self, feed: FeedId, credential: Credential) -> Result<(), StoreError> {
        let user = self.user;
        let set = move |owned: &mut OwnedIndex| {
            let (store, now) = (owned.store(), owned.now());
            let left = owned.wait(store.reader(user).set_login(feed, credential, now))?;
            forget(owned, &left);
            Ok(())
        };
        self.inner.index.run_first(set).await
    }
}

fn forget(owned: &mut OwnedIndex, left: &[EntryId]) {
    owned.index_ahead().stories.forget(left);
    owned.in_step();
}

fn set_private(owned: &mut OwnedIndex, feed: FeedId, of: Option<UserId>) -> Result<bool, StoreError> {
    let (store, now) = (owned.store(), owned.now());
    let Some(left) = owned.wait(store.set_private(feed, of, now))? else { return Ok(false) };
    forget(owned, &left);
    Ok(true)
}

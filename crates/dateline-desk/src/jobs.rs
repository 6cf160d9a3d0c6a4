//! Jobs side by side: each is done whatever becomes of the others, and one that panics costs itself alone. Also the leases
//! of feeds, which come back however their work ends.

use dateline_model::FeedId;
use dateline_store::{Store, StoreError};
use std::collections::BTreeSet;
use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinSet};

/// Waits for every job; gives the first error of the store.
pub(crate) async fn all(mut jobs: JoinSet<Result<(), StoreError>>) -> Result<(), StoreError> {
    let mut first = Ok(());
    while let Some(ended) = jobs.join_next().await {
        let ended = ended.unwrap_or_else(|error| {
            log_panic(&error);
            Ok(())
        });
        first = first.and(ended);
    }
    first
}

/// Logs a job that panicked.
pub(crate) fn log_panic(error: &JoinError) {
    tracing::error!(%error, "a job ended by a fault in Dateline, everything else goes on; please report it");
}

/// Feeds that are leased to us; those that are not done are given back when this is dropped, be it that nobody waits for
/// them any more or that a fault ended the work.
pub(crate) struct Leases {
    store: Store,
    feeds: BTreeSet<FeedId>,
}

impl Leases {
    /// Leases of these feeds.
    pub(crate) fn new(store: Store, feeds: impl Iterator<Item = FeedId>) -> Self {
        Self { store, feeds: feeds.collect() }
    }

    /// The lease of a feed was given back.
    pub(crate) fn done(&mut self, feed: FeedId) {
        self.feeds.remove(&feed);
    }
}

impl Drop for Leases {
    fn drop(&mut self) {
        let left: Vec<FeedId> = std::mem::take(&mut self.feeds).into_iter().collect();
        // Without a runtime the process ends, and the next one forgets all leases.
        if let (false, Ok(runtime)) = (left.is_empty(), Handle::try_current()) {
            let store = self.store.clone();
            runtime.spawn(async move {
                if let Err(error) = store.release(left).await {
                    tracing::warn!(%error, "leases were not given back; they end by themselves");
                }
            });
        }
    }
}

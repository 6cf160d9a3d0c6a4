//! The schedule of a running desk: feeds that are due are polled, what is too old goes.

use crate::Desk;
use crate::story_index::OwnedIndex;
use crate::update::Which;
use dateline_store::StoreError;
use std::future::Future;
use std::time::Duration;
use tokio::task::JoinSet;

/// How often the schedule looks for feeds that are due.
const LOOK: Duration = Duration::from_secs(5);
/// Looks between two rounds of cleaning: once an hour.
const CLEAN_EVERY: u32 = 720;
/// Looks between two of looking at the stories of new articles as a whole: once a minute.
const REGROUP_EVERY: u32 = 12;

impl Desk {
    /// Polls what is due until `stop` is ready; what runs then is dropped, and what was committed stays. Trouble with the store is logged and tried again.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut looks: u32 = 0;
        // Rounds overlap: a slow host keeps its own round waiting, not the feeds that come due meanwhile.
        let mut rounds = JoinSet::new();
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = look.tick() => {}
                Some(ended) = rounds.join_next() => {
                    if let Err(error) = ended {
                        tracing::error!(%error, "a round ended by a fault in Dateline; the next one begins in seconds");
                    }
                    continue;
                }
            }
            let (desk, at) = (self.clone(), looks);
            rounds.spawn(async move { desk.turn(at).await });
            looks = looks.wrapping_add(1);
        }
    }

    async fn turn(&self, at: u32) {
        // Side by side: hubs do not wait for slow feeds, nor feeds for slow hubs or receivers.
        let (hubs, update, lost, told) = tokio::join!(
            self.renew_hub_leases(),
            self.update(Which::Due),
            self.read_lost(),
            self.tell_webhooks()
        );
        if let Err(error) = told {
            tracing::error!(%error, "webhooks were not told; they will be at the next turn");
        }
        if let Err(error) = hubs {
            tracing::error!(%error, "hubs were not seen to; they will be at the next turn");
        }
        if let Err(error) = lost {
            tracing::error!(%error, "pages that were lost were not asked for; they will be at the next turn");
        }
        if let Err(error) = update {
            tracing::error!(%error, "the update was not finished; what came is kept");
        }
        if at.is_multiple_of(REGROUP_EVERY)
            && let Err(error) = self.regroup().await
        {
            tracing::error!(%error, "stories were not looked through; they stay as they are");
        }
        if at.is_multiple_of(CLEAN_EVERY)
            && let Err(error) = self.clean_by_clock().await
        {
            tracing::error!(%error, "nothing was cleaned away");
        }
    }

    async fn clean_by_clock(&self) -> Result<(), StoreError> {
        if self.trusts_clock().await? { self.clean().await } else { Ok(()) }
    }

    /// Drops what is older or more than settings and feeds want kept, and keeps the index quick.
    pub async fn clean(&self) -> Result<(), StoreError> {
        let cleaned = self.inner.store.clean(self.inner.settings.keep, self.now()).await?;
        let since = self.inner.settings.open.since(self.now());
        let gone = cleaned.articles;
        let articles = gone.len();
        let forget = move |owned: &mut OwnedIndex| {
            let stories = &mut owned.index_mut().stories;
            stories.forget(&gone);
            stories.forget_before(since);
            Ok(())
        };
        self.inner.index.run(forget).await?;
        self.meet_imported(None).await?;
        let merged = self.inner.store.optimize_index().await?;
        tracing::debug!(articles, pages = cleaned.pages, images = cleaned.images, merged, "cleaned");
        Ok(())
    }
}

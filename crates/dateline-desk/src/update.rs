//! An update: feeds are leased, polled side by side, and the pages they announce are fetched and read.

use crate::Desk;
use crate::progress::{Event, FeedReport, Outcome, Summary};
use dateline_model::{FeedId, Holding};
use dateline_store::{FeedRecord, Lease, StoreError};
use jiff::SignedDuration;
use tokio::task::JoinSet;

/// Which feeds are updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All, due or not, but not those that are gone.
    All,
    /// Those that are due.
    Due,
    /// These.
    These(Vec<FeedId>),
}

/// How long a lease holds; long, for a feed may wait for a slow host. A store that is opened anew forgets its leases, so
/// that a killed process keeps nobody waiting.
const LEASE_MINUTES: i64 = 360;
/// Most feeds of one update.
const FEEDS: u32 = 100_000;
/// Pages of one feed that are taken in one turn.
const PAGES: u32 = 1_000;

impl Desk {
    /// Polls feeds and reads the pages of what is new. Progress goes to [`Desk::subscribe`].
    pub async fn update(&self, which: Which) -> Result<Summary, StoreError> {
        let (feeds, busy) = self.lease(which).await?;
        self.tell(Event::Started { feeds: feeds.len() });
        let mut running = JoinSet::new();
        for feed in feeds {
            let desk = self.clone();
            running.spawn(async move { desk.update_one(feed).await });
        }
        let mut summary = Summary { feeds: Vec::new(), busy };
        let mut trouble = None;
        while let Some(done) = running.join_next().await {
            match done {
                Ok(Ok(report)) => summary.feeds.push(report),
                Ok(Err(error)) => trouble = Some(error),
                Err(_) => trouble = Some(StoreError::Closed),
            }
        }
        summary.feeds.sort_by_key(|feed| feed.id);
        self.tell(Event::Finished(summary.clone()));
        trouble.map_or(Ok(summary), Err)
    }

    async fn lease(&self, which: Which) -> Result<(Vec<FeedRecord>, u32), StoreError> {
        let now = self.now();
        let until = now.checked_add(SignedDuration::from_mins(LEASE_MINUTES)).unwrap_or(now);
        let lease = Lease { owner: self.inner.settings.owner.clone(), now, until, limit: FEEDS };
        let ids = match which {
            Which::Due => return Ok((self.inner.store.lease_due(lease).await?, 0)),
            Which::These(ids) => ids,
            Which::All => {
                let feeds = self.inner.store.feeds().await?;
                feeds.iter().filter(|feed| feed.health.gone_at.is_none()).map(|feed| feed.id).collect()
            }
        };
        let asked = ids.len();
        let leased = self.inner.store.lease_feeds(lease, ids).await?;
        let busy = u32::try_from(asked.saturating_sub(leased.len())).unwrap_or(u32::MAX);
        Ok((leased, busy))
    }

    async fn update_one(&self, feed: FeedRecord) -> Result<FeedReport, StoreError> {
        let mut report = {
            let _turn = self.inner.feeds.wait(feed.url.host()).await;
            let polled = self.poll(&feed).await;
            if polled.is_err() {
                self.inner.store.release(vec![feed.id]).await?;
            }
            polled?
        };
        let wanted = self.inner.store.wanted_pages(Some(feed.id), PAGES).await?;
        self.tell(Event::Polled { report: report.clone(), pages: wanted.len() });
        if let Outcome::Failed(words) = &report.outcome {
            tracing::info!(feed = %feed.url, words, "no feed came");
        }
        let mut pages = JoinSet::new();
        for page in wanted {
            let desk = self.clone();
            pages.spawn(async move { desk.take_page(&page).await });
        }
        while let Some(taken) = pages.join_next().await {
            match taken.unwrap_or(Err(StoreError::Closed))? {
                Some(Holding::Full | Holding::OtherKind) | None => {}
                Some(Holding::Partial | Holding::HeadlineOnly) => report.walled += 1,
                Some(Holding::None) => report.failed += 1,
            }
        }
        self.heal().await?;
        Ok(report)
    }
}

//! An update: feeds are leased, polled side by side, and the pages they announce are fetched and read.

use crate::Desk;
use crate::jobs::{Leases, log_panic};
use crate::progress::{Event, FeedReport, Listeners, Outcome, Summary};
use dateline_model::{FeedId, Holding};
use dateline_store::{Lease, PollTarget, StoreError};
use jiff::SignedDuration;
use tokio::sync::mpsc;
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
        self.updated(which, &self.listeners()).await
    }

    /// The same, with the steps of this update alone told to `asker` as well.
    pub async fn update_for(
        &self,
        asker: mpsc::UnboundedSender<Event>,
        which: Which,
    ) -> Result<Summary, StoreError> {
        self.updated(which, &Listeners { asker: Some(asker), ..self.listeners() }).await
    }

    async fn updated(&self, which: Which, listeners: &Listeners) -> Result<Summary, StoreError> {
        let by_hand = which != Which::Due;
        let desk = self.clone();
        // In a task of its own: should nobody wait any more, what was leased meanwhile is given back.
        let leased = tokio::spawn(async move {
            let (feeds, busy) = desk.lease(which).await?;
            let leases = Leases::new(desk.inner.store.clone(), feeds.iter().map(|feed| feed.id));
            Ok((feeds, leases, busy))
        });
        let (feeds, leases, busy) = leased.await.unwrap_or_else(|error| {
            log_panic(&error);
            Err(StoreError::JobFailed(error.to_string()))
        })?;
        listeners.tell(Event::Started { feeds: feeds.len() });
        let (mut feeds, trouble) = self.poll_all(feeds, leases, listeners).await;
        if by_hand {
            self.regroup().await?;
        }
        feeds.sort_by_key(|feed| feed.id);
        let summary = Summary { feeds, busy };
        listeners.tell(Event::Finished(summary.clone()));
        trouble.map_or(Ok(summary), Err)
    }

    async fn lease(&self, which: Which) -> Result<(Vec<PollTarget>, u32), StoreError> {
        let now = self.now();
        let until = now.checked_add(SignedDuration::from_mins(LEASE_MINUTES)).unwrap_or(now);
        let lease = Lease { owner: self.inner.settings.owner.clone(), now, until, limit: FEEDS };
        let ids = match which {
            Which::Due => return Ok((self.inner.store.lease_due(lease).await?, 0)),
            Which::These(ids) => ids,
            Which::All => self.inner.store.askable_feeds().await?,
        };
        let asked = ids.len();
        let leased = self.inner.store.lease_feeds(lease, ids).await?;
        let busy = u32::try_from(asked.saturating_sub(leased.len())).unwrap_or(u32::MAX);
        Ok((leased, busy))
    }

    /// Reads the pages that a feed announced.
    pub(crate) async fn read_pages(
        &self,
        mut report: FeedReport,
        listeners: &Listeners,
    ) -> Result<FeedReport, StoreError> {
        let wanted = self.inner.store.wanted_pages(Some(report.id), self.now(), PAGES).await?;
        listeners.tell(Event::Polled { report: report.clone(), pages: wanted.len() });
        if let Outcome::Failed(words) = &report.outcome {
            tracing::info!(feed = %report.url, words, "no feed came");
        }
        let mut pages = JoinSet::new();
        for page in wanted {
            let (desk, listeners) = (self.clone(), listeners.clone());
            pages.spawn(async move { desk.take_page(&page, &listeners).await });
        }
        while let Some(parsed) = pages.join_next().await {
            match parsed.inspect_err(log_panic).ok().transpose()? {
                Some(Some(Holding::Full | Holding::OtherKind) | None) => {}
                Some(Some(Holding::Partial | Holding::HeadlineOnly)) => report.walled += 1,
                Some(Some(Holding::None)) | None => report.failed += 1,
            }
        }
        Ok(report)
    }
}

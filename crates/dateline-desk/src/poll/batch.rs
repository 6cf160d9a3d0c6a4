//! Polls many feeds at once: one at a time of each host, slow hosts in a pool of their own, pages after their feed. Leases and
//! schedules belong to others.

use crate::Desk;
use crate::concurrency::Pool;
use crate::jobs::{Leases, log_panic};
use crate::progress::{FeedReport, Listeners};
use dateline_store::{PollTarget, StoreError};
use std::collections::{HashMap, VecDeque};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{Id, JoinError, JoinSet};

/// A feed whose polls take longer on average, milliseconds, begins in the slow pool.
const SLOW_MS: u32 = 2_500;

/// Feeds that wait, in the order they came; of each host only one is ready.
#[derive(Default)]
struct Queue {
    ready: VecDeque<PollTarget>,
    /// Behind a feed of the same host that is ready or being asked.
    behind: HashMap<String, VecDeque<PollTarget>>,
}

impl Queue {
    fn push(&mut self, feed: PollTarget) {
        if let Some(behind) = self.behind.get_mut(feed.url.host()) {
            behind.push_back(feed);
        } else {
            self.behind.insert(feed.url.host().to_owned(), VecDeque::new());
            self.ready.push_back(feed);
        }
    }

    /// A feed of the host has been asked: the next one is ready, behind those of other hosts.
    fn asked(&mut self, host: &str) {
        match self.behind.get_mut(host).and_then(VecDeque::pop_front) {
            Some(next) => self.ready.push_back(next),
            None => drop(self.behind.remove(host)),
        }
    }
}

type Asked = Result<FeedReport, StoreError>;

/// Feeds that are polled together.
struct PollBatch {
    fast: Queue,
    slow: Queue,
    leases: Leases,
    listeners: Listeners,
    asking: JoinSet<Asked>,
    /// Which feed each of them asks.
    asked: HashMap<Id, (PollTarget, Pool)>,
    reading: JoinSet<Asked>,
    /// What came of the feeds whose pages are read.
    polled: HashMap<Id, FeedReport>,
    reports: Vec<FeedReport>,
    trouble: Option<StoreError>,
}

impl Desk {
    /// Polls leased feeds and reads the pages they announce. What failed with the store comes beside the reports.
    pub(crate) async fn poll_all(
        &self,
        feeds: Vec<PollTarget>,
        leases: Leases,
        listeners: &Listeners,
    ) -> (Vec<FeedReport>, Option<StoreError>) {
        let mut batch = PollBatch::new(leases, listeners.clone());
        for feed in feeds {
            batch.queue(pool(&feed)).push(feed);
        }
        let places = &self.inner.feeds;
        loop {
            let (fast, slow) = (!batch.fast.ready.is_empty(), !batch.slow.ready.is_empty());
            tokio::select! {
                biased;
                Some(asked) = batch.asking.join_next_with_id() => batch.answered(self, asked).await,
                Some(read) = batch.reading.join_next_with_id() => batch.read(read),
                place = places.place(Pool::Fast), if fast => batch.ask(self, Pool::Fast, place),
                place = places.place(Pool::Slow), if slow => batch.ask(self, Pool::Slow, place),
                else => break,
            }
        }
        (batch.reports, batch.trouble)
    }
}

/// Whoever failed or was slow last time does not stand in the way of the others.
fn pool(feed: &PollTarget) -> Pool {
    if feed.failures > 0 || feed.mean_ms > SLOW_MS { Pool::Slow } else { Pool::Fast }
}

impl PollBatch {
    fn new(leases: Leases, listeners: Listeners) -> Self {
        Self {
            fast: Queue::default(),
            slow: Queue::default(),
            leases,
            listeners,
            asking: JoinSet::new(),
            asked: HashMap::new(),
            reading: JoinSet::new(),
            polled: HashMap::new(),
            reports: Vec::new(),
            trouble: None,
        }
    }

    fn queue(&mut self, pool: Pool) -> &mut Queue {
        match pool {
            Pool::Fast => &mut self.fast,
            Pool::Slow => &mut self.slow,
        }
    }

    fn ask(&mut self, desk: &Desk, pool: Pool, place: Option<OwnedSemaphorePermit>) {
        let Some(feed) = self.queue(pool).ready.pop_front() else { return };
        let (desk, subject) = (desk.clone(), feed.clone());
        let job =
            self.asking.spawn(async move { desk.inner.feeds.keep(pool, place, desk.poll(&subject)).await });
        self.asked.insert(job.id(), (feed, pool));
    }

    /// A feed answered, or its poll ended by a fault of ours; the next of its host is ready either way.
    async fn answered(&mut self, desk: &Desk, ended: Result<(Id, Asked), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        let Some((feed, pool)) = self.asked.remove(&id) else { return };
        self.queue(pool).asked(feed.url.host());
        let polled = match ended {
            Ok((_, polled)) => polled,
            Err(error) => {
                log_panic(&error);
                desk.give_up(&feed).await
            }
        };
        match polled {
            Ok(report) => {
                self.leases.done(feed.id);
                let (desk, listeners, polled) = (desk.clone(), self.listeners.clone(), report.clone());
                let job = self.reading.spawn(async move { desk.read_pages(report, &listeners).await });
                self.polled.insert(job.id(), polled);
            }
            // The lease is given back with the others that are left.
            Err(error) => self.trouble = Some(error),
        }
    }

    fn read(&mut self, ended: Result<(Id, Asked), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        let polled = self.polled.remove(&id);
        match ended {
            Ok((_, Ok(report))) => self.reports.push(report),
            Ok((_, Err(error))) => self.trouble = Some(error),
            Err(error) => {
                log_panic(&error);
                self.reports.extend(polled);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{FeedId, PollHints, Validators, WebUrl};

    fn feed(id: i64, host: &str) -> PollTarget {
        PollTarget {
            id: FeedId(id),
            url: WebUrl::parse(&format!("https://{host}/{id}")).unwrap(),
            title: String::new(),
            home: None,
            validators: Validators::default(),
            hints: PollHints::default(),
            failures: 0,
            mean_ms: 0,
            hours_between_new: None,
            polling: dateline_store::Polling::default(),
            pushed_until: None,
        }
    }

    #[test]
    fn hosts_take_turns() {
        let mut queue = Queue::default();
        for (id, host) in
            [(1, "batch.example"), (2, "batch.example"), (3, "batch.example"), (4, "lone.example")]
        {
            queue.push(feed(id, host));
        }
        let ready = |queue: &Queue| queue.ready.iter().map(|feed| feed.id.0).collect::<Vec<_>>();
        assert_eq!(ready(&queue), [1, 4]);
        queue.ready.pop_front();
        assert_eq!(ready(&queue), [4], "the second of the host waits for the first");
        queue.asked("batch.example");
        assert_eq!(ready(&queue), [4, 2]);
        queue.ready.clear();
        queue.asked("batch.example");
        queue.asked("batch.example");
        queue.asked("lone.example");
        assert!(queue.behind.is_empty());
    }

    #[test]
    fn who_failed_begins_in_the_slow_pool() {
        let well = feed(1, "well.example");
        assert_eq!(pool(&well), Pool::Fast);
        assert_eq!(pool(&PollTarget { failures: 1, ..well.clone() }), Pool::Slow);
        assert_eq!(pool(&PollTarget { mean_ms: SLOW_MS + 1, ..well }), Pool::Slow);
    }
}

//! Bounds of what runs at once: feeds in two pools, one page of a host at a time, no page twice. Pauses between requests are the
//! fetcher's.

use dateline_model::EntryId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{Mutex as Gate, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::sleep;

/// A bounded number of hosts whose pages are fetched. Whoever waits for its host does not hold a place, so that a slow host with a
/// thousand pages takes one place, not all of them.
pub(crate) struct HostLimiter {
    places: Semaphore,
    hosts: Mutex<HashMap<String, Weak<Gate<()>>>>,
}

/// A turn; it ends when this is dropped.
pub(crate) struct HostTurn<'t> {
    _place: Option<SemaphorePermit<'t>>,
    _host: OwnedMutexGuard<()>,
}

/// Hosts remembered before those that nobody waits for are forgotten.
const REMEMBERED: usize = 1_024;

impl HostLimiter {
    /// So many hosts at once, at least one.
    pub(crate) fn new(places: usize) -> Self {
        Self { places: Semaphore::new(places.max(1)), hosts: Mutex::default() }
    }

    /// Waits for the host, then for a place.
    pub(crate) async fn wait(&self, host: &str) -> HostTurn<'_> {
        let host = self.gate(host).lock_owned().await;
        // The semaphore is never closed; without a place the host's own turn still holds.
        HostTurn { _place: self.places.acquire().await.ok(), _host: host }
    }

    fn gate(&self, host: &str) -> Arc<Gate<()>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= REMEMBERED {
            hosts.retain(|_, gate| gate.strong_count() > 0);
        }
        if let Some(gate) = hosts.get(host).and_then(Weak::upgrade) {
            return gate;
        }
        let gate = Arc::new(Gate::new(()));
        hosts.insert(host.to_owned(), Arc::downgrade(&gate));
        gate
    }
}

/// Feeds at work: places for those that answer at once, and more of them for those that do not, so that a
/// thousand hosts that never answer do not keep the others waiting.
pub(crate) struct PollPool {
    fast: Arc<Semaphore>,
    slow: Arc<Semaphore>,
}

/// Concurrency pool that a poll starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pool {
    /// Whoever answered well so far, or was never asked.
    Fast,
    /// Whoever is known to be slow or failing.
    Slow,
}

/// A feed that has not answered by then makes room for another one.
const PATIENCE: Duration = Duration::from_millis(250);
/// PollPool for slow feeds, for each fast one.
const SLOW_EACH: usize = 7;

impl PollPool {
    /// So many fast places, at least one.
    pub(crate) fn new(fast: usize) -> Self {
        let fast = fast.max(1);
        let sockets = dateline_fetch::socket_limit();
        // A part of the sockets is for pages, idle connections, the store and whoever visits the desk.
        let slow = (fast * SLOW_EACH).min((sockets / 2).saturating_sub(fast)).max(1);
        Self { fast: Arc::new(Semaphore::new(fast)), slow: Arc::new(Semaphore::new(slow)) }
    }

    /// Waits for a place.
    pub(crate) async fn place(&self, pool: Pool) -> Option<OwnedSemaphorePermit> {
        Arc::clone(if pool == Pool::Fast { &self.fast } else { &self.slow }).acquire_owned().await.ok()
    }

    /// Does the work in a place; one that takes long moves over to a slow place when there is one.
    pub(crate) async fn keep<T>(
        &self,
        pool: Pool,
        place: Option<OwnedSemaphorePermit>,
        work: impl Future<Output = T>,
    ) -> T {
        let mut work = std::pin::pin!(work);
        if pool == Pool::Fast {
            tokio::select! {
                done = &mut work => return done,
                () = sleep(PATIENCE) => {}
            }
            tokio::select! {
                done = &mut work => return done,
                _slow = self.slow.acquire() => {
                    drop(place);
                    return work.await;
                }
            }
        }
        work.await
    }
}

/// Articles whose page is being fetched.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<HashSet<EntryId>>);

/// A claim; it ends when this is dropped.
pub(crate) struct Claim<'c> {
    claims: &'c InFlight,
    entry: EntryId,
}

impl InFlight {
    /// Claims an article; `None` where another task has.
    pub(crate) fn claim(&self, entry: EntryId) -> Option<Claim<'_>> {
        let mut claimed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        claimed.insert(entry).then(|| Claim { claims: self, entry })
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.claims.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::task::{Context, Poll, Waker};

    fn is_ready(future: std::pin::Pin<&mut impl Future>) -> bool {
        matches!(future.poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(_))
    }

    #[tokio::test]
    async fn a_crowded_host_takes_one_place() {
        let turns = HostLimiter::new(2);
        let first = turns.wait("slow.example").await;
        let mut second = std::pin::pin!(turns.wait("slow.example"));
        assert!(!is_ready(second.as_mut()));
        let other = turns.wait("fast.example").await;
        let mut third = std::pin::pin!(turns.wait("third.example"));
        assert!(!is_ready(third.as_mut()), "two places only");
        drop(other);
        assert!(is_ready(third.as_mut()));
        drop(first);
        assert!(is_ready(second.as_mut()));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_takes_long_makes_room() {
        let places = PollPool::new(1);
        let silent = places.place(Pool::Fast).await;
        let mut silent = std::pin::pin!(places.keep(Pool::Fast, silent, std::future::pending::<()>()));
        assert!(!is_ready(silent.as_mut()));
        assert!(!is_ready(std::pin::pin!(places.place(Pool::Fast))));
        tokio::time::advance(PATIENCE * 2).await;
        assert!(!is_ready(silent.as_mut()));
        assert!(is_ready(std::pin::pin!(places.place(Pool::Fast))));
        assert_eq!(places.keep(Pool::Slow, None, std::future::ready(7)).await, 7);
    }

    #[test]
    fn a_page_is_claimed_once() {
        let claims = InFlight::default();
        let claim = claims.claim(EntryId(1));
        assert!(claim.is_some() && claims.claim(EntryId(1)).is_none());
        drop(claim);
        assert!(claims.claim(EntryId(1)).is_some());
    }
}

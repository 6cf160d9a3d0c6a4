//! Whose turn it is: so many feeds and hosts at once, one task of each, and no page twice. Knows nothing of pauses, which are the
//! fetcher's.

use dateline_model::EntryId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{Mutex as Gate, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::sleep;

/// A bounded number of hosts at work. Whoever waits for its host does not hold a place, so that a slow host with a
/// thousand pages takes one place, not all of them.
pub(crate) struct Turns {
    places: Semaphore,
    hosts: Mutex<HashMap<String, Weak<Gate<()>>>>,
}

/// A turn; it ends when this is dropped.
pub(crate) struct Turn<'t> {
    _place: Option<SemaphorePermit<'t>>,
    _host: OwnedMutexGuard<()>,
}

/// Hosts remembered before those that nobody waits for are forgotten.
const REMEMBERED: usize = 1_024;

impl Turns {
    /// So many hosts at once, at least one.
    pub(crate) fn new(places: usize) -> Self {
        Self { places: Semaphore::new(places.max(1)), hosts: Mutex::default() }
    }

    /// Waits for the host, then for a place.
    pub(crate) async fn wait(&self, host: &str) -> Turn<'_> {
        let host = self.gate(host).lock_owned().await;
        // The semaphore is never closed; without a place the host's own turn still holds.
        Turn { _place: self.places.acquire().await.ok(), _host: host }
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

/// Room for feeds at work: places for those that answer at once, and more of them for those that do not, so that a
/// thousand hosts that never answer do not keep the others waiting.
pub(crate) struct Places {
    quick: Arc<Semaphore>,
    slow: Arc<Semaphore>,
}

/// Which room a feed is given at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// Whoever answered well so far, or was never asked.
    Quick,
    /// Whoever is known to be slow or failing.
    Slow,
}

/// A feed that has not answered by then makes room for another one.
const PATIENCE: Duration = Duration::from_millis(250);
/// Places for slow feeds, for each quick one.
const SLOW_EACH: usize = 7;

impl Places {
    /// So many quick places, at least one.
    pub(crate) fn new(quick: usize) -> Self {
        let quick = quick.max(1);
        let sockets = dateline_fetch::sockets();
        // A part of the sockets is for pages, idle connections, the store and whoever visits the desk.
        let slow = (quick * SLOW_EACH).min((sockets / 2).saturating_sub(quick)).max(1);
        Self { quick: Arc::new(Semaphore::new(quick)), slow: Arc::new(Semaphore::new(slow)) }
    }

    /// Waits for a place.
    pub(crate) async fn place(&self, room: Room) -> Option<OwnedSemaphorePermit> {
        Arc::clone(if room == Room::Quick { &self.quick } else { &self.slow }).acquire_owned().await.ok()
    }

    /// Does the work in a place; one that takes long moves over to a slow place when there is one.
    pub(crate) async fn keep<T>(
        &self,
        room: Room,
        place: Option<OwnedSemaphorePermit>,
        work: impl Future<Output = T>,
    ) -> T {
        let mut work = std::pin::pin!(work);
        if room == Room::Quick {
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

/// Articles whose page somebody is fetching.
#[derive(Default)]
pub(crate) struct Claims(Mutex<HashSet<EntryId>>);

/// A claim; it ends when this is dropped.
pub(crate) struct Claim<'c> {
    claims: &'c Claims,
    entry: EntryId,
}

impl Claims {
    /// Claims an article, unless somebody has.
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
        let turns = Turns::new(2);
        let first = turns.wait("slow.example").await;
        let mut second = std::pin::pin!(turns.wait("slow.example"));
        assert!(!is_ready(second.as_mut()));
        let other = turns.wait("quick.example").await;
        let mut third = std::pin::pin!(turns.wait("third.example"));
        assert!(!is_ready(third.as_mut()), "two places only");
        drop(other);
        assert!(is_ready(third.as_mut()));
        drop(first);
        assert!(is_ready(second.as_mut()));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_takes_long_makes_room() {
        let places = Places::new(1);
        let silent = places.place(Room::Quick).await;
        let mut silent = std::pin::pin!(places.keep(Room::Quick, silent, std::future::pending::<()>()));
        assert!(!is_ready(silent.as_mut()));
        assert!(!is_ready(std::pin::pin!(places.place(Room::Quick))));
        tokio::time::advance(PATIENCE * 2).await;
        assert!(!is_ready(silent.as_mut()));
        assert!(is_ready(std::pin::pin!(places.place(Room::Quick))));
        assert_eq!(places.keep(Room::Slow, None, std::future::ready(7)).await, 7);
    }

    #[test]
    fn a_page_is_claimed_once() {
        let claims = Claims::default();
        let claim = claims.claim(EntryId(1));
        assert!(claim.is_some() && claims.claim(EntryId(1)).is_none());
        drop(claim);
        assert!(claims.claim(EntryId(1)).is_some());
    }
}

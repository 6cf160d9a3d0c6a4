//! Whose turn it is: so many hosts at once, one task of each, and no page twice. Knows nothing of pauses, which are the
//! fetcher's.

use dateline_model::EntryId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::{Mutex as Gate, OwnedMutexGuard, Semaphore, SemaphorePermit};

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

    #[test]
    fn a_page_is_claimed_once() {
        let claims = Claims::default();
        let claim = claims.claim(EntryId(1));
        assert!(claim.is_some() && claims.claim(EntryId(1)).is_none());
        drop(claim);
        assert!(claims.claim(EntryId(1)).is_some());
    }
}

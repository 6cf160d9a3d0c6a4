//! Requests with an `Idempotency-Key` that are being answered: none of them is answered beside itself.

use dateline_model::UserId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Requests with a key that are being answered.
#[derive(Debug, Default)]
pub(crate) struct RunningRequests(Mutex<HashSet<(UserId, String)>>);

impl RunningRequests {
    /// Begins one; `None` where one with this key is being answered already.
    pub(crate) fn begin(self: &Arc<Self>, user: UserId, key: &str) -> Option<Begun> {
        let name = (user, key.to_owned());
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone());
        fresh.then(|| Begun { running: Arc::clone(self), name })
    }
}

/// One of them, until this is dropped.
#[derive(Debug)]
pub(crate) struct Begun {
    running: Arc<RunningRequests>,
    name: (UserId, String),
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_not_answered_beside_itself() {
        let running = Arc::new(RunningRequests::default());
        let first = running.begin(UserId(1), "a").unwrap();
        assert!(running.begin(UserId(1), "a").is_none());
        assert!(running.begin(UserId(1), "b").is_some() && running.begin(UserId(2), "a").is_some());
        drop(first);
        assert!(running.begin(UserId(1), "a").is_some());
    }
}

//! Streams of events that are open: so many for each person, and all of them end when the server stops.

use dateline_model::UserId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// Streams of one person: windows and programs.
pub(crate) const MOST: usize = 16;

/// The streams of everybody.
#[derive(Debug)]
pub(crate) struct EventStreams {
    open: Mutex<HashMap<UserId, usize>>,
    closing: watch::Sender<bool>,
}

impl Default for EventStreams {
    fn default() -> Self {
        Self { open: Mutex::default(), closing: watch::Sender::new(false) }
    }
}

impl EventStreams {
    /// A place for one stream more of somebody; `None` where that person has as many as may be.
    pub(crate) fn open(self: &Arc<Self>, user: UserId) -> Option<OpenStream> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(OpenStream { streams: Arc::clone(self), user })
    }

    /// Turns true when streams are to end.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Ends every stream.
    pub(crate) fn close_all(&self) {
        self.closing.send_replace(true);
    }
}

/// The place of a stream, free again once it is dropped.
#[derive(Debug)]
pub(crate) struct OpenStream {
    streams: Arc<EventStreams>,
    user: UserId,
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_so_many_streams_and_no_more() {
        let streams = Arc::new(EventStreams::default());
        let held: Vec<_> = (0..MOST).map(|_| streams.open(UserId(1)).unwrap()).collect();
        assert!(streams.open(UserId(1)).is_none() && streams.open(UserId(2)).is_some());
        drop(held);
        assert!(streams.open(UserId(1)).is_some());
        assert!(streams.open.lock().unwrap().is_empty(), "nothing is kept of who has none");
    }
}

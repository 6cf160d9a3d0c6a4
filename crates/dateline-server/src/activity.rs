//! What the desk is doing, gathered from its events for the status line and the metrics.

use dateline_desk::{Desk, Event};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast::error::RecvError;

/// Figures since the server began. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Activity(Arc<Mutex<Figures>>);

/// Figures at a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Updates that run.
    pub(crate) running: usize,
    /// Feeds of the running updates that have been asked.
    pub(crate) done: usize,
    /// Feeds of the running updates.
    pub(crate) total: usize,
    /// Pages read since the server began.
    pub(crate) pages: u64,
    /// Feeds asked since the server began.
    pub(crate) polls: u64,
    /// When the last update that asked a feed ended.
    pub(crate) finished: Option<Timestamp>,
}

impl Activity {
    /// Follows a desk until it is gone; holds no clone of it, which would keep it from going.
    pub(crate) fn listen(desk: &Desk) -> Self {
        let activity = Self::default();
        let (told, mut events, clock) = (activity.clone(), desk.subscribe(), desk.clock());
        tokio::spawn(async move {
            loop {
                match events.recv().await {
                    Ok(event) => told.take(&event, clock()),
                    Err(RecvError::Lagged(_)) => told.forget(),
                    Err(RecvError::Closed) => return,
                }
            }
        });
        activity
    }

    /// The figures now.
    pub(crate) fn figures(&self) -> Figures {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, event: &Event, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(event, now);
    }

    /// Events were missed: better no progress than a wrong one.
    fn forget(&self) {
        let mut figures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (figures.running, figures.done, figures.total) = (0, 0, 0);
    }
}

impl Figures {
    fn take(&mut self, event: &Event, now: Timestamp) {
        match event {
            Event::Started { feeds } => {
                self.running += 1;
                self.total += feeds;
            }
            Event::Polled { .. } => {
                self.polls += 1;
                self.done = (self.done + 1).min(self.total);
            }
            Event::Read { .. } => self.pages += 1,
            Event::Finished(summary) => {
                self.running = self.running.saturating_sub(1);
                if self.running == 0 {
                    (self.done, self.total) = (0, 0);
                }
                if !summary.feeds.is_empty() {
                    self.finished = Some(now);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_desk::Summary;

    #[test]
    fn an_update_without_feeds_leaves_no_trace() {
        let (mut figures, now) = (Figures::default(), Timestamp::UNIX_EPOCH);
        figures.take(&Event::Started { feeds: 0 }, now);
        figures.take(&Event::Finished(Summary::default()), now);
        assert_eq!(figures, Figures::default());
    }

    #[test]
    fn two_updates_at_once_add_up() {
        let (mut figures, now) = (Figures::default(), Timestamp::UNIX_EPOCH);
        figures.take(&Event::Started { feeds: 3 }, now);
        figures.take(&Event::Started { feeds: 2 }, now);
        assert_eq!((figures.running, figures.total), (2, 5));
        figures.take(&Event::Finished(Summary::default()), now);
        figures.take(&Event::Finished(Summary::default()), now);
        assert_eq!((figures.running, figures.total), (0, 0));
    }
}

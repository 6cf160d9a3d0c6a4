//! Work that waits for the one thread that does it: what a reader waits for goes before what a poll waits for.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Priority of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// A person waits for it.
    Reader,
    /// A poll, a page, a look at the window.
    Rest,
}

/// Sending half; the queue ends when it is dropped.
pub(crate) struct Sender<T>(Arc<Shared<T>>);

/// Receiving half.
pub(crate) struct Receiver<T>(Arc<Shared<T>>);

struct Shared<T> {
    waiting: Mutex<Waiting<T>>,
    news: Condvar,
}

struct Waiting<T> {
    readers: VecDeque<T>,
    rest: VecDeque<T>,
    /// Whether more may come.
    open: bool,
    /// Whether it is still taken from.
    parsed: bool,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nothing {
    /// Something may come.
    Yet,
    /// The queue has ended and everything was taken.
    More,
}

/// A queue with two priorities.
pub(crate) fn queue<T>() -> (Sender<T>, Receiver<T>) {
    let waiting = Waiting { readers: VecDeque::new(), rest: VecDeque::new(), open: true, parsed: true };
    let shared = Arc::new(Shared { waiting: Mutex::new(waiting), news: Condvar::new() });
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

impl<T> Shared<T> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Waiting<T> {
    fn next(&mut self) -> Result<T, Nothing> {
        let nothing = if self.open { Nothing::Yet } else { Nothing::More };
        self.readers.pop_front().or_else(|| self.rest.pop_front()).ok_or(nothing)
    }
}

impl<T> Sender<T> {
    /// Enqueues a value; false once the receiver is gone.
    pub(crate) fn send(&self, urgency: Urgency, thing: T) -> bool {
        let mut waiting = self.0.waiting();
        if waiting.parsed {
            match urgency {
                Urgency::Reader => waiting.readers.push_back(thing),
                Urgency::Rest => waiting.rest.push_back(thing),
            }
            self.0.news.notify_one();
        }
        waiting.parsed
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.waiting().open = false;
        self.0.news.notify_one();
    }
}

impl<T> Receiver<T> {
    /// Dequeues without waiting.
    pub(crate) fn take(&self) -> Result<T, Nothing> {
        self.0.waiting().next()
    }

    /// Dequeues, waiting for a value; `None` once every sender is gone.
    pub(crate) fn wait(&self) -> Option<T> {
        let mut waiting = self.0.waiting();
        loop {
            match waiting.next() {
                Ok(thing) => return Some(thing),
                Err(Nothing::More) => return None,
                Err(Nothing::Yet) => {
                    waiting = self.0.news.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.parsed = false;
        // Whoever waits for an answer learns that none will come.
        let left = (std::mem::take(&mut waiting.readers), std::mem::take(&mut waiting.rest));
        drop(waiting);
        drop(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_go_first_and_each_kind_in_its_order() {
        let (send, receive) = queue();
        assert_eq!(receive.take(), Err(Nothing::Yet));
        for (urgency, n) in
            [(Urgency::Rest, 1), (Urgency::Rest, 2), (Urgency::Reader, 3), (Urgency::Reader, 4)]
        {
            assert!(send.send(urgency, n));
        }
        drop(send);
        assert_eq!([receive.take(), receive.take()], [Ok(3), Ok(4)]);
        assert_eq!([receive.wait(), receive.wait(), receive.wait()], [Some(1), Some(2), None]);
        assert_eq!(receive.take(), Err(Nothing::More));
    }

    #[test]
    fn what_nobody_takes_is_not_kept() {
        let (send, receive) = queue();
        let thing = Arc::new(());
        assert!(send.send(Urgency::Rest, Arc::clone(&thing)));
        drop(receive);
        assert_eq!(Arc::strong_count(&thing), 1);
        assert!(!send.send(Urgency::Rest, thing));
    }

    #[test]
    fn whoever_waits_is_woken() {
        let (send, receive) = queue();
        let taker = std::thread::spawn(move || [receive.wait(), receive.wait()]);
        assert!(send.send(Urgency::Rest, 1));
        drop(send);
        assert_eq!(taker.join().unwrap(), [Some(1), None]);
    }
}

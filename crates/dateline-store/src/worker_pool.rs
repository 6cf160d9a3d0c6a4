//! Threads with a connection each that do one job after the other. Knows no table.

use crate::StoreError;
use rusqlite::Connection;
use std::collections::VecDeque;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use tokio::sync::{oneshot, watch};

/// What each thread holds for as long as it runs. The lock, which says that the store is in use, goes before the word that
/// the thread has ended.
#[derive(Clone)]
pub(crate) struct Held {
    _lock: Option<Arc<File>>,
    _running: watch::Sender<()>,
}

pub(crate) type Job = Box<dyn FnOnce(&mut Connection) + Send>;

impl Held {
    /// What threads hold, and what says when the last of them has let go.
    pub(crate) fn new(lock: Option<File>) -> (Self, watch::Receiver<()>) {
        let (running, ended) = watch::channel(());
        (Self { _lock: lock.map(Arc::new), _running: running }, ended)
    }
}

/// When a job has its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Before everything that is usual: a person waits for it, and it is short.
    First,
    Usual,
}

/// Jobs that wait for a thread.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Default)]
struct Waiting {
    first: VecDeque<Job>,
    usual: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    /// A poisoned lock only says that a thread ended; the queue itself is whole.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, turn: Turn, job: Job) {
        let mut waiting = self.waiting();
        match turn {
            Turn::First => waiting.first.push_back(job),
            Turn::Usual => waiting.usual.push_back(job),
        }
        self.more.notify_one();
    }

    /// No more jobs come; those that wait are done still.
    fn close(&self) {
        self.waiting().closed = true;
        self.more.notify_all();
    }

    /// The next job; `None` once the queue is closed and empty.
    fn next(&self) -> Option<Job> {
        let mut waiting = self.waiting();
        loop {
            let job = waiting.first.pop_front().or_else(|| waiting.usual.pop_front());
            if job.is_some() || waiting.closed {
                return job;
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A queue of jobs; dropping it waits until its threads have done what was asked and closed their connections.
pub(crate) struct Lane {
    /// `None` while it is dropped, and in a store that is only read.
    jobs: Option<Arc<Queue>>,
    pub(crate) threads: Vec<thread::JoinHandle<()>>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        if let Some(jobs) = self.jobs.take() {
            jobs.close();
        }
        for thread in self.threads.drain(..) {
            // A thread that panicked has closed its connection too.
            let _ended = thread.join();
        }
    }
}

impl Lane {
    /// A queue that nobody works off.
    pub(crate) const fn closed() -> Self {
        Self { jobs: None, threads: Vec::new() }
    }

    /// How many threads.
    pub(crate) fn len(&self) -> usize {
        self.threads.len()
    }

    /// Whether every thread that was started still runs.
    pub(crate) fn whole(&self) -> bool {
        self.threads.iter().all(|thread| !thread.is_finished())
    }

    /// Waits until a thread has done a job.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (send, receive) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Nobody waiting any more is no failure: what was asked for is done all the same.
            let _ = send.send(guarded(connection, work));
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::ReadingAlone)?;
        jobs.push(turn, job);
        receive.await.map_err(|_| StoreError::Closed)?
    }
}

/// Runs a job so that a panic in it costs this job alone: what it wrote is rolled back, and the connection goes on.
pub(crate) fn guarded<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // The connection is whole afterwards: a transaction rolls back as the panic passes, and what it left is ended below.
    let done = catch_unwind(AssertUnwindSafe(|| work(connection)));
    done.unwrap_or_else(|cause| {
        if !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        Err(StoreError::panicked(cause.as_ref()))
    })
}

pub(crate) fn lane(name: &str, connections: Vec<Connection>, held: &Held) -> Result<Lane, StoreError> {
    let jobs = Arc::new(Queue::default());
    let mut lane = Lane { jobs: Some(Arc::clone(&jobs)), threads: Vec::new() };
    for mut connection in connections {
        let (jobs, held) = (Arc::clone(&jobs), held.clone());
        let work = move || {
            while let Some(job) = jobs.next() {
                job(&mut connection);
            }
            drop(connection);
            drop(held);
        };
        let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
        lane.threads.push(spawned.map_err(|source| StoreError::File { path: PathBuf::from(name), source })?);
    }
    Ok(lane)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_waits_for_goes_before_what_is_usual() {
        let (queue, done) = (Queue::default(), Arc::new(Mutex::new(Vec::new())));
        for (turn, number) in [(Turn::Usual, 3), (Turn::Usual, 4), (Turn::First, 1), (Turn::First, 2)] {
            let done = Arc::clone(&done);
            queue.push(turn, Box::new(move |_| done.lock().unwrap().push(number)));
        }
        queue.close();
        let mut connection = Connection::open_in_memory().unwrap();
        while let Some(job) = queue.next() {
            job(&mut connection);
        }
        assert_eq!(*done.lock().unwrap(), [1, 2, 3, 4]);
    }
}

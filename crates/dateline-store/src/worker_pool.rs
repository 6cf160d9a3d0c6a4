//! Threads with a connection each that do one job after the other. Knows no table.

use crate::StoreError;
use rusqlite::Connection;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
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

/// A queue of jobs; dropping it waits until its threads have done what was asked and closed their connections.
pub(crate) struct Lane {
    /// `None` while it is dropped, and in a store that is only read.
    jobs: Option<mpsc::Sender<Job>>,
    pub(crate) threads: Vec<thread::JoinHandle<()>>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.jobs = None;
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
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (send, receive) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Nobody waiting any more is no failure: what was asked for is done all the same.
            let _ = send.send(guarded(connection, work));
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::ReadingAlone)?;
        jobs.send(job).map_err(|_| StoreError::Closed)?;
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
    let (send, receive) = mpsc::channel::<Job>();
    let receive = Arc::new(Mutex::new(receive));
    let mut lane = Lane { jobs: Some(send), threads: Vec::new() };
    for mut connection in connections {
        let (receive, held) = (Arc::clone(&receive), held.clone());
        let work = move || {
            while let Some(job) = next(&receive) {
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

pub(crate) fn next(receive: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    // A poisoned lock only says that another reader's job panicked; the queue itself is whole.
    receive.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv().ok()
}

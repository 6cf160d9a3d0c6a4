//! Whether the store still does what it is for, on each of its threads.

use crate::{Store, StoreError, settings};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// Setting that a probe writes.
const PROBE: &str = "probe.at";
/// How long a thread that was asked waits for the others: one that is at work for longer is asked again later, so that no
/// query waits for a probe.
const TOGETHER: Duration = Duration::from_millis(20);
/// Between two such rounds.
const PAUSE: Duration = Duration::from_millis(100);

/// Threads that have read what was written.
#[derive(Default)]
struct Read {
    threads: Mutex<HashSet<ThreadId>>,
    one_more: Condvar,
}

impl Store {
    /// Whether the store still does what it is for: its file is where it was, a row is written and read back on every reading thread,
    /// and no thread has ended. Whoever asks sets how long to wait; a job that takes long holds the answer up.
    pub async fn probe(&self, at: Timestamp) -> Result<(), StoreError> {
        if !self.whole() {
            return Err(StoreError::Halted);
        }
        if !self.is_in_place() {
            return Err(StoreError::Gone { path: self.path().to_owned() });
        }
        let written = at.as_millisecond().to_string();
        self.write_unsynced(move |tx| Ok(settings::set(tx, PROBE, Some(&written))?)).await?;
        let (read, readers) = (Arc::new(Read::default()), self.readers());
        while !self.round(&read, readers).await? {
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Asks as many times as there are threads; whether all of them have read by then.
    async fn round(&self, read: &Arc<Read>, readers: usize) -> Result<bool, StoreError> {
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..readers {
            let (store, read) = (self.clone(), Arc::clone(read));
            asked.spawn(async move { store.look(move |connection| read.take(connection, readers)).await });
        }
        let mut whole = Ok(false);
        // All are heard, so that none holds the store any longer.
        while let Some(done) = asked.join_next().await {
            let done = done.map_err(|_| StoreError::Closed).flatten();
            whole = whole.and_then(|whole| done.map(|done| whole || done));
        }
        whole
    }
}

impl Read {
    /// Reads on this thread, and waits a little, so that the others are asked as well.
    fn take(&self, connection: &mut Connection, readers: usize) -> Result<bool, StoreError> {
        // Another probe may have written meanwhile; that there is a row is enough.
        settings::get(connection, PROBE)?.ok_or_else(|| StoreError::Value(PROBE.to_owned()))?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.insert(thread::current().id());
        self.one_more.notify_all();
        let waited = self.one_more.wait_timeout_while(threads, TOGETHER, |threads| threads.len() < readers);
        Ok(waited.unwrap_or_else(PoisonError::into_inner).0.len() >= readers)
    }
}

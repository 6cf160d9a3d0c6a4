//! Opening the file, the lock, the writing thread and the reading threads. Knows no table but the settings.

fn in_transaction<T>(
    work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
) -> impl FnOnce(&mut Connection) -> Result<T, StoreError> {
    move |connection| {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

#[cfg(test)]
mod tests;

use crate::connection::{Options, READING, Unsynced, connect, create_private, take_lock};
use crate::file_kinds::FileId;
use crate::read_only::Tidy;
use crate::worker_pool::{Held, Lane, Turn, lane};
use crate::{StoreError, derived, schema};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::sync::watch;

/// The store. Cheap to clone; dropping the last clone waits until the log is in the file and the file is let go.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    // Fields are dropped in this order: SQLite takes the log away only where the last connection to close may write.
    readers: Lane,
    writer: Lane,
    next_entry: Arc<AtomicI64>,
    /// Polls that wait for the writing thread.
    polls: Arc<crate::polls::Pending>,
    /// The file that was opened; `None` where it is never written.
    file: Option<FileId>,
    /// Does its work when all else is dropped.
    _tidy: Option<Tidy>,
    /// Counts of kept searches, and how often the store was written since it was opened: what they hold good for.
    counts: Arc<crate::saved_searches::Counts>,
    written: Arc<AtomicU64>,
    /// Tells those who wait for a change that something was written.
    commits: Arc<watch::Sender<()>>,
    /// Without a sender once every thread has ended.
    ended: watch::Receiver<()>,
}

impl Store {
    /// Opens the store, making or migrating it where needed. Blocks for as long as a migration takes.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let (held, ended) = Held::new(Some(take_lock(path)?));
        create_private(path)?;
        let mut writer = connect(path, OpenFlags::default(), options)?;
        schema::migrate(&mut writer, path)?;
        derived::bring_up(&mut writer)?;
        crate::sql_views::make(&mut writer)?;
        writer.execute(
            "UPDATE feeds SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL",
            (),
        )?;
        let next_entry = crate::ids::next_entry_id(&writer)?;
        let readers = (0..options.readers.max(1))
            .map(|_| connect(path, READING, options))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                writer: lane("store-write", vec![writer], &held)?,
                readers: lane("store-read", readers, &held)?,
                next_entry: Arc::new(AtomicI64::new(next_entry)),
                polls: Arc::default(),
                counts: Arc::default(),
                written: Arc::new(AtomicU64::new(1)),
                commits: Arc::new(watch::Sender::new(())),
                file: FileId::of(path),
                _tidy: None,
                ended,
            }),
        })
    }

    /// A store that answers over these connections and is never changed.
    pub(crate) fn of_readers(
        path: &Path,
        readers: Vec<Connection>,
        tidy: Option<Tidy>,
    ) -> Result<Self, StoreError> {
        let (held, ended) = Held::new(None);
        Ok(Self {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                readers: lane("store-read", readers, &held)?,
                writer: Lane::closed(),
                next_entry: Arc::default(),
                polls: Arc::default(),
                file: None,
                _tidy: tidy,
                counts: Arc::default(),
                written: Arc::new(AtomicU64::new(1)),
                commits: Arc::new(watch::Sender::new(())),
                ended,
            }),
        })
    }

    /// Lets the file go: waits until every other clone is dropped, what was asked for is done, the log is in the file and the
    /// lock is free. Then the store can be opened again.
    pub async fn close(self) {
        let mut ended = self.inner.ended.clone();
        drop(self);
        while ended.changed().await.is_ok() {}
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// The number of the next entry. No job may hold the store itself: its thread would wait for itself to end.
    pub(crate) fn next_entry(&self) -> Arc<AtomicI64> {
        Arc::clone(&self.inner.next_entry)
    }

    /// Whether it was opened to be written.
    pub fn may_write(&self) -> bool {
        self.inner.file.is_some()
    }

    /// Whether its name still leads to the file that was opened.
    pub(crate) fn is_in_place(&self) -> bool {
        self.inner.file.is_none() || FileId::of(&self.inner.path) == self.inner.file
    }

    /// Whether every thread that was started still runs.
    pub(crate) fn whole(&self) -> bool {
        self.inner.writer.whole() && self.inner.readers.whole()
    }

    /// Threads that answer queries.
    pub(crate) fn readers(&self) -> usize {
        self.inner.readers.len()
    }

    pub(crate) fn pending_polls(&self) -> Arc<crate::polls::Pending> {
        Arc::clone(&self.inner.polls)
    }

    pub(crate) fn kept_counts(&self) -> Arc<crate::saved_searches::Counts> {
        Arc::clone(&self.inner.counts)
    }

    /// How often the store was written since it was opened. Whoever keeps what was read asks before reading: what is kept under
    /// a number is at least as new as this says.
    pub(crate) fn written(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.inner.written)
    }

    /// Changes whenever something was written; it keeps no store open.
    pub fn commits(&self) -> watch::Receiver<()> {
        self.inner.commits.subscribe()
    }

    /// Runs one write; `work` sees a transaction that is committed if it succeeds.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_writer(Turn::Usual, in_transaction(work)).await
    }

    /// The same for what a person waits for: before every write that waits already.
    pub(crate) async fn write_first<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_writer(Turn::First, in_transaction(work)).await
    }

    /// The same for what may be lost with a power cut: nothing waits for the disk.
    pub(crate) async fn write_unsynced<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let unsynced = move |connection: &mut Connection| {
            let connection = Unsynced::of(connection)?;
            in_transaction(work)(connection.0)
        };
        self.on_writer(Turn::First, unsynced).await
    }

    /// Runs something on the writing connection that cannot stand in a transaction.
    pub(crate) async fn maintain<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_writer(Turn::Usual, work).await
    }

    async fn on_writer<T: Send + 'static>(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (written, commits) = (self.written(), Arc::clone(&self.inner.commits));
        let counted = move |connection: &mut Connection| {
            let done = work(connection);
            // Failed or not: a part may have been committed.
            written.fetch_add(1, Ordering::SeqCst);
            commits.send_replace(());
            done
        };
        self.inner.writer.run(turn, counted).await
    }

    /// Runs something on a reading connection that cannot stand in a transaction.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.inner.readers.run(Turn::Usual, work).await
    }

    /// Runs one query; all that `work` reads is of one moment.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.inner.readers.run(Turn::Usual, move |connection| work(&connection.transaction()?)).await
    }
}

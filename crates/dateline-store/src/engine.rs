//! Opening the file, the lock, the writing thread and the reading threads. Knows no table but the settings.

#[cfg(test)]
mod tests;

use crate::beside::Tidy;
use crate::{StoreError, derived, schema};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use tokio::sync::{oneshot, watch};

/// How a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Threads that answer queries, at least one.
    pub readers: usize,
    /// Most bytes that the file may take; beyond it writing fails with [`StoreError::Full`]. `None`: the disk decides.
    pub max_bytes: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { readers: 2, max_bytes: None }
    }
}

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
    /// Does its work when all else is dropped.
    _tidy: Option<Tidy>,
    /// Counts of kept searches, and how often the store was written since it was opened: what they hold good for.
    counts: Arc<crate::saved::Counts>,
    written: Arc<AtomicU64>,
    /// Without a sender once every thread has ended.
    ended: watch::Receiver<()>,
}

/// What each thread holds for as long as it runs. The lock, which says that the store is in use, goes before the word that
/// the thread has ended.
#[derive(Clone)]
struct Held {
    _lock: Option<Arc<File>>,
    _running: watch::Sender<()>,
}

/// How a connection is opened that only reads.
pub(crate) const READING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A queue of jobs; dropping it waits until its threads have done what was asked and closed their connections.
struct Lane {
    /// `None` while it is dropped, and in a store that is only read.
    jobs: Option<mpsc::Sender<Job>>,
    threads: Vec<thread::JoinHandle<()>>,
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

impl Store {
    /// Opens the store, making or migrating it where needed. Blocks for as long as a migration takes.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let (running, ended) = watch::channel(());
        let held = Held { _lock: Some(Arc::new(take_lock(path)?)), _running: running };
        create_private(path)?;
        let mut writer = connect(path, OpenFlags::default(), options)?;
        schema::migrate(&mut writer, path)?;
        derived::bring_up(&mut writer)?;
        writer.execute(
            "UPDATE feeds SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL",
            (),
        )?;
        let next_entry = crate::rows::next_entry_id(&writer)?;
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
        let (running, ended) = watch::channel(());
        let held = Held { _lock: None, _running: running };
        Ok(Self {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                readers: lane("store-read", readers, &held)?,
                writer: Lane { jobs: None, threads: Vec::new() },
                next_entry: Arc::default(),
                polls: Arc::default(),
                _tidy: tidy,
                counts: Arc::default(),
                written: Arc::new(AtomicU64::new(1)),
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

    /// Whether every thread that was started still runs.
    pub(crate) fn whole(&self) -> bool {
        self.inner.writer.whole() && self.inner.readers.whole()
    }

    /// Threads that answer queries.
    pub(crate) fn readers(&self) -> usize {
        self.inner.readers.threads.len()
    }

    pub(crate) fn pending_polls(&self) -> Arc<crate::polls::Pending> {
        Arc::clone(&self.inner.polls)
    }

    pub(crate) fn kept_counts(&self) -> Arc<crate::saved::Counts> {
        Arc::clone(&self.inner.counts)
    }

    /// How often the store was written since it was opened. Whoever keeps what was read asks before reading: what is kept under
    /// a number is at least as new as this says.
    pub(crate) fn written(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.inner.written)
    }

    /// Runs one write; `work` sees a transaction that is committed if it succeeds.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.maintain(move |connection| {
            let transaction =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
        .await
    }

    /// Runs something on the writing connection that cannot stand in a transaction.
    pub(crate) async fn maintain<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let written = self.written();
        self.inner
            .writer
            .run(move |connection| {
                let done = work(connection);
                // Failed or not: a part may have been committed.
                written.fetch_add(1, Ordering::SeqCst);
                done
            })
            .await
    }

    /// Runs something on a reading connection that cannot stand in a transaction.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.inner.readers.run(work).await
    }

    /// Runs one query; all that `work` reads is of one moment.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.inner.readers.run(move |connection| work(&connection.transaction()?)).await
    }
}

impl Lane {
    /// Whether every thread that was started still runs.
    fn whole(&self) -> bool {
        self.threads.iter().all(|thread| !thread.is_finished())
    }

    async fn run<T: Send + 'static>(
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

fn lane(name: &str, connections: Vec<Connection>, held: &Held) -> Result<Lane, StoreError> {
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

fn next(receive: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    // A poisoned lock only says that another reader's job panicked; the queue itself is whole.
    receive.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv().ok()
}

/// Takes the lock that says that the store is in use.
pub(crate) fn take_lock(path: &Path) -> Result<File, StoreError> {
    let lock_path = lock_path(path);
    let failed = |source| StoreError::unwritten(path, source);
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&lock_path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Makes an empty file that only its owner can open, where none is yet. SQLite would make it open to others; its log takes
/// the file's mode.
pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    match File::options().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::unwritten(path, error))
        }
        _ => Ok(()),
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// A connection with the settings of the house.
pub(crate) fn connect(path: &Path, flags: OpenFlags, options: Options) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)?;
    settle(&connection, flags, options).map_err(|error| name_foreign(error, path))?;
    Ok(connection)
}

/// Kilobytes of pages that a connection keeps. The system keeps the file's pages besides; readers are as quick with 4 MB as with
/// 8 over 4,800 articles, and each of them fills what it is given.
const WRITING_CACHE: i64 = 8_000;
const READING_CACHE: i64 = 4_000;

fn settle(connection: &Connection, flags: OpenFlags, options: Options) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let writes = !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
    let cache = if writes { WRITING_CACHE } else { READING_CACHE };
    if writes {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was acknowledged survives a power cut, not only a killed process.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    }
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -cache)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Plans do not look at values: else SQLite plans a kept statement anew at every new value, a third of the front page's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if let Some(bytes) = options.max_bytes {
        let page: u64 =
            connection.pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0))?.unsigned_abs();
        connection.pragma_update(None, "max_page_count", i64::try_from(bytes / page).unwrap_or(i64::MAX))?;
    }
    Ok(())
}

fn name_foreign(error: rusqlite::Error, path: &Path) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAStore { path: path.to_owned() },
        _ => error.into(),
    }
}

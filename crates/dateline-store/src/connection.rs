//! Connections to the file, its lock, and how SQLite is set.

use crate::{StoreError, file_kinds};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

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

/// How a connection is opened that only reads.
pub(crate) const READING: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Takes the lock that says that the store is in use.
pub(crate) fn take_lock(path: &Path) -> Result<File, StoreError> {
    file_kinds::check_place(path)?;
    let lock_path = file_kinds::lock_path(path);
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

/// A connection with the settings of the house.
pub(crate) fn connect(path: &Path, flags: OpenFlags, options: Options) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|error| file_kinds::unreadable(path).unwrap_or_else(|| error.into()))?;
    settle(&connection, flags, options).map_err(|error| name_foreign(error, path))?;
    Ok(connection)
}

/// Kilobytes of pages that a connection keeps. The system keeps the file's pages besides; readers are as quick with 4 MB as with
/// 8 over 4,800 articles, and each of them fills what it is given.
pub(crate) const WRITING_CACHE: i64 = 8_000;

pub(crate) const READING_CACHE: i64 = 4_000;

/// What was acknowledged survives a power cut, not only a killed process.
const SYNCED: &str = "FULL";

/// A connection that does not wait for the disk as long as this lives.
pub(crate) struct Unsynced<'c>(pub(crate) &'c mut Connection);

impl<'c> Unsynced<'c> {
    pub(crate) fn of(connection: &'c mut Connection) -> rusqlite::Result<Self> {
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self(connection))
    }
}

impl Drop for Unsynced<'_> {
    fn drop(&mut self) {
        // Fails where the connection cannot be used at all.
        let _synced = self.0.pragma_update(None, "synchronous", SYNCED);
    }
}

pub(crate) fn settle(connection: &Connection, flags: OpenFlags, options: Options) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let writes = !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
    let cache = if writes { WRITING_CACHE } else { READING_CACHE };
    if writes {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", SYNCED)?;
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

pub(crate) fn name_foreign(error: rusqlite::Error, path: &Path) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAStore { path: path.to_owned() },
        _ => error.into(),
    }
}

//! Opening a store to read it and nothing else: beside another process that owns it, or where nothing may be written.

use crate::connection::{READING, connect, name_foreign, settle, take_lock};
use crate::file_kinds;
use crate::{Options, Store, StoreError, schema};
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

impl Store {
    /// Opens a store for queries. Where it is free it is opened as ever, and so made or migrated where needed. Where another
    /// process owns it, or nothing may be written in its folder, it is read as it stands; writing fails then with
    /// [`StoreError::ReadingAlone`].
    pub fn open_to_read(path: &Path, options: Options) -> Result<Self, StoreError> {
        match Self::open(path, options) {
            Err(StoreError::Locked { .. }) => beside_its_owner(path, options),
            // What could not be made, or holds nothing yet, is not read either.
            Err(error @ (StoreError::Protected { .. } | StoreError::Disk(_))) => {
                protected(path, options, look)?.ok_or(error)
            }
            Err(StoreError::Full) => protected(path, options, look_without_room)?.ok_or(StoreError::Full),
            opened => opened,
        }
    }
}

fn beside_its_owner(path: &Path, options: Options) -> Result<Store, StoreError> {
    let in_use = || StoreError::Locked { path: path.to_owned() };
    // A store that is only being made has no file yet.
    let connection =
        connect(path, READING, options).map_err(|error| if path.exists() { error } else { in_use() })?;
    if schema::recognise(&connection, path)? < schema::VERSION {
        // Its owner is bringing it up to date, or is older.
        return Err(in_use());
    }
    Store::of_readers(path, vec![connection], Some(Tidy(path.to_owned())))
}

/// A store in whose folder nothing may be written; `None` where none stands there.
fn protected(path: &Path, options: Options, with_log: Look) -> Result<Option<Store>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    let flags = READING | OpenFlags::SQLITE_OPEN_URI;
    // With a log, another process may be at work; or one was killed, and what it left there is read as well.
    let connection = if std::fs::metadata(log(path)).is_ok_and(|log| log.len() > 0) {
        with_log(path, options)
    } else {
        // The address of the file is no name of it: why it cannot be opened is asked of the file.
        connect(&address(path, "immutable=1"), flags, options)
            .map_err(|error| file_kinds::unreadable(path).unwrap_or(error))
    }?;
    match schema::recognise(&connection, path)? {
        0 => Ok(None),
        schema::VERSION => Store::of_readers(path, vec![connection], None).map(Some),
        _ => Err(StoreError::Outdated { path: path.to_owned() }),
    }
}

/// How a store is opened beside whose file a log lies.
type Look = fn(&Path, Options) -> Result<Connection, StoreError>;

/// Where the index of the log may not be made, it must be there already.
fn look(path: &Path, options: Options) -> Result<Connection, StoreError> {
    let opened = connect(path, READING, options).and_then(|connection| {
        connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
        Ok(connection)
    });
    opened.map_err(|error| match error {
        StoreError::Disk(_) => StoreError::OpenLog { path: path.to_owned() },
        other => other,
    })
}

/// On a full disk the index of the log is made in memory, which takes the store for this process alone.
fn look_without_room(path: &Path, options: Options) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "query_only", true)?;
    settle(&connection, READING, options).map_err(|error| name_foreign(error, path))?;
    Ok(connection)
}

fn log(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The file as an address with a parameter. `immutable=1` tells SQLite to expect no other process: it makes no files beside it then.
pub(crate) fn address(path: &Path, parameter: &str) -> PathBuf {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            address.push(char::from(*byte));
        } else {
            let _written = write!(address, "%{byte:02x}");
        }
    }
    address.push('?');
    address.push_str(parameter);
    address.into()
}

/// Brings the log into the file once nobody else has it open: an owner that ended while it was read left that to us.
#[derive(Debug)]
pub(crate) struct Tidy(PathBuf);

impl Drop for Tidy {
    fn drop(&mut self) {
        if !log(&self.0).exists() {
            return;
        }
        // Whoever owns it now does the same when it ends.
        let Ok(_lock) = take_lock(&self.0) else { return };
        let connection = Connection::open_with_flags(&self.0, OpenFlags::SQLITE_OPEN_READ_WRITE);
        // Closing takes the log away, but only behind a connection that has looked at the file.
        let _read = connection.map(|connection| {
            connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use tempfile::TempDir;

    async fn set(store: &Store, value: &str) -> Result<(), StoreError> {
        store.set_setting("word", Some(value.to_owned())).await
    }

    #[tokio::test]
    async fn it_is_read_beside_its_owner_and_left_as_one_file() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("desk.db");
        let owner = Store::open(&path, Options::default()).unwrap();
        set(&owner, "one").await.unwrap();
        let reader = Store::open_to_read(&path, Options::default()).unwrap();
        assert_eq!(reader.setting("word").await.unwrap().as_deref(), Some("one"));
        set(&owner, "two").await.unwrap();
        assert_eq!(reader.setting("word").await.unwrap().as_deref(), Some("two"));
        assert!(matches!(set(&reader, "three").await, Err(StoreError::ReadingAlone)));
        assert!(matches!(reader.probe(Timestamp::UNIX_EPOCH).await, Err(StoreError::ReadingAlone)));
        owner.close().await;
        assert!(log(&path).exists(), "the reader still has it open");
        reader.close().await;
        assert!(!log(&path).exists(), "whoever closes last takes the log away");
        let after = Store::open(&path, Options::default()).unwrap();
        assert_eq!(after.setting("word").await.unwrap().as_deref(), Some("two"));
    }

    #[tokio::test]
    async fn a_free_store_is_opened_as_ever() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("desk.db");
        let store = Store::open_to_read(&path, Options::default()).unwrap();
        set(&store, "made").await.unwrap();
    }

    #[tokio::test]
    async fn it_is_read_where_nothing_may_be_written() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("what? 100%#.db");
        let store = Store::open(&path, Options::default()).unwrap();
        set(&store, "kept").await.unwrap();
        store.close().await;
        let store = protected(&path, Options::default(), look).unwrap().unwrap();
        assert_eq!(store.setting("word").await.unwrap().as_deref(), Some("kept"));
        assert!(!log(&path).exists(), "nothing is made beside it");
        store.close().await;
        let old = Connection::open(&path).unwrap();
        old.pragma_update(None, "user_version", schema::VERSION - 1).unwrap();
        drop(old);
        assert!(matches!(protected(&path, Options::default(), look), Err(StoreError::Outdated { .. })));
        std::fs::write(&path, "").unwrap();
        assert!(
            protected(&path, Options::default(), look).unwrap().is_none(),
            "what holds nothing is no store"
        );
    }

    #[tokio::test]
    async fn a_log_is_read_where_there_is_no_room_for_its_index() {
        let (dir, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let path = dir.path().join("desk.db");
        let owner = Store::open(&path, Options::default()).unwrap();
        set(&owner, "in the log").await.unwrap();
        let killed = other.path().join("desk.db");
        std::fs::copy(&path, &killed).unwrap();
        std::fs::copy(log(&path), log(&killed)).unwrap();
        let store = protected(&killed, Options::default(), look_without_room).unwrap().unwrap();
        assert_eq!(store.setting("word").await.unwrap().as_deref(), Some("in the log"));
        assert!(matches!(set(&store, "more").await, Err(StoreError::ReadingAlone)));
        assert!(!killed.with_file_name("desk.db-shm").exists(), "its index is made in memory");
        assert!(store.check().await.unwrap().is_healthy());
    }
}

//! What can go wrong with the store, in words that say what a person can do.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file of a later version.
    #[error(
        "{path} was written by a newer Dateline (schema {found}, this one knows up to {known}); install that version, \
         or restore a backup made before"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The latest schema known here.
        known: i64,
    },
    /// Another process owns it.
    #[error("{path} is in use by another Dateline; stop it, or let it do the work")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// A file of an earlier version that cannot be brought up to date.
    #[error(
        "{path} was written by an older Dateline and cannot be brought up to date where nothing may be written; copy it \
         to a folder of yours"
    )]
    Outdated {
        /// The file.
        path: PathBuf,
    },
    /// A file that cannot be restored.
    #[error("{path} {fault}; the store was left as it is")]
    BadBackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// A store that was opened for reading alone was to be changed.
    #[error("the store was opened for reading alone; nothing was changed")]
    ReadingAlone,
    /// Not SQLite, or SQLite of somebody else.
    #[error("{path} is not a Dateline store; name another file, or move this one away")]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// The lock cannot be taken, for lack of rights.
    #[error(
        "{path} cannot be opened for writing ({source}): it belongs to somebody else or is write-protected; give the \
         command as its owner, or name another folder with --data-dir"
    )]
    Protected {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file cannot be read, for lack of rights.
    #[error(
        "{path} cannot be opened for reading ({source}): it belongs to somebody else; give the command as its owner, or name \
         another folder with --data-dir"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something else stands where the store or its folder is to be.
    #[error("{path} {fault}: {next}")]
    Misplaced {
        /// The file or folder.
        path: PathBuf,
        /// What it is.
        fault: &'static str,
        /// What to do.
        next: &'static str,
    },
    /// A store that was not closed lies where nothing may be written: its log cannot be read there.
    #[error(
        "{path} was not closed, and what stands in its log beside it (-wal) can only be read where files may be made: copy \
         both to a folder of yours"
    )]
    OpenLog {
        /// The file.
        path: PathBuf,
    },
    /// The file was deleted or replaced while it was open.
    #[error(
        "{path} was deleted or replaced while Dateline has it open, and what is written now is lost with it: stop Dateline, \
         put the file or a backup in its place, and start it again"
    )]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// No room.
    #[error("the disk or the store's size limit is full; nothing was lost: make room and try again")]
    Full,
    /// No room to bring a file of an earlier version up to date.
    #[error(
        "{path} could not be brought up to date, for the disk or the store's size limit is full; it was left as it was and \
         the older Dateline still opens it: make room for as much again as the file takes, and start anew"
    )]
    NoRoomToMigrate {
        /// The file.
        path: PathBuf,
    },
    /// The disk did not do what it was asked.
    #[error(
        "the store cannot be read or written ({0}); what was acknowledged is kept: see whether the disk is full, \
         broken or write-protected, and try again"
    )]
    Disk(String),
    /// SQLite found damage.
    #[error("the store is damaged ({0}); run `dateline doctor`, and restore a backup if it cannot be mended")]
    Damaged(String),
    /// A file could not be opened, read, written or renamed.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The key of the feeds' logins is missing or another one.
    #[error(
        "{path}, the key of the feeds' logins, {fault}: put the file back from where you keep it, or set the login anew; \
         nothing else is lost"
    )]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// A value in the store that this version cannot read.
    #[error("the store holds a value that cannot be read ({0}); run `dateline doctor`")]
    Value(String),
    /// Something that was named does not exist.
    #[error("there is no {what} {id}")]
    Missing {
        /// `feed`, `article`, `story`.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// A job ended by a fault in the program; nothing of it was kept.
    #[error(
        "a fault in Dateline stopped this one request ({0}); what it had written was undone and all else goes on: try \
         again, and report it if it comes back"
    )]
    JobFailed(String),
    /// A thread of the store has ended.
    #[error("a part of the store has stopped; start Dateline again, and report what its log says")]
    Halted,
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("the store refused: {}", without_sql(.0))]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// A file of the store that could not be made or opened for writing.
    pub(crate) fn unwritten(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Protected { path, source },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::File { path, source },
        }
    }

    /// What is told where a file of an earlier version cannot be brought up to date.
    pub(crate) fn in_migration(self, path: &Path) -> Self {
        match self {
            Self::Full => Self::NoRoomToMigrate { path: path.to_owned() },
            other => other,
        }
    }

    /// What becomes of a job that panicked, in the panic's own words.
    pub fn panicked(cause: &(dyn std::any::Any + Send)) -> Self {
        let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
        Self::JobFailed(text.unwrap_or_else(|| "it did not say why".to_owned()))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
                Self::Disk(error.to_string())
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            // No statement of ours names a table that no schema of ours has.
            _ if without_sql(&error).starts_with("no such table") => Self::Damaged(without_sql(&error)),
            _ => Self::Sqlite(error),
        }
    }
}

/// What SQLite says of an error, without the statement: that is no use to whoever reads it.
fn without_sql(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Value(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_may_not_be_written_is_told_with_what_to_do() {
        let check = |kind: ErrorKind, words: &str| {
            let told = StoreError::unwritten(Path::new("/srv/news/desk.db.lock"), kind.into()).to_string();
            assert!(told.starts_with("/srv/news/desk.db.lock") && told.contains(words), "{told}");
        };
        check(ErrorKind::PermissionDenied, "as its owner");
        check(ErrorKind::ReadOnlyFilesystem, "--data-dir");
        check(ErrorKind::NotADirectory, "not a directory");
    }
}

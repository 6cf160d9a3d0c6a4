//! What stands where the store is to be: its files are regular ones in a folder. Anything else is named before it is opened,
//! for a pipe would keep its opener waiting for good.

use crate::StoreError;
use std::fs::{File, FileType, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// Refuses a place that cannot hold a store: its folder is none, or one of its files is something else.
pub(crate) fn check_place(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        check_folder(folder)?;
    }
    let beside = ["-wal", "-shm", "-journal"].map(|end| with_end(path, end));
    [path.to_owned(), lock_path(path)].iter().chain(&beside).try_for_each(|file| check_file(file))
}

/// Why a file that SQLite could not open cannot be read; nothing if it can. Only behind such a failure: closing a file that a
/// connection of this process has open would give up the connection's locks.
pub(crate) fn unreadable(path: &Path) -> Option<StoreError> {
    let source = File::open(path).err()?;
    (source.kind() == ErrorKind::PermissionDenied)
        .then(|| StoreError::Unreadable { path: path.to_owned(), source })
}

/// Refuses what is there and no regular file.
pub(crate) fn check_file(path: &Path) -> Result<(), StoreError> {
    match target(path)? {
        Some(meta) if !meta.is_file() => Err(misplaced(path, kind_word(meta.file_type()), FILE_NEXT)),
        _ => Ok(()),
    }
}

fn check_folder(folder: &Path) -> Result<(), StoreError> {
    match target(folder) {
        Ok(Some(meta)) if !meta.is_dir() => Err(misplaced(folder, "is no folder", FOLDER_NEXT)),
        // A part of the way to it may be a file.
        Err(StoreError::File { source, .. }) if source.kind() == ErrorKind::NotADirectory => {
            Err(misplaced(folder, "leads through a file that is no folder", FOLDER_NEXT))
        }
        Err(StoreError::Misplaced { path, fault, .. }) => Err(misplaced(&path, fault, FOLDER_NEXT)),
        _ => Ok(()),
    }
}

const FILE_NEXT: &str = "move it away, or name another folder with --data-dir";
const FOLDER_NEXT: &str = "name another folder with --data-dir";

/// What stands under a name, links followed; nothing where nothing does.
fn target(path: &Path) -> Result<Option<Metadata>, StoreError> {
    match std::fs::metadata(path) {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if error.kind() == ErrorKind::NotFound => match std::fs::symlink_metadata(path) {
            Ok(_) => Err(misplaced(path, "is a link that leads nowhere", FILE_NEXT)),
            Err(_) => Ok(None),
        },
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            Err(StoreError::File { path: path.to_owned(), source: error })
        }
        // Who may not look may not open it either, and is told so then.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(None),
        Err(_) => match std::fs::symlink_metadata(path) {
            Ok(meta) if meta.is_symlink() => {
                Err(misplaced(path, "is a link that leads back to itself", FILE_NEXT))
            }
            _ => Ok(None),
        },
    }
}

fn misplaced(path: &Path, fault: &'static str, next: &'static str) -> StoreError {
    StoreError::Misplaced { path: path.to_owned(), fault, next }
}

fn kind_word(kind: FileType) -> &'static str {
    match kind {
        kind if kind.is_dir() => "is a folder, not a file",
        kind if kind.is_fifo() => "is a pipe, not a file",
        kind if kind.is_socket() => "is a socket, not a file",
        _ => "is a device, not a file",
    }
}

/// The file that whoever has the store open holds locked.
pub(crate) fn lock_path(path: &Path) -> PathBuf {
    with_end(path, ".lock")
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Which file a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileId(u64, u64);

impl FileId {
    /// The file under a name; nothing where there is none.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|meta| Self(meta.dev(), meta.ino()))
    }
}

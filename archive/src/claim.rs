//! One worker for one file, and a file that is there whole or not at all. The unfinished file is the claim: it is locked by
//! whoever writes it, and the lock ends with its process, however that ends.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The right to write a file.
#[derive(Debug)]
pub(crate) struct Claim {
    part: File,
    part_path: PathBuf,
    path: PathBuf,
}

/// What came of asking for it.
#[derive(Debug)]
pub(crate) enum Claimed {
    /// It is this worker's.
    Ours(Claim),
    /// Another worker is at it.
    Taken,
    /// The file is finished.
    Done,
}

impl Claim {
    /// Asks for the right to write `path`.
    pub(crate) fn take(path: &Path) -> Result<Claimed> {
        if path.exists() {
            return Ok(Claimed::Done);
        }
        let claim = Self::lock(path)?;
        // Whoever had the lock before may have finished: the open file is the finished one then, and nothing may touch it.
        if path.exists() {
            return Ok(Claimed::Done);
        }
        claim.map_or(Ok(Claimed::Taken), Self::emptied)
    }

    /// Asks for the right to write `path` anew: what is there stays until its successor is whole. Never tells that it is done.
    pub(crate) fn take_anew(path: &Path) -> Result<Claimed> {
        match Self::lock(path)? {
            // Another may have finished while this one waited to open it: the file has lost its name then.
            Some(claim) if claim.is_in_place() => claim.emptied(),
            _ => Ok(Claimed::Taken),
        }
    }

    /// Opens and locks the unfinished file; none where another worker has it.
    fn lock(path: &Path) -> Result<Option<Self>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let part_path = path.with_file_name(format!(".{name}.part"));
        let cannot = || format!("{} cannot be written", part_path.display());
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&part_path);
        let part = opened.with_context(cannot)?;
        match part.try_lock() {
            Ok(()) => Ok(Some(Self { part, part_path, path: path.to_owned() })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).with_context(cannot),
        }
    }

    /// Whether the locked file still has the name of an unfinished one.
    fn is_in_place(&self) -> bool {
        let (open, named) = (self.part.metadata(), fs::metadata(&self.part_path));
        open.is_ok_and(|open| named.is_ok_and(|named| (open.dev(), open.ino()) == (named.dev(), named.ino())))
    }

    /// Drops what an earlier worker left.
    fn emptied(self) -> Result<Claimed> {
        self.part.set_len(0).with_context(|| format!("{} cannot be written", self.part_path.display()))?;
        Ok(Claimed::Ours(self))
    }

    /// What is written to.
    pub(crate) fn file(&self) -> &File {
        &self.part
    }

    /// Gives the file its name, once all of it is on the disk.
    pub(crate) fn finish(self) -> Result<()> {
        let cannot = || format!("{} cannot be finished", self.path.display());
        self.part.sync_all().with_context(cannot)?;
        fs::rename(&self.part_path, &self.path).with_context(cannot)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder).and_then(|folder| folder.sync_all()).with_context(cannot)?;
        }
        Ok(())
    }

    /// Gives the right back; what was written is dropped. The empty file stays, for another worker may have it open.
    pub(crate) fn drop_part(self) {
        let _lost = self.part.set_len(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_has_one_writer_and_comes_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let Claimed::Ours(claim) = Claim::take(&path).unwrap() else { panic!("nobody has it") };
        claim.file().write_all(b"half").unwrap();
        assert!(matches!(Claim::take(&path).unwrap(), Claimed::Taken));
        assert!(!path.exists());
        // As when the process is killed: the lock goes, what was written stays.
        drop(claim);
        let Claimed::Ours(claim) = Claim::take(&path).unwrap() else { panic!("nobody has it any more") };
        claim.file().write_all(b"all").unwrap();
        claim.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"all");
        assert!(matches!(Claim::take(&path).unwrap(), Claimed::Done));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_written_anew_stays_until_its_successor_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        fs::write(&path, "before").unwrap();
        let Claimed::Ours(claim) = Claim::take_anew(&path).unwrap() else { panic!("nobody has it") };
        claim.file().write_all(b"half").unwrap();
        assert!(matches!(Claim::take_anew(&path).unwrap(), Claimed::Taken));
        claim.drop_part();
        assert_eq!(fs::read(&path).unwrap(), b"before");
        let Claimed::Ours(claim) = Claim::take_anew(&path).unwrap() else { panic!("it was given back") };
        claim.file().write_all(b"after").unwrap();
        // Opened before the other finished, locked behind it: that is the finished file.
        let late = Claim {
            part: File::open(&claim.part_path).unwrap(),
            part_path: claim.part_path.clone(),
            path: path.clone(),
        };
        assert!(late.is_in_place());
        claim.finish().unwrap();
        assert!(!late.is_in_place());
        assert_eq!(fs::read(&path).unwrap(), b"after");
    }
}

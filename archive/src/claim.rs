//! One worker for one file, and a file that is there whole or not at all. The unfinished file is the claim: it is locked by
//! whoever writes it, and the lock ends with its process, however that ends.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions, TryLockError};
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
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let part_path = path.with_file_name(format!(".{name}.part"));
        let cannot = || format!("{} cannot be written", part_path.display());
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&part_path);
        let part = opened.with_context(cannot)?;
        match part.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Claimed::Taken),
            Err(TryLockError::Error(error)) => return Err(error).with_context(cannot),
        }
        // Whoever had the lock before may have finished: the open file is the finished one then, and nothing may touch it.
        if path.exists() {
            return Ok(Claimed::Done);
        }
        part.set_len(0).with_context(cannot)?;
        Ok(Claimed::Ours(Self { part, part_path, path: path.to_owned() }))
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
}

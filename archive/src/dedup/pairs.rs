//! Pairs of articles that share shingles, counted on disk: written to many small files, each of which fits into memory.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, IntoInnerError, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Files. A hundred million articles, of which a third are copies, give each 200 MB.
const FILES: u64 = 64;
/// Shared sampled shingles from which a pair is looked at: a quoted sentence has two, the shortest text that can be a copy three.
const LEAST: usize = 3;

/// Pairs that are being collected.
pub(crate) struct Pairs {
    files: Vec<BufWriter<File>>,
}

impl Pairs {
    /// Collects in files of a folder that have no name and go with the process.
    pub(crate) fn new(folder: &Path) -> Result<Self> {
        let files = (0..FILES).map(|_| Ok(BufWriter::new(nameless(folder)?))).collect::<Result<_>>()?;
        Ok(Self { files })
    }

    /// Adds the pairs of one shingle's articles, which are sorted. Each is paired with the first and with the one before it: as many
    /// pairs as articles, and copies of one text, which share many shingles, meet in most of them.
    pub(crate) fn share(&mut self, articles: &[u64]) -> Result<()> {
        for (at, later) in articles.iter().enumerate().skip(1) {
            let before = articles[at - 1];
            self.add(before, *later)?;
            if at > 1 {
                self.add(articles[0], *later)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, a: u64, b: u64) -> Result<()> {
        let file = usize::try_from(b % FILES)?;
        Ok(self.files[file].write_all(&(a << 32 | b).to_le_bytes())?)
    }

    /// The pairs that share enough, sorted by the later article.
    pub(crate) fn counted(self) -> Result<Vec<(u32, u32)>> {
        let mut found = Vec::new();
        for file in self.files {
            let mut file = file.into_inner().map_err(IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let mut pairs: Vec<u64> =
                bytes.as_chunks::<8>().0.iter().map(|pair| u64::from_le_bytes(*pair)).collect();
            drop(bytes);
            pairs.sort_unstable();
            let often = pairs.chunk_by(|a, b| a == b).filter(|run| run.len() >= LEAST);
            found.extend(often.map(|run| ((run[0] >> 32) as u32, run[0] as u32)));
        }
        found.sort_unstable_by_key(|(a, b)| (*b, *a));
        Ok(found)
    }
}

/// A file without a name in a folder.
pub(crate) fn nameless(folder: &Path) -> Result<File> {
    let path = folder.join(format!(".dedup-{}.tmp", std::process::id()));
    let opened = File::options().create(true).truncate(true).read(true).write(true).open(&path);
    let file = opened.with_context(|| format!("{} cannot be written", path.display()))?;
    std::fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_share_enough_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let mut pairs = Pairs::new(folder.path()).unwrap();
        for shared in [&[1, 2, 70][..], &[1, 2, 70], &[1, 2, 70], &[2, 5], &[2, 5], &[7], &[1, 9, 70]] {
            pairs.share(shared).unwrap();
        }
        assert_eq!(pairs.counted().unwrap(), [(1, 2), (1, 70), (2, 70)]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

//! The copy bands of one table: the sampled shingles of its texts with their rows, sorted, in a file beside it.

use crate::claim::{Claim, Claimed};
use crate::columns::Table;
use anyhow::{Context, Result, bail};
use dateline_story::TextShingles;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Bands of a file: each holds the hashes of one stretch of numbers.
pub(crate) const BANDS: usize = 256;
/// What such a file begins with; the number is the version of its form.
const MAGIC: &[u8; 8] = b"DLBANDS1";
/// Magic, rows, bytes of the table, and where each band begins, in entries.
const HEAD: usize = 8 * (3 + BANDS + 1);
/// A hash and a row.
const ENTRY: usize = 8;

/// An opened file.
pub(crate) struct Bands {
    file: File,
    /// Rows of the table.
    pub(crate) rows: u32,
    starts: Vec<u64>,
}

/// Where the bands of a table are kept.
fn place(table: &Path) -> PathBuf {
    table.with_extension("bands")
}

fn band(hash: u32) -> usize {
    (u64::from(hash) * BANDS as u64 / u64::from(TextShingles::SAMPLED_BELOW)) as usize
}

impl Bands {
    /// The bands of a table, made where they are not there or of an earlier table of that name.
    pub(crate) fn of(table: &Path) -> Result<Self> {
        let path = place(table);
        let size = fs::metadata(table).with_context(|| format!("{} cannot be read", table.display()))?.len();
        if path.exists() {
            match Self::open(&path, size)? {
                Some(bands) => return Ok(bands),
                None => {
                    fs::remove_file(&path)
                        .with_context(|| format!("{} cannot be removed", path.display()))?;
                }
            }
        }
        match Claim::take(&path)? {
            Claimed::Ours(claim) => match write(&Table::open(table)?, size, claim.file()) {
                Ok(()) => claim.finish()?,
                Err(error) => {
                    claim.drop_part();
                    return Err(error).with_context(|| format!("{} cannot be written", path.display()));
                }
            },
            Claimed::Taken => bail!("{} is being written by another process; wait for it", path.display()),
            Claimed::Done => {}
        }
        Self::open(&path, size)?.with_context(|| format!("{} is not of this table", path.display()))
    }

    /// Opens a file; none where it is of another table or another form.
    fn open(path: &Path, table_size: u64) -> Result<Option<Self>> {
        let cannot = || format!("{} cannot be read", path.display());
        let file = File::open(path).with_context(cannot)?;
        let mut head = [0; HEAD];
        let length = file.metadata().with_context(cannot)?.len();
        if length < HEAD as u64 {
            return Ok(None);
        }
        file.read_exact_at(&mut head, 0).with_context(cannot)?;
        let (magic, numbers) = head.split_at(MAGIC.len());
        let mut numbers = numbers.as_chunks::<8>().0.iter().map(|number| u64::from_le_bytes(*number));
        let (rows, size) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        let starts: Vec<u64> = numbers.collect();
        let end = starts.last().copied().unwrap_or_default();
        let fits = magic == MAGIC
            && size == table_size
            && starts.is_sorted()
            && length == HEAD as u64 + end * ENTRY as u64;
        Ok(u32::try_from(rows).ok().filter(|_| fits).map(|rows| Self { file, rows, starts }))
    }

    /// Entries of bands `from` to before `to`.
    pub(crate) fn count(&self, from: usize, to: usize) -> u64 {
        self.starts[to] - self.starts[from]
    }

    /// Adds the entries of bands `from` to before `to`, each a hash above the number of an article, whose first is `first`.
    pub(crate) fn read(&self, from: usize, to: usize, first: u32, entries: &mut Vec<u64>) -> Result<()> {
        let mut bytes = vec![0; usize::try_from(self.count(from, to))? * ENTRY];
        self.file.read_exact_at(&mut bytes, HEAD as u64 + self.starts[from] * ENTRY as u64)?;
        entries.extend(
            bytes.as_chunks::<ENTRY>().0.iter().map(|entry| u64::from_le_bytes(*entry) + u64::from(first)),
        );
        Ok(())
    }
}

/// Draws the shingles of a table's texts.
fn write(table: &Table, size: u64, to: &File) -> Result<()> {
    let mut entries = Vec::new();
    let mut row = 0_u64;
    table.texts("text", |text| {
        entries.extend(TextShingles::draw(text).sampled().map(|hash| u64::from(hash) << 32 | row));
        row += 1;
    })?;
    entries.sort_unstable();
    let starts =
        (0..=BANDS).map(|one| entries.partition_point(|entry| band((entry >> 32) as u32) < one) as u64);
    let mut to = BufWriter::new(to);
    to.write_all(MAGIC)?;
    for number in [row, size].into_iter().chain(starts) {
        to.write_all(&number.to_le_bytes())?;
    }
    for entry in entries {
        to.write_all(&entry.to_le_bytes())?;
    }
    Ok(to.flush()?)
}

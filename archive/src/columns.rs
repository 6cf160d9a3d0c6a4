//! What a finished file says of itself, and single columns of it.

use anyhow::{Context, Result, bail};
use parquet::column::reader::ColumnReader;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::Path;

/// Values read at once.
const BATCH: usize = 4096;

/// A finished file.
pub(crate) struct Table {
    reader: SerializedFileReader<File>,
}

impl Table {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
        let reader = SerializedFileReader::new(file).with_context(|| {
            format!("{} is no whole Parquet file; remove it, and it is made again", path.display())
        })?;
        Ok(Self { reader })
    }

    /// What was noted in it under a key.
    pub(crate) fn known(&self, key: &str) -> Option<&str> {
        let known = self.reader.metadata().file_metadata().key_value_metadata()?;
        known.iter().find(|one| one.key == key)?.value.as_deref()
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> u64 {
        self.reader.metadata().file_metadata().num_rows().unsigned_abs()
    }

    /// Gives each value of a column of texts that are never null, row by row.
    pub(crate) fn texts(&self, name: &str, mut give: impl FnMut(&str)) -> Result<()> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let Some(at) = (0..schema.num_columns()).find(|at| schema.column(*at).name() == name) else {
            bail!("there is no column {name:?}");
        };
        for group in 0..self.reader.num_row_groups() {
            let ColumnReader::ByteArrayColumnReader(mut column) =
                self.reader.get_row_group(group)?.get_column_reader(at)?
            else {
                bail!("the column {name:?} is no text");
            };
            let mut values = Vec::new();
            loop {
                values.clear();
                let (rows, _, _) = column.read_records(BATCH, None, None, &mut values)?;
                if rows == 0 {
                    break;
                }
                values.iter().for_each(|value| give(&String::from_utf8_lossy(value.data())));
            }
        }
        Ok(())
    }
}

//! A web archive to batches of readings. It holds nothing of Python: streams are let go by pyarrow, which then has given up the lock
//! without telling anybody, so that no object of Python may be let go with them.

use crate::arrow_rows::{Rows, schema};
use crate::error::wrong;
use crate::wanted::{Tally, wanted};
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::IntoPyArrow;
use arrow_schema::{ArrowError, SchemaRef};
use dateline_rows::{Step, WarcRows};
use pyo3::prelude::*;
use std::fs::File;
use std::path::{Path, PathBuf};

/// An archive that is read.
struct WarcBatches {
    archive: WarcRows<File>,
    name: String,
    tally: Tally,
    rows: Rows,
}

impl WarcBatches {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        while !self.rows.is_full() {
            let step = self.archive.next_page();
            match step.map_err(|error| outside(format!("{} cannot be read: {error}", self.name)))? {
                Some(Step::Row(cells)) => self.rows.push(&cells),
                Some(Step::NoRow) => {}
                None => break,
            }
        }
        let counts = self.archive.counts();
        let is_foreign = counts.is_foreign();
        self.tally.set(counts);
        if is_foreign {
            return Err(outside(format!("{}: this is no WARC file: no record begins in it", self.name)));
        }
        if self.rows.is_empty() { Ok(None) } else { self.rows.batch().map(Some) }
    }
}

fn outside(message: String) -> ArrowError {
    ArrowError::ExternalError(message.into())
}

impl Iterator for WarcBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

impl RecordBatchReader for WarcBatches {
    fn schema(&self) -> SchemaRef {
        schema()
    }
}

/// A stream of readings out of an archive, and its counts. `archive.read_warc` of the package is what is called.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "Python's values come as values")]
pub(crate) fn read_warc_batches<'py>(
    py: Python<'py>,
    path: PathBuf,
    name: Option<String>,
    select: Vec<String>,
    include_reserved: bool,
) -> PyResult<(Bound<'py, PyAny>, Tally)> {
    let cannot = |error: std::io::Error| wrong(format!("{} cannot be read: {error}", path.display()));
    let file = File::open(&path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.is_dir() {
        return Err(wrong(format!("{} is a folder; name a file", path.display())));
    }
    let name = name.unwrap_or_else(|| name_of(&path));
    let tally = Tally::default();
    let archive = WarcRows::new(file, &name, wanted(&select, include_reserved)?);
    let batches: Box<dyn RecordBatchReader + Send> =
        Box::new(WarcBatches { archive, name, tally: tally.clone(), rows: Rows::new() });
    Ok((batches.into_pyarrow(py)?, tally))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

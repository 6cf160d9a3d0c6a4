//! What is wanted of pages, what was counted, and the columns: what batches of both kinds share.

use crate::error::wrong;
use dateline_rows::{Counts, Selection, Wanted};
use pyo3::prelude::*;
use pythonize::pythonize;
use std::sync::{Arc, Mutex, PoisonError};

/// What is wanted, out of the words of `--select`.
pub(crate) fn wanted(select: &[String], include_reserved: bool) -> PyResult<Wanted> {
    let selection = Selection::parse(select)
        .map_err(|error| wrong(format!("{error:#}").replace("--select ", "select: ")))?;
    Ok(Wanted { selection, include_reserved })
}

/// What became of pages up to now: rows, and what gave none with its reason.
#[pyclass(frozen, skip_from_py_object, module = "dateline_news")]
#[derive(Clone, Default)]
pub(crate) struct Tally(Arc<Mutex<Counts>>);

impl Tally {
    pub(crate) fn set(&self, counts: Counts) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = counts;
    }

    pub(crate) fn add(&self, counts: &Counts) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(counts);
    }
}

#[pymethods]
impl Tally {
    /// The counts as a dict: records, rows, left, broken, holding, reasons.
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(pythonize(py, &counts)?)
    }
}

/// Name and type of each column of the table of readings, in their order.
///
/// >>> import dateline_news
/// >>> dateline_news.columns()[0]
/// ('url', 'text')
#[pyfunction]
pub(crate) fn columns() -> Vec<(&'static str, &'static str)> {
    dateline_rows::columns().into_iter().map(|(name, kind)| (name, kind.sql())).collect()
}

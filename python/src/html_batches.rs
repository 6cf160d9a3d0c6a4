//! Batches with a column of HTML to batches of readings: a stream of Arrow in, one out, nothing copied on the way in and no Python
//! on the way through.

use crate::arrow_rows::{Rows, schema};
use crate::error::wrong;
use crate::html_column::{Column, find};
use crate::wanted::{Tally, wanted};
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::{FromPyArrow, IntoPyArrow};
use arrow_schema::{ArrowError, SchemaRef};
use dateline_rows::{Cell, Counts, Html, Left, Wanted, html_row};
use pyo3::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Pages that each thread reads before what was read is written down.
const PAGES_A_THREAD: usize = 32;

/// A row, with the number of the page that it is of.
type Numbered = (usize, Vec<Cell>);

/// A stream of batches being read.
struct HtmlBatches {
    source: RecordBatchStreamReader,
    html: usize,
    is_text: bool,
    url: Option<usize>,
    name: String,
    wanted: Wanted,
    threads: usize,
    tally: Tally,
    rows: Rows,
    /// The batch that is read, and its next row.
    current: Option<(RecordBatch, usize)>,
    /// Rows of the batches before it.
    before: u64,
}

impl HtmlBatches {
    /// Reads the next few pages of a batch, from a row on; returns how many.
    fn some(&mut self, batch: &RecordBatch, from: usize) -> Result<usize, ArrowError> {
        let end = batch.num_rows().min(from + self.threads * PAGES_A_THREAD);
        let (html, url) = (Column::of(batch, self.html), self.url.map(|at| Column::of(batch, at)));
        let (before, is_text) = (self.before, self.is_text);
        let (name, wanted) = (&self.name, &self.wanted);
        let one = |row: usize, counts: &mut Counts| -> Option<Vec<Cell>> {
            let Some(page) = html.value(row) else {
                counts.records += 1;
                counts.left(Left::NoPage);
                return None;
            };
            let address = url.as_ref().and_then(|url| url.value(row)).map(String::from_utf8_lossy);
            let number = before + row as u64;
            let page = Html { html: page, is_text, url: address.as_deref(), source: name, number };
            html_row(&page, wanted, counts)
        };
        if self.threads == 1 {
            let mut counts = Counts::default();
            for row in from..end {
                if let Some(cells) = one(row, &mut counts) {
                    self.rows.push(&cells);
                }
            }
            self.tally.add(&counts);
        } else {
            let (mut read, counts) = in_threads(self.threads, from, end, one)?;
            read.sort_unstable_by_key(|(row, _)| *row);
            read.iter().for_each(|(_, cells)| self.rows.push(cells));
            counts.iter().for_each(|counts| self.tally.add(counts));
        }
        Ok(end - from)
    }

    /// The next batch. What came together goes on together: whoever gives one batch at a time gets one back before the next is
    /// asked for.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        loop {
            let (batch, row) = match self.current.take() {
                Some(current) => current,
                None => match self.source.next() {
                    Some(batch) => (batch?, 0),
                    None => return Ok(None),
                },
            };
            let next = row + self.some(&batch, row)?;
            let is_read = next >= batch.num_rows();
            if is_read {
                self.before += batch.num_rows() as u64;
            } else {
                self.current = Some((batch, next));
            }
            if self.rows.is_full() || is_read && !self.rows.is_empty() {
                return self.rows.batch().map(Some);
            }
        }
    }
}

impl Iterator for HtmlBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

impl RecordBatchReader for HtmlBatches {
    fn schema(&self) -> SchemaRef {
        schema()
    }
}

/// A stream of readings out of a stream with a column of HTML, and its counts. `read_batch` of the package is what is called.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "Python's values come as values")]
#[expect(clippy::too_many_arguments, reason = "each is an argument of the function that people call")]
pub(crate) fn read_html_batches<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    html: &str,
    url: Option<&str>,
    name: String,
    select: Vec<String>,
    include_reserved: bool,
    threads: usize,
) -> PyResult<(Bound<'py, PyAny>, Tally)> {
    let source = RecordBatchStreamReader::from_pyarrow_bound(data)?;
    let given = source.schema();
    let (html, is_text) = find(&given, html).map_err(wrong)?;
    let url = url.map(|url| find(&given, url)).transpose().map_err(wrong)?.map(|(at, _)| at);
    let tally = Tally::default();
    let batches = HtmlBatches {
        source,
        html,
        is_text,
        url,
        name,
        wanted: wanted(&select, include_reserved)?,
        threads: threads.max(1),
        tally: tally.clone(),
        rows: Rows::new(),
        current: None,
        before: 0,
    };
    let batches: Box<dyn RecordBatchReader + Send> = Box::new(batches);
    Ok((batches.into_pyarrow(py)?, tally))
}

/// The rows from one number to before another, by several threads.
fn in_threads(
    threads: usize,
    from: usize,
    end: usize,
    one: impl Fn(usize, &mut Counts) -> Option<Vec<Cell>> + Sync,
) -> Result<(Vec<Numbered>, Vec<Counts>), ArrowError> {
    let next = AtomicUsize::new(from);
    let work = || {
        let (mut read, mut counts) = (Vec::new(), Counts::default());
        loop {
            let row = next.fetch_add(1, Ordering::Relaxed);
            if row >= end {
                return (read, counts);
            }
            read.extend(one(row, &mut counts).map(|cells| (row, cells)));
        }
    };
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(thread::ScopedJoinHandle::join).collect::<Result<Vec<_>, _>>()
    });
    let done =
        done.map_err(|_| ArrowError::ComputeError("a thread broke, by a fault of dateline_news".to_owned()))?;
    let (read, counts): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    Ok((read.into_iter().flatten().collect(), counts))
}

//! All archives of a run: each claimed, read and written, by as many threads as there are cores; what cannot be read is named,
//! and the rest goes on.

use crate::claim::{Claim, Claimed};
use crate::cli::{Convert, InputForm};
use crate::columns::Table;
use crate::html_columns::{Columns, HtmlFile};
use crate::inputs::{self, Input};
use crate::progress::{Counted, Progress, note};
use crate::summary::Summary;
use crate::table::TableWriter;
use anyhow::{Context, Result, bail};
use dateline_rows::{Cell, Counts, Selection, Step, VERSION, Wanted, WarcRows, columns};
use std::io::{BufWriter, IntoInnerError};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, thread};

/// How a run ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// Some of it; what failed was named.
    Partly,
}

/// Key of the table's version in a finished file.
const SCHEMA: &str = "dateline.schema";
/// Key of what was wanted.
const OPTIONS: &str = "dateline.options";
/// Key of the archive's name and size.
const SOURCE: &str = "dateline.source";
/// Key of the counts.
pub(crate) const COUNTS: &str = "dateline.counts";

/// What became of one archive.
enum Made {
    /// Its table was written now, or was there.
    Table,
    /// Another worker is at it.
    Taken,
}

/// Reads the archives that were named.
pub(crate) fn run(options: &Convert) -> Result<Outcome> {
    let folder = options.to.as_deref().context("--to DIR is missing")?;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let form = options.input;
    let inputs = inputs::gather(&options.inputs, form, folder, options.rank, options.of)?;
    let selection = Selection::parse(&options.select)?;
    let work = Work {
        wanted: Wanted { selection, include_reserved: options.include_reserved },
        html: (form == InputForm::Parquet)
            .then(|| Columns { html: options.html_column.clone(), url: options.url_column.clone() }),
        options: said(options),
        progress: Progress::new(inputs.iter().map(|input| input.size).sum()),
        inputs,
        next: AtomicUsize::new(0),
        results: Mutex::default(),
    };
    let jobs = options.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..jobs.clamp(1, work.inputs.len().max(1))).map(|_| scope.spawn(|| work.all())).collect();
        scope.spawn(|| work.progress.tell(options.quiet));
        for worker in workers {
            // What a worker met is in the results; a panic of one is told by the panic itself.
            let _told = worker.join();
        }
        work.progress.end();
    });
    work.tell(options)
}

/// The options on which the rows of a table depend, in one form.
fn said(options: &Convert) -> String {
    let mut select: Vec<&str> = options.select.iter().map(String::as_str).collect();
    select.sort_unstable();
    select.dedup();
    let mut said: String = select.iter().map(|what| format!(" --select {what}")).collect();
    if options.include_reserved {
        said.push_str(" --include-reserved");
    }
    if options.input == InputForm::Parquet {
        said.push_str(&format!(" --input parquet --html-column {}", options.html_column));
        said.extend(options.url_column.iter().map(|name| format!(" --url-column {name}")));
    }
    said
}

/// A run.
struct Work {
    inputs: Vec<Input>,
    wanted: Wanted,
    /// The columns of HTML, where that is what is read.
    html: Option<Columns>,
    options: String,
    progress: Progress,
    next: AtomicUsize,
    results: Mutex<Vec<(usize, Result<Made>)>>,
}

impl Work {
    /// Takes one archive after another until none is left.
    fn all(&self) {
        while let Some((at, input)) = self.take() {
            let result = self.one(input);
            if let Err(error) = &result {
                note(&format!("{}: {error:#}", input.name));
            }
            self.results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    }

    fn take(&self) -> Option<(usize, &Input)> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        Some((at, self.inputs.get(at)?))
    }

    /// The table of one archive.
    fn one(&self, input: &Input) -> Result<Made> {
        let claim = match Claim::take(&input.table)? {
            Claimed::Ours(claim) => claim,
            Claimed::Taken => {
                self.progress.pass(input.size);
                return Ok(Made::Taken);
            }
            Claimed::Done => {
                self.progress.pass(input.size);
                return self.check(input).map(|()| Made::Table);
            }
        };
        match self.write(input, &claim) {
            Ok(()) => claim.finish().map(|()| Made::Table),
            Err(error) => {
                claim.drop_part();
                Err(error)
            }
        }
    }

    fn write(&self, input: &Input, claim: &Claim) -> Result<()> {
        let cannot = || format!("{} cannot be written", input.table.display());
        let mut table = TableWriter::new(BufWriter::new(claim.file()), &columns()).with_context(cannot)?;
        let counts = match &self.html {
            None => self.warc(input, |cells| table.row(cells).with_context(cannot))?,
            Some(columns) => self.html(input, columns, |cells| table.row(cells).with_context(cannot))?,
        };
        let known = [
            (SCHEMA, VERSION.to_string()),
            (OPTIONS, self.options.clone()),
            (SOURCE, source_of(input)),
            (COUNTS, serde_json::to_string(&counts)?),
        ];
        let written = table.finish(&known).with_context(cannot)?;
        written.into_inner().map_err(IntoInnerError::into_error).with_context(cannot)?;
        Ok(())
    }

    /// Gives the rows of an archive.
    fn warc(&self, input: &Input, mut give: impl FnMut(Vec<Cell>) -> Result<()>) -> Result<Counts> {
        let source = Counted { source: input.open()?, progress: &self.progress };
        let mut rows = WarcRows::new(source, &input.name, self.wanted.clone());
        while let Some(step) = rows.next_page().with_context(|| format!("{} cannot be read", input.name))? {
            if let Step::Row(cells) = step {
                give(cells)?;
            }
            self.progress.page();
        }
        let counts = rows.counts();
        if counts.is_foreign() {
            bail!("this is no WARC file: no record begins in it");
        }
        Ok(counts)
    }

    /// Gives the rows of a column of HTML.
    fn html(
        &self,
        input: &Input,
        columns: &Columns,
        mut give: impl FnMut(Vec<Cell>) -> Result<()>,
    ) -> Result<Counts> {
        let path = input.path().context("a Parquet file cannot come through a pipe; name the file")?;
        let mut counts = Counts::default();
        HtmlFile::open(path, columns)?.rows(&input.name, &self.wanted, &mut counts, |cells| {
            self.progress.page();
            cells.map_or(Ok(()), &mut give)
        })?;
        self.progress.bytes(input.size);
        Ok(counts)
    }

    /// Whether a finished table is the one that this run would write.
    fn check(&self, input: &Input) -> Result<()> {
        let table = Table::open(&input.table)?;
        let path = input.table.display();
        let version = table.known(SCHEMA).and_then(|version| version.parse::<u32>().ok());
        match version {
            Some(version) if version > VERSION => {
                bail!(
                    "{path} was written by a newer dateline-archive (version {version} of the table); use that one"
                )
            }
            Some(_) => {}
            None => bail!("{path} was not written by dateline-archive; use another folder"),
        }
        if table.known(OPTIONS) != Some(&self.options) {
            let before = table.known(OPTIONS).unwrap_or_default();
            let before = if before.is_empty() { " none" } else { before };
            bail!("{path} was written with other options ({}); use another folder", before.trim());
        }
        if table.known(SOURCE) != Some(&source_of(input)) {
            bail!("{path} was written from another archive of that name; use another folder");
        }
        Ok(())
    }

    /// Prints the summary of all tables that are there now.
    fn tell(self, options: &Convert) -> Result<Outcome> {
        let mut results = self.results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_by_key(|(at, _)| *at);
        let mut summary = Summary::default();
        for (at, result) in results {
            let Some(input) = self.inputs.get(at) else { continue };
            match result {
                Ok(Made::Table) => summary.add(&Table::open(&input.table)?)?,
                Ok(Made::Taken) => summary.taken += 1,
                Err(error) => summary.failed.push(format!("{}: {error:#}", input.name)),
            }
        }
        let lost = self.inputs.len() as u64 - summary.files - summary.taken - summary.failed.len() as u64;
        if lost > 0 {
            bail!("{lost} archives were given up, for a worker broke; run it again");
        }
        summary.print(self.progress.figures(), options.json)?;
        let failed = !summary.failed.is_empty();
        if failed && summary.files == 0 && summary.taken == 0 {
            bail!("none of the archives could be read");
        }
        Ok(if failed { Outcome::Partly } else { Outcome::Done })
    }
}

fn source_of(input: &Input) -> String {
    format!("{} {}", input.name, input.size)
}

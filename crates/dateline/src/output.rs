//! The output layer: results on standard output, progress and trouble on standard error. Nothing else prints.

use crate::cli::ListForm;
use crate::global_options::Colour;
use crate::report::{Report, Table};
use crate::startup;
use crate::terminal_text::{self, Clean};
use anyhow::{Context as _, Result};
use dateline_model::plain;
use indicatif::{ProgressBar, ProgressStyle};
use rustix::event::{PollFd, PollFlags, poll};
use serde::Serialize;
use std::cell::OnceCell;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// Some of it; what failed was named.
    Partly,
    /// It was done, and there is nothing, which was to count as a failure.
    Nothing,
    /// What goes on until it is stopped was stopped; the exit code tells by which signal.
    Stopped(u8),
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Partly => Self::from(3),
            Outcome::Nothing => Self::from(1),
            Outcome::Stopped(code) => Self::from(code),
        }
    }
}

/// What is told where a result cannot be written: to a full disk, say.
pub(crate) const UNWRITTEN: &str = "the result cannot be written to standard output";

/// Writes a line of result.
pub(crate) fn line(text: impl AsRef<str>) -> Result<()> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(plain(text.as_ref()).as_bytes()).and_then(|()| out.write_all(b"\n"));
    written.and_then(|()| out.flush()).context(UNWRITTEN)
}

/// Writes a value as indented JSON.
pub(crate) fn json(value: &serde_json::Value) -> Result<()> {
    line(terminal_text::json(&serde_json::to_string_pretty(value)?))
}

/// Writes a value as one line of JSON, for outputs of many.
pub(crate) fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    writeln!(out, "{}", terminal_text::json(&serde_json::to_string(value)?)).context(UNWRITTEN)
}

/// Writes a line of trouble or advice; its loss is no failure.
pub(crate) fn note(text: impl AsRef<str>) {
    let mut err = anstream::stderr().lock();
    let _lost = writeln!(err, "{}", plain(text.as_ref()));
}

/// Says why a command failed: the error and what lay behind it.
pub(crate) fn failure(error: &anyhow::Error) {
    let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    let words = sentence(error);
    let mut err = anstream::stderr().lock();
    let _lost = writeln!(err, "{style}failed:{style:#} {}", plain(&words));
}

/// An error and what lay behind it; a cause that was told already is not told again.
pub(crate) fn sentence(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if words.contains(&cause) {
            continue;
        }
        if !words.is_empty() {
            words.push_str(": ");
        }
        words.push_str(&cause);
    }
    words
}

/// Prints what clap says and gives its exit code: 0 for help, 2 for wrong usage.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let _lost = error.print();
    ExitCode::from(u8::from(error.use_stderr()) * 2)
}

/// Whether the reader of our output went away: no failure of ours.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Tells when whoever reads our output has closed it: a thread sleeps until the system says so. Where the system cannot say, or
/// the output is a file, nothing is told.
pub(crate) fn reader_gone() -> Arc<Notify> {
    let gone = Arc::new(Notify::new());
    let told = Arc::clone(&gone);
    std::thread::spawn(move || {
        let out = std::io::stdout();
        // Of no event asked for, the end of a pipe or a socket alone wakes.
        let mut waited = [PollFd::new(&out, PollFlags::empty())];
        loop {
            match poll(&mut waited, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(1..) if waited[0].revents().intersects(PollFlags::ERR | PollFlags::HUP) => {
                    return told.notify_one();
                }
                _ => return,
            }
        }
    });
    gone
}

/// Colours what is written, or does not: for terminals alone unless it is said otherwise.
pub(crate) fn colour(when: Colour) {
    let choice = match when {
        Colour::Auto => return,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Sends the log to standard error; `RUST_LOG` overrides the flags.
pub(crate) fn start_log(verbose: u8, quiet: bool) {
    let level = match (quiet, verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "info",
        _ => "debug",
    };
    let usual = || {
        tracing_subscriber::EnvFilter::new(format!(
            "warn,dateline={level},dateline_desk={level},dateline_fetch={level},dateline_store={level},dateline_server={level}"
        ))
    };
    let filter = match std::env::var("RUST_LOG") {
        Ok(asked) if !asked.trim().is_empty() => tracing_subscriber::EnvFilter::try_new(&asked)
            .unwrap_or_else(|error| {
                note(format!("RUST_LOG is left out, for {asked:?} cannot be understood: {error}"));
                usual()
            }),
        Err(std::env::VarError::NotUnicode(_)) => {
            note("RUST_LOG is left out, for it is not text in UTF-8");
            usual()
        }
        _ => usual(),
    };
    let _already_set = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| Clean(std::io::stderr()))
        .with_ansi(false)
        .with_target(false)
        .with_timer(Utc)
        .try_init();
}

/// Times in the log: UTC, each as long as the next.
struct Utc;

impl FormatTime for Utc {
    fn format_time(&self, writer: &mut Writer<'_>) -> std::fmt::Result {
        let now = jiff::tz::TimeZone::UTC.to_datetime(startup::now());
        write!(writer, "{}", now.strftime("%Y-%m-%dT%H:%M:%S.%3fZ"))
    }
}

/// Progress of something long: a bar on a terminal once it is known how long, a plain line each time otherwise.
pub(crate) struct Progress {
    bar: OnceCell<ProgressBar>,
    terminal: bool,
    quiet: bool,
}

impl Progress {
    /// Shows nothing yet.
    pub(crate) fn start(quiet: bool) -> Self {
        Self { bar: OnceCell::new(), terminal: std::io::stderr().is_terminal(), quiet }
    }

    /// One step is done, with a word about it.
    pub(crate) fn step(&self, message: &str) {
        match self.bar.get() {
            Some(bar) => {
                bar.set_message(plain(message).into_owned());
                bar.inc(1);
            }
            None if !self.terminal && !self.quiet => note(message),
            None => {}
        }
    }

    /// How many steps there are, once known.
    pub(crate) fn total(&self, total: u64) {
        if total > 0 && self.terminal && !self.quiet {
            self.bar.get_or_init(bar).set_length(total);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let form = "{spinner} {pos}/{len} {wide_bar} {msg}";
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Writes a report for people, a table as wide as the terminal where there is one.
pub(crate) fn report(report: &Report) -> Result<()> {
    match &report.table {
        Some(table) => line(table.text(terminal_width())),
        None => line(&report.text),
    }
}

/// Writes a table of fields.
pub(crate) fn table(heads: &[String], rows: Vec<Vec<String>>) -> Result<()> {
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    line(Table::new(&heads, rows).text(terminal_width()))
}

/// Writes a line of a list. JSON has its own way of telling what a terminal would act on.
pub(crate) fn list_line(form: ListForm, text: &str) -> Result<()> {
    match form {
        ListForm::Json | ListForm::Ndjson => line(terminal_text::json(text)),
        ListForm::Table | ListForm::Csv | ListForm::Tsv | ListForm::Markdown => line(text),
    }
}

/// Columns of the terminal that standard output is.
fn terminal_width() -> Option<u16> {
    let out = std::io::stdout();
    let size = out.is_terminal().then(|| rustix::termios::tcgetwinsize(&out).ok())??;
    Some(size.ws_col).filter(|columns| *columns > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let cause = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let file = dateline_store::StoreError::File { path: "a.db".into(), source: cause() };
        assert_eq!(sentence(&file.into()), "a.db: permission denied");
        let within: Result<()> = Err(cause()).context("b.db cannot be opened");
        assert_eq!(sentence(&within.unwrap_err()), "b.db cannot be opened: permission denied");
    }
}

//! The output layer: results on standard output, progress and trouble on standard error. Nothing else prints.

use crate::clean::{self, Clean};
use anyhow::Result;
use dateline_model::plain;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it.
    Done,
    /// Some of it; what failed was named.
    Partly,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Partly => Self::from(3),
        }
    }
}

/// Writes a line of result.
pub(crate) fn line(text: impl AsRef<str>) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(plain(text.as_ref()).as_bytes())?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes a value as indented JSON.
pub(crate) fn json(value: &serde_json::Value) -> Result<()> {
    line(clean::json(&serde_json::to_string_pretty(value)?))
}

/// Writes a value as one line of JSON, for outputs of many.
pub(crate) fn json_line(out: &mut impl Write, value: &serde_json::Value) -> Result<()> {
    writeln!(out, "{}", clean::json(&value.to_string()))?;
    Ok(())
}

/// Writes a line of trouble or advice; its loss is no failure.
pub(crate) fn note(text: impl AsRef<str>) {
    let mut err = anstream::stderr().lock();
    let _lost = writeln!(err, "{}", plain(text.as_ref()));
}

/// Says why a command failed: the error and what lay behind it.
pub(crate) fn failure(error: &anyhow::Error) {
    let style = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    let words = format!("{error:#}");
    let mut err = anstream::stderr().lock();
    let _lost = writeln!(err, "{style}failed:{style:#} {}", plain(&words));
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

/// Sends the log to standard error; `RUST_LOG` overrides the flags.
pub(crate) fn start_log(verbose: u8, quiet: bool) {
    let level = match (quiet, verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(format!("warn,dateline={level},dateline_desk={level},dateline_fetch={level},dateline_store={level},dateline_server={level}")));
    let _already_set = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| Clean(std::io::stderr()))
        .with_ansi(false)
        .with_target(false)
        .without_time()
        .try_init();
}

/// Progress of something long: a bar on a terminal, a plain line each time otherwise.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
}

impl Progress {
    /// Progress over `total` steps, unknown when 0.
    pub(crate) fn start(total: u64, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !quiet).then(|| {
            let bar = ProgressBar::new(total);
            let form = "{spinner} {pos}/{len} {wide_bar} {msg}";
            bar.set_style(
                ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, plain: !terminal && !quiet }
    }

    /// One step is done, with a word about it.
    pub(crate) fn step(&self, message: &str) {
        match &self.bar {
            Some(bar) => {
                bar.set_message(plain(message).into_owned());
                bar.inc(1);
            }
            None if self.plain => note(message),
            None => {}
        }
    }

    /// How many steps there are, once known.
    pub(crate) fn total(&self, total: u64) {
        if let Some(bar) = &self.bar {
            bar.set_length(total);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A table for the terminal.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_header(heads.to_vec());
    let cell = |cell: &String| plain(cell).into_owned();
    table.add_rows(rows.iter().map(|row| row.iter().map(cell)));
    table.to_string()
}

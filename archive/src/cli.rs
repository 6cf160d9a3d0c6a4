//! What can be typed. Nothing here decides what it means.

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use dateline_rows::Selection;
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER: &str =
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly done: what could not be read is named.";

/// Read web archives: each WARC file becomes a Parquet file of readings, with a verdict for each page.
///
/// Finished files are never written again, so a run that was stopped goes on where it was; several may work on one folder.
#[derive(Debug, Parser)]
#[command(name = "dateline-archive", version, max_term_width = 100, after_help = AFTER)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Other>,
    #[command(flatten)]
    convert: Convert,
}

#[derive(Debug, Subcommand)]
enum Other {
    /// Write an invented archive, for tests and for measuring: the same pages for the same seed.
    Make(Make),
    /// List the columns of a table with their types and meanings.
    Columns,
    /// Find copies among the articles of a folder: which is a copy of which earlier one, and how much of it.
    Dedup(Dedup),
}

/// What was typed.
#[derive(Debug)]
pub(crate) enum Command {
    /// Archives to tables.
    Convert(Convert),
    /// An invented archive.
    Make(Make),
    /// Copies in a folder.
    Dedup(Dedup),
    /// What a table holds.
    Columns,
}

/// Options of the conversion.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// WARC files, plain or packed (.gz, .zst), folders of them, or - for standard input; Parquet files with --input parquet.
    #[arg(value_name = "IN", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// What they are: archives, or Parquet files with a column of HTML.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = InputForm::Warc)]
    pub(crate) input: InputForm,
    /// Column of the HTML, with --input parquet: text, or bytes in any encoding.
    #[arg(long, value_name = "NAME", default_value = "html")]
    pub(crate) html_column: String,
    /// Column of the addresses, with --input parquet; "url" where there is one when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) url_column: Option<String>,
    /// Folder of the Parquet files; it is made where it is missing.
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) to: Option<PathBuf>,
    /// Keep only pages with this: language=de, host=harbour.example (with the hosts below it), kind=article or any word of a
    /// verdict, date=2026-01-01..2026-01-31. Several values are parted by commas; several options must all hold.
    #[arg(long, value_name = "WHAT=VALUE")]
    pub(crate) select: Vec<String>,
    /// Take pages too whose publishers reserve them against mining (tdm-reservation) or archives (noarchive).
    #[arg(long)]
    pub(crate) include_reserved: bool,
    /// Files that are read at the same time; as many as the machine has cores when left out.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Number of this task among those of a job array, from 0.
    #[arg(long, value_name = "N", requires = "of", default_value_t = 0)]
    pub(crate) rank: usize,
    /// Tasks of the job array: each takes every M-th file.
    #[arg(long, value_name = "M", default_value_t = 1)]
    pub(crate) of: usize,
    /// Show no progress.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Print the summary as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Forms of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputForm {
    /// Web archives.
    Warc,
    /// Parquet files with a column of HTML.
    Parquet,
}

/// Options of `make`.
#[derive(Debug, Args)]
pub(crate) struct Make {
    /// The archive to write: .warc or .warc.gz.
    #[arg(value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// Pages in it.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) pages: u64,
    /// Another number gives other pages.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Size of a page's HTML in kB, about.
    #[arg(long, value_name = "KB", default_value_t = 40)]
    pub(crate) page_size: usize,
}

/// Options of `dedup`.
#[derive(Debug, Args)]
pub(crate) struct Dedup {
    /// Folder of the tables; copies.parquet is written there, and the copy bands of each table beside it.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Show no progress.
    #[arg(skip)]
    pub(crate) quiet: bool,
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Command, clap::Error> {
    let cli = Cli::try_parse()?;
    let options = cli.convert;
    match cli.command {
        Some(Other::Make(make)) => return Ok(Command::Make(make)),
        Some(Other::Dedup(dedup)) => return Ok(Command::Dedup(Dedup { quiet: options.quiet, ..dedup })),
        Some(Other::Columns) => return Ok(Command::Columns),
        None => {}
    }
    let wrong = |words: String| Err(Cli::command().error(clap::error::ErrorKind::ValueValidation, words));
    if options.rank >= options.of {
        return wrong(format!(
            "--rank counts from 0: with --of {} it is at most {}\n",
            options.of,
            options.of.saturating_sub(1)
        ));
    }
    if let Err(error) = Selection::parse(&options.select) {
        return wrong(format!("{error}\n"));
    }
    Ok(Command::Convert(options))
}

/// Prints what clap says and gives its exit code: 0 for help, 2 for wrong usage.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let _lost = error.print();
    ExitCode::from(u8::from(error.use_stderr()) * 2)
}

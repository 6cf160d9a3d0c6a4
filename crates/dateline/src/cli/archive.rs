//! What can be typed behind `archive`: whatever the program that it calls understands.

use clap::Args;
use std::ffi::OsString;

/// Options of `archive`.
#[derive(Debug, Args)]
#[command(
    before_help = "dateline-archive is a program of its own, so that the desk stays small. `dateline-archive --help` lists \
    what it understands; docs/archives.md says how it is installed."
)]
pub(crate) struct Archive {
    /// Arguments of dateline-archive: IN.warc.gz... --to DIR.
    #[arg(value_name = "ARGUMENTS", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) arguments: Vec<OsString>,
}

//! `archive`: gives its place to `dateline-archive`, a program of its own beside this one or on the path.

use crate::cli::Archive;
use crate::global_options::Global;
use crate::output::Outcome;
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

/// The program.
const PROGRAM: &str = "dateline-archive";

/// Becomes the program; comes back only where that cannot be.
pub(crate) fn run(options: &Archive, global: &Global) -> Result<Outcome> {
    let mut command = Command::new(program());
    command.args(&options.arguments).args(global.quiet.then_some("--quiet"));
    let error = command.exec();
    if error.kind() == ErrorKind::NotFound {
        bail!(
            "{PROGRAM} is not installed; `cargo install --path archive` in the sources of Dateline installs it, and {PROGRAM} may \
             also lie beside dateline or on the PATH"
        );
    }
    Err(error).with_context(|| format!("{PROGRAM} cannot be started"))
}

/// Where it lies: beside this program, else wherever the path says.
fn program() -> PathBuf {
    let own = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let beside = own.map(|own| own.with_file_name(PROGRAM)).filter(|path| path.is_file());
    beside.unwrap_or_else(|| PROGRAM.into())
}

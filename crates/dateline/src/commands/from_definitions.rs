//! `completions` and `man`: made from the definitions of the command line, so that they say what it takes.

use crate::cli::{Completions, Man, command, definitions};
use crate::output::{self, Outcome, UNWRITTEN};
use anyhow::{Context, Result};
use std::io::Write;

/// `completions`.
pub(crate) fn completions(options: &Completions) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command(), "dateline", &mut script);
    std::io::stdout().lock().write_all(&script).context(UNWRITTEN)?;
    Ok(Outcome::Done)
}

/// `man`.
pub(crate) fn man(options: &Man) -> Result<Outcome> {
    let Some(folder) = &options.dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(definitions()).render(&mut page)?;
        std::io::stdout().lock().write_all(&page).context(UNWRITTEN)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let written = clap_mangen::generate_to(definitions().disable_help_subcommand(true), folder);
    written.with_context(|| format!("the pages cannot be written to {}", folder.display()))?;
    output::line(format!("the pages were written to {}", folder.display()))?;
    Ok(Outcome::Done)
}

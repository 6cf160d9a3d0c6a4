//! resiliparse at work on our pages, through its Python binding where it is installed.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What stands in its place where it is not.
pub(super) const ABSENT: &str = "resiliparse not run: --python names no Python that has it";

/// What it took.
#[derive(Deserialize)]
pub(super) struct Told {
    /// Name and version.
    pub(super) version: String,
    /// Processor seconds of each page.
    pub(super) seconds: Vec<f64>,
}

/// Gives it every page and lets it build its `tree`, or extract the `text`. `None` where it is not installed.
pub(super) fn measure<'p>(
    python: &str,
    root: &Path,
    task: &str,
    rounds: usize,
    pages: impl Iterator<Item = &'p [u8]>,
) -> Result<Option<Told>> {
    let probe = Command::new(python).args(["-c", "import resiliparse"]).stderr(Stdio::null()).status();
    if !probe.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let mut child = Command::new(python)
        .arg(root.join("eval/resiliparse_speed.py"))
        .args([task, &rounds.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting Python")?;
    let mut pipe = BufWriter::new(child.stdin.take().context("no pipe to Python")?);
    for page in pages {
        pipe.write_all(&u32::try_from(page.len())?.to_le_bytes())?;
        pipe.write_all(page)?;
    }
    pipe.flush()?;
    drop(pipe);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "resiliparse ended with {}", output.status);
    serde_json::from_slice(&output.stdout).context("what resiliparse told").map(Some)
}

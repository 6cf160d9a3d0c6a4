//! What only a browser sees, in commands of their own beside the quick tests: the wide look at every page, mornings of a reader,
//! and how much pages weigh.

use crate::out;
use crate::test::browser_tools;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Runs a program of `tests/browser` with the desk built as it is asked for: `look` judges pages of any build, the others times too.
pub(crate) fn run(root: &Path, script: &str, release: bool) -> Result<()> {
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--package", "dateline"]).current_dir(root);
    if release {
        build.arg("--release");
    }
    if !build.status().context("cargo could not be started")?.success() {
        bail!("the program could not be built");
    }
    browser_tools(root)?;
    out::line(&format!("== {script}"));
    let mut node = Command::new("node");
    node.arg(format!("tests/browser/{script}.mjs")).current_dir(root);
    if release {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
        node.env("DATELINE_BIN", target.join("release/dateline"));
    }
    if !node.status().context("node could not be started")?.success() {
        bail!("{script} found something");
    }
    Ok(())
}

//! The whole test run, step by step: what cannot be run here is named, and fails only when everything was asked for.

use crate::{out, tidy};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs every step; stops at the first that fails.
pub(crate) fn run(root: &Path, all: bool) -> Result<()> {
    step(root, "formatting", "cargo", &["fmt", "--all", "--check"])?;
    step(
        root,
        "lints",
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    )?;
    out::line("== house rules");
    tidy::run(root)?;
    step(
        root,
        "unit, property and end-to-end tests",
        "cargo",
        &["test", "--workspace", "--locked", "--quiet"],
    )?;
    // The program is there: the end-to-end tests run it.
    match browser_tools(root) {
        Ok(()) => step(root, "browser tests", "node", &["tests/browser/run.mjs"])?,
        Err(missing) if all => bail!("browser tests could not be run: {missing:#}"),
        Err(missing) => out::line(&format!("not run: browser tests ({missing:#})")),
    }
    out::line("every test that could be run here passed");
    Ok(())
}

fn step(root: &Path, name: &str, program: &str, arguments: &[&str]) -> Result<()> {
    out::line(&format!("== {name}"));
    let status = Command::new(program).args(arguments).current_dir(root).stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("{program} could not be started"))?;
    if !status.success() {
        bail!("{name} failed ({program} {})", arguments.join(" "));
    }
    Ok(())
}

/// Makes sure that Chromium, Node and playwright-core are there, installing what can be installed.
fn browser_tools(root: &Path) -> Result<()> {
    let folder = root.join("tests/browser");
    for (program, package) in [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium")] {
        if !answers(program) {
            install(package).with_context(|| format!("{program} is missing"))?;
        }
    }
    if !folder.join("node_modules/playwright-core").is_dir() {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
        run_quietly(&mut npm).context("npm ci in tests/browser")?;
    }
    Ok(())
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn install(package: &str) -> Result<()> {
    out::line(&format!("installing {package}"));
    run_quietly(Command::new("apt-get").args(["update", "-qq"]))?;
    run_quietly(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", package])
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output().context("could not be started")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

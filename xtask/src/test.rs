//! The whole test run, step by step: what cannot be run here is named, and fails only when everything was asked for.

use crate::{out, tidy};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// All tests but those in documentation. Examples are left to the lints: they are programs of their own, and linking them takes
/// longer than all tests together.
const TESTS: [&str; 6] = ["test", "--workspace", "--locked", "--lib", "--bins", "--tests"];

/// Runs every step; stops at the first that fails. Each says what it does, what it builds and how long it took.
pub(crate) fn run(root: &Path, all: bool) -> Result<()> {
    let mut steps = Steps { root, took: Vec::new() };
    steps.run("formatting", "cargo", &["fmt", "--all", "--check"])?;
    steps.time("house rules", || tidy::run(root))?;
    dependencies(&mut steps, root)?;
    steps.run(
        "lints, of every crate",
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
    )?;
    steps.run("building the program and all tests", "cargo", &[&TESTS[..], &["--no-run"]].concat())?;
    steps.run("unit, property and end-to-end tests", "cargo", &[&TESTS[..], &["--quiet"]].concat())?;
    steps.run(
        "examples in the documentation",
        "cargo",
        &["test", "--workspace", "--locked", "--quiet", "--doc"],
    )?;
    // The program is there: the end-to-end tests run it.
    match browser_tools(root) {
        Ok(()) => steps.run("browser tests", "node", &["tests/browser/run.mjs"])?,
        Err(missing) if all => bail!("browser tests could not be run: {missing:#}"),
        Err(missing) => out::line(&format!("not run: browser tests ({missing:#})")),
    }
    steps.tell();
    out::line("every test that could be run here passed");
    Ok(())
}

/// Steps that were taken, with their seconds.
struct Steps<'r> {
    root: &'r Path,
    took: Vec<(String, f64)>,
}

impl Steps<'_> {
    /// Does one step, named before and timed after.
    fn time(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        out::line(&format!("== {name}"));
        let begun = Instant::now();
        work()?;
        let seconds = begun.elapsed().as_secs_f64();
        out::line(&format!("== {name}: {seconds:.0} s"));
        self.took.push((name.to_owned(), seconds));
        Ok(())
    }

    /// One step that is another program's work.
    fn run(&mut self, name: &str, program: &str, arguments: &[&str]) -> Result<()> {
        let root = self.root;
        self.time(name, || {
            let mut command = Command::new(program);
            let status = command.args(arguments).current_dir(root).stdin(Stdio::null()).status();
            let status = status.with_context(|| format!("{program} could not be started"))?;
            if !status.success() {
                bail!("{name} failed ({program} {})", arguments.join(" "));
            }
            Ok(())
        })
    }

    /// What each took.
    fn tell(&self) {
        for (name, seconds) in &self.took {
            out::line(&format!("{seconds:>6.0} s  {name}"));
        }
        let all: f64 = self.took.iter().map(|(_, seconds)| seconds).sum();
        out::line(&format!("{all:>6.0} s  in all"));
    }
}

/// Holds the dependencies to `deny.toml`, where cargo-deny is installed; known faults of them too, where the list of those can
/// be had.
fn dependencies(steps: &mut Steps<'_>, root: &Path) -> Result<()> {
    let mut asked = Command::new("cargo-deny");
    if !asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    {
        out::line(
            "not run: rules for dependencies (cargo-deny is not installed; `cargo install cargo-deny` does it)",
        );
        return Ok(());
    }
    steps.run(
        "dependencies: bans, licences, sources",
        "cargo",
        &["deny", "check", "bans", "licenses", "sources"],
    )?;
    let mut fetched = Command::new("cargo");
    fetched.args(["deny", "fetch", "db"]).current_dir(root);
    match run_quietly(&mut fetched) {
        Ok(()) => steps.run(
            "dependencies: advisories",
            "cargo",
            &["deny", "check", "--disable-fetch", "advisories"],
        ),
        Err(reason) => {
            out::line(&format!(
                "not run: advisories on dependencies (their database cannot be had: {reason:#})"
            ));
            Ok(())
        }
    }
}

/// Makes sure that Chromium, Node and playwright-core are there, installing what can be installed.
pub(crate) fn browser_tools(root: &Path) -> Result<()> {
    let folder = root.join("tests/browser");
    for (program, package) in [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium")] {
        if !answers(program) {
            install(package).with_context(|| format!("{program} is missing"))?;
        }
    }
    if !["playwright-core", "axe-core"].iter().all(|name| folder.join("node_modules").join(name).is_dir()) {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn no_known_fault_of_a_dependency_is_passed_over() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let rules = std::fs::read_to_string(root.join("deny.toml")).unwrap();
        let rules: toml::Table = rules.parse().unwrap();
        let text = |table: &str, key: &str| rules[table][key].as_str().unwrap_or_default().to_owned();
        assert_eq!(rules["advisories"]["ignore"].as_array().unwrap().len(), 0);
        assert_eq!(text("advisories", "yanked"), "deny");
        assert_eq!(
            (text("sources", "unknown-registry"), text("sources", "unknown-git")),
            ("deny".into(), "deny".into())
        );
        // Every package of the lock comes from the registry, with its checksum, or from this repository.
        let lock: toml::Table = std::fs::read_to_string(root.join("Cargo.lock")).unwrap().parse().unwrap();
        for package in lock["package"].as_array().unwrap() {
            let from = package.get("source").and_then(|source| source.as_str());
            let is_ours = from.is_none();
            let is_checked =
                package.get("checksum").is_some() && from.is_some_and(|from| from.contains("crates.io"));
            assert!(is_ours || is_checked, "{}", package["name"]);
        }
    }
}

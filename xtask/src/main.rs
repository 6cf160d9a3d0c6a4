//! Repository tasks: rules that a program can keep (`tidy`), the whole test run (`test`) and packages (`package`). Scores against real data and a
//! loopback copy of real pages are the work of `xtask-eval`, which is built when it is asked for. Nothing of this is part of
//! the product.

mod browse;
mod out;
mod package;
mod test;
mod tidy;

use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

const USAGE: &str = "\
Tasks of the Dateline repository.

Usage: cargo xtask <TASK>

  tidy          Check crate borders and file habits
  test [--all]  Formatting, lints, house rules, unit, property, end-to-end and browser tests; --all fails when
                something cannot be run here, instead of naming it
  look          Every page in a browser at three widths, light and dark, in several languages: axe's rules, small
                targets, things that move; with pictures of each in a folder named by DATELINE_PICTURES
  hostile       Words that break out, in every field, on every page in a browser: none may run
  mornings      A reader's long sessions in a browser: many feeds, marks made offline, a slow network
  weigh         What pages, fonts and scripts weigh, and how fast they answer and react
  package       Build the program and make a Debian package, a tarball and a Containerfile of it, in target/package;
                --binary FILE takes a program that is there, --out DIR and --version TEXT change place and name
  package-test  Install, run, upgrade and purge the Debian package in a clean root (debootstrap, as root); takes the
                same options, and --before COMMIT (or FILE) to upgrade from that commit's program, or from one
  eval ...      Score this build against the evaluation data and hold it to the floors in eval/floors.toml
  replay ...    Serve real pages of the evaluation data on loopback, one feed per publisher

`cargo xtask eval --help` and `cargo xtask replay --help` tell their options.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<()> {
    let names: Vec<&str> = words.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["tidy"] => tidy::run(&root()),
        ["test"] => test::run(&root(), false),
        ["test", "--all"] => test::run(&root(), true),
        ["look"] => browse::run(&root(), "look", false),
        ["hostile"] => browse::run(&root(), "hostile", false),
        ["mornings"] => browse::run(&root(), "mornings", true),
        ["weigh"] => browse::run(&root(), "weigh", true),
        ["package", options @ ..] => package::Parts::read(&root(), options)?.make(),
        ["package-test", options @ ..] => package::try_in_a_clean_root(&root(), options),
        ["eval" | "replay", ..] => evaluate(words),
        ["--help" | "-h" | "help"] => {
            out::line(USAGE);
            Ok(())
        }
        _ => bail!("there is no such task\n\n{USAGE}"),
    }
}

/// Hands over to the program that scores.
fn evaluate(words: &[String]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--package", "xtask-eval", "--"]).args(words);
    if !cargo.status()?.success() {
        bail!("{} failed", words.join(" "));
    }
    Ok(())
}

/// The repository's root: the folder above this package.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

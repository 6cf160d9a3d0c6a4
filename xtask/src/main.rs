//! Repository tasks: rules that a program can keep (`tidy`), the whole test run (`test`), scores against real data
//! (`eval`) and a loopback copy of real pages (`replay`). Nothing of this is part of the product.

mod eval;
mod out;
mod replay;
mod test;
mod tidy;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Tasks of the Dateline repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check crate borders and file habits.
    Tidy,
    /// Formatting, clippy, tidy, unit, property, end-to-end and browser tests.
    Test {
        /// Fail when something cannot be run here, instead of naming it.
        #[arg(long)]
        all: bool,
    },
    /// Score this build against the evaluation data and hold it to the floors in `eval/floors.toml`.
    Eval(eval::Options),
    /// Serve real pages of the evaluation data on loopback, one feed per publisher.
    Replay(replay::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Tidy => tidy::run(&root()),
        Task::Test { all } => test::run(&root(), all),
        Task::Eval(options) => eval::run(&options, &root()),
        Task::Replay(options) => replay::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The repository's root: the folder above this package.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

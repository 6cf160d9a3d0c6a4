//! Scores against real data (`eval`) and a loopback copy of real pages (`replay`). Nothing of this is part of the product.

mod eval;
mod out;
mod replay;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Scores of the Dateline repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Score this build against the evaluation data and hold it to the floors in `eval/floors.toml`.
    Eval(eval::Options),
    /// Serve real pages of the evaluation data on loopback, one feed per publisher.
    Replay(replay::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
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

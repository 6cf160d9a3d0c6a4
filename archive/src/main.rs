//! Web archives to tables: each WARC file becomes a Parquet file of readings. The way of the data is one: file, record, page,
//! reading, row, file.

mod claim;
mod cli;
mod columns;
mod dedup;
mod html_columns;
mod inputs;
mod made;
mod progress;
mod run;
mod summary;
mod table;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = match cli::parse() {
        Ok(cli::Command::Convert(options)) => run::run(&options),
        Ok(cli::Command::Make(options)) => made::make(&options),
        Ok(cli::Command::Dedup(options)) => dedup::dedup(&options),
        Ok(cli::Command::Columns) => summary::print(&dateline_rows::table()).map(|()| run::Outcome::Done),
        Err(error) => return cli::usage(&error),
    };
    match done {
        Ok(run::Outcome::Done) => ExitCode::SUCCESS,
        Ok(run::Outcome::Partly) => ExitCode::from(3),
        Err(error) => {
            progress::note(&format!("failed: {error:#}"));
            ExitCode::from(1)
        }
    }
}

//! The binary: what was typed becomes settings, settings become a desk, the outcome becomes an exit code.

mod audit_html;
mod cli;
mod commands;
mod config;
mod doctor;
mod execute;
mod global_options;
mod listener;
mod output;
mod reload;
mod render;
mod report;
mod request;
mod signals;
mod socket;
mod socket_messages;
mod startup;
mod table_cells;
mod terminal_text;
mod typed_time;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(error) => return output::usage(&error),
    };
    output::colour(cli.global.color);
    output::start_log(cli.global.verbose, cli.global.quiet);
    if let Some(fault) = startup::clock_fault() {
        output::note(fault);
    }
    match commands::run(cli) {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::failure(&error);
            error.downcast_ref::<signals::Stopped>().map_or(1, signals::Stopped::exit_code).into()
        }
    }
}

//! Commands: each takes what was typed and gives an outcome.

mod access;
mod archive;
mod demo;
mod desk;
mod doctor;
mod feed_parse;
pub(crate) mod input_files;
mod markdown;
mod read;
mod serve;
mod stories_from_file;
mod user;

use crate::cli::{Cli, Command, FeedCommand};
use crate::output::Outcome;
use anyhow::Result;

/// Carries out what was typed.
pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    let global = cli.global;
    match cli.command {
        Command::Read(options) => read::run(&options, &global),
        Command::Feed(options) => match options.command {
            FeedCommand::Parse(options) => feed_parse::parse(&options),
        },
        Command::Archive(options) => archive::run(&options, &global),
        Command::Stories(options) => match &options.from {
            Some(file) => stories_from_file::from_file(file, options.order),
            None => desk::stories(&options, &global),
        },
        Command::Demo(options) => demo::run(&options, &global),
        Command::Serve(options) => serve::run(&options, &global),
        Command::Add(options) => desk::add(&options, &global),
        Command::Access(options) => access::run(&options, &global),
        Command::Rename(options) => desk::rename(&options, &global),
        Command::Remove(options) => desk::remove(&options, &global),
        Command::Update(options) => desk::update(&options, &global),
        Command::Story(options) => desk::story(&options, &global),
        Command::Search(options) => desk::search(&options, &global),
        Command::Feeds(options) => desk::feeds(&options, &global),
        Command::Audit(options) => desk::audit(&options, &global),
        Command::Backup(options) => desk::backup(&options, &global),
        Command::Restore(options) => desk::restore(&options, &global),
        Command::Doctor(options) => doctor::doctor(&options, &global),
        Command::Health(_) => doctor::health(&global),
        Command::User(options) => user::run(options.command, &global),
    }
}

//! Commands: each takes what was typed and gives an outcome.

mod access;
mod archive;
mod config;
mod demo;
mod desk;
mod doctor;
mod feed_parse;
mod from_definitions;
pub(crate) mod input_files;
mod lists;
mod moving;
mod open;
mod read;
mod serve;
mod stories_from_file;
mod user;

use crate::cli::{Cli, Command, FeedCommand};
use crate::output::Outcome;
use crate::request::OwnList;
use anyhow::Result;

/// Carries out what was typed.
pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    let global = cli.global;
    match cli.command {
        Command::Read(options) => read::run(&options, &global),
        Command::Feed(options) => match options.command {
            FeedCommand::Parse(options) => feed_parse::parse(&options),
            FeedCommand::Set(options) => desk::set_feed(&options, &global),
        },
        Command::Archive(options) => archive::run(&options, &global),
        Command::Stories(options) => match &options.from {
            Some(file) => stories_from_file::from_file(file, options.order),
            None => lists::stories(&options, &global),
        },
        Command::Demo(options) => demo::run(&options, &global),
        Command::Serve(options) => serve::run(&options, &global),
        Command::Add(options) => desk::add(&options, &global),
        Command::Access(options) => access::run(&options, &global),
        Command::Rename(options) => desk::rename(&options, &global),
        Command::Remove(options) => desk::remove(&options, &global),
        Command::Update(options) => desk::update(&options, &global),
        Command::Story(options) => desk::story(&options, &global),
        Command::Search(options) => lists::search(&options, &global),
        Command::Feeds(options) => lists::feeds(&options, &global),
        Command::Entries(options) => lists::entries(&options, &global),
        Command::Open(options) => open::run(&options, &global),
        Command::Article(options) => lists::article(&options, &global),
        Command::Mark(options) => lists::mark(&options, &global),
        Command::Star(options) => lists::star(&options, &global),
        Command::Label(options) => lists::label(&options, &global),
        Command::Rules(options) => lists::own(OwnList::Rules, &options, &global),
        Command::Notes(options) => lists::own(OwnList::Notes, &options, &global),
        Command::Labels(options) => lists::own(OwnList::Labels, &options, &global),
        Command::Follows(options) => lists::own(OwnList::Follows, &options, &global),
        Command::Searches(options) => lists::own(OwnList::Searches, &options, &global),
        Command::Audit(options) => desk::audit(&options, &global),
        Command::Export(options) => moving::export(&options, &global),
        Command::Import(options) => moving::import(&options, &global),
        Command::Backup(options) => desk::backup(&options, &global),
        Command::Restore(options) => desk::restore(&options, &global),
        Command::Doctor(options) => doctor::doctor(&options, &global),
        Command::Health(_) => doctor::health(&global),
        Command::Config(options) => config::run(&options.command, &global),
        Command::Completions(options) => from_definitions::completions(&options),
        Command::Man(options) => from_definitions::man(&options),
        Command::User(options) => user::run(options.command, &global),
    }
}

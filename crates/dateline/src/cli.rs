//! What can be typed. Nothing here decides what it means.

mod access;
mod archive;
mod config;
mod entry;
mod examples;
mod feed_set;
mod list;
mod moving;
mod open;
mod rename;
mod search;
mod user;

use crate::config::ListenAt;
use crate::global_options::Global;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use search::with_exclusions;
use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) use access::{Access, LoginOptions};
pub(crate) use archive::Archive;
pub(crate) use config::{Completions, Config, ConfigCommand, Man};
pub(crate) use entry::{Article, ArticleForm, Entries, LabelEntries, Mark, Star, Targets};
pub(crate) use feed_set::{FeedSet, PagesOf};
pub(crate) use list::{AuditFormat, CommonOptions, EntryOptions, Limit, ListForm, ListFormat, WholeList};
pub(crate) use moving::{Export, Import};
pub(crate) use open::Open;
pub(crate) use rename::Rename;
pub(crate) use search::Search;
pub(crate) use user::{UserCommand, UserReset, UserRole};

const AFTER: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly done; stopped by a signal before it was done: 129 hangup, 130 Ctrl-C, 143 termination.\n\
    Settings come from the configuration file, then the environment, then these flags; later ones win.";

/// A self-hosted news desk: each article clean, with an honest verdict of how much of it is held and why; one story for
/// each event.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = AFTER)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What was typed; the long help lists every setting.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    let matches = command().try_get_matches_from(with_exclusions(std::env::args_os()))?;
    let cli = Cli::from_arg_matches(&matches)?;
    match &cli.command {
        Command::Read(read)
            if read.batch.is_some() && read.format.is_some_and(|is| is != ReadFormat::Json) =>
        {
            let words = "a batch prints one line of JSON for each file; leave --format out\n";
            Err(command().error(clap::error::ErrorKind::ArgumentConflict, words))
        }
        _ => Ok(cli),
    }
}

/// The same name for every command: `dateline read --version` tells the version of `dateline`.
fn one_name(command: clap::Command) -> clap::Command {
    command.display_name("dateline").mut_subcommands(one_name)
}

/// The command line as clap sees it.
pub(crate) fn command() -> clap::Command {
    one_name(definitions())
}

/// The same, each command under its own name: for its manual page.
pub(crate) fn definitions() -> clap::Command {
    let settings = crate::config::settings_help();
    examples::with_examples(Cli::command(), "").after_long_help(format!("{AFTER}\n\n{settings}"))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start an invented press on this machine and a desk that reads it: the quickest look at everything.
    Demo(Demo),
    /// Serve the web desk and keep the feeds up to date.
    Serve(Serve),
    /// Subscribe to a feed, to a page's feed, or to all feeds of an OPML file.
    Add(Add),
    /// Say with what login a feed is asked, set or forget it, and mark the feed as private.
    Access(Access),
    /// Call a feed or a publisher by another name.
    Rename(Rename),
    /// Unsubscribe; articles that are starred stay.
    Remove(Remove),
    /// Fetch feeds and the articles they announce.
    Update(Update),
    /// List the stories of the front page.
    Stories(Stories),
    /// Show one story with every version.
    Story(Story),
    /// Search all articles.
    Search(Search),
    /// List articles, the latest to come first.
    Entries(Entries),
    /// Show one article with its verdict.
    Article(Article),
    /// Open the desk, an article or a story in a browser.
    Open(Open),
    /// Mark articles, a story, a feed, a folder or all as read; articles and stories as unread or starred.
    Mark(Mark),
    /// Star articles: they are kept for good.
    Star(Star),
    /// Give articles a label; labelled ones are kept for good.
    Label(LabelEntries),
    /// List your rules.
    Rules(WholeList),
    /// List your notes and highlights.
    Notes(WholeList),
    /// List your labels.
    Labels(WholeList),
    /// List what you follow.
    Follows(WholeList),
    /// List the searches that you keep.
    Searches(WholeList),
    /// List feeds with their health.
    Feeds(Feeds),
    /// Report what each feed really delivers: whole articles, excerpts, walls, duplicates.
    Audit(Audit),
    /// Read one page or text, or a folder of them, without a store.
    Read(Read),
    /// Work on feed files, or on the settings of one feed.
    Feed(Feed),
    /// Read web archives, WARC files, into Parquet files, by the program dateline-archive.
    Archive(Archive),
    /// Write everything that you have into one file, for another desk, reader or program.
    Export(Export),
    /// Take in what another reader or `export` wrote; repeating it changes nothing.
    Import(Import),
    /// Copy the store to one file while it is in use.
    Backup(Backup),
    /// Replace the store with a backup; the old store is kept beside it.
    Restore(Restore),
    /// Say what is wrong: settings, listening, certificate, rights, store, index, clock, disk, names and feeds.
    Doctor(Doctor),
    /// Ask a running serve whether it is well, for health checks: it writes and reads a row.
    Health(Health),
    /// Show the settings in force and where their file is.
    Config(Config),
    /// Print completions for a shell.
    Completions(Completions),
    /// Print the manual page, or write one for each command.
    Man(Man),
    /// Make, list and change the accounts of people; without any the desk asks for no login.
    User(User),
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Port of the desk on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8460)]
    pub(crate) port: u16,
    /// Port of the invented press on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8461)]
    pub(crate) press_port: u16,
    /// Fill the store, print the address as JSON and stop.
    #[arg(long)]
    pub(crate) once: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port to listen on, or a socket as unix:/run/dateline/desk.sock.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<ListenAt>,
    /// Serve without polling feeds.
    #[arg(long)]
    pub(crate) no_poll: bool,
}

/// Options of `add`.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Address of a feed, a page or an OPML file, or the name of a local OPML file; - takes addresses, one a line, or OPML from
    /// standard input.
    #[arg(value_name = "URL|FILE")]
    pub(crate) target: OsString,
    /// Take the feed with this number where a page offers several.
    #[arg(long, value_name = "N")]
    pub(crate) choose: Option<usize>,
    #[command(flatten)]
    pub(crate) login: LoginOptions,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `user`.
#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

/// Options of `remove`.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Number, address or name of the feed.
    #[arg(value_name = "FEED")]
    pub(crate) feed: String,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `update`.
#[derive(Debug, Args)]
pub(crate) struct Update {
    /// Numbers, addresses or names of feeds; all when left out.
    #[arg(value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
    /// Wait while another command has the store, instead of giving up after five seconds.
    #[arg(long)]
    pub(crate) wait: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `stories`.
#[derive(Debug, Args)]
pub(crate) struct Stories {
    #[command(flatten)]
    pub(crate) limit: Limit,
    /// Group the documents of a file instead: lines with id, title, text, publisher, url, date, language.
    #[arg(long, value_name = "DOCS.jsonl", conflicts_with_all = ["limit", "since", "until", "unread", "section", "folder", "language", "format", "fields", "no_header"])]
    pub(crate) from: Option<PathBuf>,
    /// Order in which `--from` takes the documents in.
    #[arg(long, value_enum, default_value_t = StoryOrder::Time, requires = "from")]
    pub(crate) order: StoryOrder,
    #[command(flatten)]
    pub(crate) which: CommonOptions,
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

/// Orders of `stories --from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoryOrder {
    /// By date; lines without a date keep their place in the file.
    Time,
    /// As the file has them.
    Given,
}

/// Options of `story`.
#[derive(Debug, Args)]
pub(crate) struct Story {
    /// Number of the story.
    #[arg(value_name = "ID")]
    pub(crate) id: i64,
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

/// Options of `feeds`.
#[derive(Debug, Args)]
pub(crate) struct Feeds {
    #[command(flatten)]
    pub(crate) form: ListFormat,
    /// Print the list as OPML, for other readers.
    #[arg(long, conflicts_with_all = ["json", "format", "fields", "no_header"])]
    pub(crate) opml: bool,
    /// Put private feeds on the OPML list too: their addresses may be secrets. No list holds a login.
    #[arg(long, requires = "opml")]
    pub(crate) with_private: bool,
}

/// Options of `audit`.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Audit the feeds of this OPML file in a store of their own; your own feeds when left out.
    #[arg(value_name = "OPML")]
    pub(crate) opml: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: AuditFormat,
}

/// Options of `read`.
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// A file, an address, or - for standard input.
    #[arg(value_name = "FILE|URL|-", required_unless_present_any = ["batch", "kept"], conflicts_with = "batch")]
    pub(crate) input: Option<OsString>,
    /// Read again the page that the desk keeps of an article, by the article's number; nothing is fetched.
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = ["input", "batch", "url"])]
    pub(crate) kept: Option<i64>,
    /// Form of the result; a batch is always JSON [default: text].
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReadFormat>,
    /// What the input is; recognised when left out.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<InputKind>,
    /// Address that a local file came from.
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    pub(crate) url: Option<String>,
    /// Say for each block of the page why it is in or out.
    #[arg(long, conflicts_with = "batch")]
    pub(crate) explain: bool,
    /// Read every *.html, *.html.gz and *.txt of a folder, sorted by name, one JSON line each.
    #[arg(long, value_name = "DIR")]
    pub(crate) batch: Option<PathBuf>,
    /// How many pages of a batch to read at once, at most 256 [default: one for each processor].
    #[arg(long, value_name = "N", requires = "batch", conflicts_with = "input")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=256))]
    pub(crate) jobs: Option<u16>,
    /// How the pages of a batch were served: lines with id, url, status, headers.
    #[arg(long, value_name = "FILE.jsonl", requires = "batch", conflicts_with = "input")]
    pub(crate) meta: Option<PathBuf>,
    /// Measure the CPU time of each reading as `cpu_ms`, which is 0 otherwise.
    #[arg(long)]
    pub(crate) timing: bool,
}

/// Forms of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// Title, verdict and plain text.
    Text,
    /// Markdown.
    Markdown,
    /// The Reading as JSON.
    Json,
}

/// Kinds of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// A page with markup.
    Html,
    /// Text without markup.
    Text,
}

/// Options of `feed`.
#[derive(Debug, Args)]
pub(crate) struct Feed {
    #[command(subcommand)]
    pub(crate) command: FeedCommand,
}

/// Commands of `feed`.
#[derive(Debug, Subcommand)]
pub(crate) enum FeedCommand {
    /// Parse a feed file, or every file below a folder, without a store.
    Parse(FeedParse),
    /// Show or change how a feed is checked, read and opened.
    Set(FeedSet),
}

/// Options of `feed parse`.
#[derive(Debug, Args)]
pub(crate) struct FeedParse {
    /// A file, or - for standard input.
    #[arg(value_name = "FILE", required_unless_present = "batch", conflicts_with = "batch")]
    pub(crate) file: Option<PathBuf>,
    /// Parse every file below a folder, .gz too, one JSON line each.
    #[arg(long, value_name = "DIR")]
    pub(crate) batch: Option<PathBuf>,
    /// Shape of the result.
    #[arg(long = "as", value_enum, default_value_t = FeedShape::Dateline, value_name = "SHAPE")]
    pub(crate) shape: FeedShape,
    /// Address that the feed came from, for relative links.
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    pub(crate) url: Option<String>,
}

/// Shapes of a parsed feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FeedShape {
    /// Our own.
    Dateline,
    /// That of Python's feedparser.
    Feedparser,
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// File to write; must not exist.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A backup.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// Options of `health`.
#[derive(Debug, Args)]
pub(crate) struct Health {}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Rebuild the search index and the story index from the store.
    #[arg(long)]
    pub(crate) repair: bool,
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_leave_out_are_no_flags() {
        let check = |typed: &str, words: &[&str], limit: u16, json: bool| {
            let arguments = with_exclusions(typed.split(' ').map(OsString::from));
            let matches = command().try_get_matches_from(arguments).unwrap();
            let Command::Search(search) = Cli::from_arg_matches(&matches).unwrap().command else {
                panic!("{typed}")
            };
            assert_eq!(
                (
                    search.query.iter().map(String::as_str).collect::<Vec<_>>(),
                    search.limit.limit,
                    search.form.json
                ),
                (words.to_vec(), limit, json),
                "{typed}"
            );
        };
        check("dateline search ferry -tunnel", &["ferry", "-tunnel"], 20, false);
        check("dateline search -tunnel ferry --json -n 5", &["ferry", "-tunnel"], 5, true);
        check("dateline search ferry -n5 -news -quiet", &["ferry", "-news", "-quiet"], 5, false);
        check("dateline -q search -v ferry -- -x", &["ferry", "-x"], 20, false);
        check("dateline search ferry -2024 -- -x", &["ferry", "-2024", "-x"], 20, false);
    }
}

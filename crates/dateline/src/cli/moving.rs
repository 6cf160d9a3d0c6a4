//! What can be typed after `export` and `import`.

use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

/// Options of `export`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("form").required(true))]
pub(crate) struct Export {
    /// Write everything that you have into this zip archive, which `dateline import` reads; must not exist.
    #[arg(long, value_name = "FILE.zip", group = "form")]
    pub(crate) all: Option<PathBuf>,
    /// Write feeds, articles, labels, notes and rules into this SQLite database for other programs; must not exist.
    #[arg(long, value_name = "FILE.db", group = "form")]
    pub(crate) sqlite: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// An archive of `dateline export`, FreshRSS or Takeout, OPML, JSON of a reader (Google Reader's form, Feedbin, Nextcloud,
    /// Wallabag), Tiny Tiny RSS' XML, newsboat's urls or cache.db, bookmarks as HTML, or a table of Pocket, Instapaper, Raindrop or
    /// Readwise; - is standard input, and .gz is unpacked.
    /// With --from, the address of the program.
    #[arg(value_name = "FILE|URL")]
    pub(crate) source: PathBuf,
    /// Ask a program that runs instead of reading a file.
    #[arg(long, value_enum, value_name = "PROGRAM")]
    pub(crate) from: Option<ImportProgram>,
    /// Name of the account there; without one the secret is an API key.
    #[arg(long, value_name = "NAME", requires = "from")]
    pub(crate) user: Option<String>,
    /// File with the password, app password or API key; - or none is standard input.
    #[arg(long, value_name = "FILE", requires = "from")]
    pub(crate) secret: Option<PathBuf>,
    /// Send it over plain http too, where everyone on the way can read it.
    #[arg(long, requires = "from")]
    pub(crate) allow_http: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Programs that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportProgram {
    /// Miniflux, by an API key or by name and password.
    Miniflux,
    /// Nextcloud News, by name and password.
    Nextcloud,
    /// FreshRSS and others of Google Reader's API, by name and password.
    Greader,
    /// Feedbin at https://api.feedbin.com, by name and password.
    Feedbin,
}

impl ImportProgram {
    /// The word by which the desk knows it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Miniflux => "miniflux",
            Self::Nextcloud => "nextcloud",
            Self::Greader => "greader",
            Self::Feedbin => "feedbin",
        }
    }
}

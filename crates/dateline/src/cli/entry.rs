//! What can be typed about articles: lists of them, one of them, and marks on them.

use super::list::{EntryOptions, ListFormat};
use clap::{Args, ValueEnum};

/// Options of `entries`.
#[derive(Debug, Args)]
pub(crate) struct Entries {
    /// At most this many, 1 to 50000.
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub(crate) limit: u32,
    /// Go on with articles as they come, a line for each, until it is stopped.
    #[arg(long, conflicts_with = "json")]
    pub(crate) follow: bool,
    #[command(flatten)]
    pub(crate) which: EntryOptions,
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

/// Options of `article`.
#[derive(Debug, Args)]
pub(crate) struct Article {
    /// Number of the article.
    #[arg(value_name = "ID")]
    pub(crate) id: i64,
    /// Form of the article.
    #[arg(long, value_enum, default_value_t = ArticleForm::Text, conflicts_with = "json")]
    pub(crate) format: ArticleForm,
    /// Print JSON, as the API gives it.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Forms of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArticleForm {
    /// Title, verdict and plain text.
    Text,
    /// Markdown.
    Markdown,
    /// JSON, as the API gives it.
    Json,
}

/// Options of `mark`.
#[derive(Debug, Args)]
pub(crate) struct Mark {
    /// What they are marked as.
    #[arg(value_enum, value_name = "MARK")]
    pub(crate) mark: MarkWord,
    #[command(flatten)]
    pub(crate) targets: Targets,
}

/// Marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarkWord {
    /// Read.
    Read,
    /// Not read after all.
    Unread,
    /// Starred.
    Star,
    /// The star taken away.
    Unstar,
}

impl MarkWord {
    /// The word of the API.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Star => "star",
            Self::Unstar => "unstar",
        }
    }
}

/// What is marked.
#[derive(Debug, Args)]
pub(crate) struct Targets {
    /// Numbers of articles; - reads them from standard input, with blanks between them.
    #[arg(value_name = "ID", required_unless_present_any = ["story", "feed", "folder", "all"])]
    pub(crate) entries: Vec<String>,
    /// All articles of the story with this number.
    #[arg(long, value_name = "ID", conflicts_with = "entries")]
    pub(crate) story: Option<i64>,
    /// All of this feed, by its number, address or name; read only.
    #[arg(long, value_name = "FEED", conflicts_with_all = ["entries", "story"])]
    pub(crate) feed: Option<String>,
    /// All of this folder; read only.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["entries", "story", "feed"])]
    pub(crate) folder: Option<String>,
    /// All that there is; read only.
    #[arg(long, conflicts_with_all = ["entries", "story", "feed", "folder"])]
    pub(crate) all: bool,
    /// Print JSON, with the fields of docs/api.md.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `star`.
#[derive(Debug, Args)]
pub(crate) struct Star {
    /// Numbers of articles; - reads them from standard input, with blanks between them.
    #[arg(value_name = "ID", required = true)]
    pub(crate) entries: Vec<String>,
    /// Take the star away.
    #[arg(long)]
    pub(crate) remove: bool,
    /// Print JSON, with the fields of docs/api.md.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `label`.
#[derive(Debug, Args)]
pub(crate) struct LabelEntries {
    /// Name of the label; it is made where it is new.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Numbers of articles; - reads them from standard input, with blanks between them.
    #[arg(value_name = "ID", required = true)]
    pub(crate) entries: Vec<String>,
    /// Take the label away.
    #[arg(long)]
    pub(crate) remove: bool,
    /// Print JSON, with the fields of docs/api.md.
    #[arg(long)]
    pub(crate) json: bool,
}

//! Options that every list takes: how it is printed, and which part of it is asked for.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// How a list is printed.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "List")]
pub(crate) struct ListFormat {
    /// Print JSON, with the fields of docs/api.md.
    #[arg(long)]
    pub(crate) json: bool,
    /// Form of the list [default: table].
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "json")]
    pub(crate) format: Option<ListForm>,
    /// Print these fields of the JSON, in this order, with commas between them; a dot leads into a value (lead.title).
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// Leave out the line of heads, for other programs.
    #[arg(long, conflicts_with = "json")]
    pub(crate) no_header: bool,
}

impl ListFormat {
    /// The form asked for.
    pub(crate) fn form(&self) -> ListForm {
        if self.json { ListForm::Json } else { self.format.unwrap_or(ListForm::Table) }
    }
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListForm {
    /// For people; in a pipe a line for each row, with a tab between cells.
    Table,
    /// One JSON value.
    Json,
    /// A line of JSON for each row.
    Ndjson,
    /// Values with commas between them (RFC 4180), with a line of heads.
    Csv,
    /// Values with tabs between them, with a line of heads.
    Tsv,
    /// A table in Markdown.
    Markdown,
}

/// How the audit is printed: as any list, or as a page.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "List")]
pub(crate) struct AuditFormat {
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Form of the list [default: table].
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "json")]
    format: Option<AuditForm>,
    /// Print these fields of the JSON, in this order, with commas between them.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    fields: Vec<String>,
    /// Leave out the line of heads, for other programs.
    #[arg(long, conflicts_with = "json")]
    no_header: bool,
}

impl AuditFormat {
    /// The form of a list; `None` for a page.
    pub(crate) fn list(&self) -> Option<ListFormat> {
        let format = match self.format {
            Some(AuditForm::Html) => return None,
            Some(AuditForm::List(form)) => Some(form),
            None => None,
        };
        Some(ListFormat { json: self.json, format, fields: self.fields.clone(), no_header: self.no_header })
    }
}

/// Forms of the audit: those of lists, and a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AuditForm {
    List(ListForm),
    Html,
}

impl ValueEnum for AuditForm {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::List(ListForm::Table),
            Self::List(ListForm::Json),
            Self::List(ListForm::Ndjson),
            Self::List(ListForm::Csv),
            Self::List(ListForm::Tsv),
            Self::List(ListForm::Markdown),
            Self::Html,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::List(form) => form.to_possible_value(),
            Self::Html => Some(PossibleValue::new("html").help("One HTML page that stands alone")),
        }
    }
}

/// Which articles are listed.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which articles")]
pub(crate) struct EntryOptions {
    #[command(flatten)]
    pub(crate) common: CommonOptions,
    /// Only of this feed, by its number, address or name.
    #[arg(long, value_name = "FEED")]
    pub(crate) feed: Option<String>,
    /// Only with this label of yours.
    #[arg(long, value_name = "NAME")]
    pub(crate) label: Option<String>,
    /// Only starred ones.
    #[arg(long)]
    pub(crate) starred: bool,
    /// Only read ones.
    #[arg(long, conflicts_with = "unread")]
    pub(crate) read: bool,
    /// Only of a publisher whose name or host holds this.
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
}

/// What articles and stories can be chosen by.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct CommonOptions {
    /// Only what came since then: a day (2026-11-29, today, yesterday), a time (2026-11-29T12:00), both in UTC unless a zone is named, or so long ago (30m, 6h, 2d, 1w).
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Only what came before then, written in the same ways.
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Only what is not read.
    #[arg(long)]
    pub(crate) unread: bool,
    /// Only of this section.
    #[arg(long, value_name = "SECTION")]
    pub(crate) section: Option<String>,
    /// Only from feeds of this folder.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) folder: Option<String>,
    /// Only in this language, such as de.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
}

/// How many rows of a list.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Limit {
    /// At most this many, 1 to 500.
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(crate) limit: u16,
}

/// Options of lists that are always whole.
#[derive(Debug, Args)]
pub(crate) struct WholeList {
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

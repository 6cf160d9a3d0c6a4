//! The table of readings: its columns with their meaning, each with where it comes from.

use crate::cell::{Cell, Kind};
use dateline_model::{Access, Reading, Reason, Truncation, WebUrl};
use jiff::Timestamp;
use serde::Serialize;

/// Version of the table. A column that is added raises it; none is ever taken away or given another meaning.
pub const VERSION: u32 = 1;

/// One page with everything that a row is made of.
pub(crate) struct Row<'a> {
    /// The address that was asked for.
    pub(crate) url: &'a str,
    /// The address that answered, and its host.
    pub(crate) final_url: &'a str,
    pub(crate) host: &'a str,
    pub(crate) fetched: Timestamp,
    pub(crate) status: u16,
    pub(crate) truncation: Option<Truncation>,
    pub(crate) reading: &'a Reading,
    /// Name of the archive's file.
    pub(crate) warc: &'a str,
    /// Where the record begins in it.
    pub(crate) offset: u64,
    /// The crawler's sum over what the server sent.
    pub(crate) digest: Option<&'a str>,
}

/// A column: its name, its type, what it means, where it comes from.
struct Column {
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    cell: fn(&Row<'_>) -> Cell,
}

const fn column(name: &'static str, kind: Kind, meaning: &'static str, cell: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind, meaning, cell }
}

/// Every column, in the order of the file.
const COLUMNS: &[Column] = &[
    column("url", Kind::LongText, "address that the crawler asked for", |row| text(row.url)),
    column("final_url", Kind::LongText, "address that answered", |row| text(row.final_url)),
    column("canonical_url", Kind::OptionalText, "address that the publisher calls the right one", |row| {
        article(row, |article| article.canonical_url.as_ref().map(WebUrl::as_str))
    }),
    column("host", Kind::Text, "host of `final_url`", |row| text(row.host)),
    column("fetched", Kind::Time, "when it was fetched", |row| Cell::Long(row.fetched.as_millisecond())),
    column("status", Kind::Int, "HTTP status; 200 for records that tell none", |row| {
        Cell::Int(row.status.into())
    }),
    column("title", Kind::OptionalText, "headline without the site's name", |row| {
        article(row, |article| article.title.as_deref())
    }),
    column("standfirst", Kind::OptionalText, "the sentence under the headline", |row| {
        article(row, |article| article.standfirst.as_deref())
    }),
    column("bylines", Kind::List, "who wrote it, one each", |row| {
        Cell::List(row.reading.article.as_ref().map(|article| article.bylines.clone()).unwrap_or_default())
    }),
    column(
        "published",
        Kind::OptionalText,
        "when, as the publisher says: RFC 3339 with the publisher's offset, or a day",
        |row| date(row.reading.article.as_ref().and_then(|article| article.published)),
    ),
    column("modified", Kind::OptionalText, "when it was changed last, likewise", |row| {
        date(row.reading.article.as_ref().and_then(|article| article.modified))
    }),
    column("language", Kind::OptionalText, "BCP 47 tag", |row| {
        article(row, |article| article.language.as_deref())
    }),
    column("section", Kind::OptionalText, "section of the paper", |row| {
        article(row, |article| article.section.as_deref())
    }),
    column("publisher", Kind::OptionalText, "name of the publisher; never guessed", |row| {
        article(row, |article| Some(article.publisher.as_ref()?.name.as_str()))
    }),
    column(
        "text",
        Kind::LongText,
        "the article's text, an empty line between blocks; empty where nothing is held",
        |row| Cell::Text(row.reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default()),
    ),
    column("blocks", Kind::LongText, "JSON: the article's blocks", |row| {
        json(&dateline_wire::blocks_json(row.reading.article.as_ref().map_or(&[], |article| &article.blocks)))
    }),
    column("asides", Kind::LongText, "JSON: what stood on the page and is not the article", |row| {
        json(&dateline_wire::asides_json(&row.reading.asides))
    }),
    column("holding", Kind::Text, "verdict: how much is held", |row| {
        text(row.reading.verdict.holding.as_str())
    }),
    column("reasons", Kind::List, "verdict: why not all, or what else the page is", |row| {
        list(row.reading.verdict.reasons.iter().map(|reason| Reason::as_str(*reason)))
    }),
    column("evidence", Kind::LongText, "JSON: what shows it", |row| {
        json(&dateline_wire::evidence_json(&row.reading.verdict.evidence))
    }),
    column(
        "declared_access",
        Kind::OptionalText,
        "what the publisher declares: free, metered or locked",
        |row| maybe(row.reading.verdict.declared.access.map(Access::as_str)),
    ),
    column(
        "declared_words",
        Kind::OptionalInt,
        "words of the whole article, as the publisher declares",
        |row| {
            let words = row.reading.verdict.declared.words;
            words.and_then(|words| i32::try_from(words).ok()).map_or(Cell::Null, Cell::Int)
        },
    ),
    column(
        "declared_percent_left",
        Kind::OptionalDouble,
        "share that is not shown, 0 to 100, likewise",
        |row| row.reading.verdict.declared.percent_left.map_or(Cell::Null, Cell::Double),
    ),
    column(
        "completeness",
        Kind::OptionalDouble,
        "share that is held, 0 to 1, where something tells",
        |row| row.reading.verdict.completeness.as_ref().map_or(Cell::Null, |part| Cell::Double(part.share)),
    ),
    column("completeness_source", Kind::OptionalText, "what that was computed from", |row| {
        maybe(row.reading.verdict.completeness.as_ref().map(|part| part.source.as_str()))
    }),
    column(
        "reservations",
        Kind::List,
        "what the publisher reserves: `tdm`, `noarchive`, `nosnippet`",
        |row| {
            let reserved = &row.reading.reservations;
            let words =
                [("tdm", reserved.tdm), ("noarchive", reserved.noarchive), ("nosnippet", reserved.nosnippet)];
            list(words.into_iter().filter(|(_, said)| *said).map(|(word, _)| word))
        },
    ),
    column("tdm_policy", Kind::OptionalText, "address of the policy for mining", |row| {
        maybe(row.reading.reservations.tdm_policy.as_deref())
    }),
    column("licence", Kind::OptionalText, "licence of the text, as the page names it", |row| {
        maybe(row.reading.reservations.licence.as_deref())
    }),
    column(
        "truncated",
        Kind::OptionalText,
        "why the stored body is not whole: `length`, `compression` or `cap`",
        |row| maybe(row.truncation.map(truncation)),
    ),
    column(
        "digest",
        Kind::OptionalText,
        "the crawler's sum over what the server sent, as it wrote it",
        |row| maybe(row.digest),
    ),
    column("warc", Kind::Text, "name of the archive's file", |row| text(row.warc)),
    column("warc_offset", Kind::Long, "where the record begins in it, in bytes", |row| {
        i64::try_from(row.offset).map_or(Cell::Null, Cell::Long)
    }),
];

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

fn maybe(words: Option<&str>) -> Cell {
    words.map_or(Cell::Null, text)
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> Cell {
    Cell::List(words.map(str::to_owned).collect())
}

fn article<'a>(row: &'a Row<'_>, part: impl Fn(&'a dateline_model::Article) -> Option<&'a str>) -> Cell {
    maybe(row.reading.article.as_ref().and_then(part))
}

fn date(date: Option<dateline_model::Date>) -> Cell {
    date.map_or(Cell::Null, |date| Cell::Text(format!("{date:.0}")))
}

fn json(value: &impl Serialize) -> Cell {
    // Serialising plain values to a string cannot fail.
    Cell::Text(serde_json::to_string(value).unwrap_or_default())
}

const fn truncation(why: Truncation) -> &'static str {
    match why {
        Truncation::Length => "length",
        Truncation::Compression => "compression",
        Truncation::Cap => "cap",
    }
}

/// Names and types of the columns.
pub fn columns() -> Vec<(&'static str, Kind)> {
    COLUMNS.iter().map(|column| (column.name, column.kind)).collect()
}

/// The columns as the document lists them.
pub fn table() -> String {
    let row =
        |column: &Column| format!("| `{}` | {} | {} |\n", column.name, column.kind.sql(), column.meaning);
    COLUMNS.iter().map(row).collect()
}

/// The values of a page, in the order of the columns.
pub(crate) fn cells(row: &Row<'_>) -> Vec<Cell> {
    COLUMNS.iter().map(|column| (column.cell)(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document's table of columns is this one.
    #[test]
    fn every_column_is_in_the_document() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/archives.md");
        let page = std::fs::read_to_string(page).unwrap();
        let written = page.lines().skip_while(|line| !line.starts_with("| column | type |")).skip(2);
        let written: Vec<&str> = written.take_while(|line| line.starts_with('|')).collect();
        let expected = table();
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(written, expected, "`dateline-archive columns` prints what should stand there");
        assert!(page.contains(&format!("version {VERSION} of the table")));
    }
}

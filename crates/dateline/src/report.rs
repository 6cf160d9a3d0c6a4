//! What came of a request: JSON for programs, text or a table for people.

use crate::table_cells::ListShape;
use dateline_model::plain;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What came of a request.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    /// For programs.
    pub(crate) json: Value,
    /// For people.
    pub(crate) text: String,
    /// What is for people and a table.
    #[serde(default)]
    pub(crate) table: Option<Table>,
    /// What is told beside the result, on standard error.
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    /// The list in the JSON, where there is one.
    #[serde(default)]
    pub(crate) list: Option<ListShape>,
    /// Whether something was left undone.
    pub(crate) partly: bool,
}

impl Report {
    /// A report of something that was done as a whole.
    pub(crate) fn done(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), table: None, notes: Vec::new(), list: None, partly: false }
    }

    /// The same report, whose JSON holds this list.
    pub(crate) fn with_list(self, list: ListShape) -> Self {
        Self { list: Some(list), ..self }
    }
}

/// A table as values; the process that prints it knows how wide it may be.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of rows as long as its heads.
    pub(crate) fn new(heads: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self { heads: heads.iter().map(|head| (*head).to_owned()).collect(), rows }
    }

    /// As text. With a `width` (of a terminal, in characters) the columns fit it; without one each row is a line of cells with a
    /// tab between them, which programs can cut.
    pub(crate) fn text(&self, width: Option<u16>) -> String {
        let cell = |cell: &String| plain(cell).replace(['\n', '\t'], " ");
        let Some(width) = width else {
            let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
            return std::iter::once(&self.heads).chain(&self.rows).map(line).collect::<Vec<_>>().join("\n");
        };
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table
            .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
            .set_width(width.max(NARROWEST));
        table.set_header(&self.heads);
        table.add_rows(self.rows.iter().map(|row| row.iter().map(cell)));
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let lines = table.to_string();
        lines.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

/// Fewest columns of a table: below that a cell would hold a word a line.
const NARROWEST: u16 = 40;

/// A number of bytes in words: `1.5 GB`.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_024 => format!("{count} bytes"),
        1_024..1_048_576 => format!("{} KiB", count >> 10),
        1_048_576..1_073_741_824 => format!("{} MiB", count >> 20),
        _ => format!("{:.1} GiB", f64::from(u32::try_from(count >> 20).unwrap_or(u32::MAX)) / 1024.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_and_ends_no_line_in_spaces() {
        let long = "A long name of a feed, with many words that say what it is about, and a few more";
        let rows = vec![vec!["1".to_owned(), long.to_owned(), "https://news.example/feed\n.xml".to_owned()]];
        let table = Table::new(&["feed", "name", "address"], rows);
        let plain = table.text(None);
        assert_eq!(plain, format!("feed\tname\taddress\n1\t{long}\thttps://news.example/feed .xml"));
        for width in [1, 40, 79, 200] {
            let text = table.text(Some(width));
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
            assert!(widest <= usize::from(width.max(NARROWEST)), "{width}: {widest}\n{text}");
            assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
        }
        assert!(plain.lines().all(|line| line == line.trim_end()), "{plain}");
    }
}

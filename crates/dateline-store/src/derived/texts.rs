//! Texts that earlier versions stored as they came: made plain.

use crate::record::{FactsRow, ReadingRow, blocks_from, blocks_to};
use crate::{EntryFacts, StoreError};
use dateline_model::{Article, is_obeyed, plain};
use rusqlite::{Connection, params};

/// Columns that hold text from outside.
const COLUMNS: &[(&str, &[&str])] = &[
    ("feeds", &["title", "language", "error", "repairs"]),
    (
        "entries",
        &[
            "title",
            "standfirst",
            "publisher",
            "publisher_host",
            "agency",
            "language",
            "image_credit",
            "image_alt",
        ],
    ),
    ("versions", &["title", "summary"]),
    ("texts", &["title", "standfirst", "body", "publisher"]),
    ("changes", &["terms"]),
    ("folders", &["name"]),
    ("hub_leases", &["words"]),
    ("searches", &["name", "query"]),
];

/// Makes every stored text plain. Columns are asked which of them need it; blocks are unpacked where the article's indexed text
/// does.
pub(super) fn make_plain(tx: &Connection) -> Result<(), StoreError> {
    let pattern = pattern();
    let sql = "SELECT b.entry, b.blocks FROM texts t JOIN bodies b ON b.entry = t.entry WHERE t.body GLOB ?";
    let mut statement = tx.prepare(sql)?;
    let rows = statement.query_map([&pattern], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for row in rows.collect::<Result<Vec<(i64, Vec<u8>)>, _>>()? {
        let mut article = Article { blocks: blocks_from(&row.1)?, ..Article::default() };
        article.make_plain();
        tx.execute(
            "UPDATE bodies SET blocks = ? WHERE entry = ?",
            params![blocks_to(&article.blocks)?, row.0],
        )?;
    }
    for (table, columns) in COLUMNS {
        columns.iter().try_for_each(|column| make_column_plain(tx, table, column, &pattern))?;
    }
    Ok(())
}

fn make_column_plain(tx: &Connection, table: &str, column: &str, pattern: &str) -> Result<(), StoreError> {
    let mut statement = tx.prepare(&format!("SELECT rowid, {column} FROM {table} WHERE {column} GLOB ?"))?;
    let rows = statement.query_map([pattern], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.collect::<Result<Vec<(i64, String)>, _>>()?;
    let mut update = tx.prepare(&format!("UPDATE {table} SET {column} = ? WHERE rowid = ?"))?;
    for (id, text) in rows {
        update.execute(params![plain(&text), id])?;
    }
    Ok(())
}

/// What a text matches that has a character which [`is_obeyed`].
fn pattern() -> String {
    let mut pattern = String::from("*[");
    let obeyed = ('\u{1}'..=char::MAX).filter(|c| is_obeyed(*c));
    pattern.extend(obeyed);
    pattern + "]*"
}

/// Facts as JSON, made plain; `None` where they are already, or are no facts.
pub(super) fn plain_facts(json: &str) -> Option<String> {
    let row: FactsRow = needs(json).then(|| serde_json::from_str(json).ok())??;
    let mut facts = EntryFacts::from(row);
    facts.make_plain();
    serde_json::to_string(&FactsRow::from(&facts)).ok()
}

/// A reading as JSON, made plain; `None` where it is already, or is no reading.
pub(super) fn plain_reading(json: &str) -> Option<String> {
    let row: ReadingRow = needs(json).then(|| serde_json::from_str(json).ok())??;
    let mut reading = row.reading(Vec::new());
    reading.make_plain();
    serde_json::to_string(&ReadingRow::from(&reading)).ok()
}

/// Whether a string in JSON may hold such a character, as it is or escaped.
fn needs(json: &str) -> bool {
    json.contains("\\u") || json.contains(is_obeyed)
}

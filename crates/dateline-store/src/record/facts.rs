//! What a feed said of an entry last, read back.

use super::FactsRow;
use crate::{EntryFacts, StoreError};
use dateline_model::EntryId;
use rusqlite::{Connection, OptionalExtension as _};

/// Facts of an entry as the feed gave them last.
pub(crate) fn facts(tx: &Connection, entry: EntryId) -> Result<Option<EntryFacts>, StoreError> {
    let sql = "SELECT facts FROM facts WHERE entry = ?";
    let text: Option<String> = tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0)).optional()?;
    let row: Option<FactsRow> = text.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(row.map(Into::into))
}

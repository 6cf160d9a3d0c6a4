//! What entries of earlier versions are recognised by: filled from what is known of them.

use crate::record::FactsRow;
use crate::rows::url;
use crate::{EntryFacts, StoreError};
use rusqlite::{Connection, params};

/// Writes addresses as they are compared, and gives every sighting the address, title and date of its entry: of the latest
/// facts, for earlier ones were not kept.
pub(super) fn fill(tx: &Connection) -> Result<(), StoreError> {
    for table in ["addresses", "tombstones"] {
        rekey(tx, table)?;
    }
    let sql = "SELECT f.entry, f.facts FROM facts f WHERE EXISTS
               (SELECT 1 FROM sightings s WHERE s.entry = f.entry AND s.title = 0)";
    let mut statement = tx.prepare(sql)?;
    let mut update = tx.prepare(
        "UPDATE sightings SET url = ?2, title = ?3, published = ?4, telling = ?5 WHERE entry = ?1 AND title = 0",
    )?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let (entry, json): (i64, String) = (row.get(0)?, row.get(1)?);
        let Ok(facts) = serde_json::from_str::<FactsRow>(&json) else { continue };
        let EntryFacts { key, url, .. } = EntryFacts::from(facts);
        let address = url.map(|url| url.key()).unwrap_or_default();
        update.execute(params![entry, address, key.title, key.published, key.telling])?;
    }
    Ok(())
}

/// Addresses with their scheme, as earlier versions kept them, become what all writings of them share. Of two that become the
/// same the older entry keeps it.
fn rekey(tx: &Connection, table: &str) -> Result<(), StoreError> {
    let column = if table == "addresses" { "url" } else { "key" };
    let sql = format!("SELECT {column} FROM {table} WHERE {column} GLOB 'http*://*' ORDER BY entry");
    let mut statement = tx.prepare(&sql)?;
    let old = statement.query_map((), |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut update =
        tx.prepare(&format!("UPDATE OR IGNORE {table} SET {column} = ?2 WHERE {column} = ?1"))?;
    for text in old {
        if let Some(url) = url(Some(text.clone())) {
            update.execute(params![text, url.key()])?;
        }
    }
    tx.execute(&format!("DELETE FROM {table} WHERE {column} GLOB 'http*://*'"), ())?;
    Ok(())
}

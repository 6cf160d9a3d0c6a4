//! What a reader set for pages, by name.

use super::Reader;
use crate::StoreError;
use rusqlite::params;
use std::collections::BTreeMap;

/// Longest value that is kept, in bytes.
const LONGEST: usize = 16_000;

impl Reader<'_> {
    /// Everything that was set.
    pub async fn preferences(self) -> Result<BTreeMap<String, String>, StoreError> {
        self.read(|view| {
            let sql = "SELECT name, value FROM reader_settings WHERE user = ?";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Sets some; an empty value goes back to what is so without one, and one that is too long is passed over.
    pub async fn set_preferences(self, values: Vec<(&'static str, String)>) -> Result<(), StoreError> {
        self.write(move |view| {
            for (name, value) in values.iter().filter(|(_, value)| value.len() <= LONGEST) {
                let sql = match value.is_empty() {
                    true => "DELETE FROM reader_settings WHERE user = ?1 AND name = ?2 AND ?3 = ''",
                    false => "INSERT OR REPLACE INTO reader_settings (user, name, value) VALUES (?1, ?2, ?3)",
                };
                view.tx.prepare_cached(sql)?.execute(params![view.user.0, name, value])?;
            }
            Ok(())
        })
        .await
    }
}

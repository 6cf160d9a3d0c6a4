//! Which articles their publishers keep from being passed on. What is done about it is for whoever exports.

use crate::{Store, StoreError};
use dateline_model::EntryId;
use rusqlite::OptionalExtension as _;
use std::collections::HashSet;

impl Store {
    /// Those of the articles whose page reserves text and data mining (`tdm-reservation`), or says `noarchive` or
    /// `nosnippet`.
    pub async fn reserved(&self, entries: Vec<EntryId>) -> Result<HashSet<EntryId>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT coalesce(reading ->> '$.reserved.tdm', 0) OR coalesce(reading ->> '$.reserved.noarchive', 0)
                       OR coalesce(reading ->> '$.reserved.nosnippet', 0) FROM readings WHERE entry = ?";
            let mut statement = tx.prepare_cached(sql)?;
            let mut found = HashSet::new();
            for entry in entries {
                let reserved: Option<bool> = statement.query_row([entry.0], |row| row.get(0)).optional()?;
                if reserved == Some(true) {
                    found.insert(entry);
                }
            }
            Ok(found)
        })
        .await
    }
}

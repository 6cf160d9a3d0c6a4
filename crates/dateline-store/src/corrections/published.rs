//! Whether what owners correct counts for every reader: a setting of the desk. Nothing is copied: their rows are read along.

use crate::follows::look_again;
use crate::reader::correction_overlay::{PUBLISHED, TOUCHED_ALONE};
use crate::{Store, StoreError, settings};
use rusqlite::Connection;

/// Name of the setting that is there while owners' corrections are published, and of the one that stays once they were.
const NAME: &str = "corrections.published";
const ONCE: &str = "corrections.were_published";

impl Store {
    /// Publishes what owners correct, or keeps it to themselves again.
    pub async fn publish_corrections(&self, publish: bool) -> Result<(), StoreError> {
        if self.corrections_are_published().await? == publish {
            return Ok(());
        }
        self.write(move |tx| {
            // Whose they are is looked up while they are published.
            settings::set(tx, NAME, Some("1"))?;
            settings::set(tx, ONCE, Some("1"))?;
            let owners = publishers(tx)?;
            if !publish {
                settings::set(tx, NAME, None)?;
            }
            for user in owners {
                let touched: Vec<i64> = tx
                    .prepare_cached(&TOUCHED_ALONE)?
                    .query_map([user], |row| row.get(0))?
                    .collect::<Result<_, _>>()?;
                touched.into_iter().try_for_each(|story| look_again(tx, story, None))?;
            }
            Ok(())
        })
        .await
    }

    /// Whether what owners correct counts for every reader.
    pub async fn corrections_are_published(&self) -> Result<bool, StoreError> {
        Ok(self.setting(NAME).await?.is_some())
    }
}

fn publishers(tx: &Connection) -> rusqlite::Result<Vec<i64>> {
    tx.prepare_cached(PUBLISHED)?.query_map((), |row| row.get(0))?.collect()
}

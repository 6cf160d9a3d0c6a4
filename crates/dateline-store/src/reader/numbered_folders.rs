//! A reader's folders by number, for programs that name them so, and make one before a feed is in it.

use super::Reader;
use crate::StoreError;
use dateline_model::make_each_plain;
use rusqlite::params;

/// A folder with its number, which no other folder gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedFolder {
    /// Number.
    pub id: i64,
    /// Name.
    pub name: String,
}

impl Reader<'_> {
    /// Folders that hold a feed or were made by themselves, by name.
    pub async fn numbered_folders(self) -> Result<Vec<NumberedFolder>, StoreError> {
        self.read(|view| {
            let sql = "SELECT id, name FROM folders o WHERE user = ?
                       AND (made OR EXISTS (SELECT 1 FROM subscription_folders s WHERE s.folder = o.id)) ORDER BY name";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0], |row| {
                Ok(NumberedFolder { id: row.get(0)?, name: row.get(1)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Makes a folder that stays without a feed; gives it with whether it is new. `None` where that is no name.
    pub async fn make_folder(self, name: String) -> Result<Option<(NumberedFolder, bool)>, StoreError> {
        let mut names = [name];
        make_each_plain(names.iter_mut());
        let name = names.concat().trim().to_owned();
        if name.is_empty() {
            return Ok(None);
        }
        self.write(move |view| {
            let sql = "SELECT 1 FROM folders o WHERE user = ?1 AND name = ?2
                       AND (made OR EXISTS (SELECT 1 FROM subscription_folders s WHERE s.folder = o.id))";
            let new = !view.tx.prepare_cached(sql)?.exists(params![view.user.0, name])?;
            let sql = "INSERT INTO folders (user, name, made) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET made = 1 RETURNING id";
            let id = view.tx.prepare_cached(sql)?.query_row(params![view.user.0, name], |row| row.get(0))?;
            Ok(Some((NumberedFolder { id, name }, new)))
        })
        .await
    }
}

//! A reader's folders: feeds are moved between them, and they are renamed and given up. A folder without a feed is none.

use super::Reader;
use super::subscriptions::{file, has};
use crate::StoreError;
use dateline_model::{FeedId, make_each_plain};
use rusqlite::{OptionalExtension as _, params};

impl Reader<'_> {
    /// Takes one of the reader's feeds out of folders and puts it into others, under the name that it has. `false` where the reader
    /// does not have it.
    pub async fn move_feed(
        self,
        id: FeedId,
        out_of: Vec<String>,
        mut into: Vec<String>,
    ) -> Result<bool, StoreError> {
        make_each_plain(into.iter_mut());
        self.write(move |view| {
            if !has(view.tx, view.user.0, id.0)? {
                return Ok(false);
            }
            let sql = "DELETE FROM subscription_folders WHERE user = ?1 AND feed = ?2
                       AND folder IN (SELECT id FROM folders WHERE user = ?1 AND name = ?3)";
            for folder in &out_of {
                view.tx.prepare_cached(sql)?.execute(params![view.user.0, id.0, folder])?;
            }
            into.iter().try_for_each(|folder| file(view.tx, view.user.0, id, folder))?;
            Ok(true)
        })
        .await
    }

    /// Calls one of the reader's feeds by a name of the reader's own, or, by an empty one, by its own again.
    pub async fn name_feed(self, id: FeedId, name: String) -> Result<bool, StoreError> {
        let mut names = [name];
        make_each_plain(names.iter_mut());
        let [name] = names;
        self.write(move |view| {
            let sql = "UPDATE subscriptions SET title = nullif(?3, '') WHERE user = ?1 AND feed = ?2";
            Ok(view.tx.prepare_cached(sql)?.execute(params![view.user.0, id.0, name.trim()])? > 0)
        })
        .await
    }

    /// Calls a folder by another name; where there is a folder of that name, the two become one. `false` where there is no such
    /// folder, or no such name.
    pub async fn rename_folder(self, from: String, to: String) -> Result<bool, StoreError> {
        let mut names = [to];
        make_each_plain(names.iter_mut());
        let [to] = names;
        self.write(move |view| {
            let sql = "SELECT id FROM folders WHERE user = ? AND name = ?";
            let mut statement = view.tx.prepare_cached(sql)?;
            let mut number = |name: &str| -> rusqlite::Result<Option<i64>> {
                statement.query_row(params![view.user.0, name], |row| row.get(0)).optional()
            };
            let Some(old) = number(&from)?.filter(|_| !to.trim().is_empty()) else { return Ok(false) };
            match number(to.trim())? {
                Some(other) if other == old => {}
                Some(other) => {
                    let sql = "INSERT OR IGNORE INTO subscription_folders (user, feed, folder)
                               SELECT user, feed, ?2 FROM subscription_folders WHERE folder = ?1";
                    view.tx.prepare_cached(sql)?.execute([old, other])?;
                    view.tx.prepare_cached("DELETE FROM folders WHERE id = ?")?.execute([old])?;
                }
                None => {
                    let sql = "UPDATE folders SET name = ?2 WHERE id = ?1";
                    view.tx.prepare_cached(sql)?.execute(params![old, to.trim()])?;
                }
            }
            Ok(true)
        })
        .await
    }

    /// Gives up a folder; its feeds stay. `false` where there is none of that name.
    pub async fn remove_folder(self, name: String) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "DELETE FROM folders WHERE user = ? AND name = ?";
            Ok(view.tx.prepare_cached(sql)?.execute(params![view.user.0, name])? > 0)
        })
        .await
    }
}

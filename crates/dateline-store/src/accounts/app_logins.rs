//! What apps are given for an app password. They keep it for months, and some log in at each start: an app password has a bounded
//! number, of which the oldest goes first, and all go with it.

use super::random_secret::hashed;
use super::{AccountError, Secret};
use crate::rows::ms;
use crate::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// Logins that one app password holds open.
const MOST: i64 = 20;

impl Store {
    /// Logs an app in by the name of a person, in whatever case, and one of their app passwords; gives the secret that it is known
    /// by from then on, with the scope of the password. `None` where the two do not belong together. What an app was given is no
    /// app password.
    pub async fn app_login(
        &self,
        name: String,
        password: &str,
        at: Timestamp,
    ) -> Result<Option<Secret>, AccountError> {
        let (secret, password) = (Secret::random()?, hashed(password));
        let hash = hashed(secret.expose());
        let made = self.try_write(move |tx| {
            let sql = "SELECT t.id, u.name FROM tokens t JOIN accounts a ON a.user = t.user JOIN users u ON u.id = t.user
                       WHERE t.hash = ? AND t.parent IS NULL AND NOT a.disabled";
            let found: Option<(i64, String)> = tx
                .query_row(sql, [password], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
                .map_err(StoreError::from)?;
            let found = found.filter(|(_, known)| known.to_lowercase() == name.trim().to_lowercase());
            let Some((parent, _)) = found else { return Ok(false) };
            open(tx, parent, &hash, ms(at)).map_err(StoreError::from)?;
            Ok(true)
        });
        Ok(made.await?.then_some(secret))
    }
}

fn open(tx: &rusqlite::Connection, parent: i64, hash: &[u8], at: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO tokens (user, hash, name, scope, made_at, used_at, parent)
               SELECT user, ?2, name, scope, ?3, ?3, id FROM tokens WHERE id = ?1";
    tx.execute(sql, params![parent, hash, at])?;
    tx.execute("UPDATE tokens SET used_at = max(coalesce(used_at, 0), ?2) WHERE id = ?1", [parent, at])?;
    let sql = "DELETE FROM tokens WHERE id IN
               (SELECT id FROM tokens WHERE parent = ?1 ORDER BY used_at DESC, id DESC LIMIT -1 OFFSET ?2)";
    tx.execute(sql, [parent, MOST])?;
    Ok(())
}

//! The people of the desk.

use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, make_plain};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// A person of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Number.
    pub id: UserId,
    /// Name, which nobody else has.
    pub name: String,
    /// Since when.
    pub made_at: Timestamp,
}

impl Store {
    /// Adds a person; `None` where the name is taken or empty.
    pub async fn add_user(&self, mut name: String, at: Timestamp) -> Result<Option<UserId>, StoreError> {
        make_plain(&mut name);
        self.write(move |tx| {
            let name = name.trim();
            if name.is_empty() {
                return Ok(None);
            }
            let sql = "INSERT INTO users (name, made_at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id";
            let added =
                tx.prepare_cached(sql)?.query_row(params![name, ms(at)], |row| row.get(0)).optional()?;
            Ok(added.map(UserId))
        })
        .await
    }

    /// Everybody, in the order of coming.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached("SELECT id, name, made_at FROM users ORDER BY id")?;
            let users = statement.query_map((), |row| {
                Ok(User { id: UserId(row.get(0)?), name: row.get(1)?, made_at: time(row.get(2)?) })
            })?;
            Ok(users.collect::<Result<_, _>>()?)
        })
        .await
    }
}

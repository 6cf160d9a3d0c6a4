//! What apps of Fever are known by: the MD5 of a name and an app password, as that protocol has it, in place of both. It is made when
//! the password is, which is nowhere afterwards; a password of 256 random bits cannot be guessed from it. It is kept hashed once more.

use super::TokenUser;
use super::random_secret::hashed;
use super::tokens::token_user;
use crate::{Store, StoreError};
use jiff::Timestamp;
use md5::{Digest as _, Md5};
use rusqlite::{Connection, params};

/// Notes what an app sends for a new app password: people write their name as it is, or small.
pub(super) fn note_fever_keys(
    tx: &Connection,
    token: i64,
    name: &str,
    password: &str,
) -> rusqlite::Result<()> {
    for name in [name.to_owned(), name.to_lowercase()] {
        let key: String =
            Md5::digest(format!("{name}:{password}")).iter().map(|byte| format!("{byte:02x}")).collect();
        tx.prepare_cached("INSERT OR IGNORE INTO fever_keys (hash, token) VALUES (?, ?)")?
            .execute(params![hashed(&key), token])?;
    }
    Ok(())
}

impl Store {
    /// Whose app password a key of Fever is made of, in whatever case it is written, if their account is not disabled.
    pub async fn fever_user(&self, key: &str, at: Timestamp) -> Result<Option<TokenUser>, StoreError> {
        let hash = hashed(&key.trim().to_ascii_lowercase());
        self.read(move |tx| {
            token_user(tx, "t.id = (SELECT token FROM fever_keys WHERE hash = ?1)", &hash, at)
        })
        .await
    }
}

//! Passkeys (WebAuthn): public keys of authenticators, by which somebody is known without a name or a password. What an
//! authenticator signs is verified elsewhere; here stands whose key it is and what was last counted.

use super::audit_trail::{Event, write_audit};
use super::people::{all, name_of};
use super::random_secret::random_bytes;
use super::{Account, AccountError, Origin};
use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, make_plain};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// Most of one person.
const MOST: usize = 20;
/// Longest name in characters.
const NAME: usize = 80;

/// A key that was made for the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// What the authenticator calls it.
    pub credential: Vec<u8>,
    /// Number of the algorithm (COSE).
    pub algorithm: i64,
    /// The public key.
    pub public_key: Vec<u8>,
    /// Signatures so far; 0 where the authenticator does not count.
    pub counter: u32,
    /// Whether it is kept elsewhere too.
    pub backed_up: bool,
    /// What its person calls it.
    pub name: String,
}

/// A key as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Number.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Whether it is kept elsewhere too.
    pub backed_up: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// What a signature is verified with, and whose login it then is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPasskey {
    /// Number.
    pub id: i64,
    /// Whose: never of somebody who is kept out.
    pub account: Account,
    /// What authenticators know them by.
    pub handle: Vec<u8>,
    /// Number of the algorithm (COSE).
    pub algorithm: i64,
    /// The public key.
    pub public_key: Vec<u8>,
}

impl Store {
    /// What authenticators know somebody by; made when it is first needed.
    pub async fn passkey_handle(&self, user: UserId) -> Result<Vec<u8>, AccountError> {
        let new = random_bytes::<32>()?;
        self.try_write(move |tx| {
            let sql = "INSERT INTO passkey_handles (user, handle) VALUES (?1, ?2) ON CONFLICT (user) DO UPDATE SET user = ?1
                       RETURNING handle";
            let made = tx.query_row(sql, params![user.0, new.as_slice()], |row| row.get(0));
            Ok(made.map_err(StoreError::from)?)
        })
        .await
    }

    /// What the keys of somebody are called by their authenticators, so that none makes a second one.
    pub async fn passkey_credentials(&self, user: UserId) -> Result<Vec<Vec<u8>>, StoreError> {
        self.read(move |tx| {
            let mut statement = tx.prepare_cached("SELECT credential FROM passkeys WHERE user = ?")?;
            Ok(statement.query_map([user.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The keys of somebody, in the order of coming.
    pub async fn passkeys(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT id, name, backed_up, made_at, used_at FROM passkeys WHERE user = ? ORDER BY id";
            let mut statement = tx.prepare_cached(sql)?;
            let rows = statement.query_map([user.0], |row| {
                Ok(Passkey {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    backed_up: row.get(2)?,
                    made_at: time(row.get(3)?),
                    used_at: row.get::<_, Option<i64>>(4)?.map(time),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Keeps a key of somebody.
    pub async fn add_passkey(
        &self,
        user: UserId,
        new: NewPasskey,
        from: impl Into<Origin>,
    ) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        let mut label: String = new.name.chars().filter(|c| !c.is_control()).take(NAME).collect();
        make_plain(&mut label);
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "SELECT count(*) FROM passkeys WHERE user = ?";
            let held: i64 = tx.query_row(sql, [user.0], |row| row.get(0)).map_err(StoreError::from)?;
            if held >= MOST as i64 {
                return Err(AccountError::TooMany(MOST));
            }
            let sql = "INSERT INTO passkeys (user, credential, algorithm, public_key, counter, backed_up, name, made_at)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
            let row =
                params![user.0, new.credential, new.algorithm, new.public_key, new.counter, new.backed_up, label, ms(at)];
            match tx.execute(sql, row).map_err(StoreError::from)? {
                0 => Err(AccountError::Linked),
                _ => Ok(write_audit(tx, at, &name, Event::PasskeyMade, &network)?),
            }
        })
        .await
    }

    /// The key that an authenticator calls so.
    pub async fn passkey(&self, credential: &[u8]) -> Result<Option<KnownPasskey>, StoreError> {
        let credential = credential.to_owned();
        self.read(move |tx| {
            let sql = "SELECT p.id, p.user, h.handle, p.algorithm, p.public_key
                       FROM passkeys p JOIN passkey_handles h ON h.user = p.user WHERE p.credential = ?";
            let row = tx.prepare_cached(sql)?.query_row([credential], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            });
            let Some((id, user, handle, algorithm, public_key)) = row.optional()? else { return Ok(None) };
            let account = all(tx)?.into_iter().find(|one| one.user.id == UserId(user) && !one.disabled);
            Ok(account.map(|account| KnownPasskey { id, account, handle, algorithm, public_key }))
        })
        .await
    }

    /// Writes down a use. `false` where the key has counted further already: then there are two of it (WebAuthn, 6.1.1).
    pub async fn passkey_used(
        &self,
        id: i64,
        counter: u32,
        backed_up: bool,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE passkeys SET counter = ?2, backed_up = ?3, used_at = ?4
                       WHERE id = ?1 AND (counter < ?2 OR counter = 0 AND ?2 = 0)";
            Ok(tx.prepare_cached(sql)?.execute(params![id, counter, backed_up, ms(at)])? > 0)
        })
        .await
    }

    /// Forgets a key of somebody; `false` where they have none of this number.
    pub async fn remove_passkey(
        &self,
        user: UserId,
        id: i64,
        from: impl Into<Origin>,
    ) -> Result<bool, AccountError> {
        let Origin { at, network } = from.into();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "DELETE FROM passkeys WHERE user = ? AND id = ?";
            let found = tx.execute(sql, [user.0, id]).map_err(StoreError::from)? > 0;
            if found {
                write_audit(tx, at, &name, Event::PasskeyRemoved, &network)?;
            }
            Ok(found)
        })
        .await
    }
}

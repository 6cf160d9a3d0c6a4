//! Tokens and app passwords: one secret for one program, made here, shown once, with a scope. It logs in as a bearer token, or as the
//! password beside its person's name.

use super::audit_trail::{Event, write_audit};
use super::fever_keys::note_fever_keys;
use super::people::name_of;
use super::random_secret::hashed;
use super::{AccountError, Origin, Role, Secret, TokenScope};
use crate::rows::{maybe_time, ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, make_plain};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Tokens of one person.
const MOST: usize = 100;
/// Longest name in characters.
const NAME: usize = 80;
/// Use is written down at most this often.
const NOTED: SignedDuration = SignedDuration::from_mins(5);

/// A token as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Number.
    pub id: i64,
    /// What its person calls it.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used, within five minutes.
    pub used_at: Option<Timestamp>,
}

/// Who a token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenUser {
    /// Number of the token.
    pub token: i64,
    /// Whose it is.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What the token may do.
    pub scope: TokenScope,
    /// Whether this use is to be written down; see [`Store::token_used`].
    pub stale: bool,
}

impl Store {
    /// Makes a token and gives its secret, which is nowhere else.
    pub async fn add_token(
        &self,
        user: UserId,
        mut name: String,
        scope: TokenScope,
        from: impl Into<Origin>,
    ) -> Result<Secret, AccountError> {
        let Origin { at, network } = from.into();
        make_plain(&mut name);
        let name: String = name.trim().chars().take(NAME).collect();
        let name = if name.is_empty() { "unnamed".to_owned() } else { name };
        let secret = Secret::random()?;
        let (hash, password) = (hashed(secret.expose()), secret.expose().to_owned());
        self.try_write(move |tx| {
            let person = name_of(tx, user)?;
            let sql = "SELECT count(*) FROM tokens WHERE user = ? AND parent IS NULL";
            let made: i64 = tx.query_row(sql, [user.0], |row| row.get(0)).map_err(StoreError::from)?;
            if made >= MOST as i64 {
                return Err(AccountError::TooMany(MOST));
            }
            let sql = "INSERT INTO tokens (user, hash, name, scope, made_at) VALUES (?, ?, ?, ?, ?)";
            let values = params![user.0, hash, name, scope.as_str(), ms(at)];
            tx.execute(sql, values).map_err(StoreError::from)?;
            note_fever_keys(tx, tx.last_insert_rowid(), &person, &password).map_err(StoreError::from)?;
            Ok(write_audit(tx, at, &person, Event::TokenMade, &network)?)
        })
        .await?;
        Ok(secret)
    }

    /// The tokens of somebody, the latest first.
    pub async fn tokens(&self, user: UserId) -> Result<Vec<Token>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT id, name, scope, made_at,
                       (SELECT max(c.used_at) FROM tokens c WHERE c.id = t.id OR c.parent = t.id)
                       FROM tokens t WHERE user = ? AND parent IS NULL ORDER BY id DESC";
            let mut statement = tx.prepare_cached(sql)?;
            let rows = statement.query_map([user.0], |row| {
                let scope = TokenScope::parse(&row.get::<_, String>(2)?).unwrap_or(TokenScope::Read);
                let (made_at, used_at) = (time(row.get(3)?), maybe_time(row.get(4)?));
                Ok(Token { id: row.get(0)?, name: row.get(1)?, scope, made_at, used_at })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Whose token a secret is, if their account is not disabled.
    pub async fn token_user(&self, secret: &str, at: Timestamp) -> Result<Option<TokenUser>, StoreError> {
        let hash = hashed(secret);
        self.read(move |tx| token_user(tx, "t.hash = ?1", &hash, at)).await
    }

    /// Writes down that a token was used.
    pub async fn token_used(&self, token: i64, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE tokens SET used_at = max(coalesce(used_at, 0), ?) WHERE id = ?";
            tx.prepare_cached(sql)?.execute(params![ms(at), token])?;
            Ok(())
        })
        .await
    }

    /// Revokes a token of somebody; `false` where they have none of this number.
    pub async fn revoke_token(
        &self,
        user: UserId,
        token: i64,
        from: impl Into<Origin>,
    ) -> Result<bool, AccountError> {
        let Origin { at, network } = from.into();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "DELETE FROM tokens WHERE user = ? AND id = ?";
            let revoked = tx.execute(sql, [user.0, token]).map_err(StoreError::from)? > 0;
            if revoked {
                write_audit(tx, at, &name, Event::TokenRevoked, &network)?;
            }
            Ok(revoked)
        })
        .await
    }
}

/// Whose token meets a condition on the first parameter.
pub(super) fn token_user(
    tx: &Connection,
    condition: &str,
    hash: &[u8],
    at: Timestamp,
) -> Result<Option<TokenUser>, StoreError> {
    let sql = format!(
        "SELECT t.id, t.user, u.name, a.role, t.scope, t.used_at FROM tokens t
         JOIN accounts a ON a.user = t.user JOIN users u ON u.id = t.user WHERE {condition} AND NOT a.disabled"
    );
    let noted = ms(at.checked_sub(NOTED).unwrap_or(Timestamp::MIN));
    let found = tx.prepare_cached(&sql)?.query_row([hash], |row| {
        let role = Role::parse(&row.get::<_, String>(3)?).unwrap_or(Role::Reader);
        let scope = TokenScope::parse(&row.get::<_, String>(4)?).unwrap_or(TokenScope::Read);
        let stale = row.get::<_, Option<i64>>(5)?.is_none_or(|used| used < noted);
        let (token, user) = (row.get(0)?, UserId(row.get(1)?));
        Ok(TokenUser { token, user, name: row.get(2)?, role, scope, stale })
    });
    Ok(found.optional()?)
}

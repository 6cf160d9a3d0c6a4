//! Links that count once and not for long: a new password for somebody, or an invitation to make an account.

use super::audit_trail::{Event, write_audit};
use super::people::{account_name, end_sessions, make, name_of, set_hash};
use super::random_secret::hashed;
use super::{AccountError, Password, Role, Secret};
use crate::rows::ms;
use crate::{Store, StoreError};
use dateline_model::UserId;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

/// How long a link for a new password counts.
const RESET: SignedDuration = SignedDuration::from_hours(24);
/// How long an invitation counts.
const INVITATION: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Invitations that are open at once.
const MOST: usize = 50;

/// What a link is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A new password of somebody.
    Reset(UserId),
    /// An account of this role.
    Invitation(Role),
}

/// What a link that still counts is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkUse {
    /// A new password of somebody of this name.
    Reset(String),
    /// A new account.
    Invitation,
}

impl Store {
    /// Makes a link and gives its secret. A second one for the same person's password takes the place of the first.
    pub async fn add_link(&self, link: Link, by: String, at: Timestamp) -> Result<Secret, AccountError> {
        let secret = Secret::random()?;
        let hash = hashed(secret.expose());
        self.try_write(move |tx| {
            clear(tx, at)?;
            let (user, role, span) = match link {
                Link::Reset(user) => (Some(user.0), Role::Reader, RESET),
                Link::Invitation(role) => (None, role, INVITATION),
            };
            match link {
                Link::Reset(user) => {
                    let name = name_of(tx, user)?;
                    tx.execute("DELETE FROM links WHERE user = ?", [user.0]).map_err(StoreError::from)?;
                    write_audit(tx, at, &name, Event::ResetLink, "")?;
                }
                Link::Invitation(_) => {
                    let sql = "SELECT count(*) FROM links WHERE user IS NULL";
                    let open: i64 = tx.query_row(sql, (), |row| row.get(0)).map_err(StoreError::from)?;
                    if open >= MOST as i64 {
                        return Err(AccountError::TooMany(MOST));
                    }
                    write_audit(tx, at, &by, Event::Invited, "")?;
                }
            }
            let until = at.checked_add(span).unwrap_or(at);
            let sql = "INSERT INTO links (hash, user, role, expires_at) VALUES (?, ?, ?, ?)";
            tx.execute(sql, params![hash, user, role.as_str(), ms(until)]).map_err(StoreError::from)?;
            Ok(())
        })
        .await?;
        Ok(secret)
    }

    /// What a link is for, as long as it counts.
    pub async fn link(&self, secret: &str, at: Timestamp) -> Result<Option<LinkUse>, StoreError> {
        let hash = hashed(secret);
        self.read(move |tx| {
            let found = find(tx, &hash, at)?;
            Ok(match found {
                None => None,
                Some((None, _)) => Some(LinkUse::Invitation),
                Some((Some(user), _)) => name_of(tx, user).ok().map(LinkUse::Reset),
            })
        })
        .await
    }

    /// Uses a link up: sets the password of its person, or makes an account of `name`. A second factor stays as it is.
    pub async fn use_link(
        &self,
        secret: &str,
        name: String,
        password: Password,
        at: Timestamp,
    ) -> Result<UserId, AccountError> {
        let name = match self.link(secret, at).await?.ok_or(AccountError::Link)? {
            LinkUse::Reset(name) => name,
            LinkUse::Invitation => account_name(name)?,
        };
        password.check(&name)?;
        let (password, hash) = (password.hashed().await?, hashed(secret));
        self.try_write(move |tx| {
            let (user, role) = find(tx, &hash, at)?.ok_or(AccountError::Link)?;
            let (user, event) = match user {
                Some(user) => {
                    set_hash(tx, user, &password)?;
                    end_sessions(tx, user, None)?;
                    (user, Event::Password)
                }
                None => (make(tx, &name, role, &password, at)?, Event::Made),
            };
            tx.execute("DELETE FROM links WHERE hash = ?", [hash]).map_err(StoreError::from)?;
            write_audit(tx, at, &name, event, "")?;
            Ok(user)
        })
        .await
    }
}

fn clear(tx: &Connection, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM links WHERE expires_at <= ?")?.execute([ms(at)])?;
    Ok(())
}

fn find(tx: &Connection, hash: &[u8], at: Timestamp) -> Result<Option<(Option<UserId>, Role)>, StoreError> {
    let sql = "SELECT user, role FROM links WHERE hash = ? AND expires_at > ?";
    let found = tx.prepare_cached(sql)?.query_row(params![hash, ms(at)], |row| {
        let role = Role::parse(&row.get::<_, String>(1)?).unwrap_or(Role::Reader);
        Ok((row.get::<_, Option<i64>>(0)?.map(UserId), role))
    });
    Ok(found.optional()?)
}

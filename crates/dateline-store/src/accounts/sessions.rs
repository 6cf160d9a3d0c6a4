//! Sessions: what a browser is known by after a login. Each has 256 random bits, of which the hash alone is kept; it ends after a
//! time without use, after a time in all, by its person, and with a new password.

use super::audit_trail::{Event, write_audit};
use super::people::{end_sessions, name_of};
use super::random_secret::hashed;
use super::{AccountError, Role, Secret};
use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, make_plain};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Without use, a session ends after this.
const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// And after this in any case.
const ABSOLUTE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Use is written down at most this often: pages are read more often than written.
const NOTED: SignedDuration = SignedDuration::from_mins(5);
/// Sessions of one person; the one that was used longest ago makes room.
const MOST: i64 = 50;
/// Longest name of a browser in characters.
const AGENT: usize = 200;

/// Where a login comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoginWith {
    /// The first bits of the address.
    pub network: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Number.
    pub id: i64,
    /// When it was logged in.
    pub made_at: Timestamp,
    /// When it was last used, within five minutes.
    pub seen_at: Timestamp,
    /// Where from.
    pub with: LoginWith,
}

/// Who a session belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionUser {
    /// Number of the session.
    pub session: i64,
    /// Whose it is.
    pub user: UserId,
    /// What they may do.
    pub role: Role,
    /// Whether this use is to be written down; see [`Store::session_seen`].
    pub stale: bool,
}

impl Store {
    /// Begins a session after a login and gives its secret; the one that the browser had before ends.
    pub async fn log_in(
        &self,
        user: UserId,
        with: LoginWith,
        former: Option<String>,
        at: Timestamp,
    ) -> Result<Secret, AccountError> {
        let secret = Secret::random()?;
        let hash = hashed(secret.expose());
        let mut agent: String = with.agent.chars().filter(|c| !c.is_control()).take(AGENT).collect();
        make_plain(&mut agent);
        let network = with.network;
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            if let Some(former) = former {
                end(tx, &former)?;
            }
            begin(tx, user, &hash, (&network, &agent), at)?;
            Ok(write_audit(tx, at, &name, Event::Login, &network)?)
        })
        .await?;
        Ok(secret)
    }

    /// Whose session a secret is of, if it has not ended and its account is not disabled.
    pub async fn session_user(&self, secret: &str, at: Timestamp) -> Result<Option<SessionUser>, StoreError> {
        let hash = hashed(secret);
        self.read(move |tx| {
            let sql =
                "SELECT s.id, s.user, a.role, s.seen_at FROM sessions s JOIN accounts a ON a.user = s.user
                       WHERE s.hash = ?1 AND NOT a.disabled AND s.seen_at > ?2 AND s.made_at > ?3";
            let limits = params![hash, ms(before(at, IDLE)), ms(before(at, ABSOLUTE))];
            let found = tx.prepare_cached(sql)?.query_row(limits, |row| {
                let role = Role::parse(&row.get::<_, String>(2)?).unwrap_or(Role::Reader);
                let stale = row.get::<_, i64>(3)? < ms(before(at, NOTED));
                Ok(SessionUser { session: row.get(0)?, user: UserId(row.get(1)?), role, stale })
            });
            Ok(found.optional()?)
        })
        .await
    }

    /// Writes down that a session was used.
    pub async fn session_seen(&self, session: i64, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            // A clock that was wrong for a while does not make a session last longer.
            let sql = "UPDATE sessions SET seen_at = max(seen_at, ?) WHERE id = ?";
            tx.prepare_cached(sql)?.execute(params![ms(at), session])?;
            Ok(())
        })
        .await
    }

    /// The sessions of somebody, the latest used first.
    pub async fn sessions(&self, user: UserId, at: Timestamp) -> Result<Vec<Session>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT id, made_at, seen_at, network, agent FROM sessions
                       WHERE user = ?1 AND seen_at > ?2 AND made_at > ?3 ORDER BY seen_at DESC, id DESC";
            let mut statement = tx.prepare_cached(sql)?;
            let limits = params![user.0, ms(before(at, IDLE)), ms(before(at, ABSOLUTE))];
            let rows = statement.query_map(limits, |row| {
                let with = LoginWith { network: row.get(3)?, agent: row.get(4)? };
                Ok(Session { id: row.get(0)?, made_at: time(row.get(1)?), seen_at: time(row.get(2)?), with })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Ends the session of a secret.
    pub async fn log_out(&self, secret: &str, at: Timestamp) -> Result<(), StoreError> {
        let secret = secret.to_owned();
        self.write(move |tx| match end(tx, &secret)? {
            Some((name, network)) => write_audit(tx, at, &name, Event::Logout, &network),
            None => Ok(()),
        })
        .await
    }

    /// Ends one session of somebody; `false` where they have none of this number.
    pub async fn end_session(&self, user: UserId, session: i64, at: Timestamp) -> Result<bool, AccountError> {
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "DELETE FROM sessions WHERE user = ? AND id = ?";
            let ended = tx.execute(sql, [user.0, session]).map_err(StoreError::from)? > 0;
            if ended {
                write_audit(tx, at, &name, Event::SessionEnded, "")?;
            }
            Ok(ended)
        })
        .await
    }

    /// Ends all sessions of somebody but one.
    pub async fn end_other_sessions(
        &self,
        user: UserId,
        but: i64,
        at: Timestamp,
    ) -> Result<(), AccountError> {
        self.try_write(move |tx| {
            end_sessions(tx, user, Some(but))?;
            Ok(write_audit(tx, at, &name_of(tx, user)?, Event::SessionEnded, "")?)
        })
        .await
    }
}

fn before(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_sub(span).unwrap_or(Timestamp::MIN)
}

fn begin(
    tx: &Connection,
    user: UserId,
    hash: &[u8],
    (network, agent): (&str, &str),
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM sessions WHERE seen_at <= ? OR made_at <= ?";
    tx.prepare_cached(sql)?.execute(params![ms(before(at, IDLE)), ms(before(at, ABSOLUTE))])?;
    let sql = "DELETE FROM sessions WHERE user = ?1 AND id NOT IN
               (SELECT id FROM sessions WHERE user = ?1 ORDER BY seen_at DESC, id DESC LIMIT ?2)";
    tx.prepare_cached(sql)?.execute(params![user.0, MOST - 1])?;
    let sql =
        "INSERT INTO sessions (user, hash, made_at, seen_at, network, agent) VALUES (?1, ?2, ?3, ?3, ?4, ?5)";
    tx.prepare_cached(sql)?.execute(params![user.0, hash, ms(at), network, agent])?;
    Ok(())
}

/// Ends the session of a secret; gives whose it was and its network.
fn end(tx: &Connection, secret: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "DELETE FROM sessions WHERE hash = ?
               RETURNING (SELECT name FROM users u WHERE u.id = sessions.user), network";
    let ended = tx.prepare_cached(sql)?.query_row([hashed(secret)], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(ended.optional()?)
}

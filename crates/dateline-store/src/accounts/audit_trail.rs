//! The audit trail: logins, refusals and changes of accounts, with time and network. No secret is ever part of it.

use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::make_plain;
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Rows that are kept, the latest.
const KEPT: i64 = 5_000;
/// Longest name in characters that is written down: anything can be typed into a login.
const NAME: usize = 80;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Login,
    Refused,
    Logout,
    Made,
    Invited,
    Disabled,
    Enabled,
    Deleted,
    Password,
    ResetLink,
    SessionEnded,
    TokenMade,
    TokenRevoked,
    TotpOn,
    TotpOff,
    RecoveryCode,
    Linked,
    Unlinked,
    PasskeyMade,
    PasskeyRemoved,
}

impl Event {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Refused => "login refused",
            Self::Logout => "logout",
            Self::Made => "account made",
            Self::Invited => "invitation made",
            Self::Disabled => "account disabled",
            Self::Enabled => "account enabled",
            Self::Deleted => "account deleted",
            Self::Password => "password changed",
            Self::ResetLink => "link for a new password made",
            Self::SessionEnded => "session ended",
            Self::TokenMade => "token made",
            Self::TokenRevoked => "token revoked",
            Self::TotpOn => "second factor set up",
            Self::TotpOff => "second factor taken away",
            Self::RecoveryCode => "recovery code used",
            Self::Linked => "identity linked",
            Self::Unlinked => "identity unlinked",
            Self::PasskeyMade => "passkey made",
            Self::PasskeyRemoved => "passkey taken away",
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// When.
    pub at: Timestamp,
    /// Of whom, or who was tried.
    pub name: String,
    /// What happened.
    pub event: String,
    /// From which network; empty on the machine itself.
    pub network: String,
}

pub(super) fn write_audit(
    tx: &Connection,
    at: Timestamp,
    name: &str,
    event: Event,
    network: &str,
) -> Result<(), StoreError> {
    let mut name: String = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
    make_plain(&mut name);
    let sql = "INSERT INTO audit_trail (at, name, event, network) VALUES (?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![ms(at), name, event.as_str(), network])?;
    let sql = "DELETE FROM audit_trail WHERE id <= (SELECT max(id) FROM audit_trail) - ?";
    tx.prepare_cached(sql)?.execute([KEPT])?;
    Ok(())
}

impl Store {
    /// The latest rows, of everybody or under one name, latest first.
    pub async fn audit_trail(&self, name: Option<String>, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT at, name, event, network FROM audit_trail WHERE ?1 IS NULL OR name = ?1 COLLATE NOCASE
                       ORDER BY id DESC LIMIT ?2";
            let mut statement = tx.prepare_cached(sql)?;
            let rows = statement.query_map(params![name, limit], |row| {
                Ok(AuditRow { at: time(row.get(0)?), name: row.get(1)?, event: row.get(2)?, network: row.get(3)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Writes down a login that was refused.
    pub async fn login_refused(&self, name: &str, network: &str, at: Timestamp) -> Result<(), StoreError> {
        let (name, network) = (name.to_owned(), network.to_owned());
        self.write(move |tx| write_audit(tx, at, &name, Event::Refused, &network)).await
    }
}

//! Identities of others: who somebody is at an identity provider, by its address and its number for them. One account has one
//! identity of a provider, and an identity one account; neither is ever overwritten.

use super::audit_trail::{Event, write_audit};
use super::people::{all, name_of};
use super::{Account, AccountError, Origin};
use crate::rows::{ms, time};
use crate::{Store, StoreError};
use dateline_model::{UserId, make_plain};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// Longest name that a provider gives and that is shown, in characters.
const LABEL: usize = 120;

/// An identity that an account is linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Whose.
    pub user: UserId,
    /// Address of the provider.
    pub issuer: String,
    /// What the provider calls them for people.
    pub label: String,
    /// When it was linked.
    pub made_at: Timestamp,
    /// When it was last logged in with.
    pub used_at: Option<Timestamp>,
}

impl Store {
    /// Whose account an identity is linked to, if it is not disabled.
    pub async fn identity_account(&self, issuer: &str, subject: &str) -> Result<Option<Account>, StoreError> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.read(move |tx| {
            let sql = "SELECT user FROM identities WHERE issuer = ? AND subject = ?";
            let user: Option<i64> =
                tx.prepare_cached(sql)?.query_row([issuer, subject], |row| row.get(0)).optional()?;
            let accounts = if user.is_some() { all(tx)? } else { Vec::new() };
            Ok(accounts.into_iter().find(|account| Some(account.user.id.0) == user && !account.disabled))
        })
        .await
    }

    /// Writes down that an identity was logged in with.
    pub async fn identity_used(&self, issuer: &str, subject: &str, at: Timestamp) -> Result<(), StoreError> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.write(move |tx| {
            let sql = "UPDATE identities SET used_at = ? WHERE issuer = ? AND subject = ?";
            tx.prepare_cached(sql)?.execute(params![ms(at), issuer, subject])?;
            Ok(())
        })
        .await
    }

    /// The identities that somebody is linked to.
    pub async fn identities(&self, user: UserId) -> Result<Vec<Identity>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT issuer, label, made_at, used_at FROM identities WHERE user = ? ORDER BY issuer";
            let mut statement = tx.prepare_cached(sql)?;
            let rows = statement.query_map([user.0], |row| {
                Ok(Identity {
                    user,
                    issuer: row.get(0)?,
                    label: row.get(1)?,
                    made_at: time(row.get(2)?),
                    used_at: row.get::<_, Option<i64>>(3)?.map(time),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Links an identity to an account. One that is linked already stays as it is.
    pub async fn link_identity(
        &self,
        user: UserId,
        (issuer, subject): (&str, &str),
        label: &str,
        from: impl Into<Origin>,
    ) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        let mut label: String = label.chars().filter(|c| !c.is_control()).take(LABEL).collect();
        make_plain(&mut label);
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "INSERT INTO identities (issuer, subject, user, label, made_at) VALUES (?, ?, ?, ?, ?)
                       ON CONFLICT DO NOTHING";
            match tx
                .execute(sql, params![issuer, subject, user.0, label, ms(at)])
                .map_err(StoreError::from)?
            {
                0 => Err(AccountError::Linked),
                _ => Ok(write_audit(tx, at, &name, Event::Linked, &network)?),
            }
        })
        .await
    }

    /// Takes a link away; `false` where there is none.
    pub async fn unlink_identity(
        &self,
        user: UserId,
        issuer: &str,
        from: impl Into<Origin>,
    ) -> Result<bool, AccountError> {
        let Origin { at, network } = from.into();
        let issuer = issuer.to_owned();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "DELETE FROM identities WHERE user = ? AND issuer = ?";
            let found = tx.execute(sql, params![user.0, issuer]).map_err(StoreError::from)? > 0;
            if found {
                write_audit(tx, at, &name, Event::Unlinked, &network)?;
            }
            Ok(found)
        })
        .await
    }
}

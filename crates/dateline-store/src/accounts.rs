//! Accounts: who may log in, with what, and what they may do. Passwords, sessions, tokens and links stand in the store as hashes
//! alone. It knows no cookie and no header.

mod app_logins;
mod audit_trail;
mod common_passwords;
mod fever_keys;
mod identities;
mod links;
mod passkeys;
mod password;
mod people;
mod random_secret;
mod sessions;
mod tokens;
mod totp;

pub use audit_trail::AuditRow;
pub use identities::Identity;
pub use links::{Link, LinkUse};
pub use passkeys::{KnownPasskey, NewPasskey, Passkey};
pub use password::Password;
pub use people::Account;
pub use random_secret::Secret;
pub use sessions::{LoginWith, Session, SessionUser};
pub use tokens::{Token, TokenUser};
pub use totp::{TotpSetup, totp_code};

use crate::{Store, StoreError};
use jiff::Timestamp;
use rusqlite::{Transaction, TransactionBehavior};

impl Store {
    /// Runs one write that may refuse: then nothing of it is kept.
    async fn try_write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, AccountError> + Send + 'static,
    ) -> Result<T, AccountError> {
        let done = self.maintain(move |connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            match work(&transaction) {
                Ok(value) => {
                    transaction.commit()?;
                    Ok(Ok(value))
                }
                Err(AccountError::Store(error)) => Err(error),
                Err(refused) => Ok(Err(refused)),
            }
        });
        done.await?
    }
}

/// When and from which network something is done; on the machine itself from none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// When.
    pub at: Timestamp,
    /// The first bits of the address.
    pub network: String,
}

impl From<Timestamp> for Origin {
    fn from(at: Timestamp) -> Self {
        Self { at, network: String::new() }
    }
}

/// What an account may do to what all of the desk share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Changes shared settings and the accounts of others.
    Owner,
    /// Has what is its own alone.
    Reader,
}

impl Role {
    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Reader => "reader",
        }
    }

    /// The role of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Reader].into_iter().find(|role| role.as_str() == word)
    }
}

/// What a token may do; each scope includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenScope {
    /// Read what its person may read.
    Read,
    /// Set marks and labels.
    Mark,
    /// Change feeds, names and follows.
    Manage,
}

impl TokenScope {
    /// Every scope, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Mark, Self::Manage];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Mark => "mark",
            Self::Manage => "manage",
        }
    }

    /// The scope of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }
}

/// Why an account is not as somebody wanted it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The name cannot be typed into a login, or shown.
    #[error("a name has 1 to {} visible characters and no colon", people::NAME_MAX)]
    Name,
    /// Somebody has the name, in whatever case of letters.
    #[error("there is an account of that name already")]
    Taken,
    /// Nobody has it.
    #[error("there is no account of that name")]
    Missing,
    /// Length of a password.
    #[error("a password has {} to {} characters", password::SHORTEST, password::LONGEST)]
    Length,
    /// A password that is tried first.
    #[error(
        "this password is among the first that are tried; take a longer one, such as four words that do not belong together"
    )]
    Common,
    /// The desk must have an owner who can log in.
    #[error("this is the last owner who can log in; make another one first")]
    LastOwner,
    /// Commands on the machine act for the first account.
    #[error("the first account is the desk's own: it can be disabled, but not deleted")]
    First,
    /// A link that was used, or is too old.
    #[error("this link was used already, or is too old; ask for another one")]
    Link,
    /// An identity or a key that is linked already, to this account or another.
    #[error("it is linked to an account already, or this account to another one; take that away first")]
    Linked,
    /// The code of a second factor.
    #[error("this code is not the present one; see whether the clock of the telephone is right")]
    Code,
    /// More than one person can need.
    #[error("there are {0} already; revoke one that is no longer needed")]
    TooMany(usize),
}

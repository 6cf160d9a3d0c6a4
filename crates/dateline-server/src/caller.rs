//! Who asks, as far as it is known.

use dateline_model::UserId;
use dateline_store::{Role, TokenScope};

/// By what somebody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownBy {
    /// Nobody is known, and nothing of anybody is shown.
    Nothing,
    /// The desk has no accounts: whoever can reach it is its owner.
    NoAccounts,
    /// A session of this number.
    Session(i64),
    /// A token.
    Token(TokenScope),
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The person.
    pub(crate) user: UserId,
    /// What they may do to what all share.
    pub(crate) role: Role,
    /// By what they are known.
    pub(crate) by: KnownBy,
}

impl Caller {
    /// Nobody; there is no user 0.
    pub(crate) const NOBODY: Self = Self { user: UserId(0), role: Role::Reader, by: KnownBy::Nothing };
    /// Whoever reaches a desk without accounts.
    pub(crate) const HOUSE: Self = Self { user: UserId::OWNER, role: Role::Owner, by: KnownBy::NoAccounts };

    /// Whether the desk has accounts, and this is one of them.
    pub(crate) const fn has_account(self) -> bool {
        matches!(self.by, KnownBy::Session(_) | KnownBy::Token(_))
    }

    pub(crate) fn is_owner(self) -> bool {
        self.role == Role::Owner
    }
}

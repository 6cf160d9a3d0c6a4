//! Accounts as a request carries them. A password travels over the socket, which its owner alone can open; no `Debug` prints it.

use super::Hidden;
use serde::{Deserialize, Serialize};

/// What is asked of the accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UserRequest {
    /// Make one.
    Add { name: String, role: String, password: Hidden },
    /// List them.
    List,
    /// Make an invitation.
    Invite { role: String },
    /// Keep out, or let in again.
    Disable { name: String, disabled: bool },
    /// Delete one.
    Delete { name: String },
    /// Make a link for a new password, or set one.
    Reset { name: String, password: Option<Hidden>, second_factor: bool },
}

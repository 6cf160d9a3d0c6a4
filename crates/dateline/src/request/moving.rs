//! What is asked of a program that somebody moves away from.

use super::Hidden;
use serde::{Deserialize, Serialize};

/// A program that is asked; its secret is not printed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ImportRequest {
    /// Its word.
    pub(crate) from: String,
    /// Its address.
    pub(crate) url: String,
    /// Name of the account there.
    pub(crate) user: Option<String>,
    /// Password or key.
    pub(crate) secret: Hidden,
    /// Whether it may be sent unencrypted.
    pub(crate) allow_http: bool,
}

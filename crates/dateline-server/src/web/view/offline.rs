//! What is shown of a page that is not kept.

use super::common::{Nav, Shell};
use crate::web::l10n;
use askama::Template;

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "offline.html")]
pub(crate) struct OfflinePage {
    /// The frame.
    pub(crate) shell: Shell,
}

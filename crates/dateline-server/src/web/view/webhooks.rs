//! Webhooks.

use super::common::{Nav, Shell};
use crate::web::l10n;
use askama::Template;

/// The list, with the form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "webhooks.html")]
pub(crate) struct WebhooksPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Oldest first.
    pub(crate) rows: Vec<WebhookRow>,
    /// What the one that was just made signs with.
    pub(crate) secret: Option<String>,
}

/// One webhook.
#[derive(Debug, Clone, Default)]
pub(crate) struct WebhookRow {
    /// Number.
    pub(crate) id: i64,
    /// Where messages go.
    pub(crate) url: String,
    /// Told of stars.
    pub(crate) starred: bool,
    /// Told of labels.
    pub(crate) labelled: bool,
    /// Told of what kept searches find.
    pub(crate) searches: bool,
    /// Told of new stories.
    pub(crate) stories: bool,
    /// Since when nothing is sent.
    pub(crate) stopped: Option<String>,
    /// The latest messages.
    pub(crate) sent: Vec<DeliveryRow>,
}

/// One message.
#[derive(Debug, Clone, Default)]
pub(crate) struct DeliveryRow {
    /// What it tells of.
    pub(crate) event: String,
    /// When it was made.
    pub(crate) at: String,
    /// What came of it.
    pub(crate) outcome: String,
}

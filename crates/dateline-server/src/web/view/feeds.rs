//! Feeds with their health in words.

use super::common::{Nav, Paging, Shell};
use crate::web::dates::When;
use askama::Template;

/// The list of feeds.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "feeds.html")]
pub(crate) struct FeedsPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// What the last act did, once.
    pub(crate) notice: Option<Notice>,
    /// `34 feeds: 30 well, 3 in trouble, 1 dead`.
    pub(crate) summary: String,
    /// Feeds that a page offers, to choose from: address, name, how found.
    pub(crate) choices: Vec<(String, String, String)>,
    /// Feeds, those in trouble first.
    pub(crate) feeds: Vec<FeedRow>,
    /// Further pages.
    pub(crate) paging: Paging,
    /// What was typed into the add box, after a failure.
    pub(crate) typed: String,
}

/// What the last act did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notice {
    /// Whether it went well.
    pub(crate) good: bool,
    /// The words.
    pub(crate) text: String,
}

/// One feed.
#[derive(Debug, Clone, Default)]
pub(crate) struct FeedRow {
    /// Number.
    pub(crate) id: i64,
    /// Title or address.
    pub(crate) title: String,
    /// Address of the feed.
    pub(crate) link: String,
    /// Host, for a glance.
    pub(crate) host: String,
    /// `well`, `trouble`, `dead`, `new`.
    pub(crate) class: &'static str,
    /// Health in words.
    pub(crate) health: String,
    /// What it gives, in words: `whole articles`, `excerpts; 12 of 40 walled`.
    pub(crate) gives: String,
    /// Last success.
    pub(crate) updated: Option<When>,
    /// Next turn.
    pub(crate) next: Option<String>,
    /// Days for which its articles are kept, empty for the desk's rule.
    pub(crate) keep_days: String,
    /// Megabytes that they may take, empty for the desk's rule.
    pub(crate) keep_megabytes: String,
    /// Articles held.
    pub(crate) entries: String,
    /// With what it is asked, in words; never a secret.
    pub(crate) access: String,
    /// Whether it has a login.
    pub(crate) has_login: bool,
    /// Whether it is kept apart.
    pub(crate) private: bool,
}

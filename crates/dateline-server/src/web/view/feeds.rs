//! Feeds with their health in words.

use super::common::{Nav, Paging, Shell};
use super::front::FilterLink;
use crate::web::dates::When;
use crate::web::l10n;
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
    /// Whether there is any feed at all.
    pub(crate) any: bool,
    /// The feeds of this page.
    pub(crate) feeds: Vec<FeedLine>,
    /// What was looked for.
    pub(crate) query: String,
    /// States that feeds are in: class, words with a number, whether it is the chosen one.
    pub(crate) states: Vec<(&'static str, String, bool)>,
    /// Orders.
    pub(crate) sorts: Vec<FilterLink>,
    /// All folders.
    pub(crate) folders: Vec<String>,
    /// The chosen one.
    pub(crate) folder: String,
    /// This page of the table.
    pub(crate) back: String,
    /// Further pages.
    pub(crate) paging: Paging,
    /// What was typed into the add box, after a failure.
    pub(crate) typed: String,
}

/// A feed in the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct FeedLine {
    /// Number.
    pub(crate) id: i64,
    /// Name.
    pub(crate) title: String,
    /// What stands for an icon where there is none.
    pub(crate) letter: String,
    /// Its articles.
    pub(crate) href: String,
    /// Its settings.
    pub(crate) settings: String,
    /// Its host.
    pub(crate) host: String,
    /// `well`, `limping`, `trouble`, `dead`, `new`.
    pub(crate) class: &'static str,
    /// Health in words.
    pub(crate) health: String,
    /// Its folders.
    pub(crate) folders: String,
    /// When the last article that it brought is dated.
    pub(crate) latest: Option<When>,
    /// Unread articles.
    pub(crate) unread: String,
    /// Articles.
    pub(crate) entries: String,
}

/// The page of a feed.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "feed.html")]
pub(crate) struct FeedPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// The feed.
    pub(crate) feed: FeedRow,
    /// `12 unread articles`.
    pub(crate) unread: String,
    /// Its folders, with commas.
    pub(crate) folders: String,
    /// Its folder, where it has one.
    pub(crate) folder: String,
    /// All folders of the reader.
    pub(crate) known: Vec<String>,
    /// Its latest checks, latest first.
    pub(crate) polls: Vec<PollLine>,
    /// How much it brought each week.
    pub(crate) volume: Option<VolumeView>,
}

/// One check of a feed.
#[derive(Debug, Clone, Default)]
pub(crate) struct PollLine {
    /// When.
    pub(crate) when: When,
    /// What came of it.
    pub(crate) words: String,
    /// How long it took.
    pub(crate) took: String,
    /// Whether it failed.
    pub(crate) failed: bool,
}

/// Articles by week as bars.
#[derive(Debug, Clone, Default)]
pub(crate) struct VolumeView {
    /// The same in words.
    pub(crate) words: String,
    /// Left edge, upper edge and height of each.
    pub(crate) bars: Vec<(usize, u32, u32)>,
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
    /// What stands for an icon where there is none.
    pub(crate) letter: String,
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
    /// Whether its reader paused it.
    pub(crate) paused: bool,
    /// Next turn.
    pub(crate) next: Option<String>,
    /// Hours between checks, empty where they go by the feed's rhythm.
    pub(crate) hours: String,
    /// Which pages are fetched: `auto`, `always`, `never`.
    pub(crate) pages: &'static str,
    /// Whether its articles are opened at their publisher.
    pub(crate) original: bool,
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

//! Lists of articles, and what stands beside them.

use super::article::BlockView;
use super::common::{MarkView, Marks, Nav, Paging, Picture, Shell, TextLanguage, Told};
use super::front::FilterLink;
use crate::web::dates::When;
use crate::web::l10n;
use askama::Template;

/// A list of articles.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "articles.html")]
pub(crate) struct ArticlesPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Name of the list.
    pub(crate) heading: String,
    /// A line under it: how the feed is.
    pub(crate) note: String,
    /// The page of the feed's settings, where the list is of a feed.
    pub(crate) settings: Option<String>,
    /// Unread, all, starred.
    pub(crate) tabs: Vec<FilterLink>,
    /// Newest or oldest first; layouts.
    pub(crate) ways: Vec<FilterLink>,
    /// `cards`, `list` or `full`.
    pub(crate) layout: &'static str,
    /// The articles.
    pub(crate) entries: Vec<EntryCard>,
    /// The list as forms name it.
    pub(crate) list: String,
    /// When it was read, in milliseconds: what came later is not marked with it.
    pub(crate) seen: i64,
    /// Where marking leads back to.
    pub(crate) back: String,
    /// Whether something of it may be unread.
    pub(crate) markable: bool,
    /// Folders, feeds and labels.
    pub(crate) groups: Vec<SourceGroup>,
    /// How many articles are muted, where any are.
    pub(crate) muted: Option<String>,
    /// Further pages.
    pub(crate) paging: Paging,
    /// Whether the desk has no feed at all yet.
    pub(crate) no_feeds: bool,
    /// What an empty list says.
    pub(crate) empty: &'static str,
    /// Where one goes on from an empty list.
    pub(crate) onward: Vec<FilterLink>,
}

/// Names of lists under a heading.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceGroup {
    /// `Folders`, `Feeds`, `Labels`.
    pub(crate) name: &'static str,
    /// Lists with how much of them is unread.
    pub(crate) links: Vec<FilterLink>,
    /// How many there are that are not named.
    pub(crate) more: usize,
}

/// An article in a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct EntryCard {
    /// Number.
    pub(crate) id: i64,
    /// For the address of the card on the page.
    pub(crate) anchor: String,
    /// Its page, as one of this list.
    pub(crate) href: String,
    /// Headline.
    pub(crate) headline: String,
    /// Language of headline and standfirst.
    pub(crate) text_language: TextLanguage,
    /// Standfirst or first words.
    pub(crate) standfirst: Option<String>,
    /// Its picture.
    pub(crate) image: Option<Picture>,
    /// Who published it.
    pub(crate) publisher: String,
    /// When.
    pub(crate) when: When,
    /// How much of it is held.
    pub(crate) mark: MarkView,
    /// The reader's labels on it.
    pub(crate) labels: String,
    /// The rule that hides it.
    pub(crate) muted_by: Option<String>,
    /// Its text, where lists show it.
    pub(crate) blocks: Vec<BlockView>,
    /// Read and starred.
    pub(crate) marks: Marks,
}

/// What a mark by script changes on a page: the form of marks and the message.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "marks_part.html")]
pub(crate) struct MarksPart {
    /// The form, with the state after the mark.
    pub(crate) marks: Marks,
    /// What was done.
    pub(crate) told: Option<Told>,
    /// Unread articles of the list.
    pub(crate) unread: Option<String>,
    /// Unread articles in all.
    pub(crate) total: String,
}

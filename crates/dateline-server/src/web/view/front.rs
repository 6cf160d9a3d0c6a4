//! The front page and the list of starred articles: cards of stories.

use super::common::{MarkView, Marks, Nav, Paging, Picture, Shell, Tally, TextLanguage};
use crate::web::dates::When;
use crate::web::l10n;
use askama::Template;

/// Stories, ranked.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "front.html")]
pub(crate) struct FrontPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Heading for screen readers and for filtered lists.
    pub(crate) heading: String,
    /// All, unread, starred, sections.
    pub(crate) filters: Vec<FilterLink>,
    /// The story on top; none on filtered or later pages and on an empty desk.
    pub(crate) lead: Option<StoryCard>,
    /// Stories with weight, shown with pictures.
    pub(crate) second: Vec<StoryCard>,
    /// The rest, as a list.
    pub(crate) river: Vec<StoryCard>,
    /// Kept searches that found something new.
    pub(crate) alerts: Vec<Alert>,
    /// Further pages.
    pub(crate) paging: Paging,
    /// Whether the desk has no feed at all yet.
    pub(crate) no_feeds: bool,
    /// What an empty list says.
    pub(crate) empty: String,
}

impl FrontPage {
    /// Whether nothing is to be shown.
    pub(crate) fn is_empty(&self) -> bool {
        self.lead.is_none() && self.second.is_empty() && self.river.is_empty()
    }
}

/// A way to see less.
#[derive(Debug, Clone, Default)]
pub(crate) struct FilterLink {
    /// Address.
    pub(crate) href: String,
    /// Name.
    pub(crate) name: String,
    /// How many, where counted.
    pub(crate) count: Option<String>,
    /// Whether it is the current one.
    pub(crate) current: bool,
}

/// A story in a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct StoryCard {
    /// For the address of the card on the page.
    pub(crate) anchor: String,
    /// The story, or the article where there is only one.
    pub(crate) href: String,
    /// Section as the publisher names it.
    pub(crate) section: Option<String>,
    /// Headline of the lead article.
    pub(crate) headline: String,
    /// Language of headline and standfirst.
    pub(crate) text_language: TextLanguage,
    /// Standfirst or first words of the lead.
    pub(crate) standfirst: Option<String>,
    /// Picture of the lead.
    pub(crate) image: Option<Picture>,
    /// First publishers, lead first.
    pub(crate) publishers: Vec<String>,
    /// How many publishers more.
    pub(crate) more: usize,
    /// When it last grew.
    pub(crate) when: When,
    /// Outlets and what is held.
    pub(crate) tally: Tally,
    /// The verdict of a lone article.
    pub(crate) lone: Option<MarkView>,
    /// Why it stands where it stands; none in lists that are not ranked.
    pub(crate) rank: Option<RankView>,
    /// Read and starred.
    pub(crate) marks: Marks,
}

/// A kept search, or a rule, that found something new.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alert {
    /// Number.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// `3 new articles`.
    pub(crate) words: String,
    /// What it found.
    pub(crate) href: String,
    /// Where it is taken for seen.
    pub(crate) seen: &'static str,
}

/// The parts of a story's rank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RankView {
    /// Their product.
    pub(crate) score: String,
    /// `ln(1 + 3 sources) = 1.39`.
    pub(crate) breadth: String,
    /// `half in 12 h, 2 h old = 0.89`.
    pub(crate) freshness: String,
    /// `1.40`.
    pub(crate) growth: String,
    /// `0.81`.
    pub(crate) diversity: String,
    /// `1.50`.
    pub(crate) follow: String,
}

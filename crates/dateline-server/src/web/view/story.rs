//! A story: timeline, versions with their verdicts, copies under their original, why they stand together.

use super::common::{MarkView, Marks, Nav, Paging, Picture, Shell, Tally, TextLanguage};
use super::corrections::ActRow;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::timeline::Timeline;
use askama::Template;

/// One story.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "story.html")]
pub(crate) struct StoryPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Headline of the lead.
    pub(crate) headline: String,
    /// Its language.
    pub(crate) text_language: TextLanguage,
    /// Standfirst of the lead.
    pub(crate) standfirst: Option<String>,
    /// Our address of the lead.
    pub(crate) lead_href: String,
    /// Who wrote the lead.
    pub(crate) lead_publisher: String,
    /// Picture of the lead.
    pub(crate) image: Option<Picture>,
    /// Outlets and what is held.
    pub(crate) tally: Tally,
    /// First and last version in words.
    pub(crate) span: String,
    /// Drawn by us; none for a single version.
    pub(crate) timeline: Option<Timeline>,
    /// Whether the page holds every version.
    pub(crate) whole: bool,
    /// Pages of versions before and after this one.
    pub(crate) paging: Paging,
    /// Versions of this page, lead first, copies folded.
    pub(crate) versions: Vec<Version>,
    /// Names, quotations.
    pub(crate) details: DetailsView,
    /// Stories that this one continues, or that continue it.
    pub(crate) linked_stories: Vec<LinkedStoryRow>,
    /// Corrections that stand.
    pub(crate) acts: Vec<ActRow>,
    /// Other stories to move articles to: number and headline.
    pub(crate) others: Vec<(i64, String)>,
    /// Headlines that other pages and feeds name for this event, without a text of ours.
    pub(crate) apart: Vec<ApartItem>,
    /// Marks for the whole story.
    pub(crate) marks: Marks,
    /// Where muting is sent.
    pub(crate) mute: String,
    /// The rule that hides the story.
    pub(crate) muted_by: Option<String>,
    /// Where corrections are sent.
    pub(crate) correct: String,
    /// Every article of this page with its publisher, copies among them, for choosing: number, publisher, headline.
    pub(crate) articles: Vec<(i64, String, String)>,
}

/// One publisher's version.
#[derive(Debug, Clone, Default)]
pub(crate) struct Version {
    /// Anchor on the page.
    pub(crate) anchor: String,
    /// Our page of it.
    pub(crate) href: String,
    /// The publisher's page.
    pub(crate) link: Option<String>,
    /// Headline.
    pub(crate) title: String,
    /// Its language.
    pub(crate) text_language: TextLanguage,
    /// Publisher or host.
    pub(crate) publisher: String,
    /// Authors and agency.
    pub(crate) byline: String,
    /// Publication time.
    pub(crate) when: Option<When>,
    /// Verdict.
    pub(crate) mark: Option<MarkView>,
    /// First words.
    pub(crate) excerpt: Option<String>,
    /// `640 words`.
    pub(crate) length: String,
    /// Earlier headlines with the time they were replaced.
    pub(crate) earlier: Vec<(String, When)>,
    /// Sentences that it alone has.
    pub(crate) added: Vec<String>,
    /// Whether it leads the story.
    pub(crate) lead: bool,
    /// Copies of it.
    pub(crate) copies: Vec<CopyRow>,
    /// Why it stands here.
    pub(crate) why: Option<WhyView>,
    /// Read and starred.
    pub(crate) marks: Marks,
}

/// A version that carries another's text.
#[derive(Debug, Clone, Default)]
pub(crate) struct CopyRow {
    /// Our page of it.
    pub(crate) href: String,
    /// Publisher.
    pub(crate) publisher: String,
    /// `word for word`, `in part (87 % of it)`.
    pub(crate) how: String,
    /// Its headline where it differs.
    pub(crate) title: Option<String>,
    /// Its verdict.
    pub(crate) mark: Option<MarkView>,
    /// Publication time.
    pub(crate) when: Option<When>,
}

/// Why an article stands in the story.
#[derive(Debug, Clone, Default)]
pub(crate) struct WhyView {
    /// Whether a reader put it here.
    pub(crate) by_reader: bool,
    /// Shared terms, weightiest first.
    pub(crate) terms: Vec<String>,
    /// `0.61, needed 0.42`.
    pub(crate) score: String,
    /// `2 h after the nearest version`.
    pub(crate) hours: Option<String>,
    /// What speaks against it, in whole sentences; empty where nothing does.
    pub(crate) against: Vec<String>,
}

/// A linked story.
#[derive(Debug, Clone, Default)]
pub(crate) struct LinkedStoryRow {
    /// `Continues`, `Continued in` or `Beside`.
    pub(crate) how: &'static str,
    /// Our page of it.
    pub(crate) href: String,
    /// Headline of its lead.
    pub(crate) title: String,
    /// Its language.
    pub(crate) text_language: TextLanguage,
    /// Its first article.
    pub(crate) when: When,
    /// What both speak of.
    pub(crate) terms: Vec<String>,
}

/// A headline without a text of ours.
#[derive(Debug, Clone, Default)]
pub(crate) struct ApartItem {
    /// Headline, where named.
    pub(crate) title: Option<String>,
    /// Publisher, where named.
    pub(crate) publisher: Option<String>,
    /// Link, where given.
    pub(crate) link: Option<String>,
}

/// Names and quotations in the versions.
#[derive(Debug, Clone, Default)]
pub(crate) struct DetailsView {
    /// People.
    pub(crate) people: Vec<NameView>,
    /// Places.
    pub(crate) places: Vec<NameView>,
    /// Other names.
    pub(crate) others: Vec<NameView>,
    /// Quotations.
    pub(crate) quotes: Vec<QuoteView>,
}

impl DetailsView {
    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.places.is_empty() && self.others.is_empty() && self.quotes.is_empty()
    }

    /// Whether anybody or anything is named.
    pub(crate) fn has_names(&self) -> bool {
        !(self.people.is_empty() && self.places.is_empty() && self.others.is_empty())
    }
}

/// A name.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameView {
    /// The name.
    pub(crate) words: String,
    /// `in 3 versions`.
    pub(crate) versions: String,
    /// A search for it.
    pub(crate) href: String,
}

/// A quotation.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuoteView {
    /// The words.
    pub(crate) words: String,
    /// Their language.
    pub(crate) text_language: TextLanguage,
    /// Who said them, where that stands beside them.
    pub(crate) speaker: Option<String>,
    /// Publishers that have them, with our pages.
    pub(crate) sources: Vec<Said>,
}

/// Where a quotation stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// Our page of the version.
    pub(crate) href: String,
    /// Publisher.
    pub(crate) publisher: String,
}

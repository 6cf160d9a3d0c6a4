//! A story: timeline, versions with their verdicts, copies under their original, why they stand together.

use super::common::{MarkView, Marks, Nav, Picture, Shell, Tally, Tongue};
use crate::web::timeline::Timeline;
use crate::web::when::When;
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
    pub(crate) tongue: Tongue,
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
    /// Versions, lead first, copies folded.
    pub(crate) versions: Vec<Version>,
    /// Headlines that other pages and feeds name for this happening, without a text of ours.
    pub(crate) apart: Vec<ApartItem>,
    /// Marks for the whole story.
    pub(crate) marks: Marks,
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
    pub(crate) tongue: Tongue,
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
    /// Shared terms, weightiest first.
    pub(crate) terms: Vec<String>,
    /// `0.61, needed 0.42`.
    pub(crate) score: String,
    /// `2 h after the nearest version`.
    pub(crate) hours: Option<String>,
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

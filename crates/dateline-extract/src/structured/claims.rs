//! What was said in data, kept with where it was said. Decides nothing.

use super::clean;
use dateline_html::NodeId;
use dateline_model::{Access, Declared};

/// One thing said in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Where it was said, for instance `og:title`.
    pub(crate) source: &'static str,
    pub(crate) value: String,
}

/// Everything said about one subject, in page order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claims {
    pub(crate) titles: Vec<Claim>,
    pub(crate) standfirsts: Vec<Claim>,
    pub(crate) authors: Vec<Claim>,
    pub(crate) published: Vec<Claim>,
    pub(crate) modified: Vec<Claim>,
    pub(crate) sections: Vec<Claim>,
    pub(crate) tags: Vec<Claim>,
    pub(crate) images: Vec<Claim>,
    pub(crate) publishers: Vec<Claim>,
    pub(crate) canonicals: Vec<Claim>,
    pub(crate) languages: Vec<Claim>,
    pub(crate) tdm_policy: Option<String>,
    pub(crate) licences: Vec<Claim>,
    /// Addresses of images with who made them.
    pub(crate) credits: Vec<(String, String)>,
    /// Words for the lead image.
    pub(crate) image_alt: Option<String>,
    /// Width and height of the first `og:image`.
    pub(crate) image_size: (Option<String>, Option<String>),
    /// `<h1>` elements.
    pub(crate) h1: Vec<NodeId>,
    /// `<time>` elements and whatever carries a machine-readable date.
    pub(crate) times: Vec<NodeId>,
    /// Elements whose class or relation names an author.
    pub(crate) bylines: Vec<NodeId>,
    /// `<base href>`.
    pub(crate) base: Option<String>,
    /// The `<noscript>` that holds the page for readers whose browsers run no scripts, as ours runs none.
    pub(crate) noscript: Option<NodeId>,
}

/// Claims kept per subject.
pub(super) const CLAIMS_MAX: usize = 64;
/// Longest claim, in bytes.
pub(super) const VALUE_MAX: usize = 2000;

impl Claims {
    pub(super) fn add(list: &mut Vec<Claim>, source: &'static str, value: &str) {
        let value = clean(value);
        if !value.is_empty() && value.len() <= VALUE_MAX && list.len() < CLAIMS_MAX {
            list.push(Claim { source, value });
        }
    }
}

/// What the page says of itself in data: JSON-LD, microdata, meta tags, embedded state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// schema.org types found, as written, without the address of the vocabulary.
    pub(crate) types: Vec<String>,
    /// Names of events and of things for sale.
    pub(crate) named: Vec<String>,
    /// `og:type`.
    pub(crate) og_type: Option<String>,
    /// Declared access, word count, reservation.
    pub(crate) declared: Declared,
    /// Where the access declaration stands in the source, with its characters.
    pub(crate) declared_at: Option<(usize, usize)>,
    /// Class selectors of `hasPart` parts declared not free, without the dot.
    pub(crate) locked_classes: Vec<String>,
    /// `articleBody`: a text to compare with; shown only where no gate stands.
    pub(crate) article_body: Option<String>,
    /// Meta robots and the like, lower case.
    pub(crate) robots: Option<String>,
    /// Everything it says about title, authors, dates and so on.
    pub(crate) claims: Claims,
}

impl Structured {
    /// Whether the page's data says that it is an article.
    pub(crate) fn is_article(&self) -> bool {
        self.og_type.as_deref() == Some("article")
            || self.types.iter().any(|kind| super::ARTICLES.contains(&kind.as_str()))
    }
}

impl Structured {
    /// Whether the publisher calls the text, or a part of it, locked.
    pub(crate) fn is_locked(&self) -> bool {
        self.declared.access == Some(Access::Locked) || !self.locked_classes.is_empty()
    }
}

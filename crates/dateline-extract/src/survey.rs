//! What the walks over a page found, gathered for the verdict to judge. Holds no decisions.

use crate::Served;
use crate::structured::Claims;
use crate::verdict::piece::Piece;
use dateline_html::{Document, NodeId};
use dateline_model::{Access, Article, Block, Declared, Reason, Rule};

/// Everything the verdict may look at.
pub(crate) struct Survey<'d> {
    pub(crate) doc: &'d Document,
    pub(crate) served: &'d Served,
    pub(crate) structured: &'d Structured,
    /// The page's text as a reader meets it.
    pub(crate) pieces: &'d [Piece],
    pub(crate) gates: &'d [Gate],
    /// Metadata; `blocks` is filled too and equals `body`.
    pub(crate) article: &'d Article,
    /// Blocks of the article in order, with their nodes.
    pub(crate) body: &'d [PlacedBlock],
}

/// A block and the node it was made from.
#[derive(Debug, Clone)]
pub(crate) struct PlacedBlock {
    pub(crate) block: Block,
    pub(crate) node: NodeId,
}

/// What the page says of itself in data: JSON-LD, microdata, meta tags, embedded state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// schema.org types found, as written, without the address of the vocabulary.
    pub(crate) types: Vec<String>,
    /// `og:type`.
    pub(crate) og_type: Option<String>,
    /// Declared access, word count, reservation.
    pub(crate) declared: Declared,
    /// Where the access declaration stands in the source, with its characters.
    pub(crate) declared_at: Option<(usize, usize)>,
    /// Class selectors of `hasPart` parts declared not free, without the dot.
    pub(crate) locked_classes: Vec<String>,
    /// `articleBody`: a witness; shown only where no gate stands.
    pub(crate) article_body: Option<String>,
    /// Meta robots and the like, lower case.
    pub(crate) robots: Option<String>,
    /// Everything it says about title, authors, dates and so on.
    pub(crate) claims: Claims,
}

impl Structured {
    /// Whether the publisher calls the text, or a part of it, locked.
    pub(crate) fn is_locked(&self) -> bool {
        self.declared.access == Some(Access::Locked) || !self.locked_classes.is_empty()
    }
}

/// A visible notice that stands in the way of the text.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// The notice's node.
    pub(crate) node: NodeId,
    /// What it asks for.
    pub(crate) reason: Reason,
    /// What shows that it stands in the way.
    pub(crate) rule: Rule,
    /// The words that were recognised.
    pub(crate) quote: String,
    /// Words of running text before it.
    pub(crate) before: usize,
    /// Nodes whose text it hides: never shown, stored or indexed; only counted.
    pub(crate) hides: Vec<NodeId>,
}

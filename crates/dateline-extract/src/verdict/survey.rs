//! What the walks over a page found, gathered for the verdict to judge. Holds no decisions.

use crate::Served;
use crate::body::PlacedBlock;
use crate::class_ids::ClassIds;
use crate::gate::Gate;
use crate::structured::Structured;
use crate::text_fragment::Fragment;
use dateline_html::{Document, NodeId};
use dateline_model::{Article, Reason};
use std::ops::Range;

/// Everything the verdict may look at.
pub(crate) struct Survey<'d> {
    pub(crate) doc: &'d Document,
    pub(crate) classes: &'d ClassIds<'d>,
    pub(crate) served: &'d Served,
    pub(crate) structured: &'d Structured,
    /// The page's text as a reader meets it.
    pub(crate) fragments: &'d [Fragment],
    pub(crate) gates: &'d [Gate],
    /// The posts of a thread.
    pub(crate) posts: &'d [NodeId],
    /// Metadata; `blocks` is filled too and equals `body`.
    pub(crate) article: &'d Article,
    /// Blocks of the article in order, with their nodes.
    pub(crate) body: &'d [PlacedBlock],
    /// Why nobody could read the page's source, and the stretch that shows it.
    pub(crate) unreadable: Option<(Reason, Range<usize>)>,
}

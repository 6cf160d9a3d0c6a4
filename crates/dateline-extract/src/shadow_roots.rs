//! Declarative shadow roots: templates that browsers lay out as the content of the element that holds them.

use dateline_html::{Document, NodeId, Tag};

/// Whether an element is a template that a browser shows in place.
pub(crate) fn is_shadow_root(doc: &Document, node: NodeId) -> bool {
    doc.tag(node) == Some(Tag::Template)
        && doc
            .attr(node, "shadowrootmode")
            .is_some_and(|mode| mode.eq_ignore_ascii_case("open") || mode.eq_ignore_ascii_case("closed"))
}

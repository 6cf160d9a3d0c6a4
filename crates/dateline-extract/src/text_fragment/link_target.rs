//! What a link's address says of where it leads. Reads the address alone; fetches nothing.

use dateline_html::{Document, NodeId, Tag};

/// Hyphens of an address's part from which on it is a headline.
const HYPHENS: usize = 3;
/// Elements above a text within which its link is looked for.
const LEVELS: usize = 4;

/// Whether the link that a text stands in leads to a story, and not to a shop, an app or a dialog.
pub(super) fn is_story(doc: &Document, node: NodeId) -> bool {
    let above = std::iter::once(node).chain(doc.ancestors(node)).take(LEVELS);
    let href = above.filter(|id| doc.tag(*id) == Some(Tag::A)).find_map(|id| doc.attr(id, "href"));
    href.is_some_and(|href| {
        let path = href.split(['?', '#']).next().unwrap_or_default();
        path.split('/').any(|part| part.matches('-').count() >= HYPHENS)
    })
}

//! Which `<noscript>` is the page itself: some publishers write the article once for scripts and once for readers without
//! them, and some leave a tag open so that the whole page ends up inside.

use dateline_html::{Document, NodeId, NodeKind, Tag};

/// Fewer bytes of text are a notice, a menu or a list of teasers: the longest of those seen has 1,300.
const BYTES_MIN: usize = 1500;

/// The one of some `<noscript>` elements that holds most of the page's text.
pub(super) fn page(doc: &Document, noscripts: &[NodeId]) -> Option<NodeId> {
    let long = noscripts.iter().map(|node| (text(doc, *node), *node)).max_by_key(|(bytes, _)| *bytes);
    let (inside, node) = long.filter(|(bytes, _)| *bytes >= BYTES_MIN)?;
    (inside * 2 > text(doc, doc.root())).then_some(node)
}

/// Bytes of running text below a node: characters of scripts, styles and links are none.
fn text(doc: &Document, node: NodeId) -> usize {
    let mut total = 0;
    let mut at = Some(node);
    while let Some(here) = at {
        let skipped = matches!(
            doc.tag(here),
            Some(Tag::Script | Tag::Style | Tag::A | Tag::Head | Tag::Template | Tag::Textarea | Tag::Svg)
        );
        if doc.kind(here) == NodeKind::Text {
            total += doc.text(here).trim().len();
        }
        at = if skipped { doc.after(here, node) } else { doc.following(here, node) };
    }
    total
}

//! Which `<a>` elements lead to another page. The text of others is prose: marks for jumps stand around it, or a link that was never
//! closed, which the parser opens again in each later block.

use crate::text;
use dateline_html::{Document, NodeId, NodeKind, Tag};

/// Words from which on the text of an element that leads nowhere is prose, and not the label of a control.
const PROSE: usize = 15;
/// Nodes of an element that are looked at.
const NODES: usize = 400;

/// Whether an element is a link: what it says is the name of another page or of a control.
pub(crate) fn is_text_link(doc: &Document, node: NodeId, tag: Tag) -> bool {
    if tag != Tag::A {
        return false;
    }
    if !doc.is_written(node) {
        return false;
    }
    match doc.attr(node, "href") {
        Some(href) => !leads_nowhere(href) || !is_prose(doc, node),
        None => !is_anchor(doc, node) && !is_prose(doc, node),
    }
}

/// Whether an address leads to no other page: none at all, a place of this one, or a script.
fn leads_nowhere(href: &str) -> bool {
    let href = href.trim();
    let is_script = || href.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("javascript:"));
    href.is_empty() || href.starts_with('#') || is_script()
}

/// Whether an element without an address is a place to which links lead.
fn is_anchor(doc: &Document, node: NodeId) -> bool {
    let has = |name| doc.attr(node, name).is_some();
    (has("name") || has("id")) && !has("onclick") && !has("role")
}

fn is_prose(doc: &Document, node: NodeId) -> bool {
    let texts = doc.descendants(node).take(NODES).filter(|id| doc.kind(*id) == NodeKind::Text);
    let mut words = 0;
    texts.map(|id| text::words(doc.text(id))).any(|more| {
        words += more;
        words >= PROSE
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn links(page: &str) -> Vec<bool> {
        let doc = parse_str(page, &Limits::default());
        let all = doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::A));
        all.map(|id| is_text_link(&doc, id, Tag::A)).collect()
    }

    #[test]
    fn marks_for_jumps_and_links_left_open_are_none() {
        let prose =
            "The council met on Tuesday and voted by nine to four for the new bridge over the lower weir.";
        assert_eq!(links("<a href=/x>A story</a><a href='#'>More</a><a onclick=go()>Menu</a>"), [true; 3]);
        assert_eq!(links("<a name=top>Half price</a>"), [false]);
        for tag in ["<a href=''>", "<a href='#p1'>", "<a href='JavaScript:void(0)'>", "<a role=button>"] {
            assert_eq!(links(&format!("<p>{tag}{prose}</a>")), [false], "{tag}");
        }
        assert_eq!(links("<div><a href=/>Home</div><p>One.<p>Two."), [true, false, false]);
    }
}

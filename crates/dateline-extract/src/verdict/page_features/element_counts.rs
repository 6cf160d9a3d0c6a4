//! How often which elements stand on a page, and how often the same one is repeated side by side.

use super::Traits;
use crate::class_ids::ClassIds;
use crate::keyed_hash::Keyed;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::collections::HashMap;

/// Elements that are counted.
const COUNTED: [Tag; 22] = [
    Tag::Article,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::P,
    Tag::Li,
    Tag::A,
    Tag::Img,
    Tag::Form,
    Tag::Input,
    Tag::Button,
    Tag::Select,
    Tag::Option,
    Tag::Iframe,
    Tag::Video,
    Tag::Time,
    Tag::Tr,
    Tag::Pre,
    Tag::Code,
    Tag::Blockquote,
    Tag::Section,
    Tag::Script,
];

/// Children of one element with one tag and class.
type Twins = HashMap<(NodeId, Tag, u32), usize, Keyed>;

/// Counts elements, fields for passwords, and what is repeated.
pub(super) fn count(doc: &Document, classes: &ClassIds<'_>, traits: &mut Traits) {
    let mut counts = [0usize; COUNTED.len()];
    let (mut passwords, mut links_in_headings, mut headings_in_links) = (0, 0, 0);
    let mut twins = Twins::default();
    for node in doc.descendants(doc.root()) {
        let NodeKind::Element(tag) = doc.kind(node) else { continue };
        if let Some(at) = COUNTED.iter().position(|counted| *counted == tag) {
            counts[at] += 1;
        }
        let parent = doc.parent(node);
        let above = parent.and_then(|parent| doc.tag(parent));
        match tag {
            Tag::Input => passwords += usize::from(doc.attr(node, "type") == Some("password")),
            Tag::A => links_in_headings += usize::from(above.is_some_and(is_heading)),
            tag if is_heading(tag) => headings_in_links += usize::from(above == Some(Tag::A)),
            _ => {}
        }
        if let (Some(parent), Tag::Div | Tag::Li | Tag::Article | Tag::Section | Tag::A | Tag::Tr) =
            (parent, tag)
        {
            *twins.entry((parent, tag, classes.id(node))).or_default() += 1;
        }
    }
    counts.iter().for_each(|count| traits.add(*count));
    traits.add(passwords);
    traits.add(links_in_headings);
    traits.add(headings_in_links);
    let repeated = |wanted: &dyn Fn(Tag, u32) -> bool| {
        let of_kind = twins.iter().filter(|((_, tag, class), _)| wanted(*tag, *class));
        of_kind.map(|(_, count)| *count).max().unwrap_or_default()
    };
    traits.add(repeated(&|tag, _| tag == Tag::Article));
    traits.add(repeated(&|tag, class| tag == Tag::Div && class > 0));
    traits.add(repeated(&|tag, class| tag == Tag::Li && class > 0));
    traits.add(twins.values().filter(|count| **count >= 4).count());
}

fn is_heading(tag: Tag) -> bool {
    matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4)
}

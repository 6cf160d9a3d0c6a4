//! How often which elements stand on a page, and how often the same one is repeated side by side.

use super::Traits;
use crate::class_ids::ClassIds;
use dateline_html::{Document, NodeId, NodeKind, Tag};

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

/// How many children of one element have one tag and class, at most and often.
#[derive(Default)]
struct Twins {
    articles: usize,
    divs: usize,
    items: usize,
    /// How often four and more are alike.
    alike: usize,
}

/// Children of one tag and class that are often repeated.
const OFTEN: usize = 4;

/// Numbers of tags lie below.
const TAGS: usize = 256;

/// Counts elements, fields for passwords, and what is repeated.
pub(super) fn count(doc: &Document, classes: &ClassIds<'_>, traits: &mut Traits) {
    let mut all = [0usize; TAGS];
    let (mut passwords, mut links_in_headings, mut headings_in_links) = (0, 0, 0);
    let mut twins = Twins::default();
    let mut children = Vec::new();
    for node in doc.descendants(doc.root()) {
        let kind = doc.kind(node);
        if matches!(kind, NodeKind::Element(_) | NodeKind::Document) {
            count_twins(doc, classes, node, &mut children, &mut twins);
        }
        let NodeKind::Element(tag) = kind else { continue };
        all[tag as usize] += 1;
        let parent = doc.parent(node);
        let above = parent.and_then(|parent| doc.tag(parent));
        match tag {
            Tag::Input => passwords += usize::from(doc.attr(node, "type") == Some("password")),
            Tag::A => links_in_headings += usize::from(above.is_some_and(is_heading)),
            tag if is_heading(tag) => headings_in_links += usize::from(above == Some(Tag::A)),
            _ => {}
        }
    }
    COUNTED.iter().for_each(|tag| traits.add(all[*tag as usize]));
    traits.add(passwords);
    traits.add(links_in_headings);
    traits.add(headings_in_links);
    traits.add(twins.articles);
    traits.add(twins.divs);
    traits.add(twins.items);
    traits.add(twins.alike);
}

/// Adds the children of an element, those of one tag and class together.
fn count_twins(
    doc: &Document,
    classes: &ClassIds<'_>,
    parent: NodeId,
    children: &mut Vec<(u8, u32, Tag)>,
    twins: &mut Twins,
) {
    children.clear();
    children.extend(doc.children(parent).filter_map(|child| {
        let tag = doc.tag(child)?;
        let counts = matches!(tag, Tag::Div | Tag::Li | Tag::Article | Tag::Section | Tag::A | Tag::Tr);
        counts.then(|| (tag as u8, classes.id(child), tag))
    }));
    children.sort_unstable_by_key(|(tag, class, _)| (*tag, *class));
    for same in children.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let (_, class, tag) = same[0];
        let most = match tag {
            Tag::Article => Some(&mut twins.articles),
            Tag::Div if class > 0 => Some(&mut twins.divs),
            Tag::Li if class > 0 => Some(&mut twins.items),
            _ => None,
        };
        if let Some(most) = most {
            *most = same.len().max(*most);
        }
        twins.alike += usize::from(same.len() >= OFTEN);
    }
}

fn is_heading(tag: Tag) -> bool {
    matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4)
}

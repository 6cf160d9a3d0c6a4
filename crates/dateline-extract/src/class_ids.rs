//! Class names of a page as numbers, with what their words say: whoever asks the same of every element asks it once of each name.

use crate::element_signs::{ElementSigns, TELLING};
use crate::keyed_hash::Keyed;
use crate::memo::Memo;
use crate::name_words::{Marks, NameWords};
use dateline_html::{AttrName, Document, NodeId, Tag};
use std::collections::HashMap;

/// The values of `class` that a page has, and which element has which.
pub(crate) struct ClassIds<'d> {
    /// For each node; 0 where it has none or an empty one.
    of_node: Vec<u32>,
    names: Vec<&'d str>,
    /// What the words of each say.
    words: Vec<NameWords>,
    /// What the attributes of each node say, which have a style or `hidden`, and which may be controls.
    signs: Vec<ElementSigns>,
    pub(crate) styled: Vec<NodeId>,
    pub(crate) controls: Vec<NodeId>,
    /// Style sheets, data of the page, and links of both kinds in the order of its source: so that nobody walks the page for them.
    pub(crate) styles: Vec<NodeId>,
    pub(crate) metas: Vec<NodeId>,
    pub(crate) links: Vec<NodeId>,
}

impl<'d> ClassIds<'d> {
    /// Numbers the names of a page.
    pub(crate) fn of(doc: &'d Document) -> Self {
        let (names, words) = (vec![""], vec![NameWords::default()]);
        let (of_node, signs) = (Vec::with_capacity(doc.len()), Vec::with_capacity(doc.len()));
        let (styled, controls) = (Vec::new(), Vec::new());
        let (styles, metas, links) = (Vec::new(), Vec::new(), Vec::new());
        let mut ids = Self { of_node, names, words, signs, styled, controls, styles, metas, links };
        let mut known: HashMap<&str, u32, Keyed> = HashMap::default();
        // Most names were met a moment ago.
        let (mut lately, mut other) = (Memo::new(0), Memo::new(NameWords::default()));
        for node in doc.nodes() {
            let Some(tag) = doc.tag(node) else {
                ids.of_node.push(0);
                ids.signs.push(ElementSigns::default());
                continue;
            };
            match tag {
                Tag::Style => ids.styles.push(node),
                Tag::Meta => ids.metas.push(node),
                Tag::A | Tag::Link => ids.links.push(node),
                _ => {}
            }
            let (mut id, mut signs) = (0, ElementSigns::of_tag(tag));
            for (name, value) in doc.attrs_among(node, TELLING) {
                if name != AttrName::Class {
                    signs.add(name, value, |value| other.get(value, NameWords::of));
                    continue;
                }
                id = lately.get(value, |_| {
                    *known.entry(value).or_insert_with(|| {
                        ids.names.push(value);
                        ids.words.push(NameWords::of(value));
                        u32::try_from(ids.names.len() - 1).unwrap_or_default()
                    })
                });
            }
            signs.complete(ids.words[id as usize]);
            ids.styled.extend((signs.is_styled() || signs.is_put_away()).then_some(node));
            ids.controls.extend(signs.may_control().then_some(node));
            ids.of_node.push(id);
            ids.signs.push(signs);
        }
        ids
    }

    /// Every value that is not empty.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'d str> {
        self.names[1..].iter().copied()
    }

    /// Every value whose words say something.
    pub(crate) fn marked(&self, mark: Marks) -> impl Iterator<Item = &'d str> {
        let said = self.names.iter().zip(&self.words);
        said.filter(move |(_, words)| words.marks.has(mark)).map(|(name, _)| *name)
    }

    /// What the words of an element's class say.
    #[inline]
    pub(crate) fn words(&self, node: NodeId) -> NameWords {
        self.words.get(self.id(node) as usize).copied().unwrap_or_default()
    }

    /// What the attributes of an element say.
    #[inline]
    pub(crate) fn signs(&self, node: NodeId) -> ElementSigns {
        self.signs.get(node.index()).copied().unwrap_or_default()
    }

    /// The number of an element's class.
    pub(crate) fn id(&self, node: NodeId) -> u32 {
        self.of_node.get(node.index()).copied().unwrap_or_default()
    }
}

/// What somebody read of class names.
pub(crate) struct ByClass<T> {
    told: Vec<Option<T>>,
}

impl<T: Copy> ByClass<T> {
    /// Nothing but what the empty name says.
    pub(crate) fn new(ids: &ClassIds<'_>, empty: T) -> Self {
        let mut told = vec![None; ids.names.len()];
        told[0] = Some(empty);
        Self { told }
    }

    /// What `read` makes of an element's class, read once.
    #[inline]
    pub(crate) fn get<'d>(&mut self, ids: &ClassIds<'d>, node: NodeId, read: impl FnOnce(&'d str) -> T) -> T {
        let id = ids.id(node) as usize;
        *self.told[id].get_or_insert_with(|| read(ids.names[id]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    #[test]
    fn a_name_is_read_once() {
        let page = "<p class=a>1<p class='b c'>2<p>3<p class=a>4<p class>5".repeat(3000);
        let doc = parse_str(&page, &Limits::default());
        let ids = ClassIds::of(&doc);
        let mut lengths = ByClass::new(&ids, 0);
        let mut reads = 0;
        for node in doc.descendants(doc.root()) {
            let read = |class: &str| {
                reads += 1;
                class.len()
            };
            let length = doc.attr(node, "class").unwrap_or_default().len();
            assert_eq!(lengths.get(&ids, node, read), length);
        }
        assert_eq!(reads, 2);
    }
}

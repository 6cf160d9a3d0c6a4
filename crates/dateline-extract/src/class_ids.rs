//! Class names of a page as numbers, with what their words say: whoever asks the same of every element asks it once of each name.

use crate::keyed_hash::Keyed;
use crate::memo::Memo;
use crate::name_words::NameWords;
use dateline_html::{Document, NodeId, Tag};
use std::collections::HashMap;

/// The values of `class` that a page has, and which element has which.
pub(crate) struct ClassIds<'d> {
    /// For each node; 0 where it has none or an empty one.
    of_node: Vec<u32>,
    names: Vec<&'d str>,
    /// What the words of each say.
    words: Vec<NameWords>,
    /// Style sheets, data of the page, and links of both kinds in the order of its source: so that nobody walks the page for them.
    pub(crate) styles: Vec<NodeId>,
    pub(crate) metas: Vec<NodeId>,
    pub(crate) links: Vec<NodeId>,
}

impl<'d> ClassIds<'d> {
    /// Numbers the names of a page.
    pub(crate) fn of(doc: &'d Document) -> Self {
        let (names, words) = (vec![""], vec![NameWords::default()]);
        let of_node = Vec::with_capacity(doc.len());
        let (styles, metas, links) = (Vec::new(), Vec::new(), Vec::new());
        let mut ids = Self { of_node, names, words, styles, metas, links };
        let mut known: HashMap<&str, u32, Keyed> = HashMap::default();
        // Most names were met a moment ago.
        let mut lately = Memo::new(0);
        for node in doc.nodes() {
            match doc.tag(node) {
                Some(Tag::Style) => ids.styles.push(node),
                Some(Tag::Meta) => ids.metas.push(node),
                Some(Tag::A | Tag::Link) => ids.links.push(node),
                _ => {}
            }
            let id = match doc.attr(node, "class") {
                None => 0,
                Some(class) => lately.get(class, |_| {
                    *known.entry(class).or_insert_with(|| {
                        ids.names.push(class);
                        ids.words.push(NameWords::of(class));
                        u32::try_from(ids.names.len() - 1).unwrap_or_default()
                    })
                }),
            };
            ids.of_node.push(id);
        }
        ids
    }

    /// Every value that is not empty.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'d str> {
        self.names[1..].iter().copied()
    }

    /// What the words of an element's class say.
    #[inline]
    pub(crate) fn words(&self, node: NodeId) -> NameWords {
        self.words.get(self.id(node) as usize).copied().unwrap_or_default()
    }

    /// The number of an element's class.
    pub(crate) fn id(&self, node: NodeId) -> u32 {
        self.of_node.get(node.index()).copied().unwrap_or_default()
    }
}

/// What the words of classes say, and those of ids and their kin, which are read as they are met.
pub(crate) struct Names<'c, 'd> {
    classes: &'c ClassIds<'d>,
    lately: Memo<'d, NameWords>,
}

impl<'c, 'd> Names<'c, 'd> {
    pub(crate) fn new(classes: &'c ClassIds<'d>) -> Self {
        Self { classes, lately: Memo::new(NameWords::default()) }
    }

    /// What the class of an element says.
    #[inline]
    pub(crate) fn of_class(&self, node: NodeId) -> NameWords {
        self.classes.words(node)
    }

    /// What another name of an element says.
    pub(crate) fn of(&mut self, name: &'d str) -> NameWords {
        self.lately.get(name, NameWords::of)
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

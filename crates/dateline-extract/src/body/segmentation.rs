//! One walk over a document: its block elements and, between their borders, the runs of text a reader sees as
//! paragraphs. Measures, never judges.

mod run;
mod tags;
mod walk;

use super::formula;
use super::word_counts::Count;
use crate::char_classes::{fold_into, folded_already};
use crate::class_hints::ClassHints;
use crate::class_ids::ClassIds;
use crate::visually_hidden::Sheet;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

pub(crate) use walk::lay_out;

/// No such element.
pub(crate) const NONE: u32 = u32::MAX;

/// Number of hints.
pub(crate) const HINTS: usize = 32;
/// A hint that stands nowhere above.
pub(crate) const FAR: u8 = 15;

/// Runs of text that are looked at; a longer page is read up to here.
pub(crate) const SEGMENTS_MAX: usize = 40_000;

/// A block element.
#[derive(Debug, Clone)]
pub(crate) struct Elem {
    pub(crate) node: NodeId,
    pub(crate) tag: Tag,
    pub(crate) parent: u32,
    pub(crate) depth: u16,
    /// Hints of the element itself.
    pub(crate) own: ClassHints,
    /// Hints of the element and everything above it.
    pub(crate) all: ClassHints,
    /// Whether it stands in a dialog that is not the page itself.
    pub(crate) overlay: bool,
    /// How many levels above the element each hint was given, [`FAR`] for nowhere.
    pub(crate) near: [u8; HINTS],
    /// Hash of tag, class and the parent's: elements of one design share it.
    pub(crate) signature: u32,
    /// Nearest list item, quote, table, cell, figure, preformatted text at or above.
    pub(crate) item: u32,
    pub(crate) quote: u32,
    pub(crate) table: u32,
    pub(crate) cell: u32,
    pub(crate) figure: u32,
    pub(crate) pre: u32,
    /// Segments below, `first..last`.
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// A run of text between two borders of blocks.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    /// The block it stands in.
    pub(crate) elem: u32,
    /// Its text nodes, line breaks and formulas, a range of [`Layout::leaves`].
    pub(crate) leaves: (u32, u32),
    /// Hints of everything around it, inline elements included.
    pub(crate) hints: ClassHints,
    /// Whether any of it stands in a dialog that is not the page itself.
    pub(crate) overlay: bool,
    pub(crate) count: Count,
    /// Heading level 1 to 6, or 0.
    pub(crate) heading: u8,
    /// First and last characters that are not white space.
    pub(crate) first_char: char,
    pub(crate) last_char: char,
    /// Whether its block is kept for screen readers.
    pub(crate) spoken: bool,
    /// Whether it is a formula on a line of its own.
    pub(crate) formula: bool,
    /// Whether it stands in a cookie layer.
    pub(crate) layer: bool,
}

/// What a leaf is.
pub(crate) enum Leaf<'d> {
    /// Words.
    Text(&'d str),
    /// The end of a line.
    Break,
    /// A formula, as TeX.
    Formula(String),
}

impl Elem {
    /// Whether nobody sees what stands in it.
    pub(crate) const fn is_unseen(&self) -> bool {
        self.all.is_unseen(self.overlay)
    }
}

impl Segment {
    /// Whether nobody sees it.
    pub(crate) const fn is_unseen(&self) -> bool {
        self.spoken || self.hints.is_unseen(self.overlay)
    }
}

/// A picture, frame or film.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Media {
    pub(crate) node: NodeId,
    pub(crate) elem: u32,
    /// The segment that follows it.
    pub(crate) before: u32,
    /// Whether it stands in `<noscript>`: for readers whose browser cannot run what fetches the picture before it.
    pub(crate) fallback: bool,
}

/// What one walk finds.
pub(crate) struct Layout<'d> {
    pub(crate) doc: &'d Document,
    pub(crate) elems: Vec<Elem>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) leaves: Vec<NodeId>,
    pub(crate) media: Vec<Media>,
    /// What the page's style sheets take out of sight.
    pub(crate) sheet: Rc<Sheet<'d>>,
    pub(crate) classes: Rc<ClassIds<'d>>,
    /// The words of segments that were asked for.
    lines: Vec<OnceCell<Cow<'d, str>>>,
}

impl<'d> Layout<'d> {
    /// What stands at a leaf.
    pub(crate) fn leaf(&self, node: NodeId) -> Leaf<'d> {
        match self.doc.kind(node) {
            NodeKind::Text => Leaf::Text(self.doc.text(node)),
            NodeKind::Element(Tag::Br) => Leaf::Break,
            NodeKind::Element(Tag::Img) if initial(self.doc, node).is_some() => {
                Leaf::Text(initial(self.doc, node).unwrap_or_default())
            }
            _ => formula::tex(self.doc, node).map_or(Leaf::Break, Leaf::Formula),
        }
    }

    /// The element and its ancestors, itself first.
    pub(crate) fn above(&self, elem: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(elem), |at| {
            let parent = self.elems[*at as usize].parent;
            (parent != NONE).then_some(parent)
        })
    }

    /// The element of a segment.
    pub(crate) fn elem_of(&self, segment: usize) -> &Elem {
        &self.elems[self.segments[segment].elem as usize]
    }

    /// The segment's words, white space folded; put together once however often they are asked for.
    pub(crate) fn line(&self, segment: usize) -> &str {
        self.lines[segment].get_or_init(|| self.text(segment))
    }

    /// What stands in a segment, piece by piece as its elements part it: what only a style sheet parts is glued in its line.
    pub(crate) fn pieces(&self, segment: usize) -> impl Iterator<Item = (NodeId, &'d str)> {
        let (start, end) = self.segments[segment].leaves;
        let leaves = self.leaves[start as usize..end as usize].iter();
        leaves.filter_map(|leaf| match self.leaf(*leaf) {
            Leaf::Text(text) if !text.trim().is_empty() => Some((*leaf, text.trim())),
            _ => None,
        })
    }

    fn text(&self, segment: usize) -> Cow<'d, str> {
        let (start, end) = self.segments[segment].leaves;
        let leaves = &self.leaves[start as usize..end as usize];
        if let [leaf] = leaves
            && self.doc.kind(*leaf) == NodeKind::Text
            && let Some(words) = folded_already(self.doc.text(*leaf))
        {
            return Cow::Borrowed(words);
        }
        // A byte that is not there yet costs more than one that stays empty.
        let room = leaves.iter().map(|leaf| self.doc.text(*leaf).len()).sum();
        let mut out = String::with_capacity(room);
        for leaf in leaves {
            match self.leaf(*leaf) {
                Leaf::Text(text) => fold_into(&mut out, text),
                Leaf::Break => fold_into(&mut out, " "),
                Leaf::Formula(tex) => fold_into(&mut out, &tex),
            }
        }
        out.truncate(out.trim_end().len());
        Cow::Owned(out)
    }
}

/// The letter that a picture shows, by its `alt`.
fn initial(doc: &Document, node: NodeId) -> Option<&str> {
    let alt = doc.attr(node, "alt").map(str::trim)?;
    let mut letters = alt.chars();
    (letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()).then_some(alt)
}

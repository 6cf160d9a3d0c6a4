//! CSS selectors over a tree. [`Selector::parse`] reads one, [`Document::select`] finds every element that it names.
//!
//! Works on sets of elements, one step of the selector after the other: a selector costs its parts times the nodes,
//! whatever the page is, and nothing is tried twice. That is why it is not built on a matcher that asks each element
//! for its ancestors and siblings: `:has` and `:nth-child` cost such a one the square of the page.

mod compound;
mod parse;

use crate::node::Namespace;
use crate::{Document, NodeId, NodeKind};
use compound::Compound;

/// A list of selectors, read from text.
///
/// Types, `*`, `#id`, `.class`; `[name]` with `=`, `~=`, `|=`, `^=`, `$=`, `*=` and the flags `i` and `s`; descendants, `>`,
/// `+`, `~`; `:is`, `:where`, `:not`, `:has`; `:root`, `:empty`, and the families of `:first-child`, `:nth-child(2n+1)` and
/// `:nth-of-type(2)`. Everything else (pseudo-elements, states, namespaces) is an error that says so.
///
/// Names and values are compared as in a page without quirks: classes and ids as they are written. The content of
/// `<template>` is no part of the page, as in browsers.
///
/// ```
/// use dateline_html::{Limits, Selector, parse_str};
///
/// let page = parse_str("<main><p class=lead>One<p>Two</main><p>Three", &Limits::default());
/// let leads = Selector::parse("main > p:not(.lead)")?;
/// let texts: Vec<String> = page.select(&leads).map(|id| page.collect_text(id)).collect();
/// assert_eq!(texts, ["Two"]);
/// # Ok::<(), dateline_html::SelectorError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector(Vec<Complex>);

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectorError {
    /// Byte of the text at which reading stopped.
    pub at: usize,
    /// What is wrong there.
    pub what: &'static str,
}

impl std::fmt::Display for SelectorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {} of the selector", self.what, self.at)
    }
}

impl std::error::Error for SelectorError {}

/// How elements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Descendant,
    Child,
    Next,
    Later,
}

/// Compounds from left to right, each with how it stands to the one before it. The combinator of the first one counts
/// only inside `:has`, where it tells how it stands to the element that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Complex(Vec<(Combinator, Compound)>);

impl Selector {
    /// Reads a list of selectors.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        parse::list(text).map(Self)
    }
}

impl std::str::FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        Self::parse(text)
    }
}

impl Document {
    /// The elements that a selector names, in document order.
    pub fn select(&self, selector: &Selector) -> impl Iterator<Item = NodeId> {
        let page = Elements::of(self);
        let found = page.any(&selector.0);
        page.order.into_iter().filter(move |id| found.has(*id))
    }
}

/// A set of nodes.
#[derive(Debug, Clone)]
struct Set(Vec<bool>);

impl Set {
    fn has(&self, id: NodeId) -> bool {
        self.0.get(id.index()).copied().unwrap_or_default()
    }

    fn put(&mut self, id: NodeId) {
        if let Some(place) = self.0.get_mut(id.index()) {
            *place = true;
        }
    }
}

/// The elements of a page with what selectors ask of them.
struct Elements<'d> {
    doc: &'d Document,
    /// In document order, without what templates hold.
    order: Vec<NodeId>,
}

impl<'d> Elements<'d> {
    fn of(doc: &'d Document) -> Self {
        let root = doc.root();
        let next = |id: &NodeId| {
            let is_template = doc.name(*id) == "template" && doc.namespace(*id) == Namespace::Html;
            if is_template { doc.after(*id, root) } else { doc.following(*id, root) }
        };
        let is_element = |id: &NodeId| matches!(doc.kind(*id), NodeKind::Element(_));
        Self { doc, order: std::iter::successors(Some(root), next).filter(is_element).collect() }
    }

    fn none(&self) -> Set {
        Set(vec![false; self.doc.len()])
    }

    /// Elements that any of the selectors names.
    fn any(&self, list: &[Complex]) -> Set {
        let mut all = self.none();
        for complex in list {
            let found = self.complex(complex);
            self.order.iter().filter(|id| found.has(**id)).for_each(|id| all.put(*id));
        }
        all
    }

    /// From the first compound on: what it names, what stands to that as the next one says, and so on.
    fn complex(&self, Complex(steps): &Complex) -> Set {
        let mut found: Option<Set> = None;
        for (combinator, compound) in steps {
            let within = found.map(|before| self.reached(*combinator, &before));
            found = Some(self.compound(compound, within.as_ref()));
        }
        found.unwrap_or_else(|| self.none())
    }

    /// Elements that have one of the relative selectors: from the last compound back to what it is asked of.
    fn having(&self, list: &[Complex]) -> Set {
        let mut all = self.none();
        for Complex(steps) in list {
            let mut within: Option<Set> = None;
            for (combinator, compound) in steps.iter().rev() {
                let found = self.compound(compound, within.as_ref());
                within = Some(self.reaching(*combinator, &found));
            }
            let anchors = within.unwrap_or_else(|| self.none());
            self.order.iter().filter(|id| anchors.has(**id)).for_each(|id| all.put(*id));
        }
        all
    }

    /// Elements that stand so to one of `from`.
    fn reached(&self, combinator: Combinator, from: &Set) -> Set {
        let mut reached = self.none();
        for id in &self.order {
            let Some(other) = self.other(combinator, *id) else { continue };
            let goes_on = matches!(combinator, Combinator::Descendant | Combinator::Later);
            if from.has(other) || goes_on && reached.has(other) {
                reached.put(*id);
            }
        }
        reached
    }

    /// Elements to which one of `to` stands so.
    fn reaching(&self, combinator: Combinator, to: &Set) -> Set {
        let mut reaching = self.none();
        for id in self.order.iter().rev() {
            let Some(other) = self.other(combinator, *id) else { continue };
            let goes_on = matches!(combinator, Combinator::Descendant | Combinator::Later);
            if to.has(*id) || goes_on && reaching.has(*id) {
                reaching.put(other);
            }
        }
        reaching
    }

    /// The next element on the way that a combinator looks: the parent, or the element before.
    fn other(&self, combinator: Combinator, id: NodeId) -> Option<NodeId> {
        match combinator {
            Combinator::Descendant | Combinator::Child => self.doc.parent(id),
            Combinator::Next | Combinator::Later => self.before(id),
        }
    }

    /// The element before this one under the same parent.
    fn before(&self, id: NodeId) -> Option<NodeId> {
        let mut siblings = std::iter::successors(self.doc.prev_sibling(id), |at| self.doc.prev_sibling(*at));
        siblings.find(|at| matches!(self.doc.kind(*at), NodeKind::Element(_)))
    }
}

#[cfg(test)]
mod tests;

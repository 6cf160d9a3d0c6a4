//! What a selector asks of one element: type, id, classes, attributes, pseudo-classes. Each question is answered for all
//! elements at once.

use super::{Complex, Elements, Set};
use crate::node::Namespace;
use crate::{Document, NodeId, NodeKind};
use std::collections::HashMap;

/// Conditions that hold together; without any it is `*`.
pub(super) type Compound = Vec<Simple>;

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Simple {
    /// Name of the element, as written and in lower case.
    Type(String, String),
    Id(String),
    Class(String),
    Attribute(Attribute),
    Root,
    Empty,
    Nth(Nth),
    Is(Vec<Complex>),
    Not(Vec<Complex>),
    Has(Vec<Complex>),
}

/// `[name=value]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) test: Test,
    pub(super) value: String,
    /// Whether capitals count; `None` where it depends on the name.
    pub(super) exact: Option<bool>,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    There,
    Equals,
    Word,
    Dash,
    Begins,
    Ends,
    Contains,
}

/// `:nth-child(an+b)` and its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nth {
    pub(super) step: i32,
    pub(super) offset: i32,
    pub(super) from_end: bool,
    pub(super) of_type: bool,
}

impl Nth {
    fn holds(self, place: i64) -> bool {
        let (step, distance) = (i64::from(self.step), place - i64::from(self.offset));
        if step == 0 { distance == 0 } else { distance % step == 0 && distance / step >= 0 }
    }
}

/// Attributes of HTML whose values are compared without regard to capitals, by the standard (4.16.2, "case-sensitivity of
/// selectors").
const FOLDED: &[&str] = &[
    "accept",
    "accept-charset",
    "align",
    "alink",
    "axis",
    "bgcolor",
    "charset",
    "checked",
    "clear",
    "codetype",
    "color",
    "compact",
    "declare",
    "defer",
    "dir",
    "direction",
    "disabled",
    "enctype",
    "face",
    "frame",
    "hreflang",
    "http-equiv",
    "lang",
    "language",
    "link",
    "media",
    "method",
    "multiple",
    "nohref",
    "noresize",
    "noshade",
    "nowrap",
    "readonly",
    "rel",
    "rev",
    "rules",
    "scope",
    "scrolling",
    "selected",
    "shape",
    "target",
    "text",
    "type",
    "valign",
    "valuetype",
    "vlink",
];

impl Elements<'_> {
    /// Elements that meet every condition, of those in `within` where that is given.
    pub(super) fn compound(&self, conditions: &Compound, within: Option<&Set>) -> Set {
        let mut left: Vec<NodeId> = self.order.clone();
        left.retain(|id| within.is_none_or(|within| within.has(*id)));
        for condition in conditions {
            self.narrow(condition, &mut left);
        }
        let mut found = self.none();
        left.into_iter().for_each(|id| found.put(id));
        found
    }

    fn narrow(&self, condition: &Simple, left: &mut Vec<NodeId>) {
        let doc = self.doc;
        match condition {
            Simple::Type(written, lower) => left.retain(|id| {
                let is_html = doc.namespace(*id) == Namespace::Html;
                doc.name(*id) == if is_html { lower } else { written }
            }),
            Simple::Id(wanted) => left.retain(|id| doc.attr(*id, "id") == Some(wanted)),
            Simple::Class(wanted) => {
                left.retain(|id| doc.attr(*id, "class").is_some_and(|have| has_word(have, wanted, true)));
            }
            Simple::Attribute(asked) => left.retain(|id| asked.holds(doc, *id)),
            Simple::Root => left.retain(|id| doc.parent(*id) == Some(doc.root())),
            Simple::Empty => {
                let is_comment = |id| doc.kind(id) == NodeKind::Comment;
                left.retain(|id| doc.children(*id).all(is_comment));
            }
            Simple::Nth(nth) => {
                let places = self.places(nth.of_type, nth.from_end);
                left.retain(|id| places.get(id.index()).is_some_and(|place| nth.holds(i64::from(*place))));
            }
            Simple::Is(list) => {
                let found = self.any(list);
                left.retain(|id| found.has(*id));
            }
            Simple::Not(list) => {
                let found = self.any(list);
                left.retain(|id| !found.has(*id));
            }
            Simple::Has(list) => {
                let found = self.having(list);
                left.retain(|id| found.has(*id));
            }
        }
    }

    /// The place of every element among its siblings, or among those of its name; the first is 1.
    fn places(&self, of_type: bool, from_end: bool) -> Vec<u32> {
        let mut places = vec![0; self.doc.len()];
        let mut counts: HashMap<_, u32> = HashMap::new();
        let mut count = |id: NodeId| {
            let kind = of_type.then(|| (self.doc.namespace(id), self.doc.name(id)));
            let count = counts.entry((self.doc.parent(id), kind)).or_default();
            *count += 1;
            if let Some(place) = places.get_mut(id.index()) {
                *place = *count;
            }
        };
        if from_end {
            self.order.iter().rev().for_each(|id| count(*id));
        } else {
            self.order.iter().for_each(|id| count(*id));
        }
        places
    }
}

impl Attribute {
    fn holds(&self, doc: &Document, id: NodeId) -> bool {
        let is_html = doc.namespace(id) == Namespace::Html;
        let folded = || is_html && FOLDED.contains(&self.name.to_ascii_lowercase().as_str());
        let same_name =
            |have: &str| if is_html { have.eq_ignore_ascii_case(&self.name) } else { have == self.name };
        let found = doc.attrs(id).find(|(name, _)| same_name(name));
        found.is_some_and(|(_, have)| {
            self.test.holds(have, &self.value, self.exact.unwrap_or_else(|| !folded()))
        })
    }
}

impl Test {
    fn holds(self, have: &str, wanted: &str, exact: bool) -> bool {
        let same = |piece: Option<&str>| piece.is_some_and(|piece| is_same(piece, wanted, exact));
        let named = !wanted.is_empty();
        match self {
            Self::There => true,
            Self::Equals => same(Some(have)),
            Self::Word => named && has_word(have, wanted, exact),
            Self::Dash => {
                same(Some(have)) || same(have.get(..wanted.len())) && have[wanted.len()..].starts_with('-')
            }
            Self::Begins => named && same(have.get(..wanted.len())),
            Self::Ends => {
                named && same(have.len().checked_sub(wanted.len()).and_then(|from| have.get(from..)))
            }
            Self::Contains if exact => named && have.contains(wanted),
            Self::Contains => named && have.to_ascii_lowercase().contains(&wanted.to_ascii_lowercase()),
        }
    }
}

fn is_same(left: &str, right: &str, exact: bool) -> bool {
    if exact { left == right } else { left.eq_ignore_ascii_case(right) }
}

fn has_word(have: &str, wanted: &str, exact: bool) -> bool {
    have.split(|c: char| c.is_ascii_whitespace()).any(|word| !word.is_empty() && is_same(word, wanted, exact))
}

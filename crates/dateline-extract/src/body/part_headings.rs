//! Headings that are none in markup: the control that unfolds a part of the text, and a short line in a box of its own between boxes of
//! the same design.

use super::segmentation::Layout;
use crate::class_hints::ClassHints;
use crate::lexicon;
use dateline_html::{NodeId, NodeKind, Tag};

/// Words of such a heading and of the part below it, in quarters.
const HEADING: u32 = 4 * 12;
const PART: u32 = 4 * 8;
/// Elements around a line that may be the control, elements around the control behind which the part stands, and around the part.
const AROUND: usize = 5;
const LEVELS: usize = 3;
const ABOVE: usize = 10;
/// Score of a line that is none.
const DOUBTFUL: f32 = 0.15;
/// Names of what heads no part.
const BESIDE: ClassHints = ClassHints::CHROME
    .without(ClassHints::FORM)
    .with(ClassHints::PROMO)
    .with(ClassHints::TAGS)
    .with(ClassHints::AUTHOR);

/// Keeps the headings of kept parts.
pub(super) fn complete(layout: &Layout<'_>, scores: &[f32], seen: &[bool], keep: &mut [bool]) {
    for at in 1..keep.len().saturating_sub(1) {
        if keep[at] || !keep[at + 1] || !seen[at] || !is_short(layout, at) {
            continue;
        }
        let own = layout.elem_of(at).own;
        let line = layout.line(at);
        // A few words of a longer line are not what it says.
        let labelled = || lexicon::hits(line).iter().any(|hit| 2 * (hit.end - hit.start) > line.len());
        let heads =
            opens_part(layout, at) || keep[at - 1] && scores[at] >= DOUBTFUL && is_between_alike(layout, at);
        keep[at] = heads && !own.has(BESIDE) && !labelled();
    }
}

fn is_short(layout: &Layout<'_>, at: usize) -> bool {
    let count = &layout.segments[at].count;
    count.words <= HEADING && count.link_words == 0 && layout.segments[at + 1].count.words >= PART
}

/// Whether a line is a control of the page that unfolds what stands behind it.
pub(super) fn opens_part(layout: &Layout<'_>, at: usize) -> bool {
    let doc = layout.doc;
    let Some((leaf, _)) = layout.pieces(at).next().filter(|_| at + 1 < layout.segments.len()) else {
        return false;
    };
    let around = doc.ancestors(leaf).take(AROUND);
    let controls = |node: &NodeId| {
        let button = doc.tag(*node) == Some(Tag::Button) || doc.attr(*node, "role") == Some("button");
        let leads_away = doc.attr(*node, "href").is_some_and(|href| !href.starts_with('#'));
        button && !leads_away && doc.attr(*node, "aria-expanded").is_some()
    };
    // The sign that is pressed may stand in front of the words.
    let sign = |node: NodeId| {
        let before = std::iter::successors(doc.prev_sibling(node), |id| doc.prev_sibling(*id)).take(3);
        before.into_iter().find(|id| matches!(doc.kind(*id), NodeKind::Element(_))).filter(controls)
    };
    let pressed = |node: NodeId| controls(&node) || sign(node).is_some();
    let Some(control) = around.into_iter().find(|node| pressed(*node)) else { return false };
    let part = layout.elem_of(at + 1).node;
    let named = doc.attr(control, "aria-controls").filter(|name| !name.is_empty());
    let is_part = |node: NodeId| named.is_some() && doc.attr(node, "id") == named;
    let within = |outer: NodeId| part == outer || doc.ancestors(part).take(ABOVE).any(|node| node == outer);
    let behind = |node: NodeId| {
        let next = std::iter::successors(doc.next_sibling(node), |id| doc.next_sibling(*id)).take(6);
        next.into_iter().find(|id| matches!(doc.kind(*id), NodeKind::Element(_))).is_some_and(within)
    };
    is_part(part)
        || doc.ancestors(part).take(ABOVE).any(is_part)
        || std::iter::once(control).chain(doc.ancestors(control)).take(LEVELS).any(behind)
        || sign(control).is_some() && behind(layout.elem_of(at).node)
}

/// Whether a line and its neighbours stand in boxes of one design, each in its own.
fn is_between_alike(layout: &Layout<'_>, at: usize) -> bool {
    let elem = |at: usize| layout.elem_of(at);
    let attrs = |at: usize| layout.doc.attrs(elem(at).node).filter(|(name, _)| *name != "id");
    let alike = |other: usize| {
        elem(other).tag == Tag::Div
            && elem(other).depth == elem(at).depth
            && elem(other).parent != elem(at).parent
            && attrs(other).eq(attrs(at))
    };
    elem(at).tag == Tag::Div && attrs(at).next().is_some() && alike(at - 1) && alike(at + 1)
}

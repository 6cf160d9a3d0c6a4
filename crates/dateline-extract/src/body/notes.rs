//! Notes below a text: it refers to them by numbers that lead to them, so they are the text's, whatever the decision takes their
//! short lines for.

use super::segmentation::{Elem, Layout, NONE};
use super::superscripts::refers;
use crate::class_hints::ClassHints;
use dateline_html::{NodeId, Tag};
use std::collections::HashSet;

/// References of one page, characters of one, and elements around its letters that may be it.
const MANY: usize = 2000;
const NUMBER: usize = 6;
const AROUND: usize = 5;
/// Lines of one note, and share of it that may be links.
const LINES: usize = 8;
const LINKED: f32 = 0.6;
/// Names of boxes that hold no notes.
const ELSEWHERE: ClassHints = ClassHints::COMMENTS.with(ClassHints::COOKIE).with(ClassHints::MODAL);

/// Keeps the notes to which the kept text refers.
pub(super) fn complete(layout: &Layout<'_>, seen: &[bool], keep: &mut [bool]) {
    let wanted = references(layout, keep);
    if wanted.is_empty() {
        return;
    }
    let Some(text) = keep.iter().position(|keep| *keep) else { return };
    let doc = layout.doc;
    let mut headed = false;
    for node in doc.nodes().filter(|node| is_wanted(layout, *node, &wanted)).take(MANY) {
        let Some(note) = holder(layout, node) else { continue };
        let (first, last) = (note.first as usize, note.last as usize);
        let words = |at: usize| layout.segments[at].count;
        let all: u32 = (first..last).map(|at| words(at).words).sum();
        let linked: u32 = (first..last).map(|at| words(at).link_words).sum();
        #[expect(clippy::cast_precision_loss, reason = "a note has few words")]
        let mostly = linked as f32 > LINKED * all as f32;
        if first <= text || last - first > LINES || mostly {
            continue;
        }
        let is_note =
            |at: &usize| seen[*at] && !is_number(layout, *at) && !layout.segments[*at].hints.has(ELSEWHERE);
        let mut kept = false;
        for at in (first..last).filter(is_note) {
            kept |= !keep[at];
            keep[at] = true;
        }
        // What is written over the first of them.
        let heading = &layout.segments[first - 1];
        if kept && !headed && heading.heading > 0 && heading.count.digits == 0 && seen[first - 1] {
            keep[first - 1] = true;
        }
        headed = true;
    }
}

/// The names of the notes to which kept lines refer.
fn references<'d>(layout: &Layout<'d>, keep: &[bool]) -> HashSet<&'d str> {
    let mut found = HashSet::new();
    let linked = (0..keep.len()).filter(|at| keep[*at] && layout.segments[*at].count.links > 0);
    for at in linked {
        for (leaf, words) in layout.pieces(at) {
            if words.chars().count() > NUMBER || found.len() >= MANY {
                continue;
            }
            let around: Vec<NodeId> = layout.doc.ancestors(leaf).take(AROUND).collect();
            if !around.iter().any(|node| refers(layout.doc, *node)) {
                continue;
            }
            let name = |node: &NodeId| layout.doc.attr(*node, "href").and_then(|href| href.rsplit_once('#'));
            found.extend(around.iter().find_map(name).map(|(_, name)| name).filter(|name| !name.is_empty()));
        }
    }
    found
}

fn is_wanted(layout: &Layout<'_>, node: NodeId, wanted: &HashSet<&str>) -> bool {
    let named = |name: &str| layout.doc.attr(node, name).is_some_and(|id| wanted.contains(id));
    named("id") || layout.doc.tag(node) == Some(Tag::A) && named("name")
}

/// The block that is the note, or the one around the number that opens it.
fn holder<'l>(layout: &'l Layout<'_>, node: NodeId) -> Option<&'l Elem> {
    let at = |node: NodeId| layout.elems.binary_search_by(|elem| elem.node.cmp(&node)).ok();
    let block = std::iter::once(node).chain(layout.doc.ancestors(node)).take(AROUND).find_map(at)?;
    Some(&layout.elems[block]).filter(|elem| elem.parent != NONE && elem.first < elem.last)
}

/// Whether a line is nothing but the number of a note.
fn is_number(layout: &Layout<'_>, at: usize) -> bool {
    layout.line(at).chars().count() <= NUMBER && layout.segments[at].count.link_share() > 0.9
}

//! What the posts of a thread say: the text of a page on which people talk, without their names, days and buttons. The design that
//! holds their sentences is the same in every post. Finds no posts.

use super::segmentation::Layout;
use crate::text::ends_sentence;
use dateline_html::NodeId;
use std::collections::HashMap;

/// Words of a line that is said even without a stop, in quarters, and of all that is said.
const LINE: u32 = 4 * 12;
const SAID: u32 = 4 * 5;

/// Keeps what the posts say and leaves out what stands around it.
pub(super) fn keep_said(layout: &Layout<'_>, posts: &[NodeId], keep: &mut [bool]) {
    let ranges: Vec<_> = layout
        .elems
        .iter()
        .filter(|elem| posts.binary_search(&elem.node).is_ok())
        .map(|elem| elem.first as usize..elem.last as usize)
        .collect();
    let Some(end) = ranges.iter().map(|range| range.end).max() else { return };
    let inside = || ranges.iter().cloned().flatten();
    let mut designs: HashMap<u32, (u32, u32)> = HashMap::new();
    for at in inside() {
        let segment = &layout.segments[at];
        let words = segment.count.words;
        let said = segment.heading == 0 && (ends_sentence(layout.line(at)) || words >= LINE);
        let sums = designs.entry(layout.elem_of(at).signature).or_default();
        *sums = (sums.0 + words, sums.1 + if said { words } else { 0 });
    }
    let says = |at: usize| {
        let (all, said) = designs.get(&layout.elem_of(at).signature).copied().unwrap_or_default();
        let segment = &layout.segments[at];
        said >= SAID
            && said * 2 >= all
            && segment.heading == 0
            && !segment.is_unseen()
            && segment.count.link_share() < 0.6
    };
    if !inside().any(says) {
        return;
    }
    inside().for_each(|at| keep[at] = says(at));
    keep[end..].fill(false);
}

//! Lines of the house below a rule at the end of a text that has no other footer: its name with a year, what the page is made for.

use super::segmentation::Layout;
use crate::text::ends_sentence;
use dateline_html::{NodeId, Tag};

/// Words of such a line, in quarters, and how many there are.
const LINE: u32 = 4 * 12;
const LINES: usize = 2;
/// Words of a text above it, in quarters.
const TEXT: u32 = 4 * 60;
/// Nodes between two lines.
const NODES: usize = 200;

/// Takes out what stands below the last rule.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let words: u32 = layout
        .segments
        .iter()
        .zip(keep.iter())
        .filter(|(_, keep)| **keep)
        .map(|(segment, _)| segment.count.words)
        .sum();
    if words < TEXT {
        return;
    }
    for _ in 0..LINES {
        let mut kept = (0..keep.len()).rev().filter(|at| keep[*at]);
        let (Some(last), Some(before)) = (kept.next(), kept.next()) else { return };
        let segment = &layout.segments[last];
        let short = segment.heading == 0 && segment.count.words <= LINE && !ends_sentence(layout.line(last));
        if !short || !is_ruled_off(layout, before, last) {
            return;
        }
        keep[last] = false;
    }
}

/// Whether a rule stands between two lines.
fn is_ruled_off(layout: &Layout<'_>, above: usize, below: usize) -> bool {
    let doc = layout.doc;
    let end = layout.segments[above].leaves.1.saturating_sub(1) as usize;
    let (Some(from), Some(to)) =
        (layout.leaves.get(end), layout.leaves.get(layout.segments[below].leaves.0 as usize))
    else {
        return false;
    };
    let following = |node: &NodeId| doc.following(*node, doc.root());
    let mut between =
        std::iter::successors(following(from), following).take(NODES).take_while(|node| node < to);
    between.any(|node| doc.tag(node) == Some(Tag::Hr))
}

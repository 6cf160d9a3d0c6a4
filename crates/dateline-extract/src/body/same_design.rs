//! Paragraphs in boxes of one design: where a publishing system puts each paragraph into a box of its own, the decision takes short
//! ones for labels of something else. What stands beside a kept paragraph in the same design, unlinked and in whole sentences, is text.

use super::segmentation::{Layout, Segment};
use crate::text::ends_sentence;

/// Words of a kept paragraph by which others are known, and of those, in quarters.
const KNOWN: u32 = 4 * 12;
const LEAST: u32 = 4 * 5;
/// Words of a text, in quarters, up to which short paragraphs may have been lost: in longer ones the decision sees enough to be right.
const SHORT: u32 = 4 * 120;
/// Levels above a paragraph at which the box of all of them is looked for.
const LEVELS: usize = 4;
/// Share of a line that may be links.
const LINKED: f32 = 0.3;

/// Keeps the paragraphs that stand beside kept ones in the same design.
pub(super) fn complete(layout: &Layout<'_>, keep: &mut [bool]) {
    let held = |keep: &[bool]| -> u32 {
        keep.iter()
            .zip(&layout.segments)
            .filter(|(keep, _)| **keep)
            .map(|(_, segment)| segment.count.words)
            .sum()
    };
    let before = held(keep);
    if before > SHORT {
        return;
    }
    let mut found = keep.to_vec();
    let mut done = 0;
    for (at, segment) in layout.segments.iter().enumerate() {
        if at < done || !keep[at] || segment.count.words < KNOWN || !is_prose(layout, at) {
            continue;
        }
        let Some((first, last)) = holder(layout, at) else { continue };
        done = last;
        let same: Vec<usize> = (first..last).filter(|other| is_alike(layout, segment, *other)).collect();
        if same.iter().all(|other| layout.segments[*other].count.link_share() <= LINKED) {
            same.iter().filter(|other| is_prose(layout, **other)).for_each(|other| found[*other] = true);
        }
    }
    // A line or two more than what is held may be anything.
    if held(&found) >= before + before / 2 {
        keep.copy_from_slice(&found);
    }
}

/// The segments of the nearest box around a paragraph's own that holds another one of its design.
fn holder(layout: &Layout<'_>, at: usize) -> Option<(usize, usize)> {
    let segment = &layout.segments[at];
    // Siblings were seen by the decision as what they are.
    let above = layout.above(segment.elem).skip(2).take(LEVELS);
    let ranges = above.map(|elem| {
        let elem = &layout.elems[elem as usize];
        (elem.first as usize, elem.last as usize)
    });
    let holds = |range: &(usize, usize)| {
        (range.0..range.1).any(|other| other != at && is_alike(layout, segment, other))
    };
    ranges.take_while(|range| range.1 - range.0 < 2000).find(holds)
}

fn is_alike(layout: &Layout<'_>, segment: &Segment, other: usize) -> bool {
    let design = |segment: &Segment| layout.elems[segment.elem as usize].signature;
    design(&layout.segments[other]) == design(segment) && !layout.segments[other].is_unseen()
}

fn is_prose(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    segment.heading == 0
        && segment.count.words >= LEAST
        && segment.count.link_share() <= LINKED
        && !segment.layer
        && ends_sentence(layout.line(at))
}

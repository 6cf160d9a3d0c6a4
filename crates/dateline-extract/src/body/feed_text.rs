//! A feed's own text: its publisher wrote it into the item, alone. The decision learned on pages, where short lines, lists and
//! tables below a paragraph are mostly menus; here they are the text, unless their names or their words say otherwise.

use super::segmentation::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::lexicon::{self, Class};

/// Names of boxes that hold none of the text.
const BESIDE: ClassHints = ClassHints::CHROME.with(ClassHints::PROMO).with(ClassHints::TAGS);
/// Words of a line whose phrase says what it is, in quarters: a longer one speaks of such things.
const LABEL: u32 = 4 * 25;
/// Share of a line below a label that is linked.
const LINKED: f32 = 0.6;

/// Keeps what the decision left out without a reason that a reader would see.
pub(super) fn complete(layout: &Layout<'_>, shown: &[bool], keep: &mut [bool]) {
    let mut below_label = false;
    for at in 0..keep.len() {
        let segment = &layout.segments[at];
        let label = is_label(layout, at);
        if label == Some(Class::Related) {
            below_label = !keep[at];
        } else if keep[at] || segment.heading > 0 || segment.count.link_share() <= LINKED {
            below_label = false;
        }
        let pictured = layout.elem_of(at).figure != NONE;
        let beside = below_label || label.is_some() || pictured || segment.hints.has(BESIDE);
        keep[at] |= shown[at] && !beside;
    }
}

/// What a short line says that it is, if that is none of the text.
fn is_label(layout: &Layout<'_>, at: usize) -> Option<Class> {
    if layout.segments[at].count.words > LABEL {
        return None;
    }
    let hits = lexicon::hits(layout.line(at));
    // What is said of access or of cookies is for gates and verdicts; here it is no text either.
    hits.first().map(|hit| hit.class)
}

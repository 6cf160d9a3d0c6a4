//! A feed's own text: its publisher wrote it into the item, alone. The decision learned on pages, where short lines, lists and
//! tables below a paragraph are mostly menus; here they are the text, unless their names or their words say otherwise.

use super::segmentation::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::lexicon::{self, Class, Hit};

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
            below_label = true;
        } else if keep[at] || segment.heading > 0 || segment.count.link_share() <= LINKED {
            below_label = false;
        }
        let pictured = layout.elem_of(at).figure != NONE;
        let beside = below_label || label.is_some() || pictured || segment.hints.has(BESIDE);
        keep[at] |= shown[at] && !beside;
    }
}

/// Headings over links to other posts as the plugins of blogs write them, lower case.
const RELATED: &[&str] = &[
    "related posts",
    "related",
    "similar posts",
    "ähnliche beiträge",
    "ähnliche artikel",
    "articles similaires",
    "articles liés",
    "entradas relacionadas",
    "articoli correlati",
    "post correlati",
    "artigos relacionados",
    "posts relacionados",
    "gerelateerde berichten",
    "relaterade inlägg",
    "podobne wpisy",
    "похожие записи",
    "схожі записи",
    "benzer yazılar",
    "related post",
];

/// What a short line says that it is, if that is none of the text.
fn is_label(layout: &Layout<'_>, at: usize) -> Option<Class> {
    if layout.segments[at].count.words > LABEL {
        return None;
    }
    let line = layout.line(at);
    let heading = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if RELATED.contains(&heading.as_str()) {
        return Some(Class::Related);
    }
    // A few words of a longer line speak of menus and letters; those of access and of a feed's footer are none of its text.
    let whole = |hit: &Hit| {
        2 * (hit.end - hit.start) >= line.len() || matches!(hit.class, Class::FeedFooter | Class::Reason(_))
    };
    lexicon::hits(line).into_iter().find(whole).map(|hit| hit.class)
}

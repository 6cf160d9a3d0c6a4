//! The same words twice, once for wide screens and once for narrow ones: the class words of style sheets say which is shown where. A reader
//! sees one of them, and the wide one is the whole.

use super::segmentation::{Elem, Layout};
use crate::text::letters;
use std::ops::Range;

/// Letters of what stands in both, and blocks of either kind on a page that are looked at.
const LETTERS: usize = 20;
const BLOCKS: usize = 60;
/// Lines and letters of such a block.
const LINES: usize = 80;
const MOST: u32 = 4000;

/// On which screens a block is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Wide,
    Narrow,
}

/// Sizes from which on a class word holds: those of Tailwind and Bootstrap.
const SIZES: &[&str] = &["sm", "md", "lg", "xl", "2xl", "xxl", "desktop", "tablet"];
/// How a block is shown.
const SHOWN: &[&str] =
    &["block", "flex", "grid", "table", "inline", "inline-block", "inline-flex", "contents", "initial"];
/// Class words that say it in one word.
const WIDE: &[&str] = &[
    "hidden-xs",
    "visible-md",
    "visible-lg",
    "hide-on-mobile",
    "hide-mobile",
    "hidden-mobile",
    "mobile-hidden",
    "mobile-hide",
    "desktop-only",
    "only-desktop",
    "show-for-large",
    "show-for-medium",
    "hide-for-small",
    "hide-for-small-only",
    "is-hidden-mobile",
];
const NARROW: &[&str] = &[
    "visible-xs",
    "hidden-md",
    "hidden-lg",
    "hide-on-desktop",
    "hide-desktop",
    "hidden-desktop",
    "desktop-hidden",
    "desktop-hide",
    "mobile-only",
    "only-mobile",
    "show-for-small",
    "show-for-small-only",
    "hide-for-large",
    "hide-for-medium",
    "is-hidden-desktop",
    "is-hidden-tablet",
];

/// Takes the narrow one of two out of the text.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let of = |wanted: Screen| -> Vec<Range<usize>> {
        let shown = |elem: &&Elem| {
            let lines = elem.first as usize..elem.last as usize;
            let letters =
                || layout.segments[lines.clone()].iter().map(|segment| segment.count.chars).sum::<u32>();
            lines.len() <= LINES
                && lines.clone().any(|at| keep[at])
                && letters() <= MOST
                && layout.doc.attr(elem.node, "class").and_then(screen) == Some(wanted)
        };
        let found = layout.elems.iter().filter(shown).take(BLOCKS);
        found.map(|elem| elem.first as usize..elem.last as usize).collect()
    };
    let narrow = of(Screen::Narrow);
    if narrow.is_empty() {
        return;
    }
    let said = |lines: &Range<usize>| -> Vec<String> {
        lines.clone().filter(|at| keep[*at]).map(|at| letters(layout.line(at))).collect()
    };
    let wide: Vec<(Range<usize>, String)> =
        of(Screen::Wide).into_iter().map(|lines| (lines.clone(), said(&lines).concat())).collect();
    let is_twin = |lines: &Range<usize>| {
        let own = said(lines);
        own.iter().map(|line| line.chars().count()).sum::<usize>() >= LETTERS
            && wide.iter().any(|(other, whole)| {
                let apart = other.end <= lines.start || lines.end <= other.start;
                apart && own.iter().all(|line| whole.contains(line.as_str()))
            })
    };
    let twins: Vec<Range<usize>> = narrow.into_iter().filter(is_twin).collect();
    twins.into_iter().for_each(|lines| keep[lines].fill(false));
}

/// On which screens a block of some classes is shown, where not on all.
fn screen(class: &str) -> Option<Screen> {
    let words = || class.split_ascii_whitespace();
    let sized = |word: &str, shown: &[&str]| {
        let (size, rest) =
            word.split_once(':').or_else(|| word.strip_prefix("d-")?.split_once('-')).unwrap_or_default();
        SIZES.contains(&size) && shown.contains(&rest)
    };
    let hidden = words().any(|word| matches!(word, "hidden" | "d-none"));
    if hidden && words().any(|word| sized(word, SHOWN)) || words().any(|word| WIDE.contains(&word)) {
        return Some(Screen::Wide);
    }
    let narrow = words().any(|word| sized(word, &["hidden", "none"]) || NARROW.contains(&word));
    narrow.then_some(Screen::Narrow)
}

#[cfg(test)]
mod tests {
    use crate::body::tests::between;

    #[test]
    fn what_narrow_screens_show_again_is_read_once() {
        for (twins, wanted) in [
            (
                "<div class='hidden md:block'><table><tr><th>From</th><th>Leaves</th></tr><tr><td>Tolmouth quay</td><td>22:10 sharp</td></tr><tr><td>Skarrow south</td><td>02:45 sharp</td></tr></table></div><div class='block md:hidden'><dl><dt>Tolmouth quay</dt><dd>22:10 sharp</dd><dt>Skarrow south</dt><dd>02:45 sharp</dd></dl></div>",
                1,
            ),
            (
                "<div class='d-none d-md-block'><h4>The mill in short</h4><p>Four floors, eleven owners and one wheel that nobody has turned since the flood.</p></div><div class='d-block d-md-none'><h4>The mill in short</h4><p>Four floors, eleven owners and one wheel that nobody has turned since the flood.</p></div>",
                2,
            ),
            (
                "<div class='hidden lg:block'><p>The wheel has forty-eight buckets, and each of them was made by another pupil of the school.</p></div><div class='lg:hidden'><p>The saw is driven by the same wheel as the stones were, by way of two belts and a shaft.</p></div>",
                2,
            ),
        ] {
            assert_eq!(between(twins).len(), wanted, "{twins}: {:?}", between(twins));
        }
    }
}

//! What a text says in short, between its headline and its first paragraph: a list of sentences without a single link, which the
//! decision takes for a menu. And the name behind a quotation, which stands in its `<footer>`.

use super::segmentation::{Elem, Layout, NONE};
use crate::class_hints::ClassHints;
use crate::lexicon;
use dateline_html::Tag;
use std::ops::Range;

/// Words of a point, in quarters, and of all of them on average; how many there are.
const POINT: u32 = 4 * 4;
const AVERAGE: u32 = 4 * 6;
const POINTS: Range<usize> = 2..9;
/// Words of the heading over them, of a paragraph, and of a name with what its bearer is, in quarters.
const HEADING: u32 = 4 * 6;
const PARAGRAPH: u32 = 4 * 12;
const NAME: u32 = 4 * 20;
/// Elements around a list that may hold the headline and the text too.
const LEVELS: usize = 4;
/// Names of what is no list of points, wherever it stands.
const BESIDE: ClassHints = ClassHints::CHROME
    .without(ClassHints::HEADER)
    .with(ClassHints::TEASER)
    .with(ClassHints::TAGS)
    .with(ClassHints::AUTHOR)
    .with(ClassHints::META);

/// Keeps the points between headline and text, and the names behind kept quotations.
pub(super) fn complete(layout: &Layout<'_>, seen: &[bool], keep: &mut [bool]) {
    keep_points(layout, seen, keep);
    keep_names(layout, seen, keep);
}

fn keep_points(layout: &Layout<'_>, seen: &[bool], keep: &mut [bool]) {
    let is_paragraph = |at: &usize| {
        let segment = &layout.segments[*at];
        keep[*at]
            && segment.heading == 0
            && segment.count.words >= PARAGRAPH
            && layout.elem_of(*at).item == NONE
    };
    let Some(text) = (0..keep.len()).find(is_paragraph) else { return };
    let Some(headline) = (0..text).rev().find(|at| layout.segments[*at].heading == 1 && seen[*at]) else {
        return;
    };
    let is_list = |elem: &&Elem| {
        let list = elem.first as usize..elem.last as usize;
        matches!(elem.tag, Tag::Ul | Tag::Ol)
            && headline < list.start
            && list.end <= text
            && are_points(layout, elem, seen)
    };
    let Some(list) = layout.elems.iter().find(is_list) else { return };
    if !stand_by(layout, list, headline, text) {
        return;
    }
    keep[list.first as usize..list.last as usize].fill(true);
    let above = list.first as usize - 1;
    let segment = &layout.segments[above];
    let holder = layout.elem_of(above).parent;
    if segment.heading > 1 && segment.count.words <= HEADING && seen[above] && holder == list.parent {
        keep[above] = true;
    }
}

/// Whether the items of a list are points: whole lines of words, none of them with a link or a name of a menu.
fn are_points(layout: &Layout<'_>, list: &Elem, seen: &[bool]) -> bool {
    let lines = list.first as usize..list.last as usize;
    if !POINTS.contains(&lines.len()) {
        return false;
    }
    let words: u32 = layout.segments[lines.clone()].iter().map(|segment| segment.count.words).sum();
    let is_point = |at: usize| {
        let segment = &layout.segments[at];
        seen[at]
            && segment.count.links == 0
            && segment.count.words >= POINT
            && segment.heading == 0
            && lexicon::hits(layout.line(at)).is_empty()
    };
    !list.all.has(BESIDE)
        && words >= AVERAGE * u32::try_from(lines.len()).unwrap_or(u32::MAX)
        && lines.into_iter().all(is_point)
}

/// Whether one of the elements around a list, near it, holds the headline or the first paragraph too.
fn stand_by(layout: &Layout<'_>, list: &Elem, headline: usize, text: usize) -> bool {
    layout.above(list.parent).take(LEVELS).map(|at| &layout.elems[at as usize]).any(|around| {
        let held = around.first as usize..around.last as usize;
        !matches!(around.tag, Tag::Body | Tag::Html) && (held.contains(&headline) || held.contains(&text))
    })
}

/// Keeps what stands in the `<footer>` of a kept quotation.
fn keep_names(layout: &Layout<'_>, seen: &[bool], keep: &mut [bool]) {
    for footer in layout.elems.iter().filter(|elem| elem.tag == Tag::Footer && elem.quote != NONE) {
        let quote = &layout.elems[footer.quote as usize];
        let lines = footer.first as usize..footer.last as usize;
        let words: u32 = layout.segments[lines.clone()].iter().map(|segment| segment.count.words).sum();
        let said = (quote.first as usize..footer.first as usize).any(|at| keep[at]);
        if said && words <= NAME {
            lines.filter(|at| seen[*at]).for_each(|at| keep[at] = true);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::body::tests::{above, between};

    #[test]
    fn points_between_headline_and_text_are_kept() {
        for points in [
            "<header><div class=key-points><h2>Key points</h2><ul><li>The mill has stood empty since the flood</li><li>Young people are to learn how boats are mended</li></ul></div></header>",
            "<ul class=css-k1><li>Die Mühle steht seit der Flut leer und wird eine Schule.</li><li>Gearbeitet wird vom Mai an, der Schornstein bleibt stehen.</li></ul>",
        ] {
            assert!(
                above(points).iter().any(|block| block.starts_with("L ")),
                "{points}: {:?}",
                above(points)
            );
        }
    }

    #[test]
    fn menus_between_headline_and_text_are_not() {
        for menu in [
            "<ul><li><a href='/a'>The mill has stood empty since the flood</a></li><li><a href='/b'>Young people are to learn how boats are mended</a></li></ul>",
            "<ul><li>Share</li><li>Save</li><li>Print this page</li></ul>",
            "<ul class=breadcrumb><li>The news of the county and of the town</li><li>All about mills and about their bridges</li></ul>",
        ] {
            assert_eq!(above(menu), Vec::<String>::new(), "{menu}");
        }
    }

    #[test]
    fn the_name_in_the_footer_of_a_quotation_is_kept() {
        let quote = "<blockquote><p>I have not slept through a night since the saw at the mill fell silent.</p><footer>— <cite>Angus Tennant, retired sawyer</cite></footer></blockquote>";
        assert!(between(quote).join(" ").contains("Angus Tennant"), "{:?}", between(quote));
    }
}

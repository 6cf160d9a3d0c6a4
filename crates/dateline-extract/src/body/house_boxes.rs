//! Small boxes and lines of the house that stand in or around a text and hold none of it: polls, letters to sign up for, labelled
//! advertising, buttons, what stands above the headline, what readers say below.

use super::part_headings::opens_part;
use super::segmentation::{Elem, Layout, NONE, Segment};
use super::stray_lines::is_advert_word;
use crate::class_hints::ClassHints;
use crate::lexicon::{self, Class};
use crate::meta;
use crate::text::ends_sentence;
use crate::text_fragment::invitation;
use dateline_html::{NodeKind, Tag};
use std::collections::HashSet;

/// Words of a poll, of a box that offers letters, and of a paragraph, in quarters.
const POLL: u32 = 4 * 40;
const LETTERS: u32 = 4 * 30;
const PARAGRAPH: u32 = 4 * 12;
/// Words of a box that is named after what it asks for and has sums to choose from, in quarters.
const APPEAL: u32 = 4 * 90;
/// Lines of such a box.
const LINES: usize = 6;
/// Words of a line above the headline, and of a heading over what readers say, in quarters.
const ABOVE: u32 = 4 * 12;
const HEADING: u32 = 4 * 5;
/// Bytes of a label.
const LABEL: usize = 80;
/// Nodes of a box that are looked at.
const NODES: usize = 60;

/// Takes all of them out of the text; what readers say is that of a thread.
pub(super) fn leave_out(layout: &Layout<'_>, is_thread: bool, keep: &mut [bool]) {
    leave_boxes_out(layout, keep);
    for (at, keep) in keep.iter_mut().enumerate().filter(|(_, keep)| **keep) {
        *keep = !is_button(layout, at) && !is_labelled_advert(layout, at) && !is_named_line(layout, at);
    }
    leave_invitations_out(layout, keep);
    leave_what_is_above_out(layout, keep);
    if !is_thread {
        leave_readers_out(layout, keep);
    }
}

/// Polls, offers of letters, and forms that ask for gifts.
fn leave_boxes_out(layout: &Layout<'_>, keep: &mut [bool]) {
    for elem in layout
        .elems
        .iter()
        .filter(|elem| matches!(elem.tag, Tag::Div | Tag::Section | Tag::Form | Tag::Aside))
    {
        let (first, last) = (elem.first as usize, elem.last as usize);
        if first == last || last - first > LINES || !(first..last).any(|at| keep[at]) {
            continue;
        }
        let inside = &layout.segments[first..last];
        let words: u32 = inside.iter().map(|segment| segment.count.words).sum();
        // Lists are ticked off as one cooks or packs.
        let told = |segment: &Segment| segment.count.words >= PARAGRAPH;
        let listed = |at: usize| layout.elem_of(at).item != NONE;
        let tells = inside.iter().any(told) || (first..last).any(listed);
        if elem.own.has(ClassHints::PROMO) && words <= APPEAL && choices(layout, elem.node) >= 2 {
            keep[first..last].fill(false);
        }
        if tells || words > POLL {
            continue;
        }
        if elem.own.has(ClassHints::PLAYER) && choices(layout, elem.node) > 0 {
            keep[first..last].fill(false);
        }
        let letters = words <= LETTERS
            && inside[0].heading > 1
            && last - first > 1
            && says(layout.line(first), Class::Newsletter);
        if letters || choices(layout, elem.node) >= 2 {
            keep[first..last].fill(false);
        }
    }
}

/// Whether a phrase of a class stands in a line.
fn says(line: &str, class: Class) -> bool {
    lexicon::hits(line).iter().any(|hit| hit.class == class)
}

/// Buttons, and fields of which one is chosen.
fn choices(layout: &Layout<'_>, node: dateline_html::NodeId) -> usize {
    let doc = layout.doc;
    let chooses = |id: &dateline_html::NodeId| match doc.kind(*id) {
        NodeKind::Element(Tag::Button) => true,
        NodeKind::Element(Tag::Input) => {
            doc.attr(*id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("radio"))
        }
        _ => false,
    };
    doc.descendants(node).take(NODES).filter(chooses).count()
}

/// A line that is a button and no heading that opens a part of the text.
fn is_button(layout: &Layout<'_>, at: usize) -> bool {
    let block = layout.elem_of(at).node;
    let pressed = |leaf| {
        let mut above = layout.doc.ancestors(leaf).take(4).take_while(|above| *above != block);
        above.any(|above| layout.doc.tag(above) == Some(Tag::Button))
            || layout.doc.tag(block) == Some(Tag::Button)
    };
    let segment = &layout.segments[at];
    let headed = || {
        layout.above(segment.elem).take(4).any(|elem| {
            let tag = layout.elems[elem as usize].tag;
            matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
        })
    };
    segment.heading == 0
        && segment.count.words <= PARAGRAPH
        && !ends_sentence(layout.line(at))
        && layout.pieces(at).next().is_some()
        && layout.pieces(at).all(|(leaf, _)| pressed(leaf))
        && !headed()
        && !opens_part(layout, at)
}

/// `Annons` `Book your berth now`: the first piece is the label of advertising, the rest its words.
fn is_labelled_advert(layout: &Layout<'_>, at: usize) -> bool {
    if layout.segments[at].count.words > 2 * PARAGRAPH {
        return false;
    }
    let mut pieces = layout.pieces(at);
    let label = pieces.next().map_or("", |(_, text)| text);
    label.len() <= LABEL && !label.ends_with(':') && is_advert_word(label) && pieces.next().is_some()
}

/// Words of a line whose block is named as the share bar, and of a caption without its picture, in quarters.
const SHARED: u32 = 4 * 8;
const CAPTION: u32 = 4 * 30;

/// A line whose own block is named as what it is: how often the text was shared, the caption of a picture that is not there.
fn is_named_line(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let elem = layout.elem_of(at);
    if segment.heading > 0 || segment.count.words > CAPTION || elem.item != NONE {
        return false;
    }
    let shared =
        elem.own.has(ClassHints::SHARE) && segment.count.words <= SHARED && !ends_sentence(layout.line(at));
    let class = || layout.doc.attr(elem.node, "class").unwrap_or_default();
    shared
        || elem.own.has(ClassHints::CAPTION)
            && class().split_whitespace().any(|name| name == "wp-caption-text")
}

/// Words of a note on what the house earns, in quarters.
const COMMISSION: u32 = 4 * 50;
/// Words of a line that invites readers to where the house is elsewhere, in quarters.
const INVITATION: u32 = 4 * 30;

/// More such lines, each counted once, are what the article is about.
const LINES_OF_THE_HOUSE: usize = 2;

/// Takes out lines that invite readers to where the house is elsewhere, and notes on links that pay, unless the article tells of
/// either.
fn leave_invitations_out(layout: &Layout<'_>, keep: &mut [bool]) {
    for is_told in [invites_elsewhere, tells_of_commission] {
        let found: Vec<usize> = (0..keep.len()).filter(|at| keep[*at] && is_told(layout, *at)).collect();
        let lines: HashSet<&str> = found.iter().map(|at| layout.line(*at)).collect();
        if lines.len() <= LINES_OF_THE_HOUSE {
            found.into_iter().for_each(|at| keep[at] = false);
        }
    }
}

/// A short line on links that pay.
fn tells_of_commission(layout: &Layout<'_>, at: usize) -> bool {
    layout.segments[at].count.words <= COMMISSION && invitation::tells_of_commission(layout.line(at))
}

/// A short line of its own that is such an invitation.
fn invites_elsewhere(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    if segment.heading > 0 || segment.count.words > INVITATION || layout.elem_of(at).item != NONE {
        return false;
    }
    invitation::invites(layout.line(at))
}

/// Short lines above the page's headline, where most of the text stands below it.
fn leave_what_is_above_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let headline =
        (0..keep.len()).find(|at| layout.segments[*at].heading == 1 && !layout.segments[*at].is_unseen());
    let Some(headline) = headline else { return };
    let words = |range: std::ops::Range<usize>, keep: &[bool]| -> u32 {
        range.filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum()
    };
    let above = words(0..headline, keep);
    if above == 0 || above * 3 > words(headline..keep.len(), keep) {
        return;
    }
    for (keep, segment) in keep[..headline].iter_mut().zip(&layout.segments) {
        *keep &= segment.count.words > ABOVE;
    }
}

/// What readers say below a heading that says so, or that opens a box which is named after them.
fn leave_readers_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let named = |at: usize| {
        let holder = layout.above(layout.segments[at].elem).nth(1);
        let holder = holder.map(|elem| &layout.elems[elem as usize]).filter(|elem| elem.first as usize == at);
        let said = |elem: &Elem| {
            ["class", "id"]
                .iter()
                .any(|name| layout.doc.attr(elem.node, name).is_some_and(meta::said_by_readers))
        };
        holder.is_some_and(said)
    };
    let heads = |at: &usize| {
        let segment = &layout.segments[*at];
        segment.heading > 1
            && segment.count.words <= HEADING
            && (says(layout.line(*at), Class::Comments) || named(*at))
    };
    let Some(at) = (0..keep.len()).find(heads) else { return };
    let Some(holder) = layout.above(layout.segments[at].elem).nth(1) else { return };
    let last = layout.elems[holder as usize].last as usize;
    let words = |range: std::ops::Range<usize>| -> u32 {
        range.filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum()
    };
    if words(at..last) < words(0..at) {
        keep[at..last].fill(false);
    }
}

//! Questions with their answers at the end of a text, or folded in it: headings of one design that ask, each with a short answer
//! below. Short answers look like the lines of other stories to the decision, which sees them one by one.

use super::segmentation::{Layout, NONE, Segment};
use crate::class_hints::ClassHints;
use crate::text::ends_sentence;
use dateline_html::Tag;
use std::collections::HashMap;

/// Words of a question, and fewest of an answer, in quarters.
const QUESTION: u32 = 4 * 30;
const ANSWER: u32 = 4 * 2;
/// Paragraphs of an answer.
const LINES: usize = 12;
/// Levels above the questions at which most of the text is held.
const LEVELS: usize = 4;
/// Share of a line that may be links.
const LINKED: f32 = 0.4;

/// Keeps questions and answers that stand in the box that holds most of the text.
pub(super) fn complete(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut designs: HashMap<u32, Vec<usize>> = HashMap::new();
    for at in (0..keep.len()).filter(|at| asks(layout, *at)) {
        designs.entry(layout.elem_of(at).signature).or_default().push(at);
    }
    let mut asked: Vec<Vec<usize>> = designs.into_values().filter(|asked| asked.len() > 1).collect();
    asked.sort();
    for asked in asked {
        if let Some(found) = answered(layout, &asked, keep) {
            found.into_iter().for_each(|at| keep[at] = true);
        }
    }
}

/// Whether a line is a heading, or what unfolds an answer, and a question.
fn asks(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let heads = segment.heading > 1
        || segment.heading == 0 && matches!(layout.elem_of(at).tag, Tag::Button | Tag::Summary | Tag::Dt);
    heads
        && is_plain(segment)
        && segment.count.words <= QUESTION
        && layout.line(at).trim_end().ends_with(['?', '？', '؟', '\u{37e}', ';', '՞'])
}

fn is_plain(segment: &Segment) -> bool {
    !segment.is_unseen() && !segment.layer && segment.count.link_share() <= LINKED
}

/// The questions, their answers and the heading above, if each has an answer and all stand in the text.
fn answered(layout: &Layout<'_>, asked: &[usize], keep: &[bool]) -> Option<Vec<usize>> {
    let (first, last) = (*asked.first()?, *asked.last()?);
    let holds = |at: u32| {
        let elem = &layout.elems[at as usize];
        elem.first as usize <= first && elem.last as usize > last + 1
    };
    let holder = layout.above(layout.elem_of(first).parent).take(LEVELS * 2).find(|at| holds(*at))?;
    let end = layout.elems[holder as usize].last as usize;
    let text = layout.above(holder).take(LEVELS).find(|at| holds_text(layout, *at, keep))?;
    if !asked.iter().all(|at| is_in_text(layout, *at, text)) {
        return None;
    }
    let mut found = Vec::new();
    for (index, at) in asked.iter().enumerate() {
        let next = asked.get(index + 1).copied().unwrap_or(end).min(at + 1 + LINES);
        let answers: Vec<usize> = (at + 1..next).take_while(|line| is_answer(layout, *line)).collect();
        if answers.is_empty() {
            return None;
        }
        found.push(*at);
        found.extend(answers);
    }
    found.extend(first.checked_sub(1).filter(|above| {
        let segment = &layout.segments[*above];
        segment.heading > 1 && is_plain(segment) && is_in_text(layout, *above, text)
    }));
    Some(found)
}

fn is_answer(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    segment.heading == 0
        && is_plain(segment)
        && segment.count.words >= ANSWER
        && ends_sentence(layout.line(at))
}

/// Whether an element holds most of what is kept.
fn holds_text(layout: &Layout<'_>, elem: u32, keep: &[bool]) -> bool {
    let elem = &layout.elems[elem as usize];
    let words = |range: std::ops::Range<usize>| -> u32 {
        range.filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum()
    };
    let all = words(0..keep.len());
    all > 0 && words(elem.first as usize..elem.last as usize) * 2 > all
}

/// Whether nothing between a line and the box of the text is named as another part of the page.
fn is_in_text(layout: &Layout<'_>, at: usize, text: u32) -> bool {
    let other = ClassHints::CHROME.with(ClassHints::ASIDE).with(ClassHints::PROMO).without(ClassHints::FORM);
    let mut between =
        layout.above(layout.segments[at].elem).take_while(|elem| *elem != text && *elem != NONE);
    !between.any(|elem| {
        let elem = &layout.elems[elem as usize];
        elem.own.has(other) || elem.tag == Tag::Form
    })
}

//! The end of a text: what stands in the element that holds the paragraphs, after the last of them. The decision learned on pages where
//! short lines below a text are mostly menus; a reader sees that the text goes on to the end of its element.

use super::corrections;
use super::link_targets::{self, Target};
use super::segmentation::{Elem, Layout, NONE, Segment};
use super::stray_lines::is_advert_word;
use crate::class_hints::ClassHints;
use crate::lexicon;
use crate::text::is_sentence;
use dateline_html::Tag;
use dateline_model::WebUrl;
use std::ops::Range;

/// Words of a paragraph by which the text is known, in quarters, and how many of them make a text.
const KNOWN: u32 = 4 * 12;
const PARAGRAPHS: usize = 3;
/// Share of the text's words, in percent, that its element holds, and where that is the page as a whole.
const ALL: u32 = 95;
const MOST: u32 = 80;
/// Elements above that one which may be named as the text's.
const LEVELS: usize = 3;
/// Names of what stands in a text's element and is none of it.
const BESIDE: ClassHints = ClassHints::CHROME
    .with(ClassHints::PROMO)
    .with(ClassHints::TAGS)
    .with(ClassHints::AUTHOR)
    .with(ClassHints::TEASER)
    .with(ClassHints::META)
    .with(ClassHints::CAPTION);
/// Names of what may stand between two parts of a text.
const BETWEEN: ClassHints = ClassHints::ADVERT.with(ClassHints::SHARE);
/// Words of a line at the end, in quarters; of one that a phrase makes a label; and of a heading.
const LEAST: u32 = 4 * 5;
const LABEL: u32 = 4 * 25;
const HEADING: u32 = 4 * 12;
/// Share of a line that may be links.
const LINKED: f32 = 0.3;
/// Scores from which on a list, table or quotation belongs to the text, and a paragraph does.
const LISTED: f32 = 0.3;
const TOLD: f32 = 0.2;
/// Words of a line in a list of sources, in quarters.
const SOURCE: u32 = 4 * 3;
/// Words of a line that introduces a list, in quarters.
const INTRODUCED: u32 = 4 * 4;
/// Items of such a list between two paragraphs.
const SOURCES: usize = 6;
/// Figures of a telephone's number, and lines of a table with a row alone.
const TELEPHONE: u32 = 7;
const ROW: usize = 3;
/// Lines of one part.
const LINES: usize = 200;

/// Keeps the parts of the text that stand behind its last paragraph.
pub(super) fn complete(
    layout: &Layout<'_>,
    scores: &[f32],
    seen: &[bool],
    base: Option<&WebUrl>,
    keep: &mut [bool],
) {
    let Some(home) = home(layout, keep) else { return };
    let inside = range(&layout.elems[home as usize]);
    let Some(last) = inside.clone().rev().find(|at| keep[*at] && is_known(layout, *at)) else { return };
    let ending = Ending { layout, scores, seen, home, base };
    ending.keep_sources(inside.start..last, keep);
    ending.keep_end(last + 1..inside.end, keep);
    corrections::complete(layout, last + 1, seen, keep);
}

/// The element that holds the text's paragraphs: the innermost around most of them, or one just above that is named so.
fn home(layout: &Layout<'_>, keep: &[bool]) -> Option<u32> {
    let told: Vec<usize> = (0..keep.len()).filter(|at| keep[*at] && is_known(layout, *at)).collect();
    if told.len() < PARAGRAPHS {
        return None;
    }
    let words = |at: usize| layout.segments[at].count.words;
    let all: u32 = told.iter().map(|at| words(*at)).sum();
    let holds = |elem: &u32, share: u32| {
        let elem = &layout.elems[*elem as usize];
        let inside = || told.iter().filter(|at| range(elem).contains(*at));
        inside().count() >= PARAGRAPHS && inside().map(|at| words(*at)).sum::<u32>() * 100 >= all * share
    };
    let whole = |elem: &u32| !matches!(layout.elems[*elem as usize].tag, Tag::Body | Tag::Html | Tag::Main);
    // Most of the text stands around the paragraph in the middle of it.
    let middle = layout.segments[told[told.len() / 2]].elem;
    let innermost = |share: u32| layout.above(middle).find(|elem| holds(elem, share));
    let inner = innermost(ALL).filter(whole).or_else(|| innermost(MOST))?;
    let named = |elem: &u32| layout.elems[*elem as usize].own.has(ClassHints::BODY);
    let home = layout.above(inner).take(LEVELS).take_while(whole).find(named).unwrap_or(inner);
    whole(&home).then_some(home)
}

fn range(elem: &Elem) -> Range<usize> {
    elem.first as usize..elem.last as usize
}

/// Whether a line is a paragraph of the text.
fn is_known(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let elem = layout.elem_of(at);
    segment.heading == 0
        && segment.count.words >= KNOWN
        && segment.count.link_share() <= LINKED
        && [elem.item, elem.table, elem.quote, elem.figure].iter().all(|around| *around == NONE)
}

/// What stands behind the last paragraph.
struct Ending<'l, 'd> {
    layout: &'l Layout<'d>,
    scores: &'l [f32],
    seen: &'l [bool],
    home: u32,
    base: Option<&'l WebUrl>,
}

impl Ending<'_, '_> {
    /// Keeps what stands in the given lines, part by part, up to the first that is none of the text.
    fn keep_end(&self, lines: Range<usize>, keep: &mut [bool]) {
        let (mut at, mut heading) = (lines.start, None);
        while at < lines.end {
            let part = self.part(at);
            at = part.end;
            if part.clone().all(|at| !self.seen[at]) || self.is_between(part.clone()) {
                continue;
            }
            if self.is_heading(part.clone()) {
                heading = Some(part.start);
            } else if self.is_text(part.clone()) || heading.is_some() && self.is_sources(part.clone()) {
                let first = heading.take().unwrap_or(part.start);
                let told = |at: &usize| self.seen[*at] && !self.stands_between(*at);
                (first..part.end).filter(told).for_each(|at| keep[at] = true);
            } else if part.clone().any(|at| !keep[at]) {
                return;
            }
        }
    }

    /// Keeps lists of links to other houses that stand between the paragraphs.
    fn keep_sources(&self, lines: Range<usize>, keep: &mut [bool]) {
        let lists = self.layout.elems.iter().filter(|elem| {
            elem.parent == self.home && matches!(elem.tag, Tag::Ul | Tag::Ol) && elem.first < elem.last
        });
        for list in lists.map(range).filter(|list| lines.start < list.start && list.end <= lines.end) {
            let before = list.start - 1;
            let follows = keep[before] && is_known(self.layout, before) && self.is_sources(list.clone());
            if list.len() <= SOURCES
                && (follows || self.introduces(before) && self.are_documents(list.clone()))
            {
                keep[before] = true;
                keep[list].fill(true);
            }
        }
    }

    /// Whether a line of words ends in a colon.
    fn introduces(&self, at: usize) -> bool {
        let segment = self.segment(at);
        self.seen[at]
            && segment.heading == 0
            && segment.count.links == 0
            && segment.count.words >= INTRODUCED
            && matches!(segment.last_char, ':' | '：')
            && lexicon::hits(self.layout.line(at)).is_empty()
    }

    /// Whether a part is a list of links that lead to other houses.
    fn is_sources(&self, part: Range<usize>) -> bool {
        part.len() > 1
            && part.len() <= LINES
            && part.into_iter().all(|at| self.is_source(at) && self.leads_elsewhere(at))
    }

    /// Whether a part is a list of links that lead to other houses or to files.
    fn are_documents(&self, part: Range<usize>) -> bool {
        !part.is_empty() && part.into_iter().all(|at| self.is_source(at) && self.leads_out(at))
    }

    fn is_source(&self, at: usize) -> bool {
        let segment = self.segment(at);
        self.seen[at]
            && self.layout.elem_of(at).item != NONE
            && segment.count.words >= SOURCE
            && !self.own(at).has(BESIDE)
            && lexicon::hits(self.layout.line(at)).is_empty()
    }

    /// Whether a line has links and all of them lead to other houses.
    fn leads_elsewhere(&self, at: usize) -> bool {
        let targets = link_targets::of_line(self.layout, at, self.base);
        !targets.is_empty() && targets.iter().all(|target| *target == Target::Elsewhere)
    }

    /// The same, or to files.
    fn leads_out(&self, at: usize) -> bool {
        let targets = link_targets::of_line(self.layout, at, self.base);
        let out = |target: &Target| matches!(target, Target::Elsewhere | Target::File);
        !targets.is_empty() && targets.iter().all(out)
    }

    /// The part of the text's element that a line opens: all of a child, or the line itself.
    fn part(&self, at: usize) -> Range<usize> {
        let mut around = self.layout.above(self.layout.segments[at].elem);
        let child = around.find(|elem| self.layout.elems[*elem as usize].parent == self.home);
        let end = child.map_or(at + 1, |elem| self.layout.elems[elem as usize].last as usize);
        at..end.clamp(at + 1, self.seen.len())
    }

    fn segment(&self, at: usize) -> &Segment {
        &self.layout.segments[at]
    }

    /// What the elements between the text's and a line are called.
    fn own(&self, at: usize) -> ClassHints {
        let around = self.layout.above(self.segment(at).elem).take_while(|elem| *elem != self.home);
        around.fold(ClassHints::default(), |own, elem| own.with(self.layout.elems[elem as usize].own))
    }

    /// Advertising and share bars: the text may go on behind them.
    fn is_between(&self, part: Range<usize>) -> bool {
        part.clone().all(|at| !self.seen[at] || self.stands_between(at))
    }

    fn stands_between(&self, at: usize) -> bool {
        self.own(at).has(BETWEEN) || is_advert_word(self.layout.line(at))
    }

    fn is_heading(&self, mut part: Range<usize>) -> bool {
        part.all(|at| {
            let segment = self.segment(at);
            segment.heading > 0
                && segment.count.words <= HEADING
                && segment.count.link_words == 0
                && !self.own(at).has(BESIDE)
                && lexicon::hits(self.layout.line(at)).is_empty()
        })
    }

    /// Whether a part is the text's: whole lists, tables and quotations, and sentences, with no links elsewhere and no name that
    /// says what else it is.
    fn is_text(&self, part: Range<usize>) -> bool {
        let lines: Vec<usize> = part.filter(|at| self.seen[*at] && !self.stands_between(*at)).collect();
        let listed = lines.iter().filter(|at| self.is_listed(**at)).count();
        #[expect(clippy::cast_precision_loss, reason = "a part has few lines")]
        let score = lines.iter().map(|at| self.scores[*at]).sum::<f32>() / lines.len().max(1) as f32;
        let wanted = if listed > 0 { LISTED } else { TOLD };
        // One line that is all of a list or of a table is a button.
        let alone = listed == 1 && lines.len() == 1 && !self.is_sentence(lines[0]);
        // One row tells what something costs, beside the text.
        let tabled = lines.iter().any(|at| self.layout.elem_of(*at).table != NONE);
        let alone = alone || tabled && lines.len() <= ROW;
        lines.len() <= LINES && !alone && score >= wanted && lines.iter().all(|at| self.is_line(*at))
    }

    fn is_listed(&self, at: usize) -> bool {
        let elem = self.layout.elem_of(at);
        [elem.item, elem.table, elem.quote].iter().any(|around| *around != NONE)
            || matches!(elem.tag, Tag::Dt | Tag::Dd)
    }

    fn is_sentence(&self, at: usize) -> bool {
        let words = self.segment(at).count.words;
        words >= LEAST && is_sentence(self.layout.line(at), words as usize / 4)
    }

    /// A paragraph at the end says nothing about the house: no rights, no address of a page, no link, nothing to come.
    fn is_told(&self, at: usize) -> bool {
        let segment = self.segment(at);
        let line = self.layout.line(at);
        let about = segment.count.link_words > 0
            || segment.last_char == ':'
            || ["©", "www.", "http", "@", "(c)"].iter().any(|word| line.contains(word))
            || segment.count.words < KNOWN && (self.scores[at] < LISTED || segment.count.digits >= TELEPHONE);
        segment.heading > 0 || self.is_listed(at) || !about
    }

    fn is_line(&self, at: usize) -> bool {
        let segment = self.segment(at);
        let shaped = segment.heading > 0 || self.is_listed(at) || self.is_sentence(at);
        let labelled = || segment.count.words <= LABEL && !lexicon::hits(self.layout.line(at)).is_empty();
        shaped
            && self.is_told(at)
            && segment.count.link_share() <= LINKED
            && !self.own(at).has(BESIDE)
            && !labelled()
    }
}

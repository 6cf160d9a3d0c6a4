//! What the decision looks at: one row of numbers for each segment. Measures, never judges.

use super::reference_text::{ReferenceText, Same};
use super::segmentation::{FAR, HINTS, Layout, NONE, Segment};
use super::word_counts::{Count, share};
use crate::class_hints::ClassHints;
use crate::structured::Structured;
use dateline_html::Tag;
use dateline_trees::Row;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

/// Numbers of one row of the first look.
pub(crate) const FIRST: usize = 105;

/// Levels of ancestors that are measured.
const LEVELS: usize = 5;

/// Levels from which on an element does not stand below another.
const FAR_ABOVE: u16 = 40;

/// Running text from this many words (in quarters) on.
const LONG: u32 = 4 * 20;

/// Measures of the page as a whole and of each of its elements.
pub(crate) struct Page<'l, 'd> {
    layout: &'l Layout<'d>,
    /// Words of running text below each element.
    long: Vec<u32>,
    /// The same, as a share of the page's, and the share of links in all text below each element.
    held: Vec<[f32; 3]>,
    designs: HashMap<u32, Design, BuildHasherDefault<Same>>,
    /// The element that holds most of the running text, and the one with the best paragraphs, each with those below it.
    root: Range<u32>,
    dense: Range<u32>,
    /// First segment that repeats the headline.
    title: Option<usize>,
    /// Words of running text before each segment.
    before: Vec<u32>,
    /// Distance to the nearest long segment before and after.
    gaps: Vec<(u8, u8)>,
    words: u32,
    reference: ReferenceText,
}

/// Segments of elements of one design.
#[derive(Default, Clone, Copy)]
struct Design {
    segments: u32,
    words: u32,
    link_words: u32,
    first: u32,
    last: u32,
}

/// A paragraph, as far as words and links tell.
pub(crate) fn is_long(segment: &Segment) -> bool {
    segment.count.words >= LONG
        && segment.count.link_share() < 0.35
        && !segment.hints.has(
            ClassHints::DROPPED
                .with(ClassHints::FOOTER)
                .with(ClassHints::COMMENTS)
                .with(ClassHints::COOKIE)
                .with(ClassHints::MODAL),
        )
}

impl<'l, 'd> Page<'l, 'd> {
    /// Measures the layout.
    pub(crate) fn measure(layout: &'l Layout<'d>, structured: &Structured, title: Option<&str>) -> Self {
        let mut page = Page {
            layout,
            long: vec![0; layout.elems.len()],
            held: Vec::new(),
            designs: HashMap::default(),
            root: 0..0,
            dense: 0..0,
            title: None,
            before: Vec::with_capacity(layout.segments.len()),
            gaps: gaps(layout),
            words: 0,
            reference: ReferenceText::gather(layout, structured, title),
        };
        page.sum();
        page.root = page.with_below(page.widest());
        page.dense = page.with_below(page.densest());
        page.title = page.find_title();
        page
    }

    fn sum(&mut self) {
        let mut before = 0;
        // All text below each element.
        let mut all = vec![Count::default(); self.layout.elems.len()];
        for (index, segment) in self.layout.segments.iter().enumerate() {
            let at = segment.elem as usize;
            all[at] = all[at].plus(segment.count);
            self.before.push(before);
            if is_long(segment) {
                self.long[at] += segment.count.words;
                before += segment.count.words;
            }
            let index = u32::try_from(index).unwrap_or(NONE);
            let first = Design { first: index, ..Design::default() };
            let design = self.designs.entry(self.layout.elems[at].signature).or_insert(first);
            design.segments += 1;
            design.words += segment.count.words;
            design.link_words += segment.count.link_words;
            design.last = index;
        }
        self.words = before;
        for index in (1..self.layout.elems.len()).rev() {
            let parent = self.layout.elems[index].parent as usize;
            all[parent] = all[parent].plus(all[index]);
            self.long[parent] += self.long[index];
        }
        let held = |(long, all): (&u32, &Count)| [(*long / 4) as f32, share(*long, before), all.link_share()];
        self.held = self.long.iter().zip(&all).map(held).collect();
    }

    /// An element and those below it: they stand behind it, each deeper than it.
    fn with_below(&self, elem: u32) -> Range<u32> {
        let elems = &self.layout.elems;
        let start = elem as usize;
        let below = elems[start + 1..].iter().take_while(|other| other.depth > elems[start].depth).count();
        elem..u32::try_from(start + 1 + below).unwrap_or(elem)
    }

    /// Goes down as long as one child holds most of the running text.
    fn widest(&self) -> u32 {
        let mut root = 0u32;
        for (index, elem) in self.layout.elems.iter().enumerate().skip(1) {
            let most = f64::from(self.long[index]) >= 0.7 * f64::from(self.long[root as usize]);
            if elem.parent == root && self.long[index] > 0 && most {
                root = u32::try_from(index).unwrap_or(root);
            }
        }
        root
    }

    /// Paragraphs vote for their parent and, half as loud, for its parent.
    fn densest(&self) -> u32 {
        let mut votes = vec![0f32; self.layout.elems.len()];
        for segment in self.layout.segments.iter().filter(|segment| is_long(segment)) {
            let mut weight = segment.count.words as f32;
            for at in self.layout.above(segment.elem).skip(1).take(3) {
                votes[at as usize] += weight;
                weight /= 2.0;
            }
        }
        let best = votes.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        best.and_then(|(index, _)| u32::try_from(index).ok()).unwrap_or(0)
    }

    fn find_title(&self) -> Option<usize> {
        let heading = |level: u8| {
            (0..self.layout.segments.len()).find(|index| {
                self.layout.segments[*index].heading == level && self.reference.title_share(*index) > 0.7
            })
        };
        let any = || (0..self.layout.segments.len()).find(|index| self.reference.title_share(*index) > 0.9);
        heading(1).or_else(|| heading(2)).or_else(any)
    }

    /// The row of one segment.
    pub(crate) fn row(&self, index: usize, out: &mut Row) {
        self.own(index, out);
        self.place(index, out);
        self.around(index, out);
        self.neighbours(index, out);
        self.hints(index, out);
        debug_assert_eq!(out.values().len(), FIRST, "width of a row");
    }

    fn own(&self, index: usize, out: &mut Row) {
        let segment = &self.layout.segments[index];
        let count = segment.count;
        let elem = &self.layout.elems[segment.elem as usize];
        let words = words(count);
        let is = |yes: bool| f32::from(u8::from(yes));
        out.extend([
            words,
            count.chars as f32,
            count.link_share(),
            share(count.strong_words, count.words),
            count.stops as f32,
            count.stops as f32 / words.max(1.0),
            count.commas as f32 / words.max(1.0),
            share(count.digits, count.chars),
            count.capitals as f32 / words.max(1.0),
            count.bars as f32,
            count.links as f32,
            f32::from(segment.heading),
            tag_code(elem.tag),
            ending(segment.last_char),
            beginning(segment.first_char),
            f32::from(elem.depth),
            is(elem.item != NONE),
            is(elem.quote != NONE),
            is(elem.table != NONE),
            is(elem.figure != NONE),
            is(elem.pre != NONE),
        ]);
        self.reference.numbers(index, out);
    }

    fn place(&self, index: usize, out: &mut Row) {
        let total = self.layout.segments.len() as f32;
        let to_title = self.title.map_or(-999.0, |title| (index as f32 - title as f32).clamp(-60.0, 200.0));
        let since = self.title.map_or(0, |title| self.before[index].saturating_sub(self.before[title]));
        let (before, after) = self.gaps[index];
        out.extend([
            index as f32,
            index as f32 / total.max(1.0),
            share(self.before[index], self.words),
            (self.words / 4) as f32,
            to_title,
            (since / 4) as f32,
            f32::from(before),
            f32::from(after),
            total,
        ]);
    }

    fn around(&self, index: usize, out: &mut Row) {
        let elem = self.layout.segments[index].elem;
        let mut levels = self.layout.above(elem).skip(1);
        for _ in 0..LEVELS {
            let Some(at) = levels.next() else {
                out.extend([-1.0, -1.0, -1.0]);
                continue;
            };
            out.extend(self.held[at as usize]);
        }
        out.extend([self.distance(elem, &self.root), self.distance(elem, &self.dense)]);
        out.push(share(self.long[self.dense.start as usize], self.words));
        let design =
            self.designs.get(&self.layout.elems[elem as usize].signature).copied().unwrap_or_default();
        let span = (design.last - design.first + 1) as f32;
        out.extend([
            design.segments as f32,
            words_of(design.words) / (design.segments as f32).max(1.0),
            share(design.link_words, design.words),
            design.segments as f32 / span,
        ]);
    }

    /// Levels between an element and one above it, -1 where it stands elsewhere or too far below.
    fn distance(&self, elem: u32, above: &Range<u32>) -> f32 {
        let depth = |elem: u32| self.layout.elems[elem as usize].depth;
        let levels = depth(elem).saturating_sub(depth(above.start));
        if above.contains(&elem) && levels < FAR_ABOVE { f32::from(levels) } else { -1.0 }
    }

    fn neighbours(&self, index: usize, out: &mut Row) {
        let here = self.layout.segments[index].elem;
        let parent = self.layout.elems[here as usize].parent;
        for step in [-2i64, -1, 1, 2] {
            let other = i64::try_from(index).ok().and_then(|index| usize::try_from(index + step).ok());
            let Some(segment) = other.and_then(|other| self.layout.segments.get(other)) else {
                out.extend([-1.0, -1.0, -1.0, -1.0]);
                continue;
            };
            let beside = self.layout.elems[segment.elem as usize].parent == parent || segment.elem == here;
            out.extend([
                words(segment.count),
                segment.count.link_share(),
                f32::from(segment.heading),
                f32::from(u8::from(beside)),
            ]);
        }
    }

    fn hints(&self, index: usize, out: &mut Row) {
        let segment = &self.layout.segments[index];
        let elem = &self.layout.elems[segment.elem as usize];
        let inline = segment.hints.0 & !elem.all.0;
        let mut levels = [0.0; HINTS];
        for (bit, (level, near)) in levels.iter_mut().zip(elem.near).enumerate() {
            *level = if inline & (1 << bit) != 0 { 0.0 } else { f32::from(near.min(FAR)) };
        }
        out.extend(levels);
    }
}

fn words(count: Count) -> f32 {
    words_of(count.words)
}

fn words_of(quarters: u32) -> f32 {
    quarters as f32 / 4.0
}

fn gaps(layout: &Layout<'_>) -> Vec<(u8, u8)> {
    let count = layout.segments.len();
    let mut gaps = vec![(u8::MAX, u8::MAX); count];
    let mut since = u8::MAX;
    for (gap, segment) in gaps.iter_mut().zip(&layout.segments) {
        gap.0 = since;
        since = if is_long(segment) { 0 } else { since.saturating_add(1) };
    }
    let mut until = u8::MAX;
    for (gap, segment) in gaps.iter_mut().zip(&layout.segments).rev() {
        gap.1 = until;
        until = if is_long(segment) { 0 } else { until.saturating_add(1) };
    }
    gaps
}

fn tag_code(tag: Tag) -> f32 {
    match tag {
        Tag::P => 0.0,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 1.0,
        Tag::Li | Tag::Dd | Tag::Dt => 2.0,
        Tag::Blockquote => 3.0,
        Tag::Pre => 4.0,
        Tag::Td | Tag::Th => 5.0,
        Tag::Section | Tag::Article | Tag::Main => 6.0,
        Tag::Div => 7.0,
        Tag::Figcaption | Tag::Figure => 8.0,
        Tag::Button | Tag::Summary | Tag::Legend => 9.0,
        _ => 10.0,
    }
}

fn ending(last: char) -> f32 {
    match last {
        '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔' | '…' => 4.0,
        '"' | '”' | '“' | '»' | '«' | '’' | '\'' | ')' | '」' | '）' => 3.0,
        ':' | '：' => 2.0,
        c if c.is_numeric() => 1.0,
        _ => 0.0,
    }
}

fn beginning(first: char) -> f32 {
    match first {
        '"' | '“' | '„' | '«' | '»' | '‘' | '「' => 4.0,
        c if c.is_uppercase() => 3.0,
        c if c.is_lowercase() => 2.0,
        c if c.is_numeric() => 1.0,
        c if c.is_alphabetic() => 3.5,
        _ => 0.0,
    }
}

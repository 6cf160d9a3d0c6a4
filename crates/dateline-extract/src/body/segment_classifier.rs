//! The decision over the sequence of segments: which of them are the article. Two looks: the first at each segment and
//! its place, the second at what the first said of its neighbours and of the elements around it.

use super::features::{FIRST, Page};
use super::reference_text::Same;
use super::segment_model::{self, Look};
use super::segmentation::{Layout, NONE};
use crate::structured::Structured;
use dateline_trees::Row;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::RangeInclusive;

/// Segments from this score on are the article.
pub(crate) const THRESHOLD: f32 = 0.5;

/// Outside of these scores the first look is sure and there is no second one. Judged on hosts that the models had not
/// seen, looking again at everything from 0.02 up changes no figure and costs twice as much.
const OPEN: RangeInclusive<f32> = 0.05..=0.98;

/// Neighbours on each side that the second look sees.
const REACH: i64 = 4;
/// Ancestors that the second look sees.
const LEVELS: usize = 5;

/// A score for each segment, 0 to 1.
pub(crate) fn scores(layout: &Layout<'_>, structured: &Structured, title: Option<&str>) -> Vec<f32> {
    let page = Page::measure(layout, structured, title);
    let mut row = Row::default();
    // Rows of segments that the second look will see: one in so many, so that they are not made twice.
    let mut open = Vec::new();
    let mut first = vec![0.0; layout.segments.len()];
    let mut look = Look::new(&segment_model::FIRST, |index: usize, row: &[f32], score| {
        if OPEN.contains(&score) {
            open.extend_from_slice(row);
        }
        first[index] = score;
    });
    for index in 0..layout.segments.len() {
        row.clear();
        page.row(index, &mut row);
        look.ask(index, row.values());
    }
    look.finish();
    let second = Second::look(layout, &first);
    let mut scores = first.clone();
    let mut look = Look::new(&segment_model::SECOND, |index: usize, _: &[f32], score| scores[index] = score);
    let asked = (0..first.len()).filter(|index| OPEN.contains(&first[*index]));
    for (index, seen) in asked.zip(open.chunks_exact(FIRST)) {
        row.fill(seen);
        second.numbers(index, &mut row);
        look.ask(index, row.values());
    }
    look.finish();
    scores
}

/// What the first look said, summed up over neighbours, elements and designs.
pub(crate) struct Second<'l, 'd> {
    layout: &'l Layout<'d>,
    first: &'l [f32],
    /// Words, and words times score, below each element.
    elems: Vec<(f32, f32)>,
    designs: HashMap<u32, (f32, f32), BuildHasherDefault<Same>>,
    /// Words times score before each segment.
    before: Vec<f32>,
    total: f32,
    gaps: Vec<(f32, f32)>,
}

impl<'l, 'd> Second<'l, 'd> {
    pub(crate) fn look(layout: &'l Layout<'d>, first: &'l [f32]) -> Self {
        let mut second = Self {
            layout,
            first,
            elems: vec![(0.0, 0.0); layout.elems.len()],
            designs: HashMap::default(),
            before: Vec::with_capacity(first.len()),
            total: 0.0,
            gaps: gaps(layout, first),
        };
        second.sum();
        second
    }

    fn sum(&mut self) {
        for (segment, score) in self.layout.segments.iter().zip(self.first) {
            let words = segment.count.words as f32 / 4.0;
            self.before.push(self.total);
            self.total += words * score;
            let elem = segment.elem as usize;
            let design = self.designs.entry(self.layout.elems[elem].signature).or_default();
            for sums in [&mut self.elems[elem], design] {
                sums.0 += words;
                sums.1 += words * score;
            }
        }
        for index in (1..self.elems.len()).rev() {
            let parent = self.layout.elems[index].parent;
            if parent != NONE {
                let (words, mass) = self.elems[index];
                let above = &mut self.elems[parent as usize];
                *above = (above.0 + words, above.1 + mass);
            }
        }
        self.total = self.total.max(1e-6);
    }

    pub(crate) fn numbers(&self, index: usize, out: &mut Row) {
        out.push(self.first[index]);
        let here = i64::try_from(index).unwrap_or(0);
        for step in (-REACH..=REACH).filter(|step| *step != 0) {
            let other = usize::try_from(here + step).ok().and_then(|other| self.first.get(other));
            out.push(other.copied().unwrap_or(-1.0));
        }
        let elem = self.layout.segments[index].elem;
        let mut above = self.layout.above(elem).skip(1);
        for _ in 0..LEVELS {
            let sums = above.next().map(|at| self.elems[at as usize]);
            out.push(sums.map_or(-1.0, |(words, mass)| mass / words.max(1.0)));
            out.push(sums.map_or(-1.0, |(_, mass)| mass / self.total));
        }
        let design =
            self.designs.get(&self.layout.elems[elem as usize].signature).copied().unwrap_or_default();
        out.push(design.1 / design.0.max(1.0));
        let mass = self.layout.segments[index].count.words as f32 / 4.0 * self.first[index];
        out.push(self.before[index] / self.total);
        out.push((self.total - self.before[index] - mass) / self.total);
        out.push(self.total);
        out.extend([self.gaps[index].0, self.gaps[index].1]);
    }
}

/// Segments between each one and the nearest sure one before and after, 99 at most.
fn gaps(layout: &Layout<'_>, first: &[f32]) -> Vec<(f32, f32)> {
    let sure: Vec<bool> = layout
        .segments
        .iter()
        .zip(first)
        .map(|(segment, score)| *score > 0.6 && segment.count.words >= 32)
        .collect();
    let mut gaps = vec![(99.0, 99.0); first.len()];
    let mut since = 99.0f32;
    for (gap, sure) in gaps.iter_mut().zip(&sure) {
        gap.0 = since;
        since = if *sure { 0.0 } else { (since + 1.0).min(99.0) };
    }
    let mut until = 99.0f32;
    for (gap, sure) in gaps.iter_mut().zip(&sure).rev() {
        gap.1 = until;
        until = if *sure { 0.0 } else { (until + 1.0).min(99.0) };
    }
    gaps
}

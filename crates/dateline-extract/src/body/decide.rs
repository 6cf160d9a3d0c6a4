//! The decision over the sequence of segments: which of them are the article.

use super::cues::Cues;
use super::layout::{Layout, NONE, Segment};
use crate::survey::Structured;

/// Segments from this score on are the article.
pub(crate) const THRESHOLD: f32 = 0.5;

/// A score for each segment, 0 to 1.
pub(crate) fn scores(layout: &Layout<'_>, _structured: &Structured, title: Option<&str>) -> Vec<f32> {
    let good = good_words(layout);
    let root = root(layout, &good);
    let elem = &layout.elems[root as usize];
    let mut scores = vec![0.0; layout.segments.len()];
    for index in elem.first as usize..elem.last as usize {
        let segment = &layout.segments[index];
        let is_title = segment.heading == 1
            || (segment.heading > 0 && title.is_some_and(|title| title == layout.text(index)));
        if reads_well(segment) && !is_title {
            scores[index] = 1.0;
        }
    }
    scores
}

fn reads_well(segment: &Segment) -> bool {
    let count = segment.count;
    let chrome = segment
        .cues
        .has(Cues::CHROME.with(Cues::DROPPED).with(Cues::CAPTION).with(Cues::AUTHOR).with(Cues::TAGS));
    !chrome && count.link_share() < 0.5 && (count.words >= 4 * 8 || count.stops > 0 || segment.heading > 1)
}

/// Words of running text below each element.
fn good_words(layout: &Layout<'_>) -> Vec<u32> {
    let mut good = vec![0u32; layout.elems.len()];
    for segment in layout.segments.iter().filter(|segment| reads_well(segment) && segment.count.words >= 40) {
        good[segment.elem as usize] += segment.count.words;
    }
    for index in (1..layout.elems.len()).rev() {
        let parent = layout.elems[index].parent;
        if parent != NONE {
            good[parent as usize] += good[index];
        }
    }
    good
}

/// Goes down as long as one child holds most of the running text.
fn root(layout: &Layout<'_>, good: &[u32]) -> u32 {
    let mut root = 0u32;
    for (index, elem) in layout.elems.iter().enumerate().skip(1) {
        if elem.parent == root
            && good[index] > 0
            && f64::from(good[index]) >= 0.7 * f64::from(good[root as usize])
        {
            root = u32::try_from(index).unwrap_or(root);
        }
    }
    root
}

//! What was learnt of segments, compiled in: numbers of a segment to the odds that it is the article's. Trained by
//! `eval/train/body.py`; says nothing of what the numbers mean.

use dateline_trees::{Abreast, Columns, ROWS, Trees, probability};
use std::sync::LazyLock;

/// Trees of one look at the segments.
#[derive(Default)]
pub(crate) struct Model(Abreast);

impl Model {
    /// A model that cannot be read says nothing: every segment gets even odds.
    fn read(bytes: &[u8]) -> Self {
        Self(Trees::read(bytes).as_ref().and_then(Abreast::new).unwrap_or_default())
    }
}

pub(crate) static FIRST: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("first.trees")));
/// The second look, which sees the first one's result around each segment.
pub(crate) static SECOND: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("second.trees")));

/// Sums (in log odds) after 15, 20, 25 trees and so on below which the outcome is open no longer. Of 38,130 segments of
/// every eighth page that fell below, 22 came out above .05 in the end, and none above .11.
const HOPELESS: [f32; 7] = [-2.0, -2.4, -2.7, -2.9, -3.0, -3.1, -3.2];

/// What such a segment is given. They come out with .008 on average, but the second look is too strict beside such
/// neighbours: recall of segments is .917 with it, .923 with this.
const NONE: f32 = 0.03;

/// Groups of trees before the first of these sums.
const EARLY: usize = 3;

/// A look at segments, sixteen at a time: most are hopeless after a few trees, and those that are not come together to be
/// asked further.
pub(crate) struct Look<'m, T> {
    model: &'m Model,
    columns: Columns,
    fresh: Asked,
    open: Asked,
    /// Takes a segment, its row and its probability, 0 to 1; the rows of those that are not hopeless in order.
    take: T,
}

/// Segments with their sums and rows.
#[derive(Default)]
struct Asked {
    segments: Vec<usize>,
    sums: [f32; ROWS],
    rows: Vec<f32>,
}

impl Asked {
    fn add(&mut self, segment: usize, sum: f32, row: &[f32]) {
        if let Some(place) = self.sums.get_mut(self.segments.len()) {
            *place = sum;
        }
        self.segments.push(segment);
        self.rows.extend_from_slice(row);
    }

    fn is_full(&self) -> bool {
        self.segments.len() == ROWS
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.rows.chunks(self.rows.len().checked_div(self.segments.len()).unwrap_or_default().max(1))
    }

    fn clear(&mut self) {
        self.segments.clear();
        self.rows.clear();
    }
}

impl<'m, T: FnMut(usize, &[f32], f32)> Look<'m, T> {
    pub(crate) fn new(model: &'m Model, take: T) -> Self {
        let (fresh, open) = (Asked::default(), Asked::default());
        Self { model, columns: Columns::default(), fresh, open, take }
    }

    /// Asks about a segment.
    pub(crate) fn ask(&mut self, segment: usize, row: &[f32]) {
        self.fresh.add(segment, 0.0, row);
        if self.fresh.is_full() {
            self.early();
        }
    }

    /// Answers what is still open.
    pub(crate) fn finish(mut self) {
        self.early();
        self.late();
    }

    /// The first trees, for segments that nothing is known of.
    fn early(&mut self) {
        let mut asked = std::mem::take(&mut self.fresh);
        asked.rows().enumerate().for_each(|(lane, row)| self.columns.put(lane, row));
        let groups = self.model.0.groups();
        (0..groups.min(EARLY)).for_each(|group| self.model.0.add(group, &self.columns, &mut asked.sums));
        for ((segment, sum), row) in asked.segments.iter().zip(asked.sums).zip(asked.rows()) {
            if groups >= EARLY && sum < HOPELESS[0] {
                (self.take)(*segment, row, NONE);
                continue;
            }
            self.open.add(*segment, sum, row);
            if self.open.is_full() {
                self.late();
            }
        }
        asked.clear();
        asked.sums = [0.0; ROWS];
        self.fresh = asked;
    }

    /// The other trees.
    fn late(&mut self) {
        let mut asked = std::mem::take(&mut self.open);
        asked.rows().enumerate().for_each(|(lane, row)| self.columns.put(lane, row));
        let mut lost = [false; ROWS];
        for group in EARLY..self.model.0.groups() {
            self.model.0.add(group, &self.columns, &mut asked.sums);
            let hopeless = HOPELESS[(group + 1 - EARLY).min(HOPELESS.len() - 1)];
            lost.iter_mut().zip(asked.sums).for_each(|(lost, sum)| *lost |= sum < hopeless);
            if lost.iter().take(asked.segments.len()).all(|lost| *lost) {
                break;
            }
        }
        let told = asked.segments.iter().zip(asked.sums).zip(lost);
        for (((segment, sum), lost), row) in told.zip(asked.rows()) {
            (self.take)(*segment, row, if lost { NONE } else { probability(sum) });
        }
        asked.clear();
        self.open = asked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_trees::Row;

    #[test]
    fn both_models_can_be_read() {
        for model in [&*FIRST, &*SECOND] {
            assert!(model.0.groups() >= 4);
            let mut odds = Vec::new();
            let mut look = Look::new(model, |segment, _: &[f32], score| odds.push((segment, score)));
            (0..40).for_each(|segment| look.ask(segment, &[segment as f32, 50.0]));
            look.finish();
            odds.sort_by_key(|(segment, _)| *segment);
            assert!(odds.iter().map(|(segment, _)| *segment).eq(0..40));
            assert!(odds.iter().all(|(_, score)| (0.0..=1.0).contains(score)));
        }
    }

    /// Every segment is told what a walk through the trees tells it alone.
    #[test]
    fn sixteen_are_told_what_one_is() {
        let trees = Trees::read(include_bytes!("first.trees")).unwrap();
        let row = |segment: usize| -> Vec<f32> {
            (0..105usize).map(|at| ((segment * 31 + at * 17) % 97) as f32 / (1 + at % 7) as f32).collect()
        };
        let mut look = Look::new(&FIRST, |segment, _: &[f32], score| {
            assert_eq!(probability(trees.sum(&Row::of(&row(segment)))), score, "{segment}");
        });
        (0..200).for_each(|segment| look.ask(segment, &row(segment)));
        look.finish();
    }
}

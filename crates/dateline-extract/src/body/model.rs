//! What was learnt of segments, compiled in: numbers of a segment to the odds that it is the article's. Trained by
//! `eval/train/body.py`; says nothing of what the numbers mean.

use dateline_trees::{LANES, Row, Trees, probability};
use std::sync::LazyLock;

/// Trees of one look at the segments.
pub(crate) struct Model(Trees);

/// A model that cannot be read says nothing: every segment gets even odds.
pub(crate) static FIRST: LazyLock<Model> =
    LazyLock::new(|| Model(Trees::read(include_bytes!("first.trees")).unwrap_or_default()));
/// The second look, which sees the first one's result around each segment.
pub(crate) static SECOND: LazyLock<Model> =
    LazyLock::new(|| Model(Trees::read(include_bytes!("second.trees")).unwrap_or_default()));

/// Sums (in log odds) after 15, 20, 25 trees and so on below which the outcome is open no longer. Of 38,130 segments of
/// every eighth page that fell below, 22 came out above .05 in the end, and none above .11.
const HOPELESS: [f32; 7] = [-2.0, -2.4, -2.7, -2.9, -3.0, -3.1, -3.2];

/// What such a segment is given. They come out with .008 on average, but the second look is too strict beside such
/// neighbours: recall of segments is .917 with it, .923 with this.
const NONE: f32 = 0.03;

impl Model {
    /// Probability, 0 to 1, that a row of numbers belongs to the article. What is hopeless after a part of the trees
    /// is not asked further: most of a page is.
    pub(crate) fn odds(&self, row: &Row) -> f32 {
        let hopeless = |asked: usize| match (asked / LANES).checked_sub(3) {
            Some(part) => HOPELESS[part.min(HOPELESS.len() - 1)],
            None => f32::NEG_INFINITY,
        };
        self.0.sum_unless(row, hopeless).map_or(NONE, probability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_models_can_be_read() {
        for model in [&*FIRST, &*SECOND] {
            assert!(model.0.len() >= 20);
            let odds = model.odds(&Row::default());
            assert!((0.0..=1.0).contains(&odds));
        }
    }
}

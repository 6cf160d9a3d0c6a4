//! What was learnt of segments, compiled in: numbers of a segment to the odds that it is the article's. Trained by
//! `eval/train/body.py`; says nothing of what the numbers mean.

use dateline_trees::{Trees, probability};
use std::sync::LazyLock;

/// Trees of one look at the segments.
pub(crate) struct Model(Trees);

/// A model that cannot be read says nothing: every segment gets even odds.
pub(crate) static FIRST: LazyLock<Model> =
    LazyLock::new(|| Model(Trees::read(include_bytes!("first.trees")).unwrap_or_default()));
/// The second look, which sees the first one's result around each segment.
pub(crate) static SECOND: LazyLock<Model> =
    LazyLock::new(|| Model(Trees::read(include_bytes!("second.trees")).unwrap_or_default()));

/// Trees between two looks at the sum, and the sum (in log odds) below which the rest cannot change the outcome.
const PART: usize = 15;
const HOPELESS: f32 = -3.2;

impl Model {
    /// Probability, 0 to 1, that a row of numbers belongs to the article. What is hopeless after a part of the trees
    /// is not asked further: most of a page is.
    pub(crate) fn odds(&self, row: &[f32]) -> f32 {
        probability(self.0.sum_unless(row, PART, HOPELESS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_models_can_be_read() {
        for model in [&*FIRST, &*SECOND] {
            assert!(model.0.len() >= 20);
            let odds = model.odds(&[0.0; 160]);
            assert!((0.0..=1.0).contains(&odds));
        }
    }
}

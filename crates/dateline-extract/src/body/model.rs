//! Gradient-boosted trees, compiled in: numbers of a segment to the odds that it is the article's. Trained by
//! `eval/train/body.py`; says nothing of what the numbers mean.
//!
//! Format: `DLT1`, number of trees (u16); for each tree the number of splits (u16), the splits (feature u8, threshold
//! f32, left i16, right i16; a child below zero is leaf `-1 - child`), then one f32 for each leaf. Little endian.

use std::sync::LazyLock;

/// A model that cannot be read says nothing: every segment gets even odds.
pub(crate) static FIRST: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_bytes!("first.trees")).unwrap_or_default());
/// The second look, which sees the first one's result around each segment.
pub(crate) static SECOND: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_bytes!("second.trees")).unwrap_or_default());

/// Trees between two looks at the sum, and the sum (in log odds) below which the rest cannot change the outcome.
const PART: usize = 15;
const HOPELESS: f32 = -3.2;

#[derive(Debug, Clone, Copy)]
struct Split {
    threshold: f32,
    feature: u8,
    left: i16,
    right: i16,
}

/// A sum of trees.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    splits: Vec<Split>,
    leaves: Vec<f32>,
    /// First split and first leaf of each tree.
    roots: Vec<(usize, usize)>,
}

impl Trees {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(b"DLT1")?);
        let mut trees = Self::default();
        for _ in 0..input.u16()? {
            trees.roots.push((trees.splits.len(), trees.leaves.len()));
            let count = input.u16()?;
            for _ in 0..count {
                let feature = input.take::<1>()?[0];
                let threshold = f32::from_le_bytes(input.take()?);
                let left = i16::from_le_bytes(input.take()?);
                let right = i16::from_le_bytes(input.take()?);
                trees.splits.push(Split { threshold, feature, left, right });
            }
            for _ in 0..=count {
                trees.leaves.push(f32::from_le_bytes(input.take()?));
            }
        }
        Some(trees)
    }

    /// Probability, 0 to 1, that a row of numbers belongs to the article. What is hopeless after a part of the trees
    /// is not asked further: most of a page is.
    pub(crate) fn odds(&self, row: &[f32]) -> f32 {
        let mut sum = 0.0;
        for part in self.roots.chunks(PART) {
            sum += part.iter().map(|(splits, leaves)| self.leaf(*splits, *leaves, row)).sum::<f32>();
            if sum < HOPELESS {
                break;
            }
        }
        1.0 / (1.0 + (-sum).exp())
    }

    fn leaf(&self, splits: usize, leaves: usize, row: &[f32]) -> f32 {
        let mut at = 0i16;
        // A child always stands behind its parent, so this ends.
        while let Ok(index) = usize::try_from(at) {
            let Some(split) = self.splits.get(splits + index) else { return 0.0 };
            let value = row.get(usize::from(split.feature)).copied().unwrap_or(0.0);
            let next = if value <= split.threshold { split.left } else { split.right };
            if next >= 0 && next <= at {
                return 0.0;
            }
            at = next;
        }
        let leaf = usize::try_from(-1 - i32::from(at)).unwrap_or(0);
        self.leaves.get(leaves + leaf).copied().unwrap_or(0.0)
    }
}

struct Input<'b>(&'b [u8]);

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_models_can_be_read() {
        for trees in [&*FIRST, &*SECOND] {
            assert!(trees.roots.len() >= 20);
            let odds = trees.odds(&[0.0; 160]);
            assert!((0.0..=1.0).contains(&odds));
        }
    }

    #[test]
    fn one_split() {
        let mut bytes = b"DLT1\x01\x00\x01\x00\x02".to_vec();
        bytes.extend(3.5f32.to_le_bytes());
        bytes.extend((-1i16).to_le_bytes());
        bytes.extend((-2i16).to_le_bytes());
        bytes.extend([-4.0f32, 4.0].into_iter().flat_map(f32::to_le_bytes));
        let trees = Trees::read(&bytes).unwrap();
        assert!(trees.odds(&[0.0, 0.0, 3.5]) < 0.02);
        assert!(trees.odds(&[0.0, 0.0, 3.6]) > 0.98);
        assert!(Trees::read(&bytes[..20]).is_none());
    }
}

//! Gradient-boosted trees as bytes: a row of numbers to log odds. Says nothing of what the numbers mean; the programs of
//! `eval/train` write the bytes.
//!
//! Format: `DLT1`, number of trees (u16); for each tree the number of splits (u16), the splits (feature u8, threshold
//! f32, left i16, right i16; a child below zero is leaf `-1 - child`), then one f32 for each leaf. Little endian.

#[derive(Debug, Clone, Copy)]
struct Split {
    threshold: f32,
    feature: u8,
    left: i16,
    right: i16,
}

/// A sum of trees. The default has none and gives even odds.
#[derive(Debug, Default)]
pub struct Trees {
    splits: Vec<Split>,
    leaves: Vec<f32>,
    /// First split and first leaf of each tree.
    roots: Vec<(usize, usize)>,
}

impl Trees {
    /// Reads the format above; `None` where the bytes end too early or begin otherwise.
    pub fn read(bytes: &[u8]) -> Option<Self> {
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

    /// Number of trees.
    pub const fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether there is no tree.
    pub const fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Log odds of a row; a number that the row lacks counts as 0.
    pub fn sum(&self, row: &[f32]) -> f32 {
        self.sum_unless(row, self.len().max(1), f32::NEG_INFINITY)
    }

    /// The same, looked at after every `part` trees: a sum below `hopeless` is given as it is, the rest not asked.
    pub fn sum_unless(&self, row: &[f32], part: usize, hopeless: f32) -> f32 {
        let mut sum = 0.0;
        for part in self.roots.chunks(part.max(1)) {
            sum += part.iter().map(|(splits, leaves)| self.leaf(*splits, *leaves, row)).sum::<f32>();
            if sum < hopeless {
                break;
            }
        }
        sum
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

/// Log odds as a probability, 0 to 1.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
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

    fn one_split() -> Vec<u8> {
        let mut bytes = b"DLT1\x01\x00\x01\x00\x02".to_vec();
        bytes.extend(3.5f32.to_le_bytes());
        bytes.extend((-1i16).to_le_bytes());
        bytes.extend((-2i16).to_le_bytes());
        bytes.extend([-4.0f32, 4.0].into_iter().flat_map(f32::to_le_bytes));
        bytes
    }

    #[test]
    fn a_row_falls_to_the_side_of_its_number() {
        let trees = Trees::read(&one_split()).unwrap();
        assert!(probability(trees.sum(&[0.0, 0.0, 3.5])) < 0.02);
        assert!(probability(trees.sum(&[0.0, 0.0, 3.6])) > 0.98);
    }

    #[test]
    fn bytes_that_end_early_are_no_trees() {
        let whole = one_split();
        assert!((0..whole.len()).all(|end| Trees::read(&whole[..end]).is_none()));
    }

    #[test]
    fn a_child_that_points_back_ends() {
        let mut bytes = one_split();
        bytes[14..16].copy_from_slice(&0i16.to_le_bytes());
        assert_eq!(Trees::read(&bytes).unwrap().sum(&[0.0]), 0.0);
    }
}

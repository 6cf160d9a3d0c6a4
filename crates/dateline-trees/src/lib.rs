//! Gradient-boosted trees as bytes: a row of numbers to log odds. Says nothing of what the numbers mean; the programs of
//! `eval/train` write the bytes.
//!
//! Format: `DLT1`, number of trees (u16); for each tree the number of splits (u16), the splits (feature u8, threshold
//! f32, left i16, right i16; a child below zero is leaf `-1 - child`), then one f32 for each leaf. Little endian.

/// Trees that are walked side by side: their steps do not wait for each other.
const LANES: usize = 5;

/// A split, or a leaf whose threshold is no number: then every comparison fails and the walk stays where it is.
#[derive(Debug, Clone, Copy)]
struct Node {
    threshold: f32,
    /// Where greater numbers go, counted from the tree's root; the others go to the next node.
    right: u16,
    feature: u8,
}

/// A sum of trees. The default has none and gives even odds.
#[derive(Debug, Default)]
pub struct Trees {
    nodes: Vec<Node>,
    /// What each node adds, 0 for splits.
    values: Vec<f32>,
    /// First node and depth of each tree.
    roots: Vec<(usize, usize)>,
}

impl Trees {
    /// Reads the format above; `None` where the bytes end too early, begin otherwise, or a child does not stand behind its
    /// parent.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(b"DLT1")?);
        let mut trees = Self::default();
        for _ in 0..input.u16()? {
            let count = input.u16()?;
            let splits = (0..count).map(|_| Split::read(&mut input)).collect::<Option<Vec<_>>>()?;
            let leaves =
                (0..=count).map(|_| input.take().map(f32::from_le_bytes)).collect::<Option<Vec<_>>>()?;
            let root = trees.nodes.len();
            let depth = trees.grow(root, if count == 0 { -1 } else { 0 }, &splits, &leaves)?;
            trees.roots.push((root, depth));
        }
        Some(trees)
    }

    /// Adds a node and what is below it, the left side first, and gives the depth. Each node may be reached once: a tree
    /// has no more nodes than it has splits and leaves, so that no bytes make it grow without end.
    fn grow(&mut self, root: usize, at: i16, splits: &[Split], leaves: &[f32]) -> Option<usize> {
        let here = self.nodes.len();
        let own = u16::try_from(here - root).ok()?;
        if usize::from(own) > splits.len() + leaves.len() {
            return None;
        }
        let Ok(index) = usize::try_from(at) else {
            self.nodes.push(Node { threshold: f32::NAN, right: own, feature: 0 });
            self.values.push(*leaves.get(usize::try_from(-1 - i32::from(at)).ok()?)?);
            return Some(0);
        };
        let split = *splits.get(index)?;
        if [split.left, split.right].iter().any(|child| (0..=at).contains(child)) {
            return None;
        }
        self.nodes.push(Node { threshold: split.threshold, right: own, feature: split.feature });
        self.values.push(0.0);
        let left = self.grow(root, split.left, splits, leaves)?;
        self.nodes[here].right = u16::try_from(self.nodes.len() - root).ok()?;
        let right = self.grow(root, split.right, splits, leaves)?;
        Some(left.max(right) + 1)
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
            sum += part.chunks(LANES).flat_map(|trees| self.leaves(trees, row)).sum::<f32>();
            if sum < hopeless {
                break;
            }
        }
        sum
    }

    /// What each of a few trees says; nothing for lanes without a tree.
    fn leaves(&self, trees: &[(usize, usize)], row: &[f32]) -> [f32; LANES] {
        let mut at = [usize::MAX; LANES];
        let mut depth = 0;
        for (at, (root, levels)) in at.iter_mut().zip(trees) {
            *at = *root;
            depth = depth.max(*levels);
        }
        let root = at;
        for _ in 0..depth {
            for (at, root) in at.iter_mut().zip(&root) {
                let Some(node) = self.nodes.get(*at) else { continue };
                let value = row.get(usize::from(node.feature)).copied().unwrap_or(0.0);
                let right = root + usize::from(node.right);
                *at = if value <= node.threshold { *at + 1 } else { right };
            }
        }
        at.map(|at| self.values.get(at).copied().unwrap_or(0.0))
    }
}

/// Log odds as a probability, 0 to 1.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[derive(Debug, Clone, Copy)]
struct Split {
    threshold: f32,
    feature: u8,
    left: i16,
    right: i16,
}

impl Split {
    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(Self {
            feature: input.take::<1>()?[0],
            threshold: f32::from_le_bytes(input.take()?),
            left: i16::from_le_bytes(input.take()?),
            right: i16::from_le_bytes(input.take()?),
        })
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
    fn a_child_that_points_back_is_no_tree() {
        let mut bytes = one_split();
        bytes[13..15].copy_from_slice(&0i16.to_le_bytes());
        assert!(Trees::read(&bytes).is_none());
    }

    /// Every split has both sides lead to the next one: as a tree it would have 2^40 leaves.
    #[test]
    fn children_that_are_shared_do_not_grow_without_end() {
        let mut bytes = b"DLT1\x01\x00\x28\x00".to_vec();
        for next in (1..40i16).chain([-1]) {
            bytes.push(0);
            bytes.extend(0.5f32.to_le_bytes());
            bytes.extend(next.to_le_bytes());
            bytes.extend(next.to_le_bytes());
        }
        bytes.extend([0; 4 * 41]);
        assert!(Trees::read(&bytes).is_none());
    }

    #[test]
    fn what_is_hopeless_is_not_asked_further() {
        let one = one_split();
        let mut bytes = b"DLT1\x03\x00".to_vec();
        (0..3).for_each(|_| bytes.extend(&one[6..]));
        let trees = Trees::read(&bytes).unwrap();
        assert_eq!(trees.sum(&[0.0; 3]), -12.0);
        assert_eq!(trees.sum_unless(&[0.0; 3], 1, -3.0), -4.0);
        assert_eq!(trees.sum_unless(&[0.0, 0.0, 9.0], 1, -3.0), 12.0);
    }
}

//! Gradient-boosted trees as bytes: a row of numbers to log odds. Says nothing of what the numbers mean; the programs of
//! `eval/train` write the bytes.
//!
//! Format: `DLT1`, number of trees (u16); for each tree the number of splits (u16), the splits (feature u8, threshold
//! f32, left i16, right i16; a child below zero is leaf `-1 - child`), then one f32 for each leaf. Little endian.

mod batch_scorer;
mod parallel_walk;
mod row;

pub use batch_scorer::BatchScorer;
pub use parallel_walk::{Abreast, Columns, ROWS};
pub use row::Row;
use row::WIDTH;
use std::hint::select_unpredictable;
use std::ops::Range;

/// Trees that are walked side by side: their steps do not wait for each other.
pub const LANES: usize = 5;

/// A split, or a leaf whose threshold is no number: then every comparison fails and the walk stays where it is.
#[derive(Debug, Clone, Copy)]
struct Node {
    threshold: f32,
    /// Where greater numbers go, counted from here; the others go to the next node. A leaf goes nowhere.
    right: u16,
    feature: u8,
}

/// First node and depth of a tree.
#[derive(Debug, Clone, Copy)]
struct Root {
    node: usize,
    depth: usize,
}

/// A sum of trees. The default has none and gives even odds.
#[derive(Debug, Default)]
pub struct Trees {
    nodes: Vec<Node>,
    /// What each node adds, 0 for splits.
    values: Vec<f32>,
    roots: Vec<Root>,
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
            trees.roots.push(Root { node: root, depth });
        }
        Some(trees)
    }

    /// Adds a node and what is below it, the left side first, and gives the depth. Each node may be reached once: a tree
    /// has no more nodes than it has splits and leaves, so that no bytes make it grow without end.
    fn grow(&mut self, root: usize, at: i16, splits: &[Split], leaves: &[f32]) -> Option<usize> {
        let here = self.nodes.len();
        if here - root > splits.len() + leaves.len() {
            return None;
        }
        let Ok(index) = usize::try_from(at) else {
            self.nodes.push(Node { threshold: f32::NAN, right: 0, feature: 0 });
            self.values.push(*leaves.get(usize::try_from(-1 - i32::from(at)).ok()?)?);
            return Some(0);
        };
        let split = *splits.get(index)?;
        if [split.left, split.right].iter().any(|child| (0..=at).contains(child)) {
            return None;
        }
        self.nodes.push(Node { threshold: split.threshold, right: 0, feature: split.feature });
        self.values.push(0.0);
        let left = self.grow(root, split.left, splits, leaves)?;
        self.nodes[here].right = u16::try_from(self.nodes.len() - here).ok()?;
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
    pub fn sum(&self, row: &Row) -> f32 {
        let row = row.all();
        let (groups, rest) = self.roots.as_chunks::<LANES>();
        let sum = groups.iter().fold(0.0, |sum, group| sum + self.leaves(group, row).iter().sum::<f32>());
        sum + rest.iter().flat_map(|root| self.leaves(&[*root], row)).sum::<f32>()
    }

    /// The least and the most log odds of any row that is like this one but for its numbers in `unknown`; sums are rounded in
    /// another order.
    pub fn bounds(&self, row: &Row, unknown: &Range<usize>) -> (f32, f32) {
        let bounds = self.roots.iter().map(|root| self.bounds_below(root.node, row.all(), unknown));
        bounds.fold((0.0, 0.0), |sum, tree| (sum.0 + tree.0, sum.1 + tree.1))
    }

    fn bounds_below(&self, at: usize, row: &[f32; WIDTH], unknown: &Range<usize>) -> (f32, f32) {
        let node = self.nodes[at];
        if node.right == 0 {
            return (self.values[at], self.values[at]);
        }
        let (left, right) = (at + 1, at + usize::from(node.right));
        let feature = usize::from(node.feature);
        if unknown.contains(&feature) {
            let sides = [left, right].map(|side| self.bounds_below(side, row, unknown));
            return (sides[0].0.min(sides[1].0), sides[0].1.max(sides[1].1));
        }
        self.bounds_below(if row[feature] <= node.threshold { left } else { right }, row, unknown)
    }

    /// What each of a few trees says.
    fn leaves<const N: usize>(&self, trees: &[Root; N], row: &[f32; WIDTH]) -> [f32; N] {
        let mut at = [0; N];
        let mut depth = 0;
        for (at, tree) in at.iter_mut().zip(trees) {
            *at = tree.node;
            depth = depth.max(tree.depth);
        }
        for _ in 0..depth {
            let mut moved = 0;
            for at in &mut at {
                let node = self.nodes[*at];
                let goes_left = row[usize::from(node.feature)] <= node.threshold;
                let step = select_unpredictable(goes_left, 1, node.right);
                *at += usize::from(step);
                moved |= step;
            }
            // Most rows come to a leaf long before the deepest one.
            if moved == 0 {
                break;
            }
        }
        let mut leaves = [0.0; N];
        for (leaf, at) in leaves.iter_mut().zip(at) {
            *leaf = self.values[at];
        }
        leaves
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

    fn sum(trees: &Trees, row: &[f32]) -> f32 {
        trees.sum(&Row::of(row))
    }

    pub(crate) fn one_split() -> Vec<u8> {
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
        assert!(probability(sum(&trees, &[0.0, 0.0, 3.5])) < 0.02);
        assert!(probability(sum(&trees, &[0.0, 0.0, 3.6])) > 0.98);
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
}

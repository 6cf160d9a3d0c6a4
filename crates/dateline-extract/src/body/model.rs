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

/// A sum of trees.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// What each node adds, 0 for splits.
    values: Vec<f32>,
    /// First node and depth of each tree.
    roots: Vec<(usize, usize)>,
}

impl Trees {
    fn read(bytes: &[u8]) -> Option<Self> {
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

    /// Adds a node and what is below it, the left side first, and gives the depth. A child that does not stand behind its
    /// parent belongs to no tree.
    fn grow(&mut self, root: usize, at: i16, splits: &[Split], leaves: &[f32]) -> Option<usize> {
        let here = self.nodes.len();
        let own = u16::try_from(here - root).ok()?;
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

    /// Probability, 0 to 1, that a row of numbers belongs to the article. What is hopeless after a part of the trees
    /// is not asked further: most of a page is.
    pub(crate) fn odds(&self, row: &[f32]) -> f32 {
        let mut sum = 0.0;
        for part in self.roots.chunks(PART) {
            sum += part.chunks(LANES).flat_map(|trees| self.leaves(trees, row)).sum::<f32>();
            if sum < HOPELESS {
                break;
            }
        }
        1.0 / (1.0 + (-sum).exp())
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

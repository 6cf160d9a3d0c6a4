//! Many rows at once: every split of a tree is held against sixteen rows side by side, and each crosses out the leaves that a
//! row cannot come to (Lucchese and others 2015, "QuickScorer"). The first leaf left is the one that a walk ends at.
//! Numbers are held as their ranks among the thresholds of their feature, so that all of it is small integers.

use crate::{LANES, Node, Trees};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// Rows side by side.
const ROWS: usize = 16;

/// A split: rows whose number ranks above `rank` keep the leaves of `kept` alone.
#[derive(Debug, Clone, Copy)]
struct Cut {
    rank: i16,
    kept: u16,
    feature: u8,
}

impl Cut {
    /// All rows alike and without a choice, so that several fit one instruction.
    fn cross_out(self, column: &[i16; ROWS], leaves: &mut [u16; ROWS]) {
        for lane in 0..ROWS {
            // All bits where the number ranks above, none where it does not.
            let above = (self.rank - column[lane]) >> 15;
            leaves[lane] &= self.kept | !above.cast_unsigned();
        }
    }
}

/// One tree's splits and leaves.
#[derive(Debug, Clone, Default)]
struct Flat {
    cuts: Vec<Cut>,
    leaves: Vec<f32>,
}

/// Trees as splits that cross out leaves.
#[derive(Debug, Default)]
pub struct BatchScorer {
    trees: Vec<Flat>,
    /// Thresholds of each feature in order.
    thresholds: Vec<Vec<f32>>,
}

impl BatchScorer {
    /// The same trees; none where one has more than 16 leaves, or a feature more than 16,383 thresholds.
    pub fn new(trees: &Trees) -> Option<Self> {
        let mut thresholds: Vec<Vec<f32>> = Vec::new();
        for node in trees.nodes.iter().filter(|node| node.right > 0) {
            let feature = usize::from(node.feature);
            thresholds.resize(thresholds.len().max(feature + 1), Vec::new());
            thresholds[feature].push(node.threshold);
        }
        for list in &mut thresholds {
            list.sort_unstable_by(f32::total_cmp);
            list.dedup();
        }
        let flat = |root: usize| {
            let mut flat = Flat::default();
            flat.take(trees, &thresholds, root)?;
            Some(flat)
        };
        let flat = trees.roots.iter().map(|root| flat(root.node)).collect::<Option<_>>()?;
        let few = thresholds.iter().all(|list| list.len() < (1 << 14));
        few.then_some(Self { trees: flat, thresholds })
    }

    /// Log odds of each row, as [`Trees::sum`] gives them, where after every `part` trees a sum that has left `open`
    /// stands as it is. A number that the rows lack counts as 0. Rows that are equal are judged once: articles that are alike make
    /// many.
    pub fn sums<const N: usize>(&self, rows: &[[f32; N]], part: usize, open: Range<f32>) -> Vec<f32> {
        let mut places: HashMap<[u32; N], usize> = HashMap::with_capacity(rows.len());
        let mut distinct = Vec::with_capacity(rows.len());
        let mut place = |row: &[f32; N]| {
            *places.entry(row.map(f32::to_bits)).or_insert_with(|| {
                distinct.push(*row);
                distinct.len() - 1
            })
        };
        let places: Vec<usize> = rows.iter().map(&mut place).collect();
        let sums = self.sums_of_distinct(&distinct, part, &open);
        places.into_iter().map(|place| sums.get(place).copied().unwrap_or_default()).collect()
    }

    fn sums_of_distinct<const N: usize>(
        &self,
        rows: &[[f32; N]],
        part: usize,
        open: &Range<f32>,
    ) -> Vec<f32> {
        let mut sums = vec![0.0; rows.len()];
        let mut left: Vec<usize> = (0..rows.len()).collect();
        let mut columns = vec![[0; ROWS]; self.thresholds.len()];
        // Most rows that are settled are known after a few parts: the others stand together from then on.
        let (early, late) = self.trees.split_at((EARLY * part).min(self.trees.len()));
        for (trees, before) in [(early, 0), (late, early.len())] {
            for places in left.chunks(ROWS) {
                let mut own = [0.0; ROWS];
                for (lane, place) in places.iter().enumerate() {
                    own[lane] = sums[*place];
                    let numbers = rows[*place].iter().copied().chain(std::iter::repeat(0.0));
                    for ((column, list), number) in columns.iter_mut().zip(&self.thresholds).zip(numbers) {
                        column[lane] = rank(list, number);
                    }
                }
                ask(trees, before, &columns, &mut own, |asked, sum| {
                    asked % part == 0 && !open.contains(&sum)
                });
                places.iter().zip(own).for_each(|(place, sum)| sums[*place] = sum);
            }
            left.retain(|place| open.contains(&sums[*place]));
        }
        sums
    }
}

/// Thresholds that a number is above: it goes to the left of all others.
fn rank(thresholds: &[f32], number: f32) -> i16 {
    thresholds.partition_point(|threshold| above(number, *threshold)) as i16
}

/// As a walk has it: what is no number is above everything.
fn above(number: f32, threshold: f32) -> bool {
    !matches!(number.partial_cmp(&threshold), Some(Ordering::Less | Ordering::Equal))
}

/// Parts that are asked before rows that are settled are left out.
const EARLY: usize = 3;

impl Flat {
    /// Takes in what is below a node, the left side first.
    fn take(&mut self, trees: &Trees, thresholds: &[Vec<f32>], at: usize) -> Option<()> {
        let Node { threshold, right, feature } = *trees.nodes.get(at)?;
        if right == 0 {
            self.leaves.push(*trees.values.get(at)?);
            return (self.leaves.len() <= u16::BITS as usize).then_some(());
        }
        let first = self.leaves.len();
        self.take(trees, thresholds, at + 1)?;
        let of_left = (first..self.leaves.len()).fold(0, |leaves: u16, leaf| leaves | (1 << leaf));
        let rank = rank(thresholds.get(usize::from(feature))?, threshold);
        self.cuts.push(Cut { rank, kept: !of_left, feature });
        self.take(trees, thresholds, at + usize::from(right))
    }

    /// Adds what the tree says of each row.
    fn add(&self, columns: &[[i16; ROWS]], sums: &mut [f32; ROWS]) {
        let mut leaves = [u16::MAX; ROWS];
        for cut in &self.cuts {
            if let Some(column) = columns.get(usize::from(cut.feature)) {
                cut.cross_out(column, &mut leaves);
            }
        }
        for (sum, leaves) in sums.iter_mut().zip(leaves) {
            *sum += self.leaves.get(leaves.trailing_zeros() as usize).copied().unwrap_or_default();
        }
    }
}

/// Adds what trees say of sixteen rows, in the order in which one row is summed; a sum that `ended` stands as it is.
fn ask(
    trees: &[Flat],
    before: usize,
    columns: &[[i16; ROWS]],
    sums: &mut [f32; ROWS],
    ended: impl Fn(usize, f32) -> bool,
) {
    let mut over = [false; ROWS];
    let mut asked = before;
    for group in trees.chunks(LANES) {
        let mut said = [0.0; ROWS];
        group.iter().for_each(|tree| tree.add(columns, &mut said));
        asked += group.len();
        for ((sum, said), over) in sums.iter_mut().zip(said).zip(&mut over) {
            if !*over {
                *sum += said;
                *over = ended(asked, *sum);
            }
        }
        if over.iter().all(|over| *over) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three splits and four leaves, or the mirror of it.
    fn trees(count: u16) -> Trees {
        let mut bytes = b"DLT1".to_vec();
        bytes.extend(count.to_le_bytes());
        for tree in 0..count {
            bytes.extend(3_u16.to_le_bytes());
            let shift = f32::from(tree % 7);
            for (feature, threshold, left, right) in [(0, 3.0, 1, 2), (1, shift, -1, -2), (2, -shift, -3, -4)]
            {
                bytes.push(feature);
                bytes.extend(f32::to_le_bytes(threshold));
                bytes.extend(i16::to_le_bytes(left));
                bytes.extend(i16::to_le_bytes(right));
            }
            bytes.extend(
                [-0.3, 0.1, -0.2, 0.25]
                    .map(|leaf: f32| leaf + shift / 64.0)
                    .into_iter()
                    .flat_map(f32::to_le_bytes),
            );
        }
        Trees::read(&bytes).unwrap()
    }

    #[test]
    fn many_rows_are_judged_as_each_alone() {
        let (of, open) = (trees, -1.5..2.5);
        // The last hundred are the first again.
        let rows: Vec<[f32; 3]> = (0..200_u8)
            .map(|n| n % 100)
            .map(|n| [f32::from(n % 6), f32::from(n % 11), -f32::from(n % 5)])
            .collect();
        let alone: Vec<f32> = rows
            .iter()
            .map(|row| {
                let sum = |count: u16| of(count).sum(&crate::Row::of(row));
                (10..83).step_by(10).map(sum).find(|sum| !open.contains(sum)).unwrap_or_else(|| sum(83))
            })
            .collect();
        assert!(alone.iter().any(|sum| *sum < open.start) && alone.iter().any(|sum| *sum > open.end));
        assert_eq!(BatchScorer::new(&of(83)).unwrap().sums(&rows, 10, open), alone);
    }

    #[test]
    fn numbers_that_rows_lack_count_as_nothing() {
        let trees = trees(10);
        let wide =
            BatchScorer::new(&trees).unwrap().sums(&[[1.0, 5.0, 0.0]], 10, f32::NEG_INFINITY..f32::INFINITY);
        assert_eq!(
            BatchScorer::new(&trees).unwrap().sums(&[[1.0, 5.0]], 10, f32::NEG_INFINITY..f32::INFINITY),
            wide
        );
    }
}

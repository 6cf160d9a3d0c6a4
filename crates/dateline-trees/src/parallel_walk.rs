//! Sixteen rows side by side, asked tree by tree as a walk would ask them one by one: every split of a tree is held against
//! all rows at once and crosses out the leaves that a row cannot come to; the first leaf left is the one that a walk ends
//! at. Several numbers are compared in one instruction. Gives the very sums that the walk gives.

use crate::row::WIDTH;
use crate::{LANES, Trees};

/// Rows side by side.
pub const ROWS: usize = 16;

/// The numbers of sixteen rows, feature by feature; what a row lacks counts as 0.
#[derive(Debug, Clone)]
pub struct Columns(Box<[[f32; ROWS]; WIDTH]>);

impl Default for Columns {
    fn default() -> Self {
        Self(Box::new([[0.0; ROWS]; WIDTH]))
    }
}

impl Columns {
    /// Puts a row in a lane, over what stood there. Rows of one kind have one length.
    pub fn put(&mut self, lane: usize, row: &[f32]) {
        let lane = lane % ROWS;
        for (column, value) in self.0.iter_mut().zip(row) {
            column[lane] = *value;
        }
    }
}

/// Leaves of a tree: bits of a number.
const LEAVES: usize = 32;

/// A split: rows whose number is above the threshold, or no number at all, lose the leaves of `lost`.
#[derive(Debug, Clone, Copy)]
struct Cut {
    threshold: f32,
    lost: u32,
    feature: u8,
}

impl Cut {
    /// All rows alike and without a choice, so that several fit one instruction.
    fn cross_out(self, column: &[f32; ROWS], crossed: &mut [u32; ROWS]) {
        for lane in 0..ROWS {
            let above = u32::from(column[lane] <= self.threshold).wrapping_sub(1);
            crossed[lane] |= above & self.lost;
        }
    }
}

/// One tree's splits and leaves.
#[derive(Debug, Clone, Default)]
struct Flat {
    cuts: Vec<Cut>,
    leaves: [f32; LEAVES],
    /// Leaves that it has.
    count: usize,
}

/// Trees as splits that cross out leaves.
#[derive(Debug, Default)]
pub struct Abreast(Vec<Flat>);

impl Abreast {
    /// The same trees; none where one has more than 32 leaves.
    pub fn new(trees: &Trees) -> Option<Self> {
        let flat = |root: usize| {
            let mut flat = Flat::default();
            flat.take(trees, root)?;
            Some(flat)
        };
        trees.roots.iter().map(|root| flat(root.node)).collect::<Option<_>>().map(Self)
    }

    /// Groups of [`LANES`] trees.
    pub const fn groups(&self) -> usize {
        self.0.len().div_ceil(LANES)
    }

    /// Adds what a group of trees says of each row.
    pub fn add(&self, group: usize, columns: &Columns, sums: &mut [f32; ROWS]) {
        let mut added = [0.0; ROWS];
        for tree in self.0.iter().skip(group * LANES).take(LANES) {
            tree.add(columns, &mut added);
        }
        for (sum, added) in sums.iter_mut().zip(added) {
            *sum += added;
        }
    }
}

impl Flat {
    /// Takes a node and what is below it, the left side first; gives the bits of its leaves.
    fn take(&mut self, trees: &Trees, at: usize) -> Option<u32> {
        let node = trees.nodes[at];
        if node.right == 0 {
            let bit = 1u32.checked_shl(u32::try_from(self.count).ok()?)?;
            self.leaves[self.count] = trees.values[at];
            self.count += 1;
            return Some(bit);
        }
        let cut = self.cuts.len();
        self.cuts.push(Cut { threshold: node.threshold, lost: 0, feature: node.feature });
        let left = self.take(trees, at + 1)?;
        self.cuts[cut].lost = left;
        Some(left | self.take(trees, at + usize::from(node.right))?)
    }

    fn add(&self, columns: &Columns, sums: &mut [f32; ROWS]) {
        let mut crossed = [0u32; ROWS];
        for cut in &self.cuts {
            cut.cross_out(&columns.0[usize::from(cut.feature)], &mut crossed);
        }
        for (sum, crossed) in sums.iter_mut().zip(crossed) {
            // A walk ends somewhere: never are all leaves crossed out.
            *sum += self.leaves[crossed.trailing_ones() as usize % LEAVES];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Row, tests::one_split};

    #[test]
    fn rows_side_by_side_come_to_the_same_sums() {
        let one = one_split();
        let mut bytes = b"DLT1\x07\x00".to_vec();
        (0..7).for_each(|_| bytes.extend(&one[6..]));
        let trees = Trees::read(&bytes).unwrap();
        let abreast = Abreast::new(&trees).unwrap();
        let mut columns = Columns::default();
        let rows: Vec<[f32; 3]> = (0..ROWS).map(|at| [0.0, 9.0, at as f32 / 2.0 - 0.5]).collect();
        rows.iter().enumerate().for_each(|(lane, row)| columns.put(lane, row));
        columns.put(5, &[0.0, 0.0, f32::NAN]);
        let mut sums = [0.0; ROWS];
        (0..abreast.groups()).for_each(|group| abreast.add(group, &columns, &mut sums));
        for (lane, row) in rows.iter().enumerate() {
            let row = if lane == 5 { [0.0, 0.0, f32::NAN] } else { *row };
            let walked = trees.sum(&Row::of(&row));
            assert_eq!(walked, sums[lane], "{row:?}");
        }
    }
}

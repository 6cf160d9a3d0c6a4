//! The numbers that trees are asked about, in a room as wide as a feature can be told: no step has to look whether a number is there.

/// Numbers that a row may have: a feature is told in one byte.
pub(crate) const WIDTH: usize = 256;

/// Numbers in order. Those behind the last are 0; what is added behind the 256th is dropped.
#[derive(Debug, Clone)]
pub struct Row {
    values: [f32; WIDTH],
    len: usize,
}

impl Default for Row {
    fn default() -> Self {
        Self { values: [0.0; WIDTH], len: 0 }
    }
}

impl Row {
    /// A row of these numbers.
    pub fn of(values: &[f32]) -> Self {
        let mut row = Self::default();
        row.fill(values);
        row
    }

    /// These numbers and no others.
    pub fn fill(&mut self, values: &[f32]) {
        self.clear();
        self.len = values.len().min(WIDTH);
        self.values[..self.len].copy_from_slice(&values[..self.len]);
    }

    /// No number at all.
    pub fn clear(&mut self) {
        self.values[..self.len].fill(0.0);
        self.len = 0;
    }

    /// One more number.
    pub fn push(&mut self, value: f32) {
        self.extend([value]);
    }

    /// A few more numbers.
    pub fn extend<const N: usize>(&mut self, values: [f32; N]) {
        if let Some((room, _)) = self.values[self.len..].split_first_chunk_mut::<N>() {
            *room = values;
            self.len += N;
        }
    }

    /// The numbers that were given.
    pub fn values(&self) -> &[f32] {
        &self.values[..self.len]
    }

    /// The numbers with those that count as 0 behind them.
    pub(crate) const fn all(&self) -> &[f32; WIDTH] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cleared_counts_as_nothing() {
        let mut row = Row::of(&[1.0, 2.0, 3.0]);
        row.fill(&[4.0]);
        row.extend([5.0]);
        assert_eq!(row.values(), [4.0, 5.0]);
        assert_eq!(row.all()[2], 0.0);
    }

    #[test]
    fn what_finds_no_room_is_dropped() {
        let mut row = Row::of(&[1.0; 300]);
        row.extend([2.0; 3]);
        assert_eq!(row.values(), [1.0; WIDTH]);
    }
}

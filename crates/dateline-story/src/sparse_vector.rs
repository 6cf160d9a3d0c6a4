//! Terms of one article over a table that is mostly empty: whether it has a term, and how heavy, is one look.

/// Terms and weights.
pub(crate) struct SparseVector {
    slots: Vec<(u32, f32)>,
    /// Bits of a hash that do not say where it stands.
    low: u32,
}

/// Fewest slots: eight for each of the terms that an article keeps.
const WIDTH: usize = 512;

impl SparseVector {
    /// Spreads terms out; one that weighs nothing is left out.
    pub(crate) fn new(terms: impl Iterator<Item = (u32, f32)> + Clone) -> Self {
        let mut vector = Self { slots: Vec::new(), low: 0 };
        vector.refill(terms);
        vector
    }

    /// Reuses the allocation for other terms.
    pub(crate) fn refill(&mut self, terms: impl Iterator<Item = (u32, f32)> + Clone) {
        let width = (terms.clone().count() * 8).next_power_of_two().max(WIDTH);
        self.slots.clear();
        self.slots.resize(width, (0, 0.0));
        self.low = u32::BITS - width.trailing_zeros();
        for term in terms.filter(|(_, weight)| *weight > 0.0) {
            let mut at = self.first(term.0);
            while self.slots[at].1 > 0.0 {
                at = (at + 1) % width;
            }
            self.slots[at] = term;
        }
    }

    fn first(&self, term: u32) -> usize {
        (term >> self.low) as usize
    }

    /// The weight of a term, 0 where it is not there.
    pub(crate) fn weight(&self, term: u32) -> f32 {
        let last = self.slots.len() - 1;
        let mut at = self.first(term) & last;
        loop {
            let (held, weight) = self.slots[at];
            if held == term || weight == 0.0 {
                return if held == term { weight } else { 0.0 };
            }
            at = (at + 1) & last;
        }
    }
}

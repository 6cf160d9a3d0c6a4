//! Which attribute names a tag has had: a table for tags with many, so that finding a repeated one takes constant time.
//! Works on hashes of the names, keeps no strings.

/// Indices of attributes by the hash of their names. Slots of earlier tags count as free.
#[derive(Debug, Default)]
pub(super) struct SeenNames {
    slots: Vec<(u32, u32)>,
    tag: u32,
    /// Where the present tag stands.
    place: Option<usize>,
    /// Attributes of it that are in the table.
    noted: u32,
}

impl SeenNames {
    /// Begins the tag that stands at `place` and has at most `cap` attributes, unless it is begun already.
    pub(super) fn begin(&mut self, place: usize, cap: u16) {
        if self.place == Some(place) {
            return;
        }
        (self.place, self.noted) = (Some(place), 0);
        let size = (usize::from(cap) * 2).next_power_of_two().max(64);
        self.tag = self.tag.wrapping_add(1);
        if self.slots.len() != size || self.tag == 0 {
            self.slots = vec![(0, 0); size];
            self.tag = 1;
        }
    }

    /// How many attributes of the tag are noted.
    pub(super) fn noted(&self) -> u32 {
        self.noted
    }

    /// Notes the name of the next attribute.
    pub(super) fn note(&mut self, hash: u64, index: u32) {
        let mut at = self.slot(hash);
        while self.slots[at].0 == self.tag {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (self.tag, index);
        self.noted = index + 1;
    }

    /// Whether an attribute whose name has this hash is noted that `same` accepts.
    pub(super) fn has(&self, hash: u64, same: impl Fn(u32) -> bool) -> bool {
        let mut at = self.slot(hash);
        while self.slots[at].0 == self.tag {
            if same(self.slots[at].1) {
                return true;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        false
    }

    fn slot(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }
}

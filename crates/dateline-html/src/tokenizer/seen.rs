//! Which attribute names a tag has had: a hash table for tags with many, so that finding a repeated one takes constant
//! time. Compares, keeps no strings.

use std::hash::{BuildHasher, RandomState};

/// Indices of attributes by the hash of their names. Slots of earlier tags count as free.
#[derive(Debug, Default)]
pub(super) struct Seen {
    slots: Vec<(u32, u32)>,
    tag: u32,
    /// Where the present tag stands.
    place: Option<u32>,
    hasher: RandomState,
}

impl Seen {
    /// Begins the tag that stands at `place` and has at most `cap` attributes; whether it was not begun before.
    pub(super) fn begin(&mut self, place: u32, cap: u16) -> bool {
        if self.place == Some(place) {
            return false;
        }
        self.place = Some(place);
        let size = (usize::from(cap) * 2).next_power_of_two().max(64);
        self.tag = self.tag.wrapping_add(1);
        if self.slots.len() != size || self.tag == 0 {
            self.slots = vec![(0, 0); size];
            self.tag = 1;
        }
        true
    }

    /// Notes that the attribute `index` is called `name`; says whether one that `same` accepts was noted before.
    pub(super) fn is_repeated(&mut self, name: &str, index: u32, same: impl Fn(u32) -> bool) -> bool {
        let mut at = self.hasher.hash_one(name) as usize & (self.slots.len() - 1);
        while self.slots[at].0 == self.tag {
            if same(self.slots[at].1) {
                return true;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (self.tag, index);
        false
    }
}

//! Hashing of what pages hold by a key of this run: a few steps for each eight bytes, and no page can know which of its
//! names meet.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// The key of this run, odd.
static KEY: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0) | 1);

/// Builds hashers with the key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keyed(u64);

impl Default for Keyed {
    fn default() -> Self {
        Self(*KEY)
    }
}

impl BuildHasher for Keyed {
    type Hasher = Mixer;

    fn build_hasher(&self) -> Mixer {
        Mixer { key: self.0, hash: self.0 }
    }
}

/// Mixes words into a hash by the upper and the lower half of a product.
pub(crate) struct Mixer {
    key: u64,
    hash: u64,
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.hash
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        let rest = rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte));
        self.write_u64(rest);
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        let wide = u128::from(self.hash ^ value) * u128::from(self.key);
        self.hash = (wide >> 64) as u64 ^ wide as u64;
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_told_apart_by_all_of_their_bits() {
        let names = (0..4000).map(|number| format!("card card--{number}"));
        let hashes: Vec<u64> = names.map(|name| Keyed::default().hash_one(name.as_str())).collect();
        for shift in [0, 52] {
            let places: HashSet<u64> = hashes.iter().map(|hash| hash >> shift & 0xfff).collect();
            // Of so many places as many are met by chance as are not met e^-1 times.
            assert!(places.len() > 2300, "{shift}: {}", places.len());
        }
    }
}

//! Hashes that are the same on every machine and in every run: decisions may depend on them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// 64-bit FNV-1a with a final mix, so that low bits are usable as a sample.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    let raw = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    mix(raw)
}

/// One word as the upper half of its hash.
pub(crate) fn word(text: &str) -> u32 {
    (of(text.as_bytes()) >> 32) as u32
}

/// Two hashes in order, as one.
pub(crate) const fn pair(a: u32, b: u32) -> u32 {
    (mix(((a as u64) << 32) | b as u64) >> 32) as u32
}

/// Finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
pub(crate) const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Keys are integers: one mix is enough, and hostile feeds do not choose them.
#[derive(Default)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = of(bytes) ^ self.0.rotate_left(5);
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = mix(u64::from(n).wrapping_add(0x9e37_79b9_7f4a_7c15));
    }
    fn write_i64(&mut self, n: i64) {
        self.0 = mix(n.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15));
    }
}

/// A map over integers.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mixed>>;

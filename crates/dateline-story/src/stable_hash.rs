//! Hashes that are the same on every machine and in every run: decisions may depend on them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The hash of nothing, before the last mix: 64-bit FNV-1a, to which `step` adds bytes.
pub(crate) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// One byte more.
pub(crate) const fn step(state: u64, byte: u8) -> u64 {
    (state ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The upper half of a hash, mixed at last, so that low bits are usable as a sample.
pub(crate) const fn upper(state: u64) -> u32 {
    (mix(state) >> 32) as u32
}

/// One word as the upper half of its hash.
pub(crate) fn word(text: &str) -> u32 {
    upper(text.bytes().fold(EMPTY, step))
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

/// Keys are integers: hashes already, or ids given out in a row. One product spreads both, and hostile feeds do not choose
/// them.
#[derive(Default)]
pub(crate) struct Mixed(u64);

/// 2^64 over the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(EMPTY ^ self.0, |state, byte| step(state, *byte));
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n).wrapping_mul(SPREAD);
    }
    fn write_i64(&mut self, n: i64) {
        self.0 = n.cast_unsigned().wrapping_mul(SPREAD);
    }
}

/// A map over integers.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mixed>>;

//! Many beginnings looked for at one place of a text: most places are told by three bytes, the others by the few rows that
//! begin alike. Small tables, because an automaton of some thousand rows costs a miss of the cache for each byte.

/// Bits of three bytes, and places of rows; powers of two.
const BITS: u32 = 15;
const BUCKETS: u32 = 11;

/// Rows of bytes, each known by its number.
pub(crate) struct Stems {
    /// One bit for each hash of three bytes with which a row begins.
    bits: Vec<u64>,
    /// Where the rows of a hash begin in `rows`; one more at the end.
    starts: Vec<u16>,
    rows: Vec<(&'static [u8], u16)>,
    /// Rows of fewer than three bytes.
    short: Vec<(&'static [u8], u16)>,
}

impl Stems {
    /// Gathers rows, which count from 0.
    pub(crate) fn of(rows: impl Iterator<Item = &'static str>) -> Self {
        let numbered = rows.zip(0..u16::MAX).map(|(row, number)| (row.as_bytes(), number));
        let (mut rows, short): (Vec<_>, Vec<_>) = numbered.partition(|(row, _)| row.len() >= 3);
        let hash = |row: &[u8]| hash(row[0], row[1], row[2]);
        rows.sort_by_key(|(row, _)| bucket(hash(row)));
        let mut stems = Self { bits: vec![0; 1 << (BITS - 6)], starts: Vec::new(), rows, short };
        stems.rows.iter().for_each(|(row, _)| set(&mut stems.bits, hash(row)));
        for (row, _) in &stems.short {
            // Anything may follow on a row that is shorter.
            for [second, third] in (0..=u16::MAX).map(u16::to_le_bytes) {
                let first = row.first().copied().unwrap_or_default();
                set(&mut stems.bits, self::hash(first, row.get(1).copied().unwrap_or(second), third));
            }
        }
        for at in 0..=1 << BUCKETS {
            let start = stems.rows.partition_point(|(row, _)| bucket(hash(row)) < at);
            stems.starts.push(u16::try_from(start).unwrap_or(u16::MAX));
        }
        stems
    }

    /// Gives the number and length of each row that stands at a place.
    pub(crate) fn at(&self, text: &[u8], at: usize, mut take: impl FnMut(usize, usize)) {
        let tail = text.get(at..).unwrap_or_default();
        let byte = |at: usize| tail.get(at).copied().unwrap_or_default();
        let hash = hash(byte(0), byte(1), byte(2));
        if self.bits[hash as usize / 64] >> (hash % 64) & 1 == 0 {
            return;
        }
        let bucket = bucket(hash) as usize;
        let rows = &self.rows[usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1])];
        for (row, number) in rows.iter().chain(&self.short) {
            if tail.starts_with(row) {
                take(usize::from(*number), row.len());
            }
        }
    }
}

fn set(bits: &mut [u64], hash: u32) {
    bits[hash as usize / 64] |= 1 << (hash % 64);
}

fn hash(first: u8, second: u8, third: u8) -> u32 {
    u32::from_le_bytes([first, second, third, 0]).wrapping_mul(0x9e37_79b1) >> (32 - BITS)
}

fn bucket(hash: u32) -> u32 {
    hash >> (BITS - BUCKETS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROWS: [&str; 8] = ["ab", "abc", "abcd", "b", "cab", "ca", "dabc", "é"];

    proptest! {
        #[test]
        fn what_stands_at_a_place_is_found(text in "[a-dé]{0,12}") {
            let stems = Stems::of(ROWS.into_iter());
            for at in 0..=text.len() {
                let mut found = Vec::new();
                stems.at(text.as_bytes(), at, |row, length| found.push((row, length)));
                found.sort_unstable();
                let stands = |row: &&str| text.as_bytes()[at..].starts_with(row.as_bytes());
                let expected: Vec<(usize, usize)> =
                    ROWS.iter().enumerate().filter(|(_, row)| stands(row)).map(|(at, row)| (at, row.len())).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}

//! Many beginnings looked for at one place of a text: most places are told by three bytes, the others by the few rows that
//! begin alike. Small tables, because an automaton of some thousand rows costs a miss of the cache for each byte.

/// Bits of three bytes, and places of rows; powers of two.
const BITS: u32 = 15;
const BUCKETS: u32 = 11;

/// Mixes three bytes.
const MIX: u32 = 0x9e37_79b1;

/// Rows of bytes, each known by its number.
pub(crate) struct Stems {
    /// One bit for each hash of three bytes with which a row begins.
    bits: Box<[u64; 1 << (BITS - 6)]>,
    /// Where the rows of a hash begin in `rows`; one more at the end.
    starts: Vec<u16>,
    rows: Vec<Row>,
    /// Rows of fewer than three bytes.
    short: Vec<Row>,
    /// What rows have beyond their heads.
    tails: Vec<u8>,
}

/// One row. The bytes of its head are compared at once.
struct Row {
    head: u64,
    /// The bits of the head that count.
    mask: u64,
    /// Where the rest begins in the tails.
    tail: u32,
    length: u16,
    number: u16,
}

/// Bytes of a head.
const HEAD: usize = 8;

impl Row {
    /// Whether the row stands where a text begins, whose head is given too.
    fn stands(&self, head: u64, text: &[u8], tails: &[u8]) -> bool {
        let length = usize::from(self.length);
        if head & self.mask != self.head || length > text.len() {
            return false;
        }
        let tail = self.tail as usize;
        length <= HEAD || text[HEAD..length] == tails[tail..tail + length - HEAD]
    }
}

impl Stems {
    /// Gathers rows, which count from 0.
    pub(crate) fn of<'r>(rows: impl Iterator<Item = &'r str>) -> Self {
        let mut stems = Self {
            bits: Box::new([0; 1 << (BITS - 6)]),
            starts: Vec::new(),
            rows: Vec::new(),
            short: Vec::new(),
            tails: Vec::new(),
        };
        rows.zip(0..u16::MAX).for_each(|(row, number)| stems.add(row.as_bytes(), number));
        let of = |row: &Row| bucket(hash_of(row.head));
        stems.rows.sort_by_key(of);
        for at in 0..=1 << BUCKETS {
            let start = stems.rows.partition_point(|row| of(row) < at);
            stems.starts.push(u16::try_from(start).unwrap_or(u16::MAX));
        }
        stems
    }

    fn add(&mut self, row: &[u8], number: u16) {
        let bits = 8 * row.len().min(HEAD);
        let new = Row {
            head: head(row),
            mask: if bits == 0 { 0 } else { u64::MAX >> (64 - bits) },
            tail: u32::try_from(self.tails.len()).unwrap_or(u32::MAX),
            length: u16::try_from(row.len()).unwrap_or(u16::MAX),
            number,
        };
        self.tails.extend(row.iter().skip(HEAD));
        if row.len() >= 3 {
            self.set(hash_of(new.head));
            return self.rows.push(new);
        }
        // Anything may follow on a row that is shorter.
        for rest in 0..1u64 << (24 - bits) {
            self.set(hash_of(new.head | rest << bits));
        }
        self.short.push(new);
    }

    fn set(&mut self, hash: u32) {
        self.bits[hash as usize / 64] |= 1 << (hash % 64);
    }

    /// Gives the number and length of each row that stands at a place.
    #[inline]
    pub(crate) fn at(&self, text: &[u8], at: usize, take: impl FnMut(usize, usize)) {
        let tail = text.get(at..).unwrap_or_default();
        let head = head(tail);
        if self.may_begin(head as u32 & 0x00ff_ffff) {
            self.rows_at(tail, head, take);
        }
    }

    /// Whether a row may begin with three bytes.
    #[inline]
    fn may_begin(&self, three: u32) -> bool {
        let hash = three.wrapping_mul(MIX) >> (32 - BITS);
        self.bits[hash as usize / 64] >> (hash % 64) & 1 != 0
    }

    /// Gives each row that stands anywhere in a text: its place, number and length. Behind the last place that counts two more bytes
    /// stand.
    #[inline]
    pub(crate) fn at_each(&self, text: &[u8], mut take: impl FnMut(usize, usize, usize)) {
        let [first, second, rest @ ..] = text else { return };
        let mut head = u32::from(*first) << 8 | u32::from(*second) << 16;
        for (at, third) in rest.iter().enumerate() {
            head = head >> 8 | u32::from(*third) << 16;
            if self.may_begin(head) {
                self.rows_at(&text[at..], self::head(&text[at..]), |row, length| take(at, row, length));
            }
        }
    }

    fn rows_at(&self, tail: &[u8], head: u64, mut take: impl FnMut(usize, usize)) {
        let bucket = bucket(hash_of(head)) as usize;
        let rows = &self.rows[usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1])];
        let stands = |row: &&Row| row.stands(head, tail, &self.tails);
        for row in rows.iter().chain(&self.short).filter(stands) {
            take(usize::from(row.number), usize::from(row.length));
        }
    }
}

/// The first bytes of a text, 0 for those that it lacks.
fn head(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(head) => u64::from_le_bytes(*head),
        None => text.iter().rev().fold(0, |head, byte| head << 8 | u64::from(*byte)),
    }
}

/// Of the first three bytes.
fn hash_of(head: u64) -> u32 {
    (head as u32 & 0x00ff_ffff).wrapping_mul(MIX) >> (32 - BITS)
}

fn bucket(hash: u32) -> u32 {
    hash >> (BITS - BUCKETS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROWS: [&str; 9] = ["ab", "abc", "abcd", "b", "cab", "ca", "dabc", "é", "abcabcabca"];

    proptest! {
        #[test]
        fn what_stands_at_a_place_is_found(text in "(?:abc|[a-dé]){0,12}") {
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

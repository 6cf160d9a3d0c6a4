//! What the page says of its text elsewhere (headline, description, `articleBody`), as hashes to compare segments with.
//! Compares, never shows.

use super::segmentation::Layout;
use crate::char_classes::spread;
use crate::structured::Structured;
use dateline_html::NodeKind;
use dateline_trees::Row;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// The hashes are spread already.
#[derive(Default, Clone, Copy)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Hashes = HashSet<u64, BuildHasherDefault<Same>>;

/// Words of `articleBody` that are hashed.
const BODY_WORDS_MAX: usize = 40_000;

/// Shares of each segment's words that stand in the page's own data.
pub(crate) struct ReferenceText {
    rows: Vec<[f32; WIDTH]>,
    has_body: bool,
}

const WIDTH: usize = 5;

#[derive(Default)]
struct Said {
    title: Hashes,
    description: Hashes,
    body: Hashes,
    /// One bit for each word of the headline and the description: most words of a page stand in neither.
    marked: [u64; 16],
}

impl Said {
    fn mark(&mut self, word: u64) {
        self.marked[(word >> 60) as usize] |= 1 << (word >> 54 & 63);
    }

    fn may_hold(&self, word: u64) -> bool {
        self.marked[(word >> 60) as usize] >> (word >> 54 & 63) & 1 != 0
    }
}

impl ReferenceText {
    /// Compares every segment with the page's own data.
    pub(crate) fn gather(layout: &Layout<'_>, structured: &Structured, title: Option<&str>) -> Self {
        let mut said = Said::default();
        words(title.unwrap_or_default(), |word| {
            said.mark(word);
            said.title.insert(word);
        });
        for claim in structured.claims.standfirsts.iter().take(4) {
            words(&claim.value, |word| {
                said.mark(word);
                said.description.insert(word);
            });
        }
        let mut pairs = Pairs::default();
        let mut left = BODY_WORDS_MAX;
        words(structured.article_body.as_deref().unwrap_or_default(), |word| {
            if left > 0 {
                left -= 1;
                said.body.insert(pairs.next(word));
            }
        });
        let mut seen: HashMap<u64, u32, BuildHasherDefault<Same>> = HashMap::default();
        let mut hashes = Vec::with_capacity(layout.segments.len());
        let mut rows: Vec<[f32; WIDTH]> = Vec::with_capacity(layout.segments.len());
        for segment in &layout.segments {
            let (row, hash) = compare(layout, segment.leaves, &said);
            *seen.entry(hash).or_default() += 1;
            hashes.push(hash);
            rows.push(row);
        }
        for (row, hash) in rows.iter_mut().zip(&hashes) {
            row[4] = seen.get(hash).copied().unwrap_or_default() as f32;
        }
        Self { rows, has_body: said.body.len() > 40 }
    }

    pub(crate) fn numbers(&self, index: usize, out: &mut Row) {
        let [title, covers, description, body, same] = self.rows[index];
        let body = if self.has_body { body } else { -1.0 };
        out.extend([title, covers, description, body, same]);
    }

    /// How much of the segment is the headline and of the headline is the segment, as the smaller of both.
    pub(crate) fn title_share(&self, index: usize) -> f32 {
        self.rows[index][0].min(self.rows[index][1])
    }
}

#[derive(Default)]
struct Pairs(u64);

impl Pairs {
    fn next(&mut self, word: u64) -> u64 {
        let pair = self.0.rotate_left(17) ^ word;
        self.0 = word;
        pair
    }
}

fn compare(layout: &Layout<'_>, leaves: (u32, u32), said: &Said) -> ([f32; WIDTH], u64) {
    let (mut total, mut title, mut description, mut body, mut hash) = (0u32, 0u32, 0u32, 0u32, 0u64);
    let mut pairs = Pairs::default();
    for leaf in &layout.leaves[leaves.0 as usize..leaves.1 as usize] {
        if layout.doc.kind(*leaf) != NodeKind::Text {
            continue;
        }
        words(layout.doc.text(*leaf), |word| {
            total += 1;
            hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
            if said.may_hold(word) {
                title += u32::from(said.title.contains(&word));
                description += u32::from(said.description.contains(&word));
            }
            if !said.body.is_empty() {
                body += u32::from(said.body.contains(&pairs.next(word)));
            }
        });
    }
    let of = |part: u32| part as f32 / total.max(1) as f32;
    let covers = if said.title.is_empty() { 0.0 } else { (title as f32 / said.title.len() as f32).min(1.0) };
    ([of(title), covers, of(description), of(body), 0.0], hash)
}

/// Letters and digits of ASCII in lower case, 0 for other bytes.
const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0u8;
    while byte.is_ascii() {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// Hashes of the words of a text; in scripts without spaces, of its letters.
fn words(text: &str, mut take: impl FnMut(u64)) {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, c: u32| hash.rotate_left(7).wrapping_add(u64::from(c));
    let bytes = text.as_bytes();
    let (mut at, mut hash) = (0, SEED);
    while let Some(byte) = bytes.get(at) {
        let lower = LOWER[usize::from(*byte)];
        if lower > 0 {
            hash = add(hash, u32::from(lower));
            at += 1;
            continue;
        }
        let wide = if byte.is_ascii() { None } else { text[at..].chars().next() };
        at += wide.map_or(1, char::len_utf8);
        let letter = wide.filter(|c| crate::char_classes::is_alphanumeric(*c));
        let apart = |c: char| c >= '\u{2e80}' || ('\u{e00}'..='\u{eff}').contains(&c);
        if let Some(c) = letter.filter(|c| !apart(*c)) {
            hash = add(hash, u32::from(c.to_lowercase().next().unwrap_or(c)));
            continue;
        }
        if hash != SEED {
            take(spread(hash));
            hash = SEED;
        }
        if let Some(c) = letter {
            take(spread(SEED ^ u64::from(c as u32).wrapping_mul(0x0100_0000_01b3)));
        }
    }
    if hash != SEED {
        take(spread(hash));
    }
}

//! Headlines as vectors that need no knowledge of a language: the beginnings of words in a plain spelling, and runs of three
//! characters, each weighed by how rare it is among the window's headlines of the same language or script.
//!
//! Terms miss "Novaka" beside "Novak" and "Zelenskyy" beside "Zelensky"; beginnings do not. Compounds meet through runs.

use crate::stable_hash::{self, Map};

/// Headlines' worth of trust in the background table.
const PRIOR: f32 = 200.0;

/// How often each hash stands in the headlines of each language.
#[derive(Default)]
pub(super) struct Counts {
    holders: Map<u32, u32>,
    headlines: Map<u32, u32>,
}

impl Counts {
    /// Counts a headline's hashes, each of which stands in the list once.
    pub(super) fn add(&mut self, lang_id: u32, hashes: impl Iterator<Item = u32>) {
        *self.headlines.entry(lang_id).or_default() += 1;
        hashes.for_each(|hash| *self.holders.entry(stable_hash::pair(lang_id, hash)).or_default() += 1);
    }

    /// Rarity from 0 to 1, which is that of a hash in a single headline; `share` of texts at large hold it.
    pub(super) fn rarity(&self, lang_id: u32, hash: u32, share: f32) -> f32 {
        let all = self.headlines.get(&lang_id).copied().unwrap_or(1) as f32 + PRIOR;
        let held = self.holders.get(&stable_hash::pair(lang_id, hash)).copied().unwrap_or(1) as f32;
        let of = |held: f32| (1.0 + all / (held + 0.5)).ln();
        of(held.max(1.0) + PRIOR * share) / of(1.0)
    }
}

/// Hashes with their rarity, sorted by hash, and the length of the whole.
#[derive(Default)]
pub(super) struct Weighed {
    parts: Vec<(u32, f32)>,
    norm: f32,
}

/// What two headlines share and leave out; what has two sides is given as lower and higher.
#[derive(Default)]
pub(super) struct Shared {
    /// Cosine.
    pub cosine: f32,
    /// Share of each headline that the other has.
    pub known: [f32; 2],
    /// Rarity of the rarest part that each has alone.
    pub missed: [f32; 2],
    /// Rarity of the two rarest parts that both have, the rarest first.
    pub rarest: [f32; 2],
    /// Parts that both have.
    pub count: f32,
}

impl Weighed {
    /// Weighs hashes with the share of texts at large that hold each; any order, each once or more.
    pub(super) fn new(mut hashes: Vec<(u32, f32)>, lang_id: u32, counts: &Counts) -> Self {
        hashes.sort_unstable_by_key(|(hash, _)| *hash);
        hashes.dedup_by_key(|(hash, _)| *hash);
        hashes.iter_mut().for_each(|(hash, share)| *share = counts.rarity(lang_id, *hash, *share));
        let norm = hashes.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        Self { parts: hashes, norm }
    }

    /// Hashes with weights whose squares add up to 1.
    pub(super) fn unit(&self) -> impl Iterator<Item = (u32, f32)> {
        self.parts.iter().map(|(hash, weight)| (*hash, weight / self.norm))
    }

    /// Cosine with another.
    pub(super) fn cosine(&self, other: &Self) -> f32 {
        self.shared(other).cosine
    }

    /// What both share and leave out.
    pub(super) fn shared(&self, other: &Self) -> Shared {
        let mut found = Shared::default();
        let (mut own, mut theirs) = (self.parts.iter().peekable(), other.parts.iter().peekable());
        let (mut dot, mut known, mut all) = (0.0, [0.0_f32; 2], [0.0_f32; 2]);
        loop {
            let (x, y) =
                (own.peek().map_or(u64::MAX, |x| x.0.into()), theirs.peek().map_or(u64::MAX, |y| y.0.into()));
            let left = own.next_if(|_| x <= y).map(|x| x.1);
            let right = theirs.next_if(|_| y <= x).map(|y| y.1);
            all[0] += left.unwrap_or_default();
            all[1] += right.unwrap_or_default();
            match (left, right) {
                (Some(a), Some(b)) => {
                    dot += a * b;
                    found.count += 1.0;
                    known = [known[0] + a, known[1] + b];
                    let [first, second] = found.rarest;
                    found.rarest = [first.max(a), second.max(first.min(a))];
                }
                (Some(a), None) => found.missed[0] = found.missed[0].max(a),
                (None, Some(b)) => found.missed[1] = found.missed[1].max(b),
                (None, None) => break,
            }
        }
        found.cosine = dot / (self.norm * other.norm);
        found.known = [0, 1].map(|side| known[side] / all[side].max(f32::MIN_POSITIVE));
        found.known.sort_unstable_by(f32::total_cmp);
        found.missed.sort_unstable_by(f32::total_cmp);
        found
    }
}

/// The beginning of a word in plain spelling, as a hash.
pub(super) fn beginning(plain: &str) -> u32 {
    /// Letters that say which word it is, in any of its forms: of 3 to 7 those that part best what people judged.
    const LETTERS: usize = 4;
    let end = plain.char_indices().nth(LETTERS).map_or(plain.len(), |(at, _)| at);
    stable_hash::word(&plain[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regroup::plain_spelling;

    #[test]
    fn forms_and_spellings_of_a_word_begin_alike() {
        let alike = [
            ("президента", "президентом"),
            ("Зеленский", "zelenskiy"),
            ("Zelenskyy", "Zelenski"),
            ("novyij", "novyy"),
            ("Polską", "polskiej"),
            ("الحكومة", "حكومة"),
            ("Şimşek'in", "Simsek"),
            ("khabarovske", "habarovsk"),
        ];
        let of = |word| beginning(&plain_spelling::of(word));
        for (one, other) in alike {
            assert_eq!(of(one), of(other), "{one} {other}");
        }
        assert_ne!(of("Warschau"), of("Wahlen"));
    }

    #[test]
    fn what_is_rare_in_the_window_weighs_more() {
        let mut counts = Counts::default();
        (0..50).for_each(|n| counts.add(1, [7, 100 + n].into_iter()));
        let of = |hashes: &[u32]| Weighed::new(hashes.iter().map(|h| (*h, 0.0)).collect(), 1, &counts);
        assert!(of(&[7, 100]).cosine(&of(&[100, 101])) > of(&[7, 100]).cosine(&of(&[7, 101])));
        let shared = of(&[7, 100]).shared(&of(&[7, 101, 102]));
        assert_eq!((shared.count, shared.missed), (1.0, [1.0; 2]));
        assert!(shared.known[0] < shared.known[1] && shared.rarest[0] < 1.0);
    }
}

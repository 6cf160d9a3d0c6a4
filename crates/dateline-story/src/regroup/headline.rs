//! Two headlines side by side: which words of one the other has, says in another way, or leaves out.
//!
//! Terms alone miss "dies" beside "death" and "Drohnenangriff" beside "Drohnen"; word vectors and runs of three characters do
//! not. What is left out matters as much: "Apple Watch" and "Apple Pay" share a name.

use crate::tokenizer::{self, Word};
use crate::{background_rarity, embedding};

/// Words of a headline that are read.
const WORDS: usize = 24;
/// Cosine of two words that have nothing in common.
const STRANGE: f32 = 0.35;
/// Features of a pair of headlines.
pub(super) const WIDTH: usize = 9;

/// One word of a headline.
struct Spoken {
    stem: u32,
    row: Option<&'static [u8]>,
    rarity: f32,
    number: bool,
}

/// A headline prepared for comparison: words, stems, vectors.
pub(super) struct Headline {
    words: Vec<Spoken>,
    /// Hashes of three characters in a row, sorted.
    threes: Vec<u32>,
    /// Rarity of all words.
    whole: f32,
}

impl Headline {
    /// Reads a headline.
    pub(super) fn new(title: &str) -> Self {
        let mut kept = Vec::new();
        let mut threes = Vec::new();
        tokenizer::each(title, WORDS, |word: Word, run: &str| {
            threes.extend(word_threes(run));
            if let Some(rarity) = background_rarity::rarity(word.stem) {
                let number = run.bytes().any(|b| b.is_ascii_digit());
                kept.push(Spoken { stem: word.stem, row: embedding::row(word.exact), rarity, number });
            }
        });
        threes.sort_unstable();
        threes.dedup();
        let whole = kept.iter().map(|w| w.rarity).sum();
        Self { words: kept, threes, whole }
    }

    /// How much of this headline the other says, by word or in other words, and the weightiest word that it leaves out.
    fn said(&self, other: &Self) -> (f32, f32) {
        let (mut said, mut missed) = (0.0, 0.0_f32);
        for word in &self.words {
            let share = other.words.iter().map(|o| alike(word, o)).fold(0.0, f32::max);
            said += share * word.rarity;
            missed = missed.max((1.0 - share) * word.rarity);
        }
        (if self.whole > 0.0 { said / self.whole } else { 0.0 }, missed)
    }

    /// Words in a row that both have: the longest run, and how many pairs.
    fn runs(&self, other: &Self) -> (f32, f32) {
        let (mut longest, mut pairs) = (0_usize, 0_usize);
        for start in 0..self.words.len() {
            for at in 0..other.words.len() {
                let own = self.words.iter().skip(start);
                let run = own.zip(other.words.iter().skip(at)).take_while(|(a, b)| a.stem == b.stem).count();
                longest = longest.max(run);
                pairs += usize::from(run >= 2);
            }
        }
        (longest as f32, pairs as f32)
    }

    /// 1 where a number stands in both, -1 where both have numbers and none together.
    fn figures(&self, other: &Self) -> f32 {
        let own: Vec<u32> = self.words.iter().filter(|w| w.number).map(|w| w.stem).collect();
        let mut theirs = other.words.iter().filter(|w| w.number).map(|w| w.stem).peekable();
        match (own.is_empty(), theirs.peek()) {
            (false, Some(_)) => {
                if theirs.any(|n| own.contains(&n)) {
                    1.0
                } else {
                    -1.0
                }
            }
            _ => 0.0,
        }
    }

    /// What two headlines have of each other, in an order that does not depend on which is first.
    pub(super) fn numbers(&self, other: &Self) -> [f32; WIDTH] {
        let ((own, own_missed), (theirs, their_missed)) = (self.said(other), other.said(self));
        let (longest, pairs) = self.runs(other);
        [
            own.min(theirs),
            own.max(theirs),
            own_missed.min(their_missed),
            own_missed.max(their_missed),
            longest,
            pairs,
            self.figures(other),
            dice(&self.threes, &other.threes),
            self.whole.min(other.whole),
        ]
    }
}

/// 1 for one stem, else how near two words are beyond chance.
fn alike(one: &Spoken, other: &Spoken) -> f32 {
    if one.stem == other.stem {
        return 1.0;
    }
    match (one.row, other.row) {
        (Some(a), Some(b)) => ((embedding::rows_near(a, b) - STRANGE) / (1.0 - STRANGE)).max(0.0),
        _ => 0.0,
    }
}

fn word_threes(run: &str) -> Vec<u32> {
    let lower: Vec<u32> = std::iter::once(' ')
        .chain(run.chars().flat_map(char::to_lowercase))
        .chain(std::iter::once(' '))
        .map(u32::from)
        .collect();
    lower.windows(3).map(|w| w.iter().fold(0, |h, c| crate::stable_hash::pair(h, *c))).collect()
}

/// Twice what is shared, of both together.
fn dice(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut both) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += if x == y { 1.0 } else { 0.0 };
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    2.0 * both / ((a.len() + b.len()) as f32).max(1.0)
}

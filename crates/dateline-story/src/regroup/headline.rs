//! Two headlines side by side: which words of one the other has, says in another way, or leaves out.
//!
//! Terms alone miss "dies" beside "death" and "Drohnenangriff" beside "Drohnen"; word vectors and runs of three characters do
//! not. What is left out matters as much: "Apple Watch" and "Apple Pay" share a name.

use super::headline_vectors::{self, Counts, Weighed};
use super::plain_spelling;
use crate::tokenizer::{self, Word};
use crate::{background_rarity, crosslingual_keys, embedding, stable_hash};

/// Words of a headline that are read.
const WORDS: usize = 24;
/// Cosine of two words that have nothing in common.
const STRANGE: f32 = 0.35;
/// Share of a headline's words, by rarity, that must have a vector for its direction to say something.
const VECTORS: f32 = 0.12;
/// That share where nobody says in which language it is written: words of many languages look like an English one.
const VECTORS_UNKNOWN: f32 = 0.5;
/// Features of a pair of headlines.
pub(super) const WIDTH: usize = 20;

/// One word of a headline.
struct Spoken {
    stem: u32,
    /// See [`headline_vectors::beginning`].
    beginning: u32,
    row: Option<&'static [u8]>,
    rarity: f32,
    number: bool,
}

/// A headline prepared for comparison: words, stems, vectors.
#[derive(Default)]
pub(super) struct Headline {
    words: Vec<Spoken>,
    /// Hashes of three characters in a row, sorted.
    threes: Vec<u32>,
    /// The same of the words in plain spelling.
    plain_threes: Vec<u32>,
    /// Rarity of all words.
    whole: f32,
    /// Share of the words that have a vector, by rarity.
    vectors: f32,
    /// Beginnings of words, by their rarity in the window.
    beginnings: Weighed,
    /// Runs of three characters, by their rarity in the window.
    runs: Weighed,
}

impl Headline {
    /// Reads a headline.
    pub(super) fn new(title: &str) -> Self {
        let mut kept = Vec::new();
        let (mut threes, mut plain_threes) = (Vec::new(), Vec::new());
        tokenizer::each(title, WORDS, |word: Word, run: &str| {
            let plain = plain_spelling::of(run);
            threes.extend(word_threes(run.chars().flat_map(char::to_lowercase)));
            plain_threes.extend(word_threes(plain.chars()));
            if let Some(rarity) = background_rarity::rarity(word.stem) {
                let number = run.bytes().any(|b| b.is_ascii_digit());
                let (row, beginning) = (embedding::row(word.exact), headline_vectors::beginning(&plain));
                kept.push(Spoken { stem: word.stem, beginning, row, rarity, number });
            }
        });
        for list in [&mut threes, &mut plain_threes] {
            list.sort_unstable();
            list.dedup();
        }
        let whole: f32 = kept.iter().map(|w| w.rarity).sum();
        let known: f32 = kept.iter().filter(|w| w.row.is_some()).map(|w| w.rarity).sum();
        let vectors = known / whole.max(f32::MIN_POSITIVE);
        Self { words: kept, threes, plain_threes, whole, vectors, ..Self::default() }
    }

    /// Counts what the headline is made of.
    pub(super) fn count(&self, lang_id: u32, beginnings: &mut Counts, runs: &mut Counts) {
        let mut own: Vec<u32> = self.words.iter().map(|w| w.beginning).collect();
        own.sort_unstable();
        own.dedup();
        beginnings.add(lang_id, own.into_iter());
        runs.add(lang_id, self.plain_threes.iter().copied());
    }

    /// Weighs what the headline is made of, once all headlines are counted.
    pub(super) fn weigh(&mut self, lang_id: u32, beginnings: &Counts, runs: &Counts) {
        let own = self.words.iter().map(|w| (w.beginning, background_rarity::share(w.stem)));
        self.beginnings = Weighed::new(own.collect(), lang_id, beginnings);
        self.runs = Weighed::new(self.plain_threes.iter().map(|run| (*run, 0.0)).collect(), lang_id, runs);
    }

    /// Beginnings of its words.
    pub(super) const fn beginnings(&self) -> &Weighed {
        &self.beginnings
    }

    /// Whether word vectors say what the headline is about: most of its words have one.
    pub(super) fn has_vectors(&self, lang_id: u32) -> bool {
        let enough = if crosslingual_keys::is_english(lang_id) { VECTORS } else { VECTORS_UNKNOWN };
        crosslingual_keys::may_be_english(lang_id) && self.vectors >= enough
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

    /// Words in a row that both have: the longest run, and how many pairs; `same` says which words are one.
    fn in_a_row(&self, other: &Self, same: impl Fn(&Spoken, &Spoken) -> bool) -> (f32, f32) {
        let (mut longest, mut pairs) = (0_usize, 0_usize);
        for start in 0..self.words.len() {
            for at in 0..other.words.len() {
                let own = self.words.iter().skip(start);
                let run = own.zip(other.words.iter().skip(at)).take_while(|(a, b)| same(a, b)).count();
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
        let (longest, pairs) = self.in_a_row(other, |a, b| a.stem == b.stem);
        let (alike, _) = self.in_a_row(other, |a, b| a.beginning == b.beginning);
        let shared = self.beginnings.shared(&other.beginnings);
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
            shared.cosine,
            shared.known[0],
            shared.known[1],
            shared.missed[0],
            shared.missed[1],
            shared.rarest[0],
            shared.rarest[1],
            shared.count,
            alike,
            self.runs.cosine(&other.runs),
            self.vectors.min(other.vectors),
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

/// Three characters in a row of a word, its ends counting as one each.
fn word_threes(letters: impl Iterator<Item = char>) -> Vec<u32> {
    let letters: Vec<u32> = [' '].into_iter().chain(letters).chain([' ']).map(u32::from).collect();
    letters.windows(3).map(|w| w.iter().fold(0, |h, c| stable_hash::pair(h, *c))).collect()
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

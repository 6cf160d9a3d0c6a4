//! Tells quickly that a text holds no phrase: hardly any does, and looking at words is cheaper than looking for phrases.

use crate::char_classes::{Token, runs_on, tokens};
use std::collections::HashSet;

/// Bits that a word's number is looked up in before the set itself.
const BITS: usize = 1 << 17;

/// The first word or the first two words of each phrase, as numbers. Phrases in scripts that write words together are
/// left out: any text in such a script may hold one.
pub(super) struct Words {
    bits: Vec<u64>,
    known: HashSet<u64>,
    /// A phrase without any letter: then every text may hold it.
    bare: bool,
}

impl Words {
    /// Gathers the words of phrases that are folded already.
    pub(super) fn of<'p>(phrases: impl Iterator<Item = &'p str>) -> Self {
        let mut words = Self { bits: vec![0; BITS / 64], known: HashSet::new(), bare: false };
        for phrase in phrases.filter(|phrase| !phrase.chars().any(runs_on)) {
            let mut said = Vec::new();
            tokens(phrase, |token| said.push(token.hash));
            match *said {
                [] => words.bare = true,
                [only] => words.add(only),
                [first, second, ..] => words.add(pair(first, second)),
            }
        }
        words
    }

    fn add(&mut self, number: u64) {
        self.bits[place(number) / 64] |= 1 << (number % 64);
        self.known.insert(number);
    }

    fn has(&self, number: u64) -> bool {
        self.bits[place(number) / 64] & (1 << (number % 64)) != 0 && self.known.contains(&number)
    }

    /// Whether a phrase may stand in a text that is not folded.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        let (mut before, mut found) = (0, self.bare);
        let parted = tokens(text, |token| {
            found |= self.may_begin(before, token.hash);
            before = token.hash;
        });
        found || !parted
    }

    /// Where phrases may begin in a text, in order; nothing where a script runs on, for there they may begin anywhere.
    pub(super) fn beginnings(&self, text: &str) -> Option<Vec<usize>> {
        let mut found = Beginnings::default();
        let parted = tokens(text, |token| found.add(self, token));
        (parted && !self.bare).then_some(found.places)
    }

    /// Whether a phrase may begin with a word or with the one before it.
    fn may_begin(&self, before: u64, word: u64) -> bool {
        self.bare || self.has(word) || self.has(pair(before, word))
    }
}

/// Where phrases may begin in a text whose words are looked at one by one.
#[derive(Default)]
pub(crate) struct Beginnings {
    /// First bytes of words.
    pub(crate) places: Vec<usize>,
    before: Option<Token>,
}

impl Beginnings {
    /// The next word.
    pub(super) fn add(&mut self, words: &Words, token: Token) {
        let first = self.before.filter(|before| words.has(pair(before.hash, token.hash)));
        self.places.extend(first.map(|first| first.at).filter(|at| self.places.last() != Some(at)));
        self.places.extend(words.has(token.hash).then_some(token.at));
        self.before = Some(token);
    }
}

fn place(number: u64) -> usize {
    number as usize % BITS
}

fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let words = Words::of(["subscribe to read", "werbung", "déjà abonné ?", "続きを読む"].into_iter());
        assert_eq!(words.may_hold(text), expected, "{text}");
    }

    #[test]
    fn only_texts_with_the_first_words_are_searched() {
        check("Please SUBSCRIBE\u{a0}to the paper", true);
        check("He did not subscribe and went to read", false);
        check("– Wer\u{ad}bung –", true);
        check("Werbungen", false);
        check("DÉJÀ ABONNÉ", true);
        check("この記事", true);
        check("", false);
    }
}

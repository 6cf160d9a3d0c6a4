//! Tells quickly that a text holds no phrase: hardly any does, and looking at words is cheaper than looking for phrases.

use std::collections::HashSet;

/// Bits that a word's number is looked up in before the set itself.
const BITS: usize = 1 << 15;

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
        for phrase in phrases.filter(|phrase| !phrase.chars().any(super::runs_on)) {
            let mut said = Vec::new();
            tokens(phrase, |token| {
                said.push(token);
                said.len() == 2
            });
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
        let mut before = 0;
        self.bare
            || tokens(text, |token| {
                let found = self.has(token) || self.has(pair(before, token));
                before = token;
                found
            })
    }
}

fn place(number: u64) -> usize {
    number as usize % BITS
}

fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Gives the words of a text as numbers until `stop` says so; true where it did, or where a script runs on.
fn tokens(text: &str, mut stop: impl FnMut(u64) -> bool) -> bool {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    let mut hash = SEED;
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
            } else if hash != SEED && stop(std::mem::replace(&mut hash, SEED)) {
                return true;
            }
        }
        return hash != SEED && stop(hash);
    }
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hash = add(hash, c.to_ascii_lowercase());
        } else if !c.is_ascii() && super::runs_on(c) {
            return true;
        } else if !c.is_ascii() && crate::letters::is_alphanumeric(c) {
            hash = c.to_lowercase().filter(|lower| *lower != '\u{307}').fold(hash, add);
        } else if !super::is_dropped(c) && hash != SEED && stop(std::mem::replace(&mut hash, SEED)) {
            return true;
        }
    }
    hash != SEED && stop(hash)
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

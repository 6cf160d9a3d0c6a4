//! Whether a change is one that a reader would care for: not a comma, a capital, a slip of one letter or a tracking parameter. Pure.

use crate::word_segmentation::unspaced;
use std::collections::HashMap;

/// Words that a text must gain or lose, or this share of it.
const WORDS: usize = 8;
const SHARE: usize = 4;
/// A number weighs as much as several words: it is what corrections are about.
const NUMBER: usize = 4;
/// From so many letters on, one letter's difference is a slip of the pen.
const SLIP: usize = 4;

/// Whether a headline says something else.
pub(crate) fn title(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    old.len() != new.len() || old.iter().zip(&new).any(|(old, new)| old != new && !is_slip(old, new))
}

/// Whether a text says something else, more, or less.
pub(crate) fn text(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    let longest = old.len().max(new.len());
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in &old {
        *counts.entry(word).or_default() += 1;
    }
    for word in &new {
        *counts.entry(word).or_default() -= 1;
    }
    let weight = |word: &str| if word.chars().any(char::is_numeric) { NUMBER } else { 1 };
    let changed: u64 = counts.iter().map(|(word, count)| count.unsigned_abs() * weight(word) as u64).sum();
    changed >= WORDS as u64 || changed > 0 && changed * SHARE as u64 >= longest as u64
}

/// Words in small letters, without signs between them; of scripts without spaces, letters.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if unspaced(c) {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() && !matches!(c, '\'' | '’' | '\u{ad}') {
            words.push(std::mem::take(&mut word));
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// Whether two words are one with a letter left out, added or exchanged.
fn is_slip(old: &str, new: &str) -> bool {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let letters = old.iter().chain(&new).all(|c| c.is_alphabetic());
    if !letters || old.len().min(new.len()) < SLIP || old.len().abs_diff(new.len()) > 1 {
        return false;
    }
    let alike = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let tail =
        old[alike..].iter().rev().zip(new[alike..].iter().rev()).take_while(|(old, new)| old == new).count();
    old.len().max(new.len()) - alike - tail <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_that_say_something_else() {
        let check =
            |old: &str, new: &str, expected: bool| assert_eq!(title(old, new), expected, "{old} / {new}");
        check("Ferry aground", "Ferry afloat again", true);
        check("Three dead in the harbour", "Five dead in the harbour", true);
        check("3 dead in the harbour", "5 dead in the harbour", true);
        check("Ferry aground", "FERRY aground!", false);
        check("Pilots, crews walk out", "Pilots crews walk out", false);
        check("Harbor pilots walk out", "Harbour pilots walk out", false);
        check("The pilot’s word", "The pilot's word", false);
        check("東京で地震", "東京で大地震", true);
    }

    #[test]
    fn texts_that_say_something_else() {
        let long =
            "The ferry lay on the bank all night, and the tide came back at four in the morning. ".repeat(10);
        let check = |new: &str, expected: bool| assert_eq!(text(&long, new), expected, "{new}");
        check(&long.replace(',', ";"), false);
        check(&long.replacen("night", "evening", 1), false);
        check(&format!("{long}Correction: an earlier text named another ship and another captain."), true);
        check(&long.replacen("four", "5", 1).replacen("four", "5", 1), true);
        check("", true);
        assert!(text("Three dead.", "Five dead."));
    }
}

//! Copies among texts that no live index holds: archives are compared file by file. The rules are those of the live index.

use crate::copy_detection::{self, SAMPLED_BELOW, Shingles};
use crate::settings::Settings;
use crate::tokenizer;
use dateline_model::CopyKind;

/// The shingles of one text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextShingles(Shingles);

impl TextShingles {
    /// Every hash that [`Self::sampled`] gives is below this.
    pub const SAMPLED_BELOW: u32 = SAMPLED_BELOW;

    /// Draws the shingles of a text.
    pub fn draw(text: &str) -> Self {
        Self(Shingles::draw(&tokenizer::words(text, copy_detection::WORDS)))
    }

    /// Hashes by which copies are found, sorted: two texts of which one stands in the other share most of the shorter one's.
    pub fn sampled(&self) -> impl Iterator<Item = u32> {
        self.0.sampled()
    }

    /// What kind of copy this is of another text, and the share of it that stands there, 0 to 1. None where neither holds half of
    /// the other, or one is too short to tell.
    pub fn copy_of(&self, other: &Self) -> Option<(CopyKind, f64)> {
        copy_detection::compare(&self.0, &other.0, Settings::default().copy)
    }

    /// Bytes to be kept in a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// What was kept.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(Shingles::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<u32>) -> String {
        words.map(|word| format!("word{word} ")).collect()
    }

    #[test]
    fn copies_are_told_after_they_were_kept_in_a_file() {
        let check = |new: std::ops::Range<u32>, old: std::ops::Range<u32>, expected: Option<CopyKind>| {
            let [new, old] = [new, old].map(|words| TextShingles::draw(&text(words)));
            let kept = |shingles: &TextShingles| TextShingles::from_bytes(&shingles.to_bytes());
            assert_eq!((kept(&new), kept(&old)), (new.clone(), old.clone()));
            assert_eq!(kept(&new).copy_of(&kept(&old)).map(|(kind, _)| kind), expected);
            assert!(new.sampled().all(|hash| hash < TextShingles::SAMPLED_BELOW));
        };
        check(0..300, 0..300, Some(CopyKind::Same));
        check(0..100, 0..300, Some(CopyKind::Excerpt));
        check(0..300, 0..100, Some(CopyKind::Extended));
        check(0..300, 100..400, Some(CopyKind::Edited));
        check(0..300, 300..600, None);
        check(0..10, 0..10, None);
    }
}

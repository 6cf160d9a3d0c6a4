//! The words of a text as its article keeps them while it is live: where each begins, how rare it is at large, whether it stands
//! in the first sentences and whether it is a number; 32 bits a word.

use crate::background_rarity;
use crate::tokenizer::Word;

/// Words with which a text begins that say what happened: what comes later is background more often.
const LEDE: usize = 30;

/// Bits of a beginning's hash; the others hold what is told of the word.
const HASH: u32 = !0xff;
const LEDE_BIT: u32 = 0x80;
const NUMBER_BIT: u32 = 0x40;
const LEVEL: u32 = 0x3f;

/// Rarities at large go from `LEAST` on in steps of `STEP`.
const LEAST: f32 = 2.1;
const STEP: f32 = 0.092;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextWord(u32);

impl TextWord {
    fn new(word: &Word, rarity: f32, lede: bool) -> Self {
        let level = ((rarity - LEAST) / STEP).round().clamp(0.0, LEVEL as f32) as u32;
        let bits = [(lede, LEDE_BIT), (word.number, NUMBER_BIT)];
        let bits = bits.into_iter().filter(|(holds, _)| *holds).fold(level, |all, (_, bit)| all | bit);
        Self(hash(word.beginning) | bits)
    }

    /// The hash of its beginning, as [`hash`] gives it.
    pub(crate) const fn hash(self) -> u32 {
        self.0 & HASH
    }

    /// Whether it stands in the first sentences.
    pub(crate) const fn is_lede(self) -> bool {
        self.0 & LEDE_BIT != 0
    }

    /// Whether it is a number.
    pub(crate) const fn is_number(self) -> bool {
        self.0 & NUMBER_BIT != 0
    }

    /// Share of documents at large that hold it.
    pub(crate) fn share(self) -> f32 {
        background_rarity::share_of(LEAST + STEP * (self.0 & LEVEL) as f32)
    }
}

/// As much of a beginning's hash as is kept.
pub(crate) const fn hash(beginning: u32) -> u32 {
    beginning & HASH
}

/// The words of a text's beginning that are not everywhere, each once, by hash.
pub(crate) fn draw(lead: &[Word]) -> Vec<TextWord> {
    let kept = lead.iter().enumerate().filter_map(|(at, word)| {
        background_rarity::rarity(word.stem).map(|rarity| TextWord::new(word, rarity, at < LEDE))
    });
    let mut words: Vec<TextWord> = kept.collect();
    // Of one beginning in several places or forms the lede's comes first, then the commonest.
    words.sort_unstable_by_key(|word| (word.hash(), !word.is_lede(), word.0));
    words.dedup_by_key(|word| word.hash());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer;

    #[test]
    fn a_word_is_kept_once_with_what_is_known_of_it() {
        let filler = "Quarb ".repeat(LEDE - 2);
        let text = format!("Velkonia 41 {filler} Velkonian ministers the ministers 57");
        let drawn = draw(&tokenizer::words(&text, 120));
        let of = |word: &str| {
            let beginning = hash(tokenizer::words(word, 1)[0].beginning);
            drawn.iter().find(|kept| kept.hash() == beginning).copied()
        };
        let (country, minister) = (of("Velkonia").unwrap(), of("ministers").unwrap());
        assert_eq!(of("Velkonian"), Some(country));
        assert!(country.is_lede() && !country.is_number() && country.share() < 0.0005);
        assert!(!minister.is_lede() && minister.share() > 0.005 && of("the").is_none());
        assert_eq!([of("41"), of("57")].map(|n| n.unwrap().is_number()), [true; 2]);
        assert_eq!(drawn.len(), 5);
    }
}

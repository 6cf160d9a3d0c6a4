//! What a version adds: sentences whose words mostly stand in no other version of the same language. A sentence that says
//! the same in other words may be taken for an addition; that is why the sentence itself is shown and nothing is claimed
//! of it but its words.

use super::{TEXTS, Text};
use crate::{background_rarity, tokenizer};
use dateline_text::sentences;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence that one version has alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NovelSentence {
    /// As it stands there.
    pub sentence: String,
    /// Weighty words of it that no other version has.
    pub new_words: usize,
}

/// Sentences shown of one version.
const SHOWN: usize = 3;
/// Words new to the story that make a sentence an addition.
const NEW_WORDS: usize = 3;
/// Words of a sentence that is shown.
const LENGTH: std::ops::RangeInclusive<usize> = 7..=60;
/// Share of texts at large from which a word has no weight.
const COMMON: f32 = 0.05;
/// Words of one text that are looked at.
const WORDS: usize = 6_000;

/// For each text the sentences that say most that no other text of its language says, in their order; none where no other
/// text is in its language.
pub fn novel_sentences(texts: &[Text<'_>]) -> Vec<Vec<NovelSentence>> {
    let looked = texts.get(..texts.len().min(TEXTS)).unwrap_or_default();
    let lang_ids: Vec<String> = looked.iter().map(Text::lang_id).collect();
    let stems: Vec<BTreeSet<u32>> = looked.iter().map(stems).collect();
    let mut holders: BTreeMap<(&str, u32), u32> = BTreeMap::new();
    for (lang_id, stems) in lang_ids.iter().zip(&stems) {
        for stem in stems {
            *holders.entry((lang_id, *stem)).or_insert(0) += 1;
        }
    }
    let found = looked.iter().zip(&lang_ids).map(|(text, lang_id)| {
        let others = lang_ids.iter().filter(|other| *other == lang_id).count() > 1;
        let alone = |stem: u32| holders.get(&(lang_id.as_str(), stem)).is_none_or(|count| *count <= 1);
        if others { of(text, alone) } else { Vec::new() }
    });
    let mut found: Vec<_> = found.collect();
    found.resize_with(texts.len(), Vec::new);
    found
}

fn stems(text: &Text<'_>) -> BTreeSet<u32> {
    text.read().flat_map(|paragraph| tokenizer::words(paragraph, WORDS)).map(|word| word.stem).collect()
}

fn of(text: &Text<'_>, alone: impl Fn(u32) -> bool) -> Vec<NovelSentence> {
    let mut found: Vec<(usize, NovelSentence)> = Vec::new();
    for (place, sentence) in text.read().flat_map(sentences).enumerate() {
        let all = tokenizer::words(sentence, WORDS);
        let weighty: BTreeSet<u32> = all
            .iter()
            .map(|word| word.stem)
            .filter(|stem| background_rarity::share(*stem) < COMMON)
            .collect();
        let new_words = weighty.iter().filter(|stem| alone(**stem)).count();
        // Half of what weighs in it is new: else it is the others' sentence with a word more.
        if LENGTH.contains(&all.len()) && new_words >= NEW_WORDS && 2 * new_words >= weighty.len() {
            found.push((place, NovelSentence { sentence: sentence.to_owned(), new_words }));
        }
    }
    found.sort_by(|(a, x), (b, y)| y.new_words.cmp(&x.new_words).then(a.cmp(b)));
    found.truncate(SHOWN);
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, addition)| addition).collect()
}

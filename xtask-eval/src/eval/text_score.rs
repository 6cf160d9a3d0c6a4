//! Scores of extracted text: bag of words per page, and sought or unwanted segments.
//!
//! `word`: lower-cased words, one token per character in scripts without spaces; precision, recall and F1 per page, then
//! averaged. `segments`: counts of wanted and unwanted strings in the white-space-folded text, over the whole set.

use std::collections::HashMap;

/// Precision, recall, F1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Score {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

impl Score {
    fn of(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }

    /// Mean of each figure.
    pub(crate) fn mean<'a>(scores: impl Iterator<Item = &'a Self>) -> Self {
        let (mut total, mut count) = (Self::default(), 0.0_f64);
        for score in scores {
            total.precision += score.precision;
            total.recall += score.recall;
            total.f1 += score.f1;
            count += 1.0;
        }
        let count = count.max(1.0);
        Self { precision: total.precision / count, recall: total.recall / count, f1: total.f1 / count }
    }
}

/// Words of a text; a character of a script without spaces is a word.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let spaceless = is_spaceless(c);
        let in_word = c == '_' || c.is_alphanumeric();
        if (!in_word || spaceless) && !word.is_empty() {
            tokens.push(std::mem::take(&mut word));
        }
        if in_word && spaceless {
            tokens.push(c.to_string());
        } else if in_word {
            word.push(c);
        }
    }
    if !word.is_empty() {
        tokens.push(word);
    }
    tokens
}

fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x0e00..=0x0e7f | 0x1000..=0x109f)
}

fn count(tokens: Vec<String>) -> (HashMap<String, usize>, usize) {
    let total = tokens.len();
    let mut bag = HashMap::new();
    for token in tokens {
        *bag.entry(token).or_insert(0) += 1;
    }
    (bag, total)
}

/// Bag-of-words score of one page.
pub(crate) fn words(gold: &str, found: &str) -> Score {
    let (gold, wanted) = count(tokens(gold));
    let (found, held) = count(tokens(found));
    if wanted == 0 || held == 0 {
        return if wanted == held { Score::of(1.0, 1.0) } else { Score::default() };
    }
    let common: usize = gold.iter().map(|(word, n)| found.get(word).copied().unwrap_or(0).min(*n)).sum();
    Score::of(share(common, held), share(common, wanted))
}

/// Counts of segments found where they should and should not be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Segments {
    /// Wanted and there.
    pub(crate) hit: usize,
    /// Unwanted and there.
    pub(crate) wrong: usize,
    /// Wanted and missing.
    pub(crate) missed: usize,
}

impl Segments {
    /// Counts for one page.
    pub(crate) fn of(with: &[String], without: &[String], found: &str) -> Self {
        let found = fold(found);
        let hit = with.iter().filter(|segment| found.contains(&fold(segment))).count();
        let wrong = without.iter().filter(|segment| found.contains(&fold(segment))).count();
        Self { hit, wrong, missed: with.len() - hit }
    }

    /// Sum of counts.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            hit: self.hit + other.hit,
            wrong: self.wrong + other.wrong,
            missed: self.missed + other.missed,
        }
    }

    /// Score over all segments.
    pub(crate) fn score(self) -> Score {
        Score::of(share(self.hit, self.hit + self.wrong), share(self.hit, self.hit + self.missed))
    }
}

/// `part / whole`, 0 where the whole is empty.
#[expect(clippy::cast_precision_loss, reason = "counts of words and pages are far below 2^52")]
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bag_of_words() {
        let score = words("The cat sat.", "the cat ran away");
        assert!((score.precision - 0.5).abs() < 1e-9 && (score.recall - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(words("", ""), Score::of(1.0, 1.0));
        assert_eq!(words("a", ""), Score::default());
        assert_eq!(tokens("東京 Tower_2"), ["東", "京", "tower_2"]);
    }

    #[test]
    fn segments_fold_white_space() {
        let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let counts = Segments::of(&own(&["a b", "gone"]), &own(&["menu"]), "x a \n b menu");
        assert_eq!((counts.hit, counts.wrong, counts.missed), (1, 1, 1));
        assert!((counts.score().f1 - 0.5).abs() < 1e-9);
    }
}

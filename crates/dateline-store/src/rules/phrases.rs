//! Words and phrases of rules, found in text as whole words: letters in small, everything else one space.

use crate::word_segmentation::unspaced;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// A text in which phrases are sought: its words with one space before, between and after them. A thousand phrases are told apart from
/// it by the hashes of its words, and only those that may stand there are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    hashes: HashSet<u64>,
}

impl Words {
    /// Of some texts, one after the other; no phrase reaches from one into the next.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut words = String::from(" ");
        for text in texts {
            push(text, &mut words);
            words.push_str("\n ");
        }
        let hashes = words.split_ascii_whitespace().map(hash).collect();
        Self { text: words, hashes }
    }

    /// Whether one of the phrases stands in it.
    pub(super) fn hold_any(&self, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| {
            phrase.first.is_none_or(|first| self.hashes.contains(&first)) && self.text.contains(&phrase.text)
        })
    }
}

/// One phrase as it is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    text: String,
    /// Hash of its first word, where that is a whole word of any text that has the phrase.
    first: Option<u64>,
}

impl Phrase {
    /// Of what a reader typed; `None` without letters or digits. With `*` at its end, the beginning of a word is enough; where
    /// words are written without spaces, any run of letters is.
    pub(super) fn of(typed: &str) -> Option<Self> {
        let begins = typed.trim_end().ends_with('*');
        let mut words = String::from(" ");
        push(typed, &mut words);
        let trimmed = words.trim();
        if trimmed.is_empty() {
            return None;
        }
        if trimmed.chars().any(unspaced) {
            return Some(Self { text: trimmed.to_owned(), first: None });
        }
        let whole = trimmed.split_once(' ').map_or((!begins).then_some(trimmed), |(first, _)| Some(first));
        let text = if begins { format!(" {trimmed}") } else { format!(" {trimmed} ") };
        Some(Self { text, first: whole.map(hash) })
    }

    /// All that a reader typed.
    pub(super) fn all(typed: &[String]) -> Vec<Self> {
        typed.iter().filter_map(|typed| Self::of(typed)).collect()
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

fn push(text: &str, words: &mut String) {
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            words.push(letter);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let check = |typed: &str, text: &str, expected: bool| {
            let phrase = Phrase::of(typed).into_iter().collect::<Vec<_>>();
            assert_eq!(Words::of([text]).hold_any(&phrase), expected, "{typed:?} in {text:?}");
        };
        check("ferry", "A Ferry, late.", true);
        check("ferry", "Ferryman drowns", false);
        check("ferr*", "Ferryman drowns", true);
        check("the ferr*", "Where the ferryman drowned", true);
        check("the ferr*", "Where a ferryman drowned", false);
        check("harbour pilots", "The harbour-pilots walk", true);
        check("pilots harbour", "The harbour-pilots walk", false);
        check("ÅRHUS", "Nu i Århus", true);
        check("world cup", "World's cup", false);
        check("C++", "C and so on", true);
        check("東京", "今日の東京都", true);
        check("выбор*", "Выборы прошли", true);
        check("", "anything", false);
        check(" *— ", "anything", false);
    }

    #[test]
    fn no_phrase_reaches_from_one_text_into_the_next() {
        let words = Words::of(["Ferry late", "Harbour closed"]);
        assert!(!words.hold_any(&Phrase::all(&["late harbour".to_owned()])));
        assert!(words.hold_any(&Phrase::all(&["nothing".to_owned(), "harbour closed".to_owned()])));
    }
}

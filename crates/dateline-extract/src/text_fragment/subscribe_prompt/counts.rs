//! Numbers in notices: articles that are free, words that are left.

use crate::char_classes::{is_in_word, runs_on};

/// Words between two numbers of which the first is a part of the second: `2 de vos 5 articles`.
const COUNTED_OF: usize = 4;

/// Whether a sentence counts free articles and says that this one is among them: `article 2 of 5`. All of them may be used up where it
/// asks for something, or promises reading on.
pub(super) fn counts_some_of_more(text: &str, asks: bool, is_meter: impl Fn(&str) -> bool) -> bool {
    let is_stop = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟');
    text.split(is_stop).any(|sentence| {
        let Some((first, behind)) = number(sentence) else { return false };
        let Some((second, _)) = number(behind) else { return false };
        let between = &behind[..behind.find(|c: char| c.is_ascii_digit()).unwrap_or(0)];
        let joins = between.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '\u{a0}'));
        let part = first > 0 && (first < second || first == second && !asks);
        let near = crate::text::words(between) <= COUNTED_OF;
        part && joins && near && is_meter(sentence)
    })
}

/// The first number of a text and what stands behind it.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let digits = &text[text.find(|c: char| c.is_ascii_digit())?..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    Some((digits[..end].parse().ok()?, &digits[end..]))
}

/// Names of words, and of characters where nobody counts words, as they stand behind a number.
const COUNTED: &[&str] = &[
    "words",
    "wörter",
    "worte",
    "mots",
    "palabras",
    "palavras",
    "parole",
    "woorden",
    "słów",
    "слов",
    "слів",
    "думи",
    "ord",
    "sanaa",
    "szó",
    "slov",
    "riječi",
    "речи",
    "besed",
    "cuvinte",
    "λέξεις",
    "kelime",
    "kata",
    "từ",
    "paraules",
    "žodžių",
    "vārdi",
    "sõna",
    "מילים",
    "كلمة",
    "کلمه",
    "शब्द",
    "文字",
    "字",
    "자",
    "단어",
];
/// Fewest words that a notice counts.
const COUNT: u32 = 50;

/// Whether a number of words stands in a text: `noch 812 Wörter`, `1,900 words`, `残り1234文字`.
pub(super) fn counts_words(lower: &str) -> bool {
    lower
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() && !lower[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .any(|(at, _)| {
            let number = &lower[at..];
            let end = number
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}'))
                .unwrap_or(number.len());
            let digits: String = number[..end].chars().filter(char::is_ascii_digit).take(9).collect();
            let behind = number[end..].trim_start();
            let named = |word: &&&str| {
                behind.strip_prefix(**word).is_some_and(|rest| {
                    runs_on(word.chars().next().unwrap_or(' ')) || !rest.starts_with(is_in_word)
                })
            };
            digits.parse::<u32>().is_ok_and(|count| count >= COUNT) && COUNTED.iter().any(|word| named(&word))
        })
}

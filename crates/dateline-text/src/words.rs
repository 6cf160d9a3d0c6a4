//! One way to count words in any script.

use crate::{is_southeast_asian, is_unspaced};

/// What a byte of ASCII does outside of a word and in one: whether it begins a word, and in the lowest bit whether it stands in one.
const STEPS: [[u8; 128]; 2] = [steps(0), steps(1)];

const fn steps(in_word: u8) -> [u8; 128] {
    let mut steps = [in_word; 128];
    let mut byte = 0u8;
    while byte.is_ascii() {
        if byte.is_ascii_alphanumeric() {
            steps[byte as usize] = (1 - in_word) << 1 | 1;
        } else if matches!(byte, b'\t'..=b'\r' | b' ') {
            steps[byte as usize] = 0;
        }
        byte += 1;
    }
    steps
}

/// Words of a text: runs between white space that hold a letter or a digit; of scripts without spaces, two characters of East Asia
/// or four of South-East Asia, whose vowels are characters of their own, are one word. One pass, no allocation.
pub fn words(text: &str) -> usize {
    let (mut spaced, mut quarters, mut in_word) = (0, 0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some(step) = STEPS[usize::from(in_word)].get(usize::from(byte)) {
            spaced += usize::from(step >> 1);
            in_word = step & 1 != 0;
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        if is_unspaced(c) {
            quarters += if is_southeast_asian(c) { 1 } else { 2 };
            in_word = false;
        } else if c.is_whitespace() {
            in_word = false;
        } else if !in_word && c.is_alphanumeric() {
            spaced += 1;
            in_word = true;
        }
    }
    spaced + quarters / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script() {
        for (text, count) in [
            ("", 0),
            ("Pilots left their boats.", 4),
            ("  Three — words,\nhere ", 3),
            ("mother-in-law's 1,000 boats", 3),
            ("記事の続き", 2),
            ("Der Hafen 港口 schließt", 4),
            ("ภาษาไทย", 1),
            ("선박이 항구를 떠났다", 3),
            ("· | →", 0),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }
}

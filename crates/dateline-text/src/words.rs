//! One way to count words in any script.

use crate::{is_southeast_asian, is_unspaced};

/// Words of a text: runs between white space that hold a letter or a digit; of scripts without spaces, two characters of East Asia
/// or four of South-East Asia, whose vowels are characters of their own, are one word. One pass, no allocation.
pub fn words(text: &str) -> usize {
    let (mut spaced, mut quarters, mut in_word) = (0, 0, false);
    let mut rest = text;
    while let Some(&byte) = rest.as_bytes().first() {
        if byte.is_ascii() {
            let letter = byte.is_ascii_alphanumeric();
            spaced += usize::from(letter && !in_word);
            in_word = (in_word || letter) && !matches!(byte, b'\t'..=b'\r' | b' ');
            rest = &rest[1..];
            continue;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
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

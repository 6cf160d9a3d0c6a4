//! One way to count words in any script.

use crate::{is_southeast_asian, is_unspaced};

/// White space of ASCII.
const IS_WHITE: [bool; 256] = {
    let mut is_white = [false; 256];
    let mut known: &[u8] = b"\t\n\x0b\x0c\r ";
    while let [byte, rest @ ..] = known {
        is_white[*byte as usize] = true;
        known = rest;
    }
    is_white
};

/// Words of a text: runs between white space that hold a letter or a digit; of scripts without spaces, two characters of East Asia
/// or four of South-East Asia, whose vowels are characters of their own, are one word. One pass, no allocation.
pub fn words(text: &str) -> usize {
    let (mut spaced, mut quarters, mut in_word) = (0, 0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            let letter = byte.is_ascii_alphanumeric();
            spaced += usize::from(letter & !in_word);
            in_word = (in_word | letter) & !IS_WHITE[usize::from(byte)];
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

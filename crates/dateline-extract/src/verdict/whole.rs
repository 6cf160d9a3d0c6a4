//! Whether letters are a whole word, as far as the words of many texts tell: a Bloom filter that `eval/train/words.py` writes.

static WORDS: &[u8] = include_bytes!("../../data/words.bloom");

/// Bits that each word has set.
const SET: u64 = 4;

/// Whether a word stands in the list, in any case of its letters; of what does not, one in forty is taken for a word too.
pub(super) fn is_word(word: &str) -> bool {
    let hash = hash(&word.to_lowercase());
    let (one, two) = (hash & 0xffff_ffff, hash >> 32);
    let bits = 8 * WORDS.len() as u64;
    (0..SET).all(|turn| {
        let at = usize::try_from((one + turn * two) % bits).unwrap_or_default();
        WORDS.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    })
}

/// FNV-1a.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_pieces_of_words() {
        for word in ["clock", "Month", "radio", "night", "jahre", "gobierno", "président"] {
            assert!(is_word(word), "{word}");
        }
        for piece in ["counci", "mont_h", "kroppsmodifiseringsmiljø", "xqzt", "tempora"] {
            assert!(!is_word(piece), "{piece}");
        }
    }
}

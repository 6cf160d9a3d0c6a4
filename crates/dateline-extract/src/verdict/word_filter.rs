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

/// Words behind which a sentence goes on.
const JOINTS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "with", "and", "or", "but", "by", "that",
    "which", "as", "is", "was", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "und",
    "oder", "von", "mit", "für", "im", "zu", "auf", "dass", "le", "la", "les", "un", "une", "du", "de", "et",
    "ou", "à", "dans", "pour", "par", "que", "qui", "avec", "sur", "el", "los", "las", "una", "y", "en",
    "con", "por", "para", "del", "il", "lo", "gli", "di", "e", "per", "che", "da", "o", "os", "as", "em",
    "com", "no", "na", "het", "een", "van", "op", "met", "voor", "w", "z", "i", "do", "że", "oraz", "и", "в",
    "на", "с", "по", "что", "из", "для",
];

/// Whether a sentence may end with a word: it is whole, and none of those that want another one.
pub(super) fn may_end(word: &str) -> bool {
    is_word(word) && !JOINTS.contains(&word.to_lowercase().as_str())
}

/// Whether a sentence wants another word behind one: a joint, or a word as short as joints are.
pub(super) fn wants_more(word: &str) -> bool {
    word.chars().count() < SHORTEST || JOINTS.contains(&word.to_lowercase().as_str())
}

/// Letters of the shortest word that a sentence of any language surely ends with.
const SHORTEST: usize = 3;

/// Share of a text's words that are known, from which on its language is.
const KNOWN: f32 = 0.7;

/// Whether the last letters of a text are a fragment of a word, in a language of which most words are known.
pub(super) fn ends_in_a_piece(text: &str) -> bool {
    let mut words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let Some(last) = words.pop().filter(|last| last.chars().count() >= 2) else { return false };
    let lower = last.starts_with(char::is_lowercase);
    words.retain(|word| word.chars().count() >= 3);
    let known = words.iter().filter(|word| is_word(word)).count();
    lower && !is_word(last) && !JOINTS.contains(&last) && crate::text::share(known, words.len()) >= KNOWN
}

/// FNV-1a.
fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_pieces_of_words() {
        for word in ["clock", "Month", "radio", "night", "jahre", "gobierno", "président"] {
            assert!(is_word(word), "{word}");
        }
        for fragment in ["counci", "mont_h", "kroppsmodifiseringsmiljø", "xqzt", "tempora"] {
            assert!(!is_word(fragment), "{fragment}");
        }
    }
}

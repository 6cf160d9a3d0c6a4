//! Text as the full-text index takes it: letters of scripts that are written without spaces stand apart.
//!
//! SQLite's `unicode61` would take a whole run of such letters for one word. A zero width space after each makes each
//! letter a word; queries are cut in the same way and asked as phrases, so that any run of letters is found. It beats
//! the trigram tokenizer here: most Chinese words have two letters, and trigrams find nothing shorter than three.

/// What parts the letters; readers never see it, see [`plain`].
const PART: char = '\u{200b}';

/// Whether words of this letter's script are written without spaces.
pub(crate) const fn unspaced(letter: char) -> bool {
    matches!(letter as u32,
        0x0E01..=0x0E2E | 0x0E40..=0x0E46   // Thai, without the signs above and below, which belong to the letter before
        | 0x0E81..=0x0EAE | 0x0EC0..=0x0EC6 // Lao
        | 0x1000..=0x102A | 0x1780..=0x17B3 // Burmese, Khmer
        | 0x3041..=0x30FF | 0x31F0..=0x31FF // Kana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF) // Han
}

/// The text with its unspaced letters set apart.
pub(crate) fn cut(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| *letter != PART) {
        if unspaced(letter) && !parted.is_empty() && !parted.ends_with(PART) {
            parted.push(PART);
        }
        parted.push(letter);
        if unspaced(letter) {
            parted.push(PART);
        }
    }
    parted
}

/// The text as it was before [`cut`].
pub(crate) fn plain(text: &str) -> String {
    text.replace(PART, "")
}

/// Words of a text.
pub(crate) fn words(text: &str) -> u32 {
    u32::try_from(dateline_text::words(text)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_is_undone() {
        for text in ["", "Plain words.", "東京で発表", "iPhone発売", "中文, English 混排", "ข่าววันนี้"]
        {
            assert_eq!(plain(&cut(text)), text);
            assert_eq!(cut(&cut(text)), cut(text), "{text}");
        }
        assert_eq!(cut("北京2"), "北\u{200b}京\u{200b}2");
    }
}

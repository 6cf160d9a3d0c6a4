//! Scripts that are written without spaces between words, as ranges of Unicode 17.

/// Han, kana and their compatibility and half-width forms: Chinese and Japanese.
pub const fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}'                 // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}') // Han
}

/// Thai, Lao, Burmese, Khmer, with the signs above and below their letters.
pub const fn is_southeast_asian(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Korean syllables. Korean has spaces, and particles that stick to words.
#[inline]
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// Whether the script writes no spaces between words.
#[inline]
pub const fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}' && (is_east_asian(c) || is_southeast_asian(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_spaces() {
        for c in "記事のカｱ豈𠀀ไทยລາວမြန်ខ្មែរ".chars() {
            assert!(is_unspaced(c), "{c:?}");
        }
        for c in "aéЖעم한हि、。「 １！".chars() {
            assert!(!is_unspaced(c), "{c:?}");
        }
        assert!("한국어".chars().all(is_hangul));
    }
}

//! Letters, digits and white space, told quickly for the scripts that most pages are written in. Answers as the standard
//! library does.

/// Whether a character is a letter or a digit.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_common(c) || c.is_alphanumeric() }
}

/// Whether a character is a letter.
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_common(c) || c.is_alphabetic() }
}

/// Ranges that hold letters and nothing else: Latin, Cyrillic, Hebrew, Arabic, kana, Han, Hangul.
fn is_common(c: char) -> bool {
    matches!(
        c,
        '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2c1}'
            | '\u{400}'..='\u{481}'
            | '\u{48a}'..='\u{52f}'
            | '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{64a}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    )
}

/// Characters that part nothing and show nothing.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
}

/// Bytes with which white space or an invisible character may begin.
const BREAKS: [bool; 256] = {
    let mut breaks = [false; 256];
    let known = b"\t\n\x0b\x0c\r \xc2\xe1\xe2\xe3\xef";
    let mut at = 0;
    while at < known.len() {
        breaks[known[at] as usize] = true;
        at += 1;
    }
    breaks
};

/// The next white space or invisible character at or behind a byte, and where it stands.
fn next_break(text: &str, from: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| BREAKS[usize::from(*byte)])?;
        if bytes[at].is_ascii() {
            return Some((at, char::from(bytes[at])));
        }
        let c = text[at..].chars().next()?;
        if c.is_whitespace() || is_invisible(c) {
            return Some((at, c));
        }
        at += c.len_utf8();
    }
}

/// A text without white space at its ends.
pub(crate) fn trim(text: &str) -> &str {
    let trimmed = text.trim_ascii();
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && *byte != 0x0b);
    let bytes = trimmed.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { trimmed } else { trimmed.trim() }
}

/// Appends what stands between white space, one space between each two of them and none at the ends.
pub(crate) fn push_words(out: &mut String, text: &str) {
    let text = trim(text);
    if is_folded(text) {
        out.push_str(text);
    } else {
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
}

/// Appends `text` with runs of white space as one space and none at the beginning.
pub(crate) fn fold_into(out: &mut String, text: &str) {
    let inner = trim(text);
    if inner.len() == text.len() && is_folded(inner) {
        out.push_str(inner);
        return;
    }
    if text.starts_with(char::is_whitespace) {
        push_space(out);
    }
    if is_folded(inner) {
        out.push_str(inner);
    } else {
        fold_slowly(out, inner);
    }
    if text.ends_with(char::is_whitespace) {
        push_space(out);
    }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

fn fold_slowly(out: &mut String, text: &str) {
    let mut rest = 0;
    while let Some((at, c)) = next_break(text, rest) {
        out.push_str(&text[rest..at]);
        if c.is_whitespace() {
            push_space(out);
        }
        rest = at + c.len_utf8();
    }
    out.push_str(&text[rest..]);
}

/// Whether a text without white space at its ends holds single spaces only, and nothing invisible. Most are so.
fn is_folded(text: &str) -> bool {
    let mut before = false;
    for (at, byte) in text.bytes().enumerate() {
        let space = byte == b' ';
        if BREAKS[usize::from(byte)] && !(space && !before || is_letter_at(text, at)) {
            return false;
        }
        before = space;
    }
    true
}

/// Whether what may begin a break begins another character.
fn is_letter_at(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| !c.is_whitespace() && !is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standard_library_says_the_same() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            let text = format!("a{c}b");
            let found = next_break(&text, 0);
            let expected = (c.is_whitespace() || is_invisible(c)).then_some((1, c));
            assert_eq!(found, expected, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_parted_by_white_space(text in "(?:[a-c é東\u{200b}\u{a0}\u{2003}\u{3000}«’\t\n]|\\PC){0,24}") {
            let mut out = String::new();
            push_words(&mut out, &text);
            prop_assert_eq!(out, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }

        #[test]
        fn trimming_is_the_librarys(text in "[a \u{b}\u{c}\u{1c}\u{a0}é\n]{0,8}") {
            prop_assert_eq!(trim(&text), text.trim());
        }

        #[test]
        fn folding_leaves_single_spaces(text in "[a \u{a0}\u{3000}é«\u{200b}\n]{0,24}", at in 0..24usize) {
            let mut out = String::new();
            let at = text.floor_char_boundary(at);
            fold_into(&mut out, &text[..at]);
            fold_into(&mut out, &text[at..]);
            let (mut slow, mut fast) = (String::new(), String::new());
            fold_slowly(&mut slow, &text);
            fold_into(&mut fast, &text);
            prop_assert_eq!(&slow, &fast);
            prop_assert_eq!(&slow, &out);
            let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
            prop_assert_eq!(out.trim_end(), visible.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

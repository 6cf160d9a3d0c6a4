//! Letters, digits and white space, told quickly for the scripts that most pages are written in. Answers as the standard
//! library does.

pub(crate) use dateline_text::is_east_asian as is_cjk;
use dateline_text::{is_hangul, is_unspaced};
use std::sync::LazyLock;

/// Whether a character is a letter or a digit.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_common(c) || !is_sign(c) && is_listed(c) }
}

/// Whether a character is a letter.
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_common(c) || !is_sign(c) && c.is_alphabetic() }
}

/// Whether a character stands within a word: a letter, a digit, or one of the signs that the scripts of India set on or between
/// letters and that are none themselves (virama, nukta).
#[inline]
pub(crate) fn is_in_word(c: char) -> bool {
    is_alphanumeric(c)
        || matches!(
            c,
            '\u{93c}'
                | '\u{94d}'
                | '\u{9bc}'
                | '\u{9cd}'
                | '\u{a3c}'
                | '\u{a4d}'
                | '\u{acd}'
                | '\u{b4d}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{ccd}'
                | '\u{d4d}'
        )
}

/// Ranges that hold no letter and no digit: spaces, dashes, quotation marks.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{bb}' | '\u{2000}'..='\u{206f}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
}

/// The same, and marks that are rarer: currencies, arrows, drawn signs, emoji, wide punctuation.
fn is_sign(c: char) -> bool {
    is_mark(c)
        || matches!(
            c,
            '\u{b4}'
                | '\u{b6}'..='\u{b8}'
                | '\u{d7}'
                | '\u{f7}'
                | '\u{964}'..='\u{965}'
                | '\u{20a0}'..='\u{20cf}'
                | '\u{2190}'..='\u{245f}'
                | '\u{2500}'..='\u{2775}'
                | '\u{2794}'..='\u{2bff}'
                | '\u{3000}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{ff01}'..='\u{ff0f}'
                | '\u{ff1a}'..='\u{ff20}'
                | '\u{1f300}'..='\u{1faff}'
        )
}

/// Characters below this one have a bit each: looking for them in the library's ranges takes as long as reading a line.
const LISTED: u32 = 0x1800;

static LETTERS_AND_DIGITS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let bit = |c: u32| u64::from(char::from_u32(c).is_some_and(char::is_alphanumeric));
    (0..LISTED / 64).map(|at| (0..64).fold(0, |bits, low| bits | bit(at * 64 + low) << low)).collect()
});

/// The library's answer for whatever is in no range that is told at once.
fn is_listed(c: char) -> bool {
    let number = u32::from(c);
    if number >= LISTED {
        return c.is_alphanumeric();
    }
    LETTERS_AND_DIGITS.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 != 0)
}

/// Ranges that hold letters and nothing else: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Tamil,
/// Thai, Georgian, kana, Han, Hangul.
fn is_common(c: char) -> bool {
    matches!(
        c,
        '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2c1}'
            | '\u{38e}'..='\u{3a1}'
            | '\u{3a3}'..='\u{3f5}'
            | '\u{400}'..='\u{481}'
            | '\u{48a}'..='\u{52f}'
            | '\u{561}'..='\u{587}'
            | '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{657}'
            | '\u{66e}'..='\u{6d3}'
            | '\u{900}'..='\u{93b}'
            | '\u{93d}'..='\u{94c}'
            | '\u{995}'..='\u{9a8}'
            | '\u{bbe}'..='\u{bc2}'
            | '\u{bae}'..='\u{bb9}'
            | '\u{e01}'..='\u{e3a}'
            | '\u{e40}'..='\u{e46}'
            | '\u{10d0}'..='\u{10fa}'
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

/// Whether a text holds no white space but single spaces between words.
pub(crate) fn is_single_spaced(text: &str) -> bool {
    trim(text).len() == text.len() && is_folded(text)
}

/// A text without white space at its ends, where nothing else of it is to be folded.
pub(crate) fn folded_already(text: &str) -> Option<&str> {
    let inner = trim(text);
    is_folded(inner).then_some(inner)
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

/// Bytes of a text that are looked at together.
const BLOCK: usize = 32;

/// Whether a text without white space at its ends holds single spaces only, and nothing invisible. Most are so.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let mut at = 0;
    let mut before = b'.';
    for block in blocks {
        if !is_plain(block, before) && !is_folded_at(text, at, block, before) {
            return false;
        }
        before = block[BLOCK - 1];
        at += BLOCK;
    }
    let rest = &bytes[at..];
    let mut filled = [b'.'; BLOCK];
    filled.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    is_plain(&filled, before) || is_folded_at(text, at, rest, before)
}

/// Whether a block holds ASCII and single spaces alone: told of all bytes at once, without a branch for any.
fn is_plain(block: &[u8; BLOCK], before: u8) -> bool {
    let mut shifted = [before; BLOCK];
    shifted[1..].copy_from_slice(&block[..BLOCK - 1]);
    let mut odd = false;
    for (byte, before) in block.iter().zip(&shifted) {
        odd |= (byte.wrapping_sub(b' ') > b'~' - b' ') | ((*byte == b' ') & (*before == b' '));
    }
    !odd
}

fn is_folded_at(text: &str, start: usize, block: &[u8], mut before: u8) -> bool {
    block.iter().enumerate().all(|(at, byte)| {
        let parted = *byte == b' ' && before != b' ';
        before = *byte;
        !BREAKS[usize::from(*byte)] || parted || is_letter_at(text, start + at)
    })
}

/// Whether what may begin a break begins another character.
fn is_letter_at(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| !c.is_whitespace() && !is_invisible(c))
}

/// Scripts whose words are written together or carry particles: those without spaces, Hangul, Arabic.
#[inline]
pub(crate) fn runs_on(c: char) -> bool {
    c >= '\u{600}' && (is_unspaced(c) || is_hangul(c) || c <= '\u{6ff}')
}

/// Characters that nobody sees between letters: soft hyphens, joiners, the dot that Turkish capitals leave behind.
pub(crate) fn is_dropped(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{0307}')
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Its first byte.
    pub(crate) at: usize,
    /// The same for the same letters in any case.
    pub(crate) hash: u64,
    /// Whether white space or nothing stands before it.
    pub(crate) apart: bool,
}

/// A letter or digit of ASCII in lower case, or one of these.
const OTHER: u8 = 0;
const WHITE: u8 = 1;
const WIDE: u8 = 2;
const LOWER: [u8; 256] = {
    let mut lower = [OTHER; 256];
    let mut byte = 0u8;
    loop {
        lower[byte as usize] = match byte {
            b'\t'..=b'\r' | b' ' => WHITE,
            128.. => WIDE,
            _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => OTHER,
        };
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    lower
};

/// Gives the words of a text in order, up to a script that runs on; whether there was none.
pub(crate) fn tokens(text: &str, mut take: impl FnMut(Token)) -> bool {
    const EMPTY: Token = Token { at: usize::MAX, hash: 0x9e37_79b9, apart: true };
    let add = |hash: u64, letter: u64| hash.rotate_left(7).wrapping_add(letter);
    let bytes = text.as_bytes();
    let (mut at, mut token) = (0, EMPTY);
    while let Some(byte) = bytes.get(at) {
        let lower = LOWER[usize::from(*byte)];
        if lower > WIDE {
            token.at = token.at.min(at);
            token.hash = add(token.hash, u64::from(lower));
            at += 1;
            continue;
        }
        let mut white = lower == WHITE;
        let mut width = 1;
        if lower == WIDE {
            let Some(c) = text[at..].chars().next() else { break };
            if runs_on(c) {
                return false;
            }
            width = c.len_utf8();
            if is_dropped(c) {
                at += width;
                continue;
            }
            if is_alphanumeric(c) {
                token.at = token.at.min(at);
                let letters = c.to_lowercase().filter(|lower| *lower != '\u{307}');
                token.hash = letters.fold(token.hash, |hash, letter| add(hash, u64::from(u32::from(letter))));
                at += width;
                continue;
            }
            white = c.is_whitespace();
        }
        if token.at != usize::MAX {
            take(Token { hash: spread(token.hash), ..token });
            token = Token { apart: false, ..EMPTY };
        }
        token.apart |= white;
        at += width;
    }
    if token.at != usize::MAX {
        take(Token { hash: spread(token.hash), ..token });
    }
    true
}

/// Spreads what tells words apart over all bits.
pub(crate) fn spread(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
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
        fn tokens_are_runs_of_letters_and_digits(text in "(?:[a-cA-C9 éÉ\u{a0}«’.\t-]|\\PC){0,24}") {
            let mut found = Vec::new();
            let parted = tokens(&text, |token| found.push(token));
            let plain: String = text.chars().map(|c| if c == '\u{ad}' { ' ' } else { c }).collect();
            prop_assume!(!plain.chars().any(is_dropped));
            prop_assert_eq!(parted, !plain.chars().any(runs_on));
            let expected = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            if parted && plain == text {
                let words: Vec<&str> = expected.collect();
                prop_assert_eq!(words.len(), found.len());
                for (word, token) in words.iter().zip(&found) {
                    prop_assert!(text[token.at..].starts_with(word));
                    let before = text[..token.at].chars().rev().take_while(|c| !c.is_alphanumeric());
                    prop_assert_eq!(token.apart, token.at == 0 || found[0] == *token || before.clone().any(char::is_whitespace));
                    let same = |other: &str| other.to_lowercase() == word.to_lowercase();
                    prop_assert!(words.iter().zip(&found).all(|(other, seen)| same(other) == (seen.hash == token.hash)));
                }
            }
        }

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

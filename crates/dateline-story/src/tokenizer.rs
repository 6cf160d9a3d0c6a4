//! Text to words in any script: lower case, numbers joined, light English stems, pairs of characters where a script
//! writes no spaces. It knows nothing of weights.

use crate::stable_hash;
use dateline_text::{is_hangul, is_unspaced};

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Hash of its stem.
    pub stem: u32,
    /// Hash of its lower-case form.
    pub exact: u32,
    /// Hash of its first five letters, which most forms of a word share.
    pub beginning: u32,
    /// Whether it begins with a digit.
    pub number: bool,
}

/// Scripts without spaces (and Hangul, whose particles stick to words): cut into pairs of characters.
const fn is_dense(c: char) -> bool {
    is_unspaced(c) || is_hangul(c)
}

/// Longest word kept, in characters; hostile text has words of megabytes.
const LONGEST: usize = 40;

/// Letters of a word that its forms share: of 4, 5 and 6 the texts of near misses are parted about alike.
const BEGINNING: usize = 5;

/// The first `limit` words of a text.
pub(crate) fn words(text: &str, limit: usize) -> Vec<Word> {
    let mut out = Vec::with_capacity((text.len() / 5).min(limit) + 1);
    each(text, limit, |word, _| out.push(word));
    out
}

/// The first form as written of each wanted stem among the first `limit` words; `out` keeps those it has.
pub(crate) fn written(text: &str, limit: usize, wanted: &[u32], out: &mut Vec<(u32, String)>) {
    each(text, limit, |word, run| {
        if wanted.contains(&word.stem) && !out.iter().any(|(stem, _)| *stem == word.stem) {
            out.push((word.stem, run.to_owned()));
        }
    });
}

/// Gives each of the first `limit` words as it is written; nothing is allocated for a word.
pub(crate) fn each(text: &str, limit: usize, mut give: impl FnMut(Word, &str)) {
    let (mut plain, mut lower) = (Plain::default(), String::with_capacity(LONGEST));
    let (mut left, mut rest) = (limit, text);
    while left > 0 && !rest.is_empty() {
        if let Some((word, end)) = plain.read(rest.as_bytes()) {
            let (run, after) = rest.split_at(end);
            if let Some(word) = word {
                left -= 1;
                give(word, run);
            }
            rest = after;
            continue;
        }
        let (run, after) = next_run(rest);
        rest = after;
        for word in parts(run).take(left) {
            left -= 1;
            give(make(word, &mut lower), word);
        }
    }
}

/// Room for one word of ASCII letters: most words are nothing else.
struct Plain {
    lower: [u8; LONGEST],
    /// What its beginnings hash to before the last mix.
    states: [u64; LONGEST],
}

impl Default for Plain {
    fn default() -> Self {
        Self { lower: [0; LONGEST], states: [stable_hash::EMPTY; LONGEST] }
    }
}

impl Plain {
    /// A word that ends where its letters end, or one ASCII character that stands in no word, and how many bytes that
    /// took; none where more has to be looked at.
    fn read(&mut self, bytes: &[u8]) -> Option<(Option<Word>, usize)> {
        let (mut length, mut state) = (0, stable_hash::EMPTY);
        for byte in bytes.iter().take_while(|b| b.is_ascii_alphabetic()) {
            let small = byte | 0x20;
            state = stable_hash::step(state, small);
            *self.lower.get_mut(length)? = small;
            *self.states.get_mut(length)? = state;
            length += 1;
        }
        match bytes.get(length) {
            Some(b'\'' | b'0'..=b'9' | 0x80..) => return None,
            Some(b'.') if length == 1 => return None,
            _ => {}
        }
        if length == 0 {
            return Some((None, 1));
        }
        let stem = stem_length(self.lower.get(..length)?);
        let stem = stable_hash::upper(*self.states.get(stem - 1)?);
        let beginning = stable_hash::upper(*self.states.get(length.min(BEGINNING) - 1)?);
        Some((Some(Word { stem, exact: stable_hash::upper(state), beginning, number: false }), length))
    }
}

/// The word, or row of characters of a script without spaces, with which a text begins, and the rest; nothing where it begins
/// with a character that stands in no word.
fn next_run(text: &str) -> (&str, &str) {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next().filter(|(_, c)| is_inner(*c)) else {
        return text.split_at(text.chars().next().map_or(0, char::len_utf8));
    };
    let (mut last, mut count, mut cut) = (first, 1, None);
    while let Some((at, c)) = chars.next() {
        let goes_on = if is_inner(c) {
            is_dense(c) == is_dense(first)
        } else {
            joins(c, last, &text[..at], chars.peek().map(|(_, next)| *next))
        };
        if count == LONGEST {
            cut = cut.or(Some(at));
        }
        if !goes_on {
            return (&text[..cut.unwrap_or(at)], &text[at..]);
        }
        (last, count) = (c, count + 1);
    }
    (&text[..cut.unwrap_or(text.len())], "")
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// A word as it is; of a script without spaces its pairs of characters.
fn parts(run: &str) -> impl Iterator<Item = &str> {
    let mut chars = run.chars();
    let first = chars.next();
    let pairs = first.is_some_and(is_dense) && chars.next().is_some();
    let whole = (!pairs && first.is_some_and(is_inner)).then_some(run);
    let ends = run.char_indices().skip(1).map(|(at, c)| at + c.len_utf8());
    let pairs = run.char_indices().zip(ends).filter(move |_| pairs).map(|((at, _), end)| &run[at..end]);
    whole.into_iter().chain(pairs)
}

/// Combining marks of Indic and Arabic scripts are part of their word though not alphanumeric.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}'
        | '\u{0981}'..='\u{0983}' | '\u{09bc}'..='\u{09cd}' | '\u{0b80}'..='\u{0bcd}' | '\u{0e31}'..='\u{0e4e}')
}

/// "U.S.", "1,000", "it's", "U.S" keep their inner mark.
fn joins(c: char, last: char, run: &str, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    match c {
        '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
        ',' => last.is_ascii_digit() && next.is_ascii_digit(),
        '.' => (last.is_ascii_digit() && next.is_ascii_digit()) || (next.is_uppercase() && initials(run)),
        _ => false,
    }
}

/// "U", "U.S", "U.S.A": single capitals with stops between.
fn initials(run: &str) -> bool {
    run.chars().take(8).count() <= 7
        && run.chars().enumerate().all(|(i, c)| if i % 2 == 0 { c.is_uppercase() } else { c == '.' })
}

fn make(run: &str, lower: &mut String) -> Word {
    lower.clear();
    let number = run.bytes().any(|b| b.is_ascii_digit());
    let kept = |c: &char| !matches!(c, '.' | ',') || (number && *c == '.');
    lower.extend(run.chars().filter(kept).flat_map(char::to_lowercase).map(plain));
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    let end = bare.char_indices().nth(BEGINNING).map_or(bare.len(), |(at, _)| at);
    Word {
        stem: stable_hash::word(stem(bare)),
        exact: stable_hash::word(bare),
        beginning: stable_hash::word(&bare[..end]),
        number: bare.starts_with(|c: char| c.is_ascii_digit()),
    }
}

/// Typographic apostrophes and the commonest accents of names, which newsrooms write both ways.
const fn plain(c: char) -> char {
    match c {
        '’' => '\'',
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'û' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// Endings taken off, longest first, with the least length of what stays: plural, past and progressive of English.
const ENDINGS: &[(&str, usize)] = &[
    ("ings", 4),
    ("ing", 4),
    ("ies", 3),
    ("ied", 3),
    ("ers", 4),
    ("ed", 4),
    ("es", 4),
    ("er", 5),
    ("s", 3),
    ("y", 4),
    ("e", 4),
];

/// A light stem; words of other languages lose at most a letter or two, alike in every place.
pub(crate) fn stem(word: &str) -> &str {
    if word.is_ascii() { &word[..stem_length(word.as_bytes())] } else { word }
}

/// How many letters of an ASCII word are its stem.
fn stem_length(word: &[u8]) -> usize {
    if !matches!(word, [.., b'd' | b'e' | b'g' | b'r' | b's' | b'y']) || word.ends_with(b"ss") {
        return word.len();
    }
    ENDINGS
        .iter()
        .filter_map(|(ending, least)| Some((word.strip_suffix(ending.as_bytes())?, least)))
        .find(|(rest, least)| rest.len() >= **least)
        .map_or(word.len(), |(rest, _)| undoubled(rest))
}

/// "stopp" and "stop" are one stem.
const fn undoubled(stem: &[u8]) -> usize {
    match stem {
        [.., a, b] if *a == *b && !matches!(b, b'l' | b's' | b'e' | b'o') => stem.len() - 1,
        _ => stem.len(),
    }
}

//! Text to words in any script: lower case, numbers joined, light English stems, pairs of characters where a script
//! writes no spaces. It knows nothing of weights.

use crate::hash;

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Hash of its stem.
    pub stem: u32,
    /// Hash of its lower-case form.
    pub exact: u32,
}

/// Scripts without spaces (and Hangul, whose particles stick to words): cut into pairs of characters.
const fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Longest word kept, in characters; hostile text has words of megabytes.
const LONGEST: usize = 40;

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
            out.push((word.stem, run.iter().collect()));
        }
    });
}

/// Gives each of the first `limit` words with its characters; nothing is allocated for a word.
pub(crate) fn each(text: &str, limit: usize, mut give: impl FnMut(Word, &[char])) {
    let mut left = limit;
    let mut lower = String::with_capacity(LONGEST);
    let mut take = |run: &[char]| {
        if left > 0 {
            left -= 1;
            give(make(run, &mut lower), run);
        }
        left > 0
    };
    let mut run: Vec<char> = Vec::with_capacity(LONGEST);
    let mut dense = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inner = joins(c, &run, chars.peek().copied());
        if c.is_alphanumeric() || is_mark(c) {
            if is_dense(c) != dense {
                if !flush(&mut run, dense, &mut take) {
                    return;
                }
                dense = is_dense(c);
            }
            if run.len() < LONGEST {
                run.push(c);
            }
        } else if inner {
            run.push(c);
        } else if !flush(&mut run, dense, &mut take) {
            return;
        }
    }
    flush(&mut run, dense, &mut take);
}

/// Combining marks of Indic and Arabic scripts are part of their word though not alphanumeric.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}'
        | '\u{0981}'..='\u{0983}' | '\u{09bc}'..='\u{09cd}' | '\u{0b80}'..='\u{0bcd}' | '\u{0e31}'..='\u{0e4e}')
}

/// "U.S.", "1,000", "it's", "U.S" keep their inner mark.
fn joins(c: char, run: &[char], next: Option<char>) -> bool {
    let (Some(last), Some(next)) = (run.last(), next) else { return false };
    match c {
        '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
        ',' => last.is_ascii_digit() && next.is_ascii_digit(),
        '.' => (last.is_ascii_digit() && next.is_ascii_digit()) || (initials(run) && next.is_uppercase()),
        _ => false,
    }
}

/// "U", "U.S", "U.S.A": single capitals with stops between.
fn initials(run: &[char]) -> bool {
    run.len() <= 7
        && run.iter().enumerate().all(|(i, c)| if i % 2 == 0 { c.is_uppercase() } else { *c == '.' })
}

/// Ends a run; false where enough words were taken.
fn flush(run: &mut Vec<char>, dense: bool, take: &mut impl FnMut(&[char]) -> bool) -> bool {
    let more = match run.as_slice() {
        [] => true,
        pairs if dense && pairs.len() > 1 => pairs.windows(2).all(take),
        word => take(word),
    };
    run.clear();
    more
}

fn make(run: &[char], lower: &mut String) -> Word {
    lower.clear();
    if run.iter().all(char::is_ascii_alphabetic) {
        lower.extend(run.iter().map(char::to_ascii_lowercase));
    } else {
        let number = run.iter().any(char::is_ascii_digit);
        let kept = |c: &&char| !matches!(c, '.' | ',') || (number && **c == '.');
        lower.extend(run.iter().filter(kept).flat_map(|c| c.to_lowercase()).map(plain));
    }
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    Word { stem: hash::word(stem(bare)), exact: hash::word(bare) }
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
    if word.ends_with("ss") || !word.is_ascii() {
        return word;
    }
    for (ending, least) in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= *least
        {
            return undouble(rest);
        }
    }
    word
}

/// "stopp" and "stop" are one stem.
fn undouble(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(b, b'l' | b's' | b'e' | b'o') => {
            stem.get(..stem.len() - 1).unwrap_or(stem)
        }
        _ => stem,
    }
}

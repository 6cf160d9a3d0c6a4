//! Character references: what stands after an ampersand. Works on bytes, looks at no more than one name or number.

use crate::entities::ENTITIES;

/// The characters of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Named(&'static str),
    Numbered(char),
}

impl Meaning {
    /// The characters; `buffer` holds those that no table has.
    pub(crate) fn text(self, buffer: &mut [u8; 4]) -> &str {
        match self {
            Self::Named(text) => text,
            Self::Numbered(character) => character.encode_utf8(buffer),
        }
    }
}

/// Resolves the reference whose ampersand stood before `rest`; says how many bytes of `rest` it took.
pub(crate) fn resolve(rest: &[u8], in_attribute: bool) -> Option<(Meaning, usize)> {
    match rest.first()? {
        b'#' => numbered(rest),
        byte if byte.is_ascii_alphanumeric() => named(rest, in_attribute),
        _ => None,
    }
}

/// Where the names begin whose first letter is not below the index.
static BEGIN: [usize; 129] = {
    let mut begin = [ENTITIES.len(); 129];
    let mut at = ENTITIES.len();
    while at > 0 {
        at -= 1;
        begin[ENTITIES[at].0.as_bytes()[0] as usize] = at;
    }
    let mut letter = 128;
    while letter > 0 {
        letter -= 1;
        if begin[letter] > begin[letter + 1] {
            begin[letter] = begin[letter + 1];
        }
    }
    begin
};

fn named(rest: &[u8], in_attribute: bool) -> Option<(Meaning, usize)> {
    let letter = usize::from(*rest.first()?);
    let (mut low, mut high) = (*BEGIN.get(letter)?, *BEGIN.get(letter + 1)?);
    let mut best = None;
    for (at, byte) in rest.iter().enumerate().skip(1) {
        let window = &ENTITIES[low..high];
        let key = |entry: &(&str, &str)| entry.0.as_bytes().get(at).copied();
        let from = window.partition_point(|entry| key(entry) < Some(*byte));
        let to = window.partition_point(|entry| key(entry) <= Some(*byte));
        (low, high) = (low + from, low + to);
        if low == high {
            break;
        }
        if ENTITIES[low].0.len() == at + 1 {
            best = Some((ENTITIES[low].1, at + 1));
        }
    }
    let (text, length) = best?;
    let open = rest[length - 1] != b';';
    let goes_on = || rest.get(length).is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    if in_attribute && open && goes_on() { None } else { Some((Meaning::Named(text), length)) }
}

fn numbered(rest: &[u8]) -> Option<(Meaning, usize)> {
    let hexadecimal = matches!(rest.get(1), Some(b'x' | b'X'));
    let (radix, start) = if hexadecimal { (16, 2) } else { (10, 1) };
    let mut value = 0u32;
    let mut at = start;
    while let Some(digit) = rest.get(at).and_then(|byte| char::from(*byte).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    let end = if rest.get(at) == Some(&b';') { at + 1 } else { at };
    Some((Meaning::Numbered(character(value)), end))
}

fn character(value: u32) -> char {
    let mapped = match value {
        0 => 0xfffd,
        0x80..=0x9f => WINDOWS_1252[(value - 0x80) as usize],
        _ => value,
    };
    char::from_u32(mapped).unwrap_or('\u{fffd}')
}

/// The standard's table for 0x80 to 0x9F; five places stand for themselves.
const WINDOWS_1252: [u32; 32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
    0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rest: &str, in_attribute: bool, expected: Option<(&str, usize)>) {
        let got = resolve(rest.as_bytes(), in_attribute)
            .map(|(meaning, length)| (meaning.text(&mut [0; 4]).to_owned(), length));
        assert_eq!(got, expected.map(|(text, length)| (text.to_owned(), length)), "&{rest}");
    }

    #[test]
    fn longest_name_wins() {
        check("notit;", false, Some(("¬", 3)));
        check("notin;", false, Some(("∉", 6)));
        check("notit;", true, None);
        check("amp=1", true, None);
        check("amp;=1", true, Some(("&", 4)));
        check("nosuch;", false, None);
        check("CounterClockwiseContourIntegral;", false, Some(("∳", 32)));
    }

    #[test]
    fn numbers_are_mapped_and_bounded() {
        check("#x80;", false, Some(("€", 5)));
        check("#0", false, Some(("\u{fffd}", 2)));
        check("#99999999999999;", false, Some(("\u{fffd}", 16)));
        check("#x", false, None);
        check("#65x", false, Some(("A", 3)));
    }

    #[test]
    fn table_is_sorted() {
        assert!(ENTITIES.is_sorted_by(|left, right| left.0.as_bytes() < right.0.as_bytes()));
    }
}

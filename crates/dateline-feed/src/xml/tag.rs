//! One start tag: name and attributes, however they are quoted.

use super::entities::{self, Declared, Oddity};
use super::fault::{Fault, Faults};
use std::borrow::Cow;

/// Attributes of one tag; later ones are dropped.
const MOST: usize = 256;
/// Bytes of one attribute; longer ones are cut.
const LONGEST: usize = 64 << 10;

/// An attribute with its references decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attr<'a> {
    /// Name as written, prefix included.
    pub name: &'a str,
    /// Value.
    pub value: Cow<'a, str>,
}

/// The value of the attribute `name`.
pub fn attribute<'t>(attrs: &'t [Attr<'_>], name: &str) -> Option<&'t str> {
    attrs
        .iter()
        .find(|attr| attr.name == name || attr.name.eq_ignore_ascii_case(name))
        .map(|attr| attr.value.as_ref())
}

/// What [`read`] found.
pub struct Tag<'a> {
    /// Name as written, with its prefix.
    pub name: &'a str,
    /// Whether it ends itself: `<br/>`.
    pub empty: bool,
    /// Bytes from `<` to after `>`.
    pub length: usize,
    /// Whether it has its `>`: else its last attribute may be half of itself.
    pub whole: bool,
}

/// Whether the next tag of an element called `name` is its end; nothing where none comes before the end of `around`.
pub(super) fn next_of(text: &str, name: &str, around: Option<&str>) -> Option<bool> {
    let bytes = text.as_bytes();
    let of = |rest: &[u8], name: &str| {
        rest.starts_with(name.as_bytes()) && rest.get(name.len()).is_none_or(|byte| ends_name(*byte))
    };
    memchr::memchr_iter(b'<', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'/', rest @ ..] if of(rest, name) => Some(Some(true)),
        [b'/', rest @ ..] if around.is_some_and(|around| of(rest, around)) => Some(None),
        rest if of(rest, name) => Some(Some(false)),
        _ => None,
    })?
}

/// Whether a byte may begin a name.
pub fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=' | b'<' | b'"' | b'\'')
}

/// Reads the tag that `text` begins with (`<` and a name's first byte are known to be there).
pub fn read<'a>(
    text: &'a str,
    attrs: &mut Vec<Attr<'a>>,
    declared: &Declared<'_>,
    faults: &mut Faults,
) -> Tag<'a> {
    let bytes = text.as_bytes();
    attrs.clear();
    let name_end = scan(bytes, 1, ends_name);
    let name = &text[1..name_end];
    let mut at = name_end;
    loop {
        at = scan(bytes, at, |byte| !byte.is_ascii_whitespace());
        match bytes.get(at) {
            None => {
                faults.add(Fault::Truncated);
                return Tag { name, empty: false, length: at, whole: false };
            }
            Some(b'>') => return Tag { name, empty: false, length: at + 1, whole: true },
            Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                return Tag { name, empty: true, length: at + 2, whole: true };
            }
            Some(b'<') => {
                faults.add(Fault::BrokenTag);
                return Tag { name, empty: false, length: at, whole: false };
            }
            Some(b'/' | b'=' | b'"' | b'\'') => {
                faults.add(Fault::BrokenAttribute);
                at += 1;
            }
            Some(_) => at = one(text, at, attrs, declared, faults),
        }
    }
}

/// Reads one attribute at `start`; returns where it ends.
fn one<'a>(
    text: &'a str,
    start: usize,
    attrs: &mut Vec<Attr<'a>>,
    declared: &Declared<'_>,
    faults: &mut Faults,
) -> usize {
    let bytes = text.as_bytes();
    let name_end = scan(bytes, start, ends_name).max(start + 1);
    let name = &text[start..name_end];
    let equals = scan(bytes, name_end, |byte| !byte.is_ascii_whitespace());
    let (raw, end) = if bytes.get(equals) == Some(&b'=') {
        value(text, scan(bytes, equals + 1, |byte| !byte.is_ascii_whitespace()), faults)
    } else {
        faults.add(Fault::BrokenAttribute);
        ("", name_end)
    };
    if attrs.len() >= MOST {
        faults.add(Fault::Cap);
    } else if attrs.iter().take(16).any(|attr| attr.name == name) {
        faults.add(Fault::BrokenAttribute);
    } else {
        if raw.len() > LONGEST {
            faults.add(Fault::Cap);
        }
        let raw = &raw[..raw.floor_char_boundary(LONGEST)];
        let value = entities::decode(raw, declared, &mut |oddity| faults.add(fault_of(oddity)));
        attrs.push(Attr { name, value });
    }
    end
}

/// The raw value at `start` and where it ends.
fn value<'a>(text: &'a str, start: usize, faults: &mut Faults) -> (&'a str, usize) {
    let bytes = text.as_bytes();
    let quote = match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => *quote,
        _ => {
            faults.add(Fault::BrokenAttribute);
            let end = scan(bytes, start, |byte| byte.is_ascii_whitespace() || byte == b'>' || byte == b'<');
            let end = if end > start && bytes.get(end) == Some(&b'>') && bytes[end - 1] == b'/' {
                end - 1
            } else {
                end
            };
            return (&text[start..end], end);
        }
    };
    let inside = start + 1;
    match memchr::memchr(quote, &bytes[inside..]).map(|end| inside + end) {
        Some(end) if !runs_over(&bytes[inside..end]) => {
            if memchr::memchr(b'<', &bytes[inside..end]).is_some() {
                faults.add(Fault::BareLess);
            }
            (&text[inside..end], end + 1)
        }
        _ => {
            faults.add(Fault::BrokenAttribute);
            let end = scan(bytes, inside, |byte| matches!(byte, b'>' | b'<'));
            (&text[inside..end], end)
        }
    }
}

/// A value with `>` before `<` swallowed the end of its tag: the quote was never closed.
fn runs_over(value: &[u8]) -> bool {
    memchr::memchr2(b'<', b'>', value)
        .is_some_and(|at| value[at] == b'>' && memchr::memchr(b'<', &value[at..]).is_some())
}

fn scan(bytes: &[u8], from: usize, stop: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(from..)
        .and_then(|rest| rest.iter().position(|byte| stop(*byte)))
        .map_or(bytes.len().max(from), |offset| from + offset)
}

/// Which fault an odd reference is.
pub(super) const fn fault_of(oddity: Oddity) -> Fault {
    match oddity {
        Oddity::BareAmpersand => Fault::BareAmpersand,
        Oddity::HtmlName => Fault::UndeclaredEntity,
        Oddity::UnknownName => Fault::UnknownEntity,
        Oddity::BadNumber => Fault::BadReference,
        Oddity::TooMuch => Fault::Expansion,
    }
}

//! `<!DOCTYPE …>`: skipped, except for internal entities that are plain text. Nothing external, no parameter entities, no
//! entity inside an entity: there is nothing to explode.

use super::entities::{self, Declared};
use super::fault::{Fault, Faults};

/// Entities one document may declare.
const MOST: usize = 64;
/// Bytes of one entity's value.
const LONGEST: usize = 256;
/// Bytes of `<!ENTITY name "value">` that are looked at; what is longer is no entity of ours, and its quotes are stepped over as any.
const DECLARATION: usize = 1 << 10;
/// Bytes of a declaration that are looked at.
const SUBSET: usize = 64 << 10;

/// Bytes that are looked through in a document for ends of declarations that have none.
pub(super) const IN_VAIN: usize = 4 * SUBSET;

/// Reads the declaration that `text` begins with; returns its length and adds its plain entities. `left` is lessened by what was
/// looked through in vain.
pub(super) fn read<'a>(
    text: &'a str,
    entities: &mut Declared<'a>,
    faults: &mut Faults,
    left: &mut usize,
) -> usize {
    let bytes = text.as_bytes();
    let limit = text.floor_char_boundary(SUBSET.min(*left));
    let mut at = 2;
    let mut inside = false;
    while at < limit {
        match bytes[at] {
            b'[' => inside = true,
            b']' => inside = false,
            b'>' if !inside => return at + 1,
            quote @ (b'"' | b'\'') => match memchr::memchr(quote, &bytes[at + 1..limit]) {
                Some(end) => at += end + 1,
                None => break,
            },
            b'<' if bytes[at..limit].starts_with(b"<!--") => match comment(&bytes[at..limit]) {
                Some(length) => at += length,
                None => break,
            },
            b'<' if inside && bytes[at..limit].starts_with(b"<!ENTITY") => {
                at += declaration(&text[at..limit], entities, faults);
            }
            _ => {}
        }
        at += 1;
    }
    *left -= limit;
    faults.add(Fault::UnclosedMarkup);
    memchr::memchr(b'>', bytes).map_or(bytes.len(), |end| end + 1)
}

/// Length of a comment, less one.
fn comment(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, b"-->").map(|end| end + 2)
}

/// `<!ENTITY name "value">`; returns the bytes to step over, less one.
fn declaration<'a>(text: &'a str, entities: &mut Declared<'a>, faults: &mut Faults) -> usize {
    let text = &text[..text.floor_char_boundary(DECLARATION)];
    let body = &text[8..];
    let trimmed = body.trim_start();
    let name_end = trimmed.find(|c: char| c.is_whitespace()).unwrap_or(trimmed.len());
    let name = &trimmed[..name_end];
    let rest = trimmed[name_end..].trim_start();
    let before = text.len() - rest.len();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = quote.and_then(|quote| rest[1..].split_once(quote)).map(|(value, _)| value);
    match value {
        Some(value) if plain(name, value) && entities.count() < MOST => {
            entities.add(name, entities::decode(value, &Declared::none(), &mut |_| ()).into_owned());
            before + value.len() + 1
        }
        Some(value) => {
            faults.add(Fault::EntityRefused);
            before + value.len() + 1
        }
        None => {
            faults.add(Fault::EntityRefused);
            7
        }
    }
}

/// Plain text: no markup, and no reference that HTML does not know (an entity of an entity is how bombs are built).
fn plain(name: &str, value: &str) -> bool {
    let mut clean = true;
    entities::decode(value, &Declared::none(), &mut |oddity| clean &= oddity == entities::Oddity::HtmlName);
    !name.is_empty()
        && !name.starts_with('%')
        && value.len() <= LONGEST
        && clean
        && !value.contains(['<', '%'])
}

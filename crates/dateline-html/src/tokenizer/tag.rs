//! Tags and their attributes. One pass, each name and value a range of the source unless case, references or newlines
//! change it.

use super::{Start, Token, Tokenizer};
use crate::charref;
use crate::store::{Attr, Prefix, Span, Store, offset};
use std::collections::HashSet;

/// Attributes compared one by one; beyond it names are looked up in a set.
const FEW: usize = 16;

const SPACE: u8 = 1;
const NAME_END: u8 = 2;
const ATTRIBUTE_END: u8 = 4;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let spaces = b"\t\n\r\x0c ";
    let mut at = 0;
    while at < spaces.len() {
        class[spaces[at] as usize] = SPACE | NAME_END | ATTRIBUTE_END;
        at += 1;
    }
    class[b'/' as usize] = NAME_END | ATTRIBUTE_END;
    class[b'>' as usize] = NAME_END | ATTRIBUTE_END;
    class[b'=' as usize] = ATTRIBUTE_END;
    class
};

fn until(bytes: &[u8], from: usize, class: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| CLASS[*byte as usize] & class != 0).map_or(bytes.len(), |found| from + found)
}

fn past_space(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| CLASS[*byte as usize] & SPACE == 0).map_or(bytes.len(), |found| from + found)
}

/// Attributes of the tag being read.
struct Reading {
    first: usize,
    count: u32,
    seen: HashSet<String>,
}

impl Tokenizer {
    /// Reads the tag whose `<` stands at `open` and whose name at `start`. `None`: the page ends inside it.
    pub(super) fn tag(
        &mut self,
        store: &mut Store<'_>,
        open: usize,
        start: usize,
        is_end: bool,
    ) -> Option<Token> {
        let bytes = store.source.as_bytes();
        let end = until(bytes, start, NAME_END);
        let name_range = (start, end);
        let mut reading = Reading { first: store.attrs.len(), count: 0, seen: HashSet::new() };
        let mut at = end;
        let closed = loop {
            at = past_space(bytes, at);
            match bytes.get(at) {
                None => {
                    self.at = bytes.len();
                    store.attrs.truncate(reading.first);
                    return None;
                }
                Some(b'>') => break false,
                Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
                    at += 1;
                    break true;
                }
                Some(b'/') => at += 1,
                Some(_) => at = self.attribute(store, at, &mut reading),
            }
        };
        self.at = at + 1;
        let name = store.name(name_range.0, name_range.1);
        if is_end {
            store.attrs.truncate(reading.first);
            return Some(Token::End(name));
        }
        let attrs = (offset(reading.first), offset(store.attrs.len()));
        Some(Token::Start(Start { name, attrs, closed, source: (offset(open), offset(self.at)) }))
    }

    /// Reads one attribute and says where it ends.
    fn attribute(&mut self, store: &mut Store<'_>, start: usize, reading: &mut Reading) -> usize {
        let bytes = store.source.as_bytes();
        // An equals sign in front belongs to the name.
        let name_end = until(bytes, start + 1, ATTRIBUTE_END);
        let after = past_space(bytes, name_end);
        let (value, end) = if bytes.get(after) == Some(&b'=') {
            value_range(bytes, past_space(bytes, after + 1))
        } else {
            ((start, start), name_end)
        };
        reading.count += 1;
        if reading.count > u32::from(self.attribute_cap) || name_end - start > usize::from(u16::MAX) / 3 {
            self.attributes_capped = true;
            return end;
        }
        let name = store.lower(start, name_end);
        if !is_repeated(store, name, reading) {
            let value = decode_value(store, value);
            let name_length = (name.1 - name.0) as u16;
            store.attrs.push(Attr { value, name: name.0, name_length, prefix: Prefix::None });
        }
        end
    }
}

/// Range of a value and where reading goes on.
fn value_range(bytes: &[u8], at: usize) -> ((usize, usize), usize) {
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => {
            let start = at + 1;
            match memchr::memchr(*quote, &bytes[start..]) {
                Some(found) => ((start, start + found), start + found + 1),
                None => ((start, start), bytes.len()),
            }
        }
        _ => {
            let rest = bytes.get(at..).unwrap_or_default();
            let is_end = |byte: &u8| *byte == b'>' || CLASS[*byte as usize] & SPACE != 0;
            let end = rest.iter().position(is_end).map_or(bytes.len(), |found| at + found);
            ((at, end), end)
        }
    }
}

fn is_repeated(store: &Store<'_>, name: Span, reading: &mut Reading) -> bool {
    let text = store.get(name);
    let earlier = &store.attrs[reading.first..];
    if earlier.len() <= FEW {
        return earlier.iter().any(|attr| store.get(attr.name()) == text);
    }
    if reading.seen.is_empty() {
        reading.seen.extend(earlier.iter().map(|attr| store.get(attr.name()).to_owned()));
    }
    !reading.seen.insert(text.to_owned())
}

fn decode_value(store: &mut Store<'_>, (start, end): (usize, usize)) -> Span {
    let source = store.source;
    let value = source.get(start..end).unwrap_or_default();
    let bytes = value.as_bytes();
    let Some(mut stop) = memchr::memchr3(b'&', b'\r', 0, bytes) else {
        return (offset(start), offset(end));
    };
    let begin = store.mark();
    let mut at = 0;
    loop {
        store.side.push_str(&value[at..stop]);
        at = stop + 1;
        match bytes[stop] {
            b'&' => match charref::resolve(&bytes[at..], true) {
                Some((meaning, length)) => {
                    meaning.push_to(&mut store.side);
                    at += length;
                }
                None => store.side.push('&'),
            },
            b'\r' => {
                store.side.push('\n');
                at += usize::from(bytes.get(at) == Some(&b'\n'));
            }
            _ => store.side.push('\u{fffd}'),
        }
        match memchr::memchr3(b'&', b'\r', 0, &bytes[at..]) {
            Some(found) => stop = at + found,
            None => break,
        }
    }
    store.side.push_str(&value[at..]);
    (begin, store.mark())
}

//! Tags and their attributes. One pass, each name and value a range of the source unless case, references or newlines
//! change it.

use super::{Start, Token, Tokenizer};
use crate::names::Name;
use crate::store::{Attr, Change, NONE, Prefix, Span, Store, offset};

/// Attributes compared one by one; beyond it names are looked up in a table.
const FEW: usize = 8;

const SPACE: u8 = 1;
const NAME_END: u8 = 2;
const ATTRIBUTE_END: u8 = 4;
/// Bytes that a name does not keep: capitals and NUL.
const CHANGES: u8 = 8;

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
    class[0] = CHANGES;
    at = b'A' as usize;
    while at <= b'Z' as usize {
        class[at] = CHANGES;
        at += 1;
    }
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

/// What stands in a tag behind its name or behind an attribute.
enum Part {
    /// The page ends inside the tag.
    Cut,
    /// The tag ends before this byte, with a slash or without.
    End(usize, bool),
    Attribute(Written),
}

/// Where an attribute stands.
struct Written {
    name: (usize, usize),
    name_changes: bool,
    value: (usize, usize),
    end: usize,
}

/// The next part of a tag from `at` on.
#[inline]
fn part(bytes: &[u8], at: usize) -> Part {
    let mut at = past_space(bytes, at);
    loop {
        match bytes.get(at) {
            None => return Part::Cut,
            Some(b'>') => return Part::End(at + 1, false),
            Some(b'/') if bytes.get(at + 1) == Some(&b'>') => return Part::End(at + 2, true),
            Some(b'/') => at = past_space(bytes, at + 1),
            Some(_) => return Part::Attribute(written(bytes, at)),
        }
    }
}

#[inline]
fn written(bytes: &[u8], start: usize) -> Written {
    let mut seen = CLASS[bytes[start] as usize];
    let mut end = start + 1;
    // An equals sign in front belongs to the name.
    while let Some(byte) = bytes.get(end) {
        let class = CLASS[*byte as usize];
        if class & ATTRIBUTE_END != 0 {
            break;
        }
        seen |= class;
        end += 1;
    }
    let after = past_space(bytes, end);
    let (value, rest) = if bytes.get(after) == Some(&b'=') {
        value_range(bytes, past_space(bytes, after + 1))
    } else {
        ((start, start), end)
    };
    Written { name: (start, end), name_changes: seen & CHANGES != 0, value, end: rest }
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

/// Where the start tag ends that begins at `open`.
pub(crate) fn tag_end(bytes: &[u8], open: usize) -> usize {
    let mut at = until(bytes, open + 1, NAME_END);
    loop {
        match part(bytes, at) {
            Part::Cut => return bytes.len(),
            Part::End(end, _) => return end,
            Part::Attribute(written) => at = written.end,
        }
    }
}

impl Tokenizer {
    /// Reads the start tag whose `<` stands at `open`. `None`: the page ends inside it, or its name is one too many.
    pub(super) fn start_tag(&mut self, store: &mut Store<'_>, open: usize) -> Option<Token> {
        let bytes = store.source.as_bytes();
        let name_end = until(bytes, open + 2, NAME_END);
        let (first, mut count, mut at) = (store.attrs.len(), 0, name_end);
        let closed = loop {
            match part(bytes, at) {
                Part::Cut => {
                    self.at = bytes.len();
                    store.attrs.truncate(first);
                    return None;
                }
                Part::End(end, closed) => {
                    self.at = end;
                    break closed;
                }
                Part::Attribute(written) => {
                    at = written.end;
                    count += 1;
                    self.attribute(store, &written, first, count);
                }
            }
        };
        let name = store.name(open + 1, name_end);
        if name == Name::OVERFLOW {
            store.attrs.truncate(first);
            return None;
        }
        let mut attrs = NONE;
        if let Some(last) = store.attrs[first..].last_mut() {
            (last.last, attrs) = (true, offset(first));
        }
        Some(Token::Start(Start { name, closed, attrs, begin: offset(open) }))
    }

    /// Reads the end tag whose `<` stands at `open`. `None`: the page ends inside it.
    pub(super) fn end_tag(&mut self, store: &mut Store<'_>, open: usize) -> Option<Token> {
        let bytes = store.source.as_bytes();
        let name_end = until(bytes, open + 3, NAME_END);
        self.at = name_end;
        loop {
            match part(bytes, self.at) {
                Part::Cut => {
                    self.at = bytes.len();
                    return None;
                }
                Part::End(end, _) => {
                    self.at = end;
                    return Some(Token::End(store.name(open + 2, name_end)));
                }
                Part::Attribute(written) => self.at = written.end,
            }
        }
    }

    fn attribute(&mut self, store: &mut Store<'_>, written: &Written, first: usize, count: u32) {
        let (start, end) = written.name;
        if count > u32::from(self.attribute_cap) || end - start > usize::from(u16::MAX) / 3 {
            self.attributes_capped = true;
            return;
        }
        let name =
            if written.name_changes { store.lower_copy(start, end) } else { (offset(start), offset(end)) };
        if self.is_repeated(store, name, first) {
            return;
        }
        let value = store.change(written.value.0, written.value.1, Change::ValueReferences);
        let name_length = (name.1 - name.0) as u16;
        store.attrs.push(Attr { value, name: name.0, name_length, prefix: Prefix::None, last: false });
    }

    fn is_repeated(&mut self, store: &Store<'_>, name: Span, first: usize) -> bool {
        let text = store.get(name);
        let earlier = &store.attrs[first..];
        if earlier.len() < FEW {
            return earlier.iter().any(|attr| store.get(attr.name()) == text);
        }
        let same = |index: u32| store.get(store.attrs[index as usize].name()) == text;
        if self.seen.begin(offset(self.at), self.attribute_cap) {
            for (index, attr) in earlier.iter().enumerate() {
                self.seen.is_repeated(store.get(attr.name()), offset(first + index), |_| false);
            }
        }
        self.seen.is_repeated(text, offset(store.attrs.len()), same)
    }
}

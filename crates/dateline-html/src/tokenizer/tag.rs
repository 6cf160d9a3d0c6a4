//! Tags and their attributes. One pass, each name and value a range of the source unless case, references or newlines
//! change it.

use super::{Start, Token, Tokenizer};
use crate::attr_names::AttrName;
use crate::attrs::Attr;
use crate::offsets::offset;
use crate::string_ranges::{Change, Store};
use crate::tag_names::Name;

/// Attributes compared one by one; beyond it names are looked up in a table.
const FEW: usize = 8;

/// A page may have an attribute for so many of its bytes, and some. The most on a real page is one for 28 bytes.
const BYTES_PER_ATTRIBUTE: usize = 20;
const ATTRIBUTE_GROUND: usize = 4096;

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
        let (mut count, mut at) = (0, name_end);
        store.fresh.clear();
        self.filter = 0;
        let closed = loop {
            match part(bytes, at) {
                Part::Cut => {
                    self.at = bytes.len();
                    return None;
                }
                Part::End(end, closed) => {
                    self.at = end;
                    break closed;
                }
                Part::Attribute(written) => {
                    at = written.end;
                    count += 1;
                    self.attribute(store, &written, count);
                }
            }
        };
        let name = store.name(open + 1, name_end);
        if name == Name::OVERFLOW {
            return None;
        }
        let attrs = store.attrs.put(&store.fresh);
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

    #[inline(never)]
    fn attribute(&mut self, store: &mut Store<'_>, written: &Written, count: u32) {
        let (start, end) = written.name;
        let is_spent = store.attrs.count() > store.source.len() / BYTES_PER_ATTRIBUTE + ATTRIBUTE_GROUND;
        if is_spent || count > u32::from(self.attribute_cap) || end - start > usize::from(u16::MAX) / 3 {
            self.attributes_capped = true;
            return;
        }
        let name =
            if written.name_changes { store.lower_copy(start, end) } else { (offset(start), offset(end)) };
        let text = store.get(name);
        if self.is_repeated(store, text) {
            return;
        }
        let known = AttrName::of(text);
        let value = store.change(written.value.0, written.value.1, Change::ValueReferences);
        store.fresh.push(Attr::new(name, known, value));
    }

    fn is_repeated(&mut self, store: &Store<'_>, text: &str) -> bool {
        let bytes = text.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        let bit = 1 << ((usize::from(first) + usize::from(last) * 5 + bytes.len() * 11) & 63);
        let is_new = self.filter & bit == 0;
        self.filter |= bit;
        if is_new {
            return false;
        }
        let same = |index: u32| store.get(store.fresh[index as usize].name()) == text;
        if store.fresh.len() <= FEW {
            return (0..offset(store.fresh.len())).any(same);
        }
        self.seen.begin(self.at, self.attribute_cap);
        for index in self.seen.noted()..offset(store.fresh.len()) {
            self.seen.note(store.hash(store.get(store.fresh[index as usize].name())), index);
        }
        self.seen.has(store.hash(text), same)
    }
}

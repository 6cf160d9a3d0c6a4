//! Strings of a page while it is parsed: ranges of the source where nothing changes them, of a side buffer where it does.
//!
//! Both share one address space: an offset at or above the length of the source is an offset of the side buffer.

use crate::attrs::{Attr, Attrs};
use crate::charref;
use crate::offsets::{NONE, Span, offset};
use crate::tag_names::{KNOWN, Name, lookup_at};
use std::hash::{BuildHasher, RandomState};

/// Bytes of changed strings up to which NUL is always replaced.
const NULL_GROUND: usize = 64 << 10;

/// What changes in a stretch of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Newlines are made one character and NUL is replaced.
    Newlines,
    /// References are resolved too.
    References,
    /// References are resolved as in attribute values.
    ValueReferences,
    /// References are resolved and NUL goes.
    Body,
}

/// What the tokenizer and the tree builder share.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    pub(crate) source: &'a str,
    pub(crate) side: String,
    pub(crate) attrs: Attrs,
    /// Attributes of the tag that is being read.
    pub(crate) fresh: Vec<Attr>,
    pub(crate) names: Vec<Span>,
    /// Names beyond this number are not told apart.
    name_cap: usize,
    pub(crate) names_capped: bool,
    /// Numbers of names by hash, open addressing; `NONE` where there is none.
    slots: Vec<u32>,
    pub(crate) hasher: RandomState,
    key: u64,
    /// Whether NUL was dropped where it should have been replaced.
    pub(crate) nulls_capped: bool,
}

/// The string of a span.
#[inline]
pub(crate) fn resolve<'a>(source: &'a str, side: &'a str, (start, end): Span) -> &'a str {
    let (start, end) = (start as usize, end as usize);
    let found = match start.checked_sub(source.len()) {
        None => source.get(start..end),
        Some(from) => side.get(from..end - source.len()),
    };
    found.unwrap_or_default()
}

impl<'a> Store<'a> {
    pub(crate) fn new(source: &'a str, name_cap: usize) -> Self {
        let hasher = RandomState::new();
        Self {
            source,
            side: String::new(),
            attrs: Attrs::new(source.len()),
            fresh: Vec::new(),
            names: Vec::new(),
            name_cap,
            names_capped: false,
            slots: Vec::new(),
            key: hasher.hash_one(0) | 1,
            hasher,
            nulls_capped: false,
        }
    }

    pub(crate) fn get(&self, span: Span) -> &str {
        resolve(self.source, &self.side, span)
    }

    /// What stands for NUL. It is three bytes for one, so only so many are written.
    fn replacement(&mut self) -> &'static str {
        if self.side.len() > self.source.len() / 2 + NULL_GROUND {
            self.nulls_capped = true;
            return "";
        }
        "\u{fffd}"
    }

    /// Puts `text` into the side buffer.
    pub(crate) fn keep(&mut self, text: &str) -> Span {
        let start = self.mark();
        self.push(text);
        (start, self.mark())
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.make_room(text.len());
        match *text.as_bytes() {
            [byte] if byte.is_ascii() => self.side.push(char::from(byte)),
            _ => self.side.push_str(text),
        }
    }

    /// Grows by a quarter: a buffer twice the size of its text would break the memory bound.
    fn make_room(&mut self, length: usize) {
        if self.side.capacity() - self.side.len() < length {
            self.side.reserve_exact(length.max(self.side.len() / 4 + 256));
        }
    }

    /// Puts characters of the address space at the end of the side buffer.
    pub(crate) fn push_span(&mut self, (start, end): Span) {
        match (start as usize).checked_sub(self.source.len()) {
            None => {
                let source = self.source;
                self.push(source.get(start as usize..end as usize).unwrap_or_default());
            }
            Some(from) => {
                let range = from..end as usize - self.source.len();
                self.make_room(range.len());
                self.side.extend_from_within(range);
            }
        }
    }

    /// Where the next kept character will stand.
    pub(crate) fn mark(&self) -> u32 {
        offset(self.source.len() + self.side.len())
    }

    /// A stretch of the source with its changes made; where there are none it is not copied.
    pub(crate) fn change(&mut self, start: usize, end: usize, change: Change) -> Span {
        let source = self.source;
        let bytes = &source.as_bytes()[..end];
        let mark = self.mark();
        let (mut done, mut at) = (start, start);
        // Whether anything changed: dropped characters leave no mark.
        let mut same = true;
        loop {
            let (found, length) = match bytes.get(at) {
                None => break,
                Some(b'&') if change != Change::Newlines => {
                    match charref::resolve(&bytes[at + 1..], change == Change::ValueReferences) {
                        Some((meaning, length)) => (Some(meaning), length + 1),
                        None => (None, 1),
                    }
                }
                Some(b'\r') => {
                    let length = if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                    (Some(charref::Meaning::Named("\n")), length)
                }
                Some(0) if change == Change::Body => (Some(charref::Meaning::Named("")), 1),
                Some(0) => (Some(charref::Meaning::Named(self.replacement())), 1),
                Some(_) => {
                    at += next_change(&bytes[at..], change).unwrap_or(end - at);
                    continue;
                }
            };
            if let Some(meaning) = found {
                self.push(source.get(done..at).unwrap_or_default());
                self.push(meaning.text(&mut [0; 4]));
                (done, same) = (at + length, false);
            }
            at += length;
        }
        if same {
            return (offset(start), offset(end));
        }
        self.push(source.get(done..end).unwrap_or_default());
        (mark, self.mark())
    }

    /// The piece of source in ASCII lower case and NUL replaced.
    pub(crate) fn lower(&mut self, start: usize, end: usize) -> Span {
        let piece = self.source.as_bytes().get(start..end).unwrap_or_default();
        if !piece.iter().any(|byte| byte.is_ascii_uppercase() || *byte == 0) {
            return (offset(start), offset(end));
        }
        self.lower_copy(start, end)
    }

    /// [`Self::lower`] where it is known that something changes.
    pub(crate) fn lower_copy(&mut self, start: usize, end: usize) -> Span {
        let source = self.source;
        let from = self.side.len();
        for (at, piece) in source.get(start..end).unwrap_or_default().split('\0').enumerate() {
            if at > 0 {
                let replacement = self.replacement();
                self.push(replacement);
            }
            self.push(piece);
        }
        if let Some(text) = self.side.get_mut(from..) {
            text.make_ascii_lowercase();
        }
        (offset(source.len() + from), self.mark())
    }

    /// The number of the element name that stands at `start..end`.
    pub(crate) fn name(&mut self, start: usize, end: usize) -> Name {
        let source = self.source;
        if let Some(name) = lookup_at(source.as_bytes(), start, end) {
            return name;
        }
        let side = self.side.len();
        let span = self.lower(start, end);
        self.number(span, side)
    }

    /// The number of a name that is written as it is here.
    pub(crate) fn exact_name(&mut self, text: &str) -> Name {
        let side = self.side.len();
        let span = self.keep(text);
        self.number(span, side)
    }

    /// The number of a name; one that was known leaves the side buffer as it was.
    fn number(&mut self, span: Span, side: usize) -> Name {
        if self.slots.len() < (self.names.len() + 1) * 2 {
            self.rehash();
        }
        let text = resolve(self.source, &self.side, span);
        let mut at = self.slot(text);
        while let Some(have) = self.names.get(self.slots[at] as usize) {
            if self.get(*have) == text {
                self.side.truncate(side);
                return Name((KNOWN.len() + self.slots[at] as usize) as u16);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        if self.names.len() >= self.name_cap {
            self.names_capped = true;
            self.side.truncate(side);
            return Name::OVERFLOW;
        }
        self.slots[at] = offset(self.names.len());
        self.names.push(span);
        Name((KNOWN.len() + self.names.len() - 1) as u16)
    }

    /// Where a name belongs.
    fn slot(&self, text: &str) -> usize {
        self.hash(text) as usize & (self.slots.len() - 1)
    }

    /// Of few bytes, with a key of this page. Names are capped, those of elements and those of a tag's attributes, so that
    /// even a page that guessed the key would cost no more than a thousand comparisons a name.
    pub(crate) fn hash(&self, text: &str) -> u64 {
        let word = |piece: &[u8]| piece.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let mix = |hash: u64, piece: &[u8]| {
            let wide = u128::from(hash ^ word(piece)) * u128::from(self.key);
            (wide >> 64) as u64 ^ wide as u64
        };
        text.as_bytes().chunks(8).fold(self.key, mix)
    }

    fn rehash(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![NONE; size];
        for number in 0..self.names.len() {
            let text = resolve(self.source, &self.side, self.names[number]);
            let mut at = self.slot(text);
            while self.slots[at] != NONE {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = offset(number);
        }
    }

    /// How many names there are, known ones included.
    pub(crate) fn name_count(&self) -> usize {
        KNOWN.len() + self.names.len()
    }
}

/// Offset of the next byte that may change, after the first.
fn next_change(bytes: &[u8], change: Change) -> Option<usize> {
    match change {
        Change::Newlines => memchr::memchr2(b'\r', 0, bytes),
        _ => memchr::memchr3(b'&', b'\r', 0, bytes),
    }
}

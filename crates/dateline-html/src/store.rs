//! Strings of a page while it is parsed: ranges of the source where nothing changes them, of a side buffer where it does.
//!
//! Both share one address space: an offset at or above the length of the source is an offset of the side buffer.

use crate::names::{KNOWN, Name, lookup};
use std::collections::HashMap;

/// A range of the address space.
pub(crate) type Span = (u32, u32);

/// One attribute. The prefix is that of the standard's table of foreign attributes (`xlink`, `xml`, `xmlns`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attr {
    pub(crate) value: Span,
    pub(crate) name: u32,
    pub(crate) name_length: u16,
    pub(crate) prefix: Prefix,
}

/// Prefix of an attribute of a foreign element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prefix {
    None,
    Xlink,
    Xml,
    Xmlns,
}

impl Attr {
    pub(crate) fn name(&self) -> Span {
        (self.name, self.name + u32::from(self.name_length))
    }
}

/// What the tokenizer and the tree builder share.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    pub(crate) source: &'a str,
    pub(crate) side: String,
    pub(crate) attrs: Vec<Attr>,
    pub(crate) names: Vec<Span>,
    numbers: HashMap<String, u32>,
}

/// The string of a span.
pub(crate) fn resolve<'a>(source: &'a str, side: &'a str, (start, end): Span) -> &'a str {
    let (start, end) = (start as usize, end as usize);
    let found = match start.checked_sub(source.len()) {
        None => source.get(start..end),
        Some(from) => side.get(from..end - source.len()),
    };
    found.unwrap_or_default()
}

/// Sizes are capped far below 4 GiB before parsing.
pub(crate) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX - 1)
}

impl<'a> Store<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        let attrs = Vec::with_capacity(source.len() / 64);
        Self { source, side: String::new(), attrs, names: Vec::new(), numbers: HashMap::new() }
    }

    pub(crate) fn get(&self, span: Span) -> &str {
        resolve(self.source, &self.side, span)
    }

    /// Puts `text` into the side buffer.
    pub(crate) fn keep(&mut self, text: &str) -> Span {
        let start = self.mark();
        self.side.push_str(text);
        (start, self.mark())
    }

    /// Where the next kept character will stand.
    pub(crate) fn mark(&self) -> u32 {
        offset(self.source.len() + self.side.len())
    }

    /// The piece of source with newlines made one character and NUL replaced.
    pub(crate) fn clean(&mut self, start: usize, end: usize) -> Span {
        let source = self.source;
        let piece = source.get(start..end).unwrap_or_default();
        if memchr::memchr2(b'\r', 0, piece.as_bytes()).is_none() {
            return (offset(start), offset(end));
        }
        self.keep(&piece.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"))
    }

    /// The piece of source in ASCII lower case and NUL replaced.
    pub(crate) fn lower(&mut self, start: usize, end: usize) -> Span {
        let source = self.source;
        let piece = source.get(start..end).unwrap_or_default();
        if piece.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
            self.keep(&piece.to_ascii_lowercase().replace('\0', "\u{fffd}"))
        } else {
            (offset(start), offset(end))
        }
    }

    /// The number of the element name that stands at `start..end`.
    pub(crate) fn name(&mut self, start: usize, end: usize) -> Name {
        let source = self.source;
        if let Some(name) = lookup(&source.as_bytes()[start..end]) {
            return name;
        }
        let span = self.lower(start, end);
        self.number(span)
    }

    /// The number of a name that is written as it is here.
    pub(crate) fn exact_name(&mut self, text: &str) -> Name {
        let span = self.keep(text);
        self.number(span)
    }

    fn number(&mut self, span: Span) -> Name {
        let text = resolve(self.source, &self.side, span);
        if let Some(number) = self.numbers.get(text) {
            return Name(*number);
        }
        let number = offset(KNOWN.len() + self.names.len());
        self.numbers.insert(text.to_owned(), number);
        self.names.push(span);
        Name(number)
    }

    /// How many names there are, known ones included.
    pub(crate) fn name_count(&self) -> usize {
        KNOWN.len() + self.names.len()
    }
}

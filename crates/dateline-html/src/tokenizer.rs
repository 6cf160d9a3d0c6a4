//! The tokenizer: a page to tags, comments and runs of characters. No parse errors, no copies of what stands in the page.
//!
//! Text is found a stretch at a time (to the next `<`, or to the end tag of raw text) and handed out in pieces that
//! borrow from the source; a reference or a lone carriage return makes a piece of its own.

mod markup;
mod raw;
mod tag;

use crate::charref;
use crate::names::Name;
use crate::store::{Span, Store, offset};
pub(crate) use raw::Raw;

/// Characters: where they stand in the store, and the bytes of the source they were made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) data: Span,
    pub(crate) source: Span,
}

/// A start tag; `attrs` is a range of the store's attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    pub(crate) name: Name,
    pub(crate) attrs: Span,
    pub(crate) closed: bool,
    pub(crate) source: Span,
}

/// A document type.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Doctype {
    pub(crate) name: Option<Span>,
    pub(crate) public: Option<Span>,
    pub(crate) system: Option<Span>,
    pub(crate) quirks: bool,
    pub(crate) source: Span,
}

/// What the tree builder works on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token {
    Start(Start),
    End(Name),
    Text(Run),
    Null(Span),
    Comment(Run),
    Doctype(Doctype),
    Eof,
}

/// Where the tokenizer stands.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    /// Where the last token ended.
    pub(crate) at: usize,
    /// Where the last token began.
    pub(crate) begin: usize,
    /// End of the present stretch of text.
    limit: usize,
    references: bool,
    nulls: bool,
    /// Bytes to skip after the stretch: the end of a CDATA section.
    tail: usize,
    attribute_cap: u16,
    pub(crate) attributes_capped: bool,
}

impl Tokenizer {
    pub(crate) fn new(attribute_cap: u16) -> Self {
        Self {
            at: 0,
            begin: 0,
            limit: 0,
            references: true,
            nulls: true,
            tail: 0,
            attribute_cap,
            attributes_capped: false,
        }
    }

    /// The next token. `foreign` says that CDATA sections are allowed here.
    pub(crate) fn next(&mut self, store: &mut Store<'_>, foreign: bool) -> Token {
        let bytes = store.source.as_bytes();
        loop {
            self.begin = self.at;
            if self.at < self.limit {
                return self.piece(store);
            }
            self.at = (self.at + self.tail).min(bytes.len());
            (self.references, self.nulls, self.tail) = (true, true, 0);
            self.begin = self.at;
            match bytes.get(self.at) {
                None => return Token::Eof,
                Some(b'<') => match self.markup(store, foreign) {
                    markup::Markup::Token(token) => return token,
                    markup::Markup::Nothing => {}
                    markup::Markup::Text => self.stretch(bytes, self.at + 1),
                },
                Some(_) => self.stretch(bytes, self.at),
            }
        }
    }

    fn stretch(&mut self, bytes: &[u8], from: usize) {
        self.limit = memchr::memchr(b'<', &bytes[from..]).map_or(bytes.len(), |found| from + found);
    }

    /// Reads what follows as raw text, up to the end tag called `name`.
    pub(crate) fn enter(&mut self, raw: Raw, name: &str, store: &Store<'_>) {
        let bytes = store.source.as_bytes();
        self.limit = raw::end(bytes, self.at, raw, name);
        (self.references, self.nulls) = (raw == Raw::Rcdata, false);
    }

    /// Reads what follows as a CDATA section.
    pub(crate) fn enter_cdata(&mut self, bytes: &[u8]) {
        let found = memchr::memmem::find(&bytes[self.at..], b"]]>");
        self.limit = found.map_or(bytes.len(), |found| self.at + found);
        self.tail = if found.is_some() { 3 } else { 0 };
        (self.references, self.nulls) = (false, true);
    }

    fn piece(&mut self, store: &mut Store<'_>) -> Token {
        let bytes = store.source.as_bytes();
        let start = self.at;
        let (from, scan) = match bytes[start] {
            b'\r' if bytes.get(start + 1) == Some(&b'\n') => (start + 1, start + 2),
            b'\r' => return self.made(store, start + 1, "\n"),
            0 if self.nulls => {
                self.at = start + 1;
                return Token::Null((offset(start), offset(start + 1)));
            }
            0 => return self.made(store, start + 1, "\u{fffd}"),
            b'&' if self.references => match charref::resolve(&bytes[start + 1..self.limit], false) {
                Some((meaning, length)) => {
                    let begin = store.mark();
                    meaning.push_to(&mut store.side);
                    self.at = start + 1 + length;
                    let source = (offset(start), offset(self.at));
                    return Token::Text(Run { data: (begin, store.mark()), source });
                }
                None => (start, start + 1),
            },
            _ => (start, start + 1),
        };
        let rest = &bytes[scan.min(self.limit)..self.limit];
        let stop = if self.references {
            memchr::memchr3(b'&', b'\r', 0, rest)
        } else {
            memchr::memchr2(b'\r', 0, rest)
        };
        self.at = stop.map_or(self.limit, |stop| scan + stop);
        Token::Text(Run { data: (offset(from), offset(self.at)), source: (offset(start), offset(self.at)) })
    }

    fn made(&mut self, store: &mut Store<'_>, end: usize, text: &str) -> Token {
        let source = (offset(self.at), offset(end));
        self.at = end;
        Token::Text(Run { data: store.keep(text), source })
    }
}

//! The tokenizer: a page to tags, comments and runs of characters. No parse errors, no copies of what stands in the page.
//!
//! Text is found a stretch at a time (to the next markup, or to the end tag of raw text) and handed out as one run that
//! borrows from the source, or stands in the side buffer where references or newlines change it.

mod attribute_names;
mod markup;
mod raw;
mod tag;

use crate::offsets::{Span, offset};
use crate::string_ranges::{Change, Store};
use crate::tag_names::Name;
use attribute_names::SeenNames;
pub(crate) use raw::Raw;
pub(crate) use tag::tag_end;

/// Characters: where they stand in the store, and the bytes of the source they were made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) data: Span,
    pub(crate) source: Span,
}

/// A start tag; `attrs` is where its list of the store's attributes begins, `NONE` without any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    pub(crate) name: Name,
    pub(crate) closed: bool,
    pub(crate) attrs: u32,
    /// Where it begins; `NONE` for a tag that is not written.
    pub(crate) begin: u32,
}

/// A document type.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Doctype {
    pub(crate) name: Option<Span>,
    pub(crate) public: Option<Span>,
    pub(crate) system: Option<Span>,
    pub(crate) quirks: bool,
}

/// What the tree builder works on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token {
    Start(Start),
    End(Name),
    Text(Run),
    /// So many NUL.
    Null(u32),
    Comment(Run),
    /// The document type that the tokenizer holds.
    Doctype,
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
    /// The last document type.
    pub(crate) doctype: Doctype,
    /// Bits of the names that the present tag has had.
    filter: u64,
    seen: SeenNames,
}

/// Whether a `<` stands here that may begin markup.
fn is_markup(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..), Some([b'<', b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..]))
}

/// Whether a byte of text is itself whatever is read: no reference, newline or NUL.
fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'&' | b'\r' | 0)
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
            doctype: Doctype::default(),
            filter: 0,
            seen: SeenNames::default(),
        }
    }

    /// The next token. `foreign` says that CDATA sections are allowed here, `nulls` that NUL in text means something.
    pub(crate) fn next(&mut self, store: &mut Store<'_>, foreign: bool, nulls: bool) -> Token {
        let bytes = store.source.as_bytes();
        loop {
            self.begin = self.at;
            if self.at < self.limit {
                let token = self.text(store, nulls || foreign);
                match token {
                    Token::Text(Run { data: (start, end), .. }) if start == end => continue,
                    token => return token,
                }
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
                Some(byte) => {
                    if is_plain(*byte) && is_markup(bytes, self.at + 1) {
                        self.at += 1;
                        let whole = (offset(self.begin), offset(self.at));
                        self.limit = self.at;
                        return Token::Text(Run { data: whole, source: whole });
                    }
                    self.stretch(bytes, self.at);
                }
            }
        }
    }

    /// A stretch of text ends before what may be markup.
    fn stretch(&mut self, bytes: &[u8], from: usize) {
        let mut at = from;
        while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
            at += found;
            if is_markup(bytes, at) {
                self.limit = at;
                return;
            }
            at += 1;
        }
        self.limit = bytes.len();
    }

    /// Reads what follows as raw text, up to the end tag called `name`.
    pub(crate) fn enter(&mut self, raw: Raw, name: &str, store: &Store<'_>) {
        let bytes = store.source.as_bytes();
        self.limit = raw::end(bytes, self.at, raw, name);
        (self.references, self.nulls) = (raw == Raw::Rcdata, false);
    }

    /// Goes on behind the text that was entered.
    pub(crate) fn skip_entered(&mut self) {
        self.at = self.at.max(self.limit);
    }

    /// Reads what follows as a CDATA section.
    pub(crate) fn enter_cdata(&mut self, bytes: &[u8]) {
        let found = memchr::memmem::find(&bytes[self.at..], b"]]>");
        self.limit = found.map_or(bytes.len(), |found| self.at + found);
        self.tail = if found.is_some() { 3 } else { 0 };
        (self.references, self.nulls) = (false, true);
    }

    /// The text from here to the limit, or to the next NUL where the tree builder wants to see those.
    #[inline(never)]
    fn text(&mut self, store: &mut Store<'_>, nulls: bool) -> Token {
        let rest = &store.source.as_bytes()[self.at..self.limit];
        let start = self.at;
        let stop = if self.references {
            memchr::memchr3(b'&', b'\r', 0, rest)
        } else {
            memchr::memchr2(b'\r', 0, rest)
        };
        let Some(stop) = stop else {
            self.at = self.limit;
            let whole = (offset(start), offset(self.limit));
            return Token::Text(Run { data: whole, source: whole });
        };
        let mut end = self.limit;
        if self.nulls && nulls {
            if rest[0] == 0 {
                let count = rest.iter().position(|byte| *byte != 0).unwrap_or(rest.len());
                self.at = start + count;
                return Token::Null(offset(count));
            }
            end = memchr::memchr(0, &rest[stop..]).map_or(end, |found| start + stop + found);
        }
        self.at = end;
        let change = match (self.references, self.nulls) {
            (true, true) => Change::Body,
            (true, false) => Change::References,
            (false, _) => Change::Newlines,
        };
        Token::Text(Run { data: store.change(start, end, change), source: (offset(start), offset(end)) })
    }
}

//! What stands after `<`: tags, comments, document types, CDATA sections, or mere text.

use super::{Doctype, Run, Token, Tokenizer};
use crate::offsets::{Span, offset};
use crate::string_ranges::{Change, Store};

/// What a `<` turned out to be.
pub(super) enum Markup {
    Token(Token),
    /// Read and without meaning.
    Nothing,
    /// A character like others.
    Text,
}

impl Tokenizer {
    pub(super) fn markup(&mut self, store: &mut Store<'_>, foreign: bool) -> Markup {
        let bytes = store.source.as_bytes();
        let open = self.at;
        match bytes.get(open + 1) {
            Some(byte) if byte.is_ascii_alphabetic() => tag(self.start_tag(store, open)),
            Some(b'/') => match bytes.get(open + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => tag(self.end_tag(store, open)),
                Some(b'>') => {
                    self.at = open + 3;
                    Markup::Nothing
                }
                Some(_) => self.bogus(store, open + 2),
                None => Markup::Text,
            },
            Some(b'!') => self.declaration(store, foreign),
            Some(b'?') => self.bogus(store, open + 1),
            _ => Markup::Text,
        }
    }

    #[inline(never)]
    fn declaration(&mut self, store: &mut Store<'_>, foreign: bool) -> Markup {
        let bytes = store.source.as_bytes();
        let start = self.at + 2;
        let rest = &bytes[start..];
        if rest.starts_with(b"--") {
            self.comment(store, start + 2)
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let mut reader = DoctypeReader { bytes, at: start + 7, doctype: Doctype::default() };
            reader.read(store);
            (self.at, self.doctype) = (reader.at, reader.doctype);
            Markup::Token(Token::Doctype)
        } else if foreign && rest.starts_with(b"[CDATA[") {
            self.at = start + 7;
            self.enter_cdata(bytes);
            Markup::Nothing
        } else {
            self.bogus(store, start)
        }
    }

    #[inline(never)]
    fn bogus(&mut self, store: &mut Store<'_>, start: usize) -> Markup {
        let bytes = store.source.as_bytes();
        let end = memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |found| start + found);
        self.comment_token(store, start, end, (end + 1).min(bytes.len()))
    }

    fn comment(&mut self, store: &mut Store<'_>, start: usize) -> Markup {
        let bytes = store.source.as_bytes();
        let rest = &bytes[start..];
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            let after = if rest[0] == b'>' { start + 1 } else { start + 2 };
            return self.comment_token(store, start, start, after);
        }
        let mut at = start;
        while let Some(found) = memchr::memchr(b'>', &bytes[at..]) {
            at += found + 1;
            let body = &bytes[start..at - 1];
            for tail in [&b"--"[..], b"--!"] {
                if body.ends_with(tail) {
                    return self.comment_token(store, start, at - 1 - tail.len(), at);
                }
            }
        }
        let open =
            [&b"--!"[..], b"--", b"-"].into_iter().find(|tail| rest.ends_with(tail)).map_or(0, <[u8]>::len);
        self.comment_token(store, start, bytes.len() - open, bytes.len())
    }

    fn comment_token(&mut self, store: &mut Store<'_>, start: usize, end: usize, after: usize) -> Markup {
        let source = (offset(self.at), offset(after));
        self.at = after;
        Markup::Token(Token::Comment(Run { data: store.change(start, end, Change::Newlines), source }))
    }
}

fn tag(token: Option<Token>) -> Markup {
    token.map_or(Markup::Nothing, Markup::Token)
}

struct DoctypeReader<'b> {
    bytes: &'b [u8],
    at: usize,
    doctype: Doctype,
}

impl DoctypeReader<'_> {
    /// Reads from behind the keyword to behind the `>`.
    fn read(&mut self, store: &mut Store<'_>) {
        self.space();
        if matches!(self.peek(), None | Some(b'>')) {
            return self.broken();
        }
        let start = self.at;
        self.at = self.find(|byte| byte == b'>' || byte.is_ascii_whitespace());
        self.doctype.name = Some(store.lower(start, self.at));
        self.space();
        let word = self.bytes.get(self.at..self.at + 6).unwrap_or_default().to_ascii_lowercase();
        match (self.peek(), &word[..]) {
            (Some(b'>'), _) => self.at += 1,
            (_, b"public") => {
                self.at += 6;
                self.public(store);
            }
            (_, b"system") => {
                self.at += 6;
                self.system(store, true);
            }
            _ => self.broken(),
        }
    }

    fn public(&mut self, store: &mut Store<'_>) {
        self.space();
        match self.quoted(store) {
            Quoted::Whole(span) => self.doctype.public = Some(span),
            Quoted::Open(span) => {
                self.doctype.public = Some(span);
                return self.broken();
            }
            Quoted::None => return self.broken(),
        }
        self.system(store, false);
    }

    /// The system identifier; `needed` after the keyword `system`.
    fn system(&mut self, store: &mut Store<'_>, needed: bool) {
        self.space();
        match self.quoted(store) {
            Quoted::Whole(span) => self.doctype.system = Some(span),
            Quoted::Open(span) => {
                self.doctype.system = Some(span);
                return self.broken();
            }
            Quoted::None if !needed && self.peek() == Some(b'>') => {
                self.at += 1;
                return;
            }
            Quoted::None => return self.broken(),
        }
        self.space();
        if self.peek().is_none() {
            return self.broken();
        }
        self.skip();
    }

    fn quoted(&mut self, store: &mut Store<'_>) -> Quoted {
        let Some(quote @ (b'"' | b'\'')) = self.peek() else { return Quoted::None };
        let start = self.at + 1;
        self.at = start;
        self.at = self.find(|byte| byte == quote || byte == b'>');
        let span = store.change(start, self.at, Change::Newlines);
        if self.peek() == Some(quote) {
            self.at += 1;
            Quoted::Whole(span)
        } else {
            Quoted::Open(span)
        }
    }

    fn broken(&mut self) {
        self.doctype.quirks = true;
        self.skip();
    }

    fn skip(&mut self) {
        self.at = (self.find(|byte| byte == b'>') + 1).min(self.bytes.len());
    }

    fn space(&mut self) {
        self.at = self.find(|byte| !byte.is_ascii_whitespace());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn find(&self, stop: impl Fn(u8) -> bool) -> usize {
        let rest = &self.bytes[self.at..];
        rest.iter().position(|byte| stop(*byte)).map_or(self.bytes.len(), |found| self.at + found)
    }
}

enum Quoted {
    Whole(Span),
    Open(Span),
    None,
}

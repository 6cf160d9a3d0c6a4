//! The tokens of a page without its tree: for tests of the tokenizer and for readers that need no tree.

use crate::string_ranges::Store;
use crate::tag_names::KNOWN;
use crate::tokenizer::{Raw, Token, Tokenizer};

/// What the tokenizer begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Markup.
    Data,
    /// Text with references.
    Rcdata,
    /// Text without.
    Rawtext,
    /// A script.
    Script,
    /// Text to the end.
    Plaintext,
    /// A CDATA section.
    Cdata,
}

/// A token with its strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimpleToken {
    /// Name, attributes, and whether it ends with `/>`.
    Start(String, Vec<(String, String)>, bool),
    /// Name.
    End(String),
    /// Characters; neighbours are joined.
    Text(String),
    /// Characters.
    Comment(String),
    /// Name, public and system identifier, and whether it is correct.
    Doctype(Option<String>, Option<String>, Option<String>, bool),
}

/// Every token of `page`, begun in `content` that the end tag `last` would end.
pub fn tokens(page: &str, content: Content, last: &str) -> Vec<SimpleToken> {
    let mut store = Store::new(page, usize::from(u16::MAX) / 2);
    let mut tokenizer = Tokenizer::new(u16::MAX);
    match content {
        Content::Data => {}
        Content::Cdata => tokenizer.enter_cdata(page.as_bytes()),
        Content::Rcdata => tokenizer.enter(Raw::Rcdata, last, &store),
        Content::Rawtext => tokenizer.enter(Raw::Rawtext, last, &store),
        Content::Script => tokenizer.enter(Raw::Script, last, &store),
        Content::Plaintext => tokenizer.enter(Raw::Plaintext, last, &store),
    }
    let mut out: Vec<SimpleToken> = Vec::new();
    loop {
        let token = tokenizer.next(&mut store, false, true);
        match (simple(&store, &tokenizer, token), out.last_mut()) {
            (None, _) => return out,
            (Some(SimpleToken::Text(more)), Some(SimpleToken::Text(text))) => text.push_str(&more),
            (Some(token), _) => out.push(token),
        }
    }
}

fn simple(store: &Store<'_>, tokenizer: &Tokenizer, token: Token) -> Option<SimpleToken> {
    let text = |span| store.get(span).to_owned();
    let name = |number: u16| match KNOWN.get(usize::from(number)) {
        Some(known) => (*known).to_owned(),
        None => {
            store.names.get(usize::from(number) - KNOWN.len()).map_or_else(String::new, |span| text(*span))
        }
    };
    Some(match token {
        Token::Eof => return None,
        Token::Text(run) => SimpleToken::Text(text(run.data)),
        Token::Null(count) => SimpleToken::Text("\0".repeat(count as usize)),
        Token::Comment(run) => SimpleToken::Comment(text(run.data)),
        Token::End(number) => SimpleToken::End(name(number.0)),
        Token::Doctype => {
            let doctype = tokenizer.doctype;
            SimpleToken::Doctype(
                doctype.name.map(text),
                doctype.public.map(text),
                doctype.system.map(text),
                !doctype.quirks,
            )
        }
        Token::Start(start) => {
            let pairs = store
                .attrs
                .list(start.attrs)
                .iter()
                .map(|attr| (text(attr.name()), text(attr.value)))
                .collect();
            SimpleToken::Start(name(start.name.0), pairs, start.closed)
        }
    })
}

//! The messages of one language, read from Fluent's format once. Of that format: text, variables, and choices by number or word.

use super::plurals;
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::HashMap;

/// Messages of a language by their ids.
pub(super) struct Catalog {
    messages: HashMap<&'static str, Message>,
    tag: &'static str,
}

struct Message {
    pieces: Vec<Piece>,
    /// The whole, where it has no variable.
    plain: Option<String>,
}

/// A part of a message.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// Words as they are.
    Text(String),
    /// The value of a variable.
    Value(&'static str),
    /// One of several, by the value of a variable.
    Choice { by: &'static str, variants: Vec<Variant>, default: usize },
}

/// One of several ways to say something.
#[derive(Debug, PartialEq)]
pub(super) struct Variant {
    /// `one`, `other`, `0`, or the value of a word.
    pub(super) key: &'static str,
    pub(super) pieces: Vec<Piece>,
}

impl Catalog {
    /// Reads a language's messages. What is not understood is left out and said in English; a test holds that there is nothing.
    pub(super) fn of(tag: &'static str, source: &'static str) -> Self {
        let resource = parser::parse(source).unwrap_or_else(|(resource, _)| resource);
        Self { messages: messages(resource), tag }
    }

    /// A message without variables.
    pub(super) fn plain(&self, id: &str) -> Option<&str> {
        self.messages.get(id)?.plain.as_deref()
    }

    /// A message's pieces.
    pub(super) fn pieces(&self, id: &str) -> Option<&[Piece]> {
        self.messages.get(id).map(|message| message.pieces.as_slice())
    }

    /// The plural category of a count in this language.
    pub(super) fn category(&self, count: u64) -> &'static str {
        plurals::category(self.tag, count)
    }

    /// Ids of all messages.
    #[cfg(test)]
    pub(super) fn ids(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self.messages.keys().copied().collect();
        ids.sort_unstable();
        ids
    }
}

fn messages(resource: Resource<&'static str>) -> HashMap<&'static str, Message> {
    let mut found = HashMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let Some(pieces) = message.value.and_then(read) else { continue };
        found.insert(message.id.name, Message { plain: plain(&pieces), pieces });
    }
    found
}

fn plain(pieces: &[Piece]) -> Option<String> {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        Piece::Value(_) | Piece::Choice { .. } => None,
    });
    texts.collect()
}

fn read(pattern: Pattern<&'static str>) -> Option<Vec<Piece>> {
    let pieces = pattern.elements.into_iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(Piece::Text(value.to_owned())),
        PatternElement::Placeable { expression } => placed(expression),
    });
    pieces.collect()
}

fn placed(expression: Expression<&'static str>) -> Option<Piece> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Some(Piece::Text(unescape_unicode_to_string(value).into_owned()))
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => Some(Piece::Value(id.name)),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let default = variants.iter().position(|variant| variant.default)?;
            let variants = variants.into_iter().map(|variant| {
                let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                    variant.key;
                Some(Variant { key, pieces: read(variant.value)? })
            });
            Some(Piece::Choice { by: id.name, variants: variants.collect::<Option<_>>()?, default })
        }
        Expression::Inline(_) | Expression::Select { .. } => None,
    }
}

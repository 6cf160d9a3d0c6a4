//! Bytes to [`Document`]: charset, tree with caps on depth, attributes and size, byte ranges of nodes.
//!
//! Says nothing about what a page means. A `Document` owns its buffers, nodes hold 32-bit indices: it is `Send` and no
//! lifetime spreads. Who built the tree is not visible from outside.

mod attrs;
mod charref;
mod charset;
mod document;
mod entities;
mod names;
mod node;
mod serialize;
mod span;
mod store;
mod tag;
mod tokenizer;
mod tokens;
mod tree;

pub use charset::{Decoded, decode};
pub use document::Document;
pub use node::{Namespace, NodeId, NodeKind};
pub use tag::Tag;
pub use tokens::{Content, SimpleToken, tokens};

/// Limits of one parse. The defaults hold every page that was measured (deepest real node: 38).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Open elements; deeper start tags are dropped, their content stays. Browsers use 512.
    pub depth: u16,
    /// Attributes of one tag; later ones are dropped.
    pub attributes: u16,
    /// Bytes of decoded text; the rest is not read.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 512, attributes: 512, bytes: 16 << 20 }
    }
}

/// Whether the page is read as by a program that runs scripts: then `<noscript>` holds mere text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scripting {
    /// `<noscript>` holds elements: how [`parse`] and [`parse_str`] read.
    #[default]
    Off,
    /// `<noscript>` holds its markup as text.
    On,
}

/// Parses a page: decodes by byte order mark, `charset` of the transport, `<meta>`, then by detection.
pub fn parse(bytes: &[u8], transport_charset: Option<&str>, limits: &Limits) -> Document {
    parse_decoded(decode(bytes, transport_charset), limits, Scripting::default(), None)
}

/// Parses text that is UTF-8 already.
pub fn parse_str(text: &str, limits: &Limits) -> Document {
    parse_str_with(text, limits, Scripting::default())
}

/// Parses text that is UTF-8 already, with or without scripting.
pub fn parse_str_with(text: &str, limits: &Limits, scripting: Scripting) -> Document {
    parse_decoded(Decoded { text: text.to_owned(), encoding: "UTF-8" }, limits, scripting, None)
}

/// Parses the inner markup of an element called `context` (`td`, `svg path`, `math mi`). The nodes stand below an `html`
/// element below the root.
pub fn parse_fragment(text: &str, context: &str, limits: &Limits, scripting: Scripting) -> Document {
    parse_decoded(Decoded { text: text.to_owned(), encoding: "UTF-8" }, limits, scripting, Some(context))
}

/// Offsets are numbers of 32 bits, and a page may grow sixfold when its characters are replaced.
const LONGEST: usize = 512 << 20;

fn parse_decoded(decoded: Decoded, limits: &Limits, scripting: Scripting, context: Option<&str>) -> Document {
    let Decoded { mut text, encoding } = decoded;
    let longest = limits.bytes.min(LONGEST);
    let size_capped = text.len() > longest;
    if size_capped {
        text.truncate(text.floor_char_boundary(longest));
    }
    let mut builder = tree::Builder::new(&text, limits, scripting);
    if let Some(context) = context {
        builder.set_context(context);
    }
    let mut document = builder.run();
    document.complete(text, encoding, size_capped);
    document
}

#[cfg(test)]
mod tests;

//! Bytes to [`Document`]: charset, tree with caps on depth, attributes and size, byte ranges of nodes.
//!
//! Says nothing about what a page means. A `Document` owns its buffers, nodes hold 32-bit indices: it is `Send` and no
//! lifetime spreads. Who built the tree is not visible from outside.

mod builder;
mod charset;
mod document;
mod guard;
mod tag;

pub use charset::{Decoded, decode};
pub use document::{Document, NodeId, NodeKind};
pub use tag::Tag;

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

/// Parses a page: decodes by byte order mark, `charset` of the transport, `<meta>`, then by detection.
pub fn parse(bytes: &[u8], transport_charset: Option<&str>, limits: &Limits) -> Document {
    let decoded = decode(bytes, transport_charset);
    parse_decoded(decoded, limits)
}

/// Parses text that is UTF-8 already.
pub fn parse_str(text: &str, limits: &Limits) -> Document {
    parse_decoded(Decoded { text: text.to_owned(), encoding: "UTF-8" }, limits)
}

fn parse_decoded(decoded: Decoded, limits: &Limits) -> Document {
    let Decoded { mut text, encoding } = decoded;
    let size_capped = text.len() > limits.bytes;
    if size_capped {
        text.truncate(text.floor_char_boundary(limits.bytes));
    }
    let (guarded, attributes_capped) = guard::blank_excess_attributes(&text, limits.attributes);
    let mut document = builder::build(&guarded, limits.depth);
    document.finish(text, encoding, attributes_capped, size_capped);
    document
}

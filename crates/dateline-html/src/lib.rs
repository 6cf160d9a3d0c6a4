//! HTML to a tree: bytes to [`Document`] by the parsing algorithm of the HTML standard, as browsers build it.
//!
//! Says nothing about what a page means. A `Document` owns its buffers, nodes hold 32-bit indices: it is `Send` and no
//! lifetime spreads. Who built the tree is not visible from outside. Parsing never fails; what a limit cost is said.
//!
//! # Reading a page
//! [`parse`] takes bytes, finds their encoding and builds the tree; [`parse_str`] takes text.
//! ```
//! use dateline_html::{Limits, parse};
//!
//! let page = parse(b"\xc9t\xe9 <p>Two", Some("iso-8859-1"), &Limits::default());
//! assert_eq!(page.encoding(), "windows-1252");
//! assert_eq!(page.outer_html(page.root()), "<html><head></head><body>\u{c9}t\u{e9} <p>Two</p></body></html>");
//! ```
//!
//! # Walking
//! Nodes are [`NodeId`]s; the document answers for them: [`Document::kind`], [`Document::children`],
//! [`Document::descendants`], [`Document::ancestors`], [`Document::attr`], [`Document::text`].
//! ```
//! use dateline_html::{Limits, Tag, parse_str};
//!
//! let page = parse_str("<ul><li><a href=/a>A</a><li><a href=/b>B</a></ul>", &Limits::default());
//! let links: Vec<(&str, String)> = page
//!     .descendants(page.root())
//!     .filter(|id| page.tag(*id) == Some(Tag::A))
//!     .filter_map(|id| Some((page.attr(id, "href")?, page.collect_text(id))))
//!     .collect();
//! assert_eq!(links, [("/a", "A".to_owned()), ("/b", "B".to_owned())]);
//! ```
//!
//! # Selecting
//! [`Selector`] reads CSS selectors, [`Document::select`] finds what they name.
//!
//! # Quoting
//! [`Document::range`] gives the bytes of [`Document::source`] that a node was made from, so that what was found can be
//! looked up in the page.
//! ```
//! use dateline_html::{Limits, Selector, parse_str};
//!
//! let page = parse_str("<div class=wall>Subscribe &amp; read</div>", &Limits::default());
//! let wall = page.select(&Selector::parse(".wall")?).next();
//! let quoted = wall.and_then(|id| page.range(id)).map(|range| &page.source()[range]);
//! assert_eq!(quoted, Some("<div class=wall>Subscribe &amp; read</div>"));
//! # Ok::<(), dateline_html::SelectorError>(())
//! ```
//!
//! # Limits
//! Every page costs a constant for each of its bytes, in time and in memory. Where that takes a [`Limits`] or a bound of the
//! engine, [`Document::caps`] says so.
//! ```
//! use dateline_html::{Limits, parse_str};
//!
//! let page = parse_str(&"<div>".repeat(100_000), &Limits::default());
//! assert_eq!(page.caps().names().collect::<Vec<_>>(), ["depth"]);
//! ```

mod attr_names;
mod attrs;
mod charref;
mod charset;
mod document;
mod entities;
mod limits_hit;
mod mojibake;
mod node;
mod offsets;
mod select;
mod serialize;
mod string_ranges;
mod tag;
mod tag_names;
mod tokenizer;
mod tokens;
mod tree;

pub use attr_names::{AttrName, AttrNames};
pub use charset::{Decoded, decode};
pub use document::Document;
pub use limits_hit::Caps;
pub use mojibake::fix_mojibake;
pub use node::{Namespace, NodeId, NodeKind};
pub use select::{Selector, SelectorError};
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

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests;

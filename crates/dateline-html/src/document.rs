//! The parsed tree of a page. Read-only once built.

use crate::attr_names::{AttrName, AttrNames};
use crate::attrs::{Attr, Attrs, Prefix};
use crate::node::{Flags, Namespace, Node, NodeId, NodeKind};
use crate::offsets::{NONE, Span};
use crate::string_ranges::resolve;
use crate::tag_names::KNOWN;
use crate::tokenizer::{Doctype, tag_end};
use crate::{Caps, Tag};
use std::ops::Range;

/// The tree, its strings and the decoded page it came from.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attrs: Attrs,
    pub(crate) names: Vec<Span>,
    pub(crate) doctype: Doctype,
    /// Strings that do not stand in the source as they are.
    pub(crate) strings: String,
    source: String,
    encoding: &'static str,
    pub(crate) caps: Caps,
}

impl Document {
    pub(crate) fn complete(&mut self, source: String, encoding: &'static str, size: bool) {
        self.source = source;
        self.encoding = encoding;
        self.caps.size = size;
    }

    /// The root node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Every node in the order of its [`NodeId::index`], those that stand nowhere in the tree included.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// Number of nodes; every [`NodeId::index`] is below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing but the root is there.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The page decoded to UTF-8: what `bytes:` places of evidence point into.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// WHATWG name of the page's encoding.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Limits that bit.
    pub fn caps(&self) -> Caps {
        self.caps
    }

    /// What the node is.
    #[inline]
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.nodes[id.index()].kind
    }

    /// Tag of an element, `None` for every other node.
    #[inline]
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.kind(id) {
            NodeKind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// Name of an element in lower case (SVG with its capitals) or of a document type, empty for every other node.
    pub fn name(&self, id: NodeId) -> &str {
        let node = &self.nodes[id.index()];
        match node.kind {
            NodeKind::Element(_) => {
                let number = usize::from(node.name.0);
                KNOWN.get(number).copied().unwrap_or_else(|| self.string(self.names[number - KNOWN.len()]))
            }
            NodeKind::Doctype => self.string(node.data()),
            _ => "",
        }
    }

    /// Namespace of an element; HTML for every other node.
    pub fn namespace(&self, id: NodeId) -> Namespace {
        self.nodes[id.index()].namespace()
    }

    /// Public and system identifiers of a document type.
    pub fn identifiers(&self, id: NodeId) -> (Option<&str>, Option<&str>) {
        if self.kind(id) != NodeKind::Doctype {
            return (None, None);
        }
        let text = |span: Option<Span>| span.map(|span| self.string(span));
        (text(self.doctype.public), text(self.doctype.system))
    }

    /// Characters of a text or comment node, empty for every other node.
    #[inline]
    pub fn text(&self, id: NodeId) -> &str {
        match self.kind(id) {
            NodeKind::Text | NodeKind::Comment => self.string(self.nodes[id.index()].data()),
            _ => "",
        }
    }

    /// Value of an attribute (lower-case name), the first of that name.
    #[inline]
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        let list = self.nodes[id.index()].attrs();
        if list == NONE {
            return None;
        }
        match AttrName::of(name) {
            AttrName::Other => self.attr_by_text(list, name),
            known => self.attr_of(list, known),
        }
    }

    fn attr_of(&self, list: u32, name: AttrName) -> Option<&str> {
        self.attrs.find(list, |attr| attr.known == name).map(|attr| self.string(attr.value))
    }

    fn attr_by_text(&self, list: u32, name: &str) -> Option<&str> {
        let is_named = |attr: &Attr| {
            usize::from(attr.name_length) == name.len() && self.bytes(attr.name()) == name.as_bytes()
        };
        self.attrs.find(list, is_named).map(|attr| self.string(attr.value))
    }

    /// The `wanted` attributes as `(name, value)` in source order.
    #[inline]
    pub fn attrs_among(&self, id: NodeId, wanted: AttrNames) -> impl Iterator<Item = (AttrName, &str)> {
        let list = self.attrs.iter(self.nodes[id.index()].attrs());
        let wanted = list.filter(move |attr| wanted.has(attr.known));
        wanted.map(|attr| (attr.known, self.string(attr.value)))
    }

    /// Attributes as `(name, value)` in source order.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        self.own_attrs(id).iter().map(|attr| (self.string(attr.name()), self.string(attr.value)))
    }

    /// Attributes as `(prefix, name, value)`: the prefix is `xlink`, `xml` or `xmlns` for those of foreign elements that
    /// the standard lists, else empty.
    pub fn attrs_with_prefix(&self, id: NodeId) -> impl Iterator<Item = (&'static str, &str, &str)> {
        self.own_attrs(id).iter().map(|attr| {
            let prefix = match attr.prefix() {
                Prefix::None => "",
                Prefix::Xlink => "xlink",
                Prefix::Xml => "xml",
                Prefix::Xmlns => "xmlns",
            };
            (prefix, self.string(attr.name()), self.string(attr.value))
        })
    }

    #[inline]
    fn own_attrs(&self, id: NodeId) -> &[Attr] {
        self.attrs.list(self.nodes[id.index()].attrs())
    }

    /// Parent node.
    #[inline]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].parent)
    }

    /// First child.
    #[inline]
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].first_child())
    }

    /// Last child.
    #[inline]
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        let first = self.first_child(id)?;
        link(self.nodes[first.index()].prev)
    }

    /// Next sibling.
    #[inline]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].next)
    }

    /// Previous sibling.
    #[inline]
    pub fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        let node = &self.nodes[id.index()];
        if node.parent == NONE || self.nodes[node.parent as usize].first == id.0 {
            None
        } else {
            link(node.prev)
        }
    }

    /// Children in order.
    #[inline]
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(id), |child| self.next_sibling(*child))
    }

    /// Ancestors, parent first.
    #[inline]
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |node| self.parent(*node))
    }

    /// The node and everything below it, in document order.
    #[inline]
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), move |node| self.following(*node, id))
    }

    /// The node after `node` in document order inside `scope`.
    #[inline]
    pub fn following(&self, node: NodeId, scope: NodeId) -> Option<NodeId> {
        self.first_child(node).or_else(|| self.after(node, scope))
    }

    /// The node after the whole subtree of `node` inside `scope`.
    #[inline]
    pub fn after(&self, node: NodeId, scope: NodeId) -> Option<NodeId> {
        let mut at = node;
        while at != scope {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// Every character below the node, script and style included, nothing folded.
    pub fn collect_text(&self, id: NodeId) -> String {
        let texts = self.descendants(id).filter(|node| self.kind(*node) == NodeKind::Text);
        texts.map(|node| self.text(node)).collect()
    }

    /// Bytes of [`Self::source`] that the node was made from: of text, comments and document types their own, of an
    /// element from its start tag to its end tag; where a tag is not written, from or to what made it begin or end.
    /// Nodes that the rules moved keep the bytes where they were written, so a parent need not cover its children.
    pub fn range(&self, id: NodeId) -> Option<Range<usize>> {
        let Node { begin, end, .. } = self.nodes[id.index()];
        (begin <= end && end != NONE).then_some(begin as usize..end as usize)
    }

    /// Bytes of [`Self::source`] that the start tag of an element takes; `None` for elements that no tag wrote. Reads
    /// the tag again.
    pub fn start_tag(&self, id: NodeId) -> Option<Range<usize>> {
        let node = &self.nodes[id.index()];
        let is_written = self.tag(id).is_some() && self.is_written(id);
        let begin = node.begin as usize;
        is_written.then(|| begin..tag_end(self.source.as_bytes(), begin))
    }

    /// Whether a tag of the source wrote the element; others are implied, or opened again by the rules in a later block.
    pub fn is_written(&self, id: NodeId) -> bool {
        !self.nodes[id.index()].flags.has(Flags::IMPLIED)
    }

    /// The bytes of a string, for comparing.
    #[inline]
    fn bytes(&self, (start, end): Span) -> &[u8] {
        let (start, end) = (start as usize, end as usize);
        let found = match start.checked_sub(self.source.len()) {
            None => self.source.as_bytes().get(start..end),
            Some(from) => self.strings.as_bytes().get(from..end - self.source.len()),
        };
        found.unwrap_or_default()
    }

    #[inline]
    fn string(&self, span: Span) -> &str {
        resolve(&self.source, &self.strings, span)
    }
}

fn link(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

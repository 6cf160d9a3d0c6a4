//! The parsed tree of a page. Read-only once built.

use crate::Tag;
use dateline_model::Caps;
use std::ops::Range;

/// A node of a [`Document`]; valid for that document only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Position in document storage: for tables indexed by node. Parents come before children in a tree without foster
    /// parenting, so use [`Document::descendants`] where order matters.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The root.
    Document,
    /// `<!doctype>`.
    Doctype,
    /// An element.
    Element(Tag),
    /// Characters.
    Text,
    /// A comment.
    Comment,
}

pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) parent: u32,
    pub(crate) prev: u32,
    pub(crate) next: u32,
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// Text and comments: range of `strings`. Elements: range of `attrs`.
    pub(crate) data: (u32, u32),
    /// Elements: range of `strings` with the name.
    pub(crate) name: (u32, u32),
    /// Bytes of the source, where known.
    pub(crate) source: (u32, u32),
}

#[derive(Debug, Clone)]
pub(crate) struct Attr {
    pub(crate) name: (u32, u32),
    pub(crate) value: (u32, u32),
}

/// The tree, its strings and the decoded page it came from.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attrs: Vec<Attr>,
    pub(crate) strings: String,
    pub(crate) depth_capped: bool,
    source: String,
    encoding: &'static str,
    caps: Caps,
}

impl Document {
    pub(crate) fn finish(&mut self, source: String, encoding: &'static str, attributes: bool, size: bool) {
        self.source = source;
        self.encoding = encoding;
        self.caps = Caps { depth: self.depth_capped, attributes, size };
    }

    /// The root node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
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
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.nodes[id.index()].kind
    }

    /// Tag of an element, `None` for every other node.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.kind(id) {
            NodeKind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// Lower-case name of an element, empty for every other node.
    pub fn name(&self, id: NodeId) -> &str {
        self.string(self.nodes[id.index()].name)
    }

    /// Characters of a text or comment node, empty for every other node.
    pub fn text(&self, id: NodeId) -> &str {
        match self.kind(id) {
            NodeKind::Text | NodeKind::Comment => self.string(self.nodes[id.index()].data),
            _ => "",
        }
    }

    /// Value of an attribute (lower-case name), the first of that name.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attrs(id).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Attributes as `(name, value)` in source order.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let node = &self.nodes[id.index()];
        let (start, end) = if matches!(node.kind, NodeKind::Element(_)) { node.data } else { (0, 0) };
        self.attrs[start as usize..end as usize].iter().map(|attr| (self.string(attr.name), self.string(attr.value)))
    }

    /// Parent node.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].parent)
    }

    /// First child.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].first)
    }

    /// Last child.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].last)
    }

    /// Next sibling.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].next)
    }

    /// Previous sibling.
    pub fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        link(self.nodes[id.index()].prev)
    }

    /// Children in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(id), |child| self.next_sibling(*child))
    }

    /// Ancestors, parent first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |node| self.parent(*node))
    }

    /// The node and everything below it, in document order.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), move |node| self.following(*node, id))
    }

    /// The node after `node` in document order inside `scope`.
    pub fn following(&self, node: NodeId, scope: NodeId) -> Option<NodeId> {
        self.first_child(node).or_else(|| self.after(node, scope))
    }

    /// The node after the whole subtree of `node` inside `scope`.
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

    /// Bytes of [`Self::source`] that a text node, or the text below an element, was made from, where known.
    pub fn range(&self, id: NodeId) -> Option<Range<usize>> {
        let (start, end) = self.nodes[id.index()].source;
        (start != NONE).then_some(start as usize..end as usize)
    }

    fn string(&self, (start, end): (u32, u32)) -> &str {
        self.strings.get(start as usize..end as usize).unwrap_or_default()
    }
}

fn link(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}

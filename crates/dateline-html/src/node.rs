//! One node of the arena, packed into 32 bytes so that two share a cache line. Knows nothing of other nodes.

use crate::Tag;
use crate::offsets::{NONE, Span};
use crate::tag_names::Name;

/// A node of a [`Document`](crate::Document); valid for that document only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Position in document storage: for tables indexed by node. Parents come before children in a tree without foster
    /// parenting, so use [`Document::descendants`](crate::Document::descendants) where order matters.
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

impl NodeKind {
    /// Whether the node may have children.
    #[inline]
    pub(crate) const fn is_parent(self) -> bool {
        matches!(self, Self::Element(_) | Self::Document)
    }
}

/// Namespaces of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Namespace {
    /// HTML.
    #[default]
    Html,
    /// SVG.
    Svg,
    /// MathML.
    MathMl,
}

/// A node of the arena. Links are indices, `NONE` where there is none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) parent: u32,
    /// The sibling before; of a first child the last one, so that an element need not know both ends.
    pub(crate) prev: u32,
    pub(crate) next: u32,
    /// Parents: first child. Others: where their characters begin in the address space, or an index of joins.
    pub(crate) first: u32,
    /// Elements: where their list of attributes begins. Others: where their characters end.
    pub(crate) rest: u32,
    /// Where it begins in the source.
    pub(crate) begin: u32,
    /// Where it ends in the source; of open elements their place on the stack.
    pub(crate) end: u32,
    /// Elements: number of the name.
    pub(crate) name: Name,
    pub(crate) kind: NodeKind,
    pub(crate) flags: Flags,
}

/// Two bits of namespace and the flags below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    /// The element is on the stack of open elements.
    pub(crate) const OPEN: u8 = 4;
    /// No tag of the source wrote the element.
    pub(crate) const IMPLIED: u8 = 8;
    /// The element is or was in the list of active formatting elements.
    pub(crate) const ACTIVE: u8 = 32;
    /// The text is in pieces, `first` their index.
    pub(crate) const JOINED: u8 = 16;

    pub(crate) const fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    pub(crate) fn set(&mut self, flag: u8) {
        self.0 |= flag;
    }

    pub(crate) fn clear(&mut self, flag: u8) {
        self.0 &= !flag;
    }
}

const _: () = assert!(size_of::<Node>() == 32);

impl Node {
    /// A node with characters and no children, or the root.
    pub(crate) fn leaf(kind: NodeKind, data: Span, source: Span) -> Self {
        Self {
            parent: NONE,
            prev: NONE,
            next: NONE,
            first: data.0,
            rest: data.1,
            begin: source.0,
            end: source.1,
            name: Name::OVERFLOW,
            kind,
            flags: Flags(0),
        }
    }

    /// An element without children.
    pub(crate) fn element(tag: Tag, name: Name, namespace: Namespace, attrs: u32, begin: u32) -> Self {
        let flags = Flags(match namespace {
            Namespace::Html => 0,
            Namespace::Svg => 1,
            Namespace::MathMl => 2,
        });
        let kind = NodeKind::Element(tag);
        Self { name, flags, ..Self::leaf(kind, (NONE, attrs), (begin, begin)) }
    }

    pub(crate) const fn namespace(&self) -> Namespace {
        match self.flags.0 & 3 {
            0 => Namespace::Html,
            1 => Namespace::Svg,
            _ => Namespace::MathMl,
        }
    }

    /// Range of the characters of a node that is no parent.
    #[inline]
    pub(crate) const fn data(&self) -> Span {
        if self.kind.is_parent() { (0, 0) } else { (self.first, self.rest) }
    }

    /// First child.
    #[inline]
    pub(crate) const fn first_child(&self) -> u32 {
        if self.kind.is_parent() { self.first } else { NONE }
    }

    /// Where the attributes of an element begin.
    #[inline]
    pub(crate) const fn attrs(&self) -> u32 {
        if matches!(self.kind, NodeKind::Element(_)) { self.rest } else { NONE }
    }
}

//! The arena while it grows: making, linking and moving nodes, joining runs of text, and the finished document.

use super::stack::Open;
use super::{Builder, Mode, implied};
use crate::document::Document;
use crate::node::{Flags, Namespace, Node, NodeKind};
use crate::offsets::{NONE, Span, offset};
use crate::tag_names::{self as n, Name};
use crate::tokenizer::{Run, Start};

/// Where a node goes: under `parent`, before `before` or last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) parent: u32,
    pub(crate) before: u32,
}

/// A text node that grew in turns with another one: kept in pieces, joined at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rope {
    node: u32,
    first: u32,
    last: u32,
}

/// A piece of a rope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    data: Span,
    next: u32,
}

impl Builder<'_> {
    pub(crate) fn create(&mut self, kind: NodeKind, data: Span, source: Span) -> u32 {
        self.add(Node::leaf(kind, data, source))
    }

    fn add(&mut self, node: Node) -> u32 {
        let id = self.nodes.len() as u32;
        self.make_room();
        self.nodes.push(node);
        id
    }

    pub(crate) fn create_element(&mut self, start: &Start, namespace: Namespace) -> u32 {
        let tag = Self::house_tag(start.name, namespace);
        let is_written = start.begin != NONE;
        let begin = if is_written { start.begin } else { offset(self.tokenizer.begin) };
        let mut node = Node::element(tag, start.name, namespace, start.attrs, begin);
        if !is_written {
            node.flags.set(Flags::IMPLIED);
        }
        self.add(node)
    }

    pub(crate) fn is_element_open(&self, id: u32) -> bool {
        self.nodes[id as usize].flags.has(Flags::OPEN)
    }

    pub(crate) fn last_child(&self, parent: u32) -> u32 {
        match self.nodes[parent as usize].first {
            NONE => NONE,
            first => self.nodes[first as usize].prev,
        }
    }

    pub(crate) fn detach(&mut self, id: u32) {
        let Node { parent, prev, next, .. } = self.nodes[id as usize];
        if parent == NONE {
            return;
        }
        let first = self.nodes[parent as usize].first;
        if first == id {
            self.nodes[parent as usize].first = next;
        } else {
            self.nodes[prev as usize].next = next;
        }
        match (next, first) {
            (NONE, first) if first == id => {}
            (NONE, first) => self.nodes[first as usize].prev = prev,
            (next, _) => self.nodes[next as usize].prev = prev,
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    pub(crate) fn attach(&mut self, id: u32, Place { parent, before }: Place) {
        self.detach(id);
        let first = self.nodes[parent as usize].first;
        let prev = match (first, before) {
            (NONE, _) => id,
            (first, NONE) => self.nodes[first as usize].prev,
            (_, before) => self.nodes[before as usize].prev,
        };
        if first == NONE || before == first {
            self.nodes[parent as usize].first = id;
        } else {
            self.nodes[prev as usize].next = id;
        }
        match (first, before) {
            (NONE, _) => {}
            (first, NONE) => self.nodes[first as usize].prev = id,
            (_, before) => self.nodes[before as usize].prev = id,
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (parent, prev, before);
    }

    /// The appropriate place for inserting a node, `target` being the current node unless the rules name another.
    pub(crate) fn place(&self, target: &Open) -> Place {
        let inside = |parent| Place { parent, before: NONE };
        if !self.fostering || target.rules & n::FOSTERS == 0 {
            return inside(target.node);
        }
        let (table, template) = (self.height(n::TABLE), self.height(n::TEMPLATE));
        if table.max(template) == 0 {
            return inside(self.stack[0].node);
        }
        let open = self.stack[table.max(template) - 1];
        if template > table {
            return inside(open.node);
        }
        match self.nodes[open.node as usize].parent {
            NONE => inside(self.stack[table.saturating_sub(2)].node),
            parent => Place { parent, before: open.node },
        }
    }

    pub(crate) fn here(&self) -> Place {
        match self.stack.last() {
            Some(open) => self.place(open),
            None => Place { parent: 0, before: NONE },
        }
    }

    /// Inserts an HTML element and leaves it open.
    pub(crate) fn insert(&mut self, start: Start) -> u32 {
        self.insert_in(start, Namespace::Html)
    }

    pub(crate) fn insert_in(&mut self, start: Start, namespace: Namespace) -> u32 {
        let id = self.insert_closed_in(start, namespace);
        self.push(id, start.name, namespace);
        id
    }

    /// Inserts an HTML element that has no content.
    pub(crate) fn insert_closed(&mut self, start: Start) -> u32 {
        self.insert_closed_in(start, Namespace::Html)
    }

    pub(crate) fn insert_closed_in(&mut self, start: Start, namespace: Namespace) -> u32 {
        let place = self.here();
        let id = self.create_element(&start, namespace);
        self.nodes[id as usize].end = offset(self.tokenizer.at);
        self.attach(id, place);
        id
    }

    pub(crate) fn insert_implied(&mut self, name: Name) -> u32 {
        self.insert(implied(name))
    }

    pub(crate) fn insert_comment(&mut self, run: Run, place: Place) {
        let id = self.create(NodeKind::Comment, run.data, run.source);
        self.attach(id, place);
    }

    pub(crate) fn comment_here(&mut self, run: Run) {
        let place = self.here();
        self.insert_comment(run, place);
    }

    pub(crate) fn insert_text(&mut self, run: Run) {
        let place = self.here();
        if place.parent == 0 {
            return;
        }
        let sibling = match place.before {
            NONE => self.last_child(place.parent),
            before if self.nodes[place.parent as usize].first == before => NONE,
            before => self.nodes[before as usize].prev,
        };
        if sibling != NONE && self.nodes[sibling as usize].kind == NodeKind::Text {
            self.grow_text(sibling, run);
        } else {
            let id = self.create(NodeKind::Text, run.data, run.source);
            self.attach(id, place);
        }
    }

    /// Runs that touch stay one range. Others are copied behind each other once; where two nodes grow in turns, their
    /// runs are kept as pieces, for copying at each turn would take quadratic time.
    fn grow_text(&mut self, id: u32, run: Run) {
        let border = offset(self.store.source.len());
        let mark = self.store.mark();
        let node = &mut self.nodes[id as usize];
        node.begin = node.begin.min(run.source.0);
        node.end = node.end.max(run.source.1);
        let (start, end) = (node.first, node.rest);
        if node.flags.has(Flags::JOINED) {
            return self.grow_rope(start as usize, run.data);
        }
        if end == run.data.0 && end != border {
            node.rest = run.data.1;
        } else if start >= border && end == mark {
            self.store.push_span(run.data);
            self.nodes[id as usize].rest = self.store.mark();
        } else if start < border {
            self.store.push_span((start, end));
            self.store.push_span(run.data);
            let node = &mut self.nodes[id as usize];
            (node.first, node.rest) = (mark, self.store.mark());
        } else {
            node.flags.set(Flags::JOINED);
            node.first = self.ropes.len() as u32;
            let piece = self.pieces.len() as u32;
            self.pieces.reserve(if self.pieces.is_empty() {
                border as usize / BYTES_PER_PIECE + 66
            } else {
                2
            });
            self.pieces.push(Piece { data: (start, end), next: NONE });
            self.ropes.push(Rope { node: id, first: piece, last: piece });
            self.grow_rope(self.ropes.len() - 1, run.data);
        }
    }

    fn grow_rope(&mut self, rope: usize, data: Span) {
        let added = self.pieces.len() as u32;
        let last = &mut self.pieces[self.ropes[rope].last as usize];
        if last.data.1 == data.0 && data.0 as usize != self.store.source.len() {
            last.data.1 = data.1;
            return;
        }
        last.next = added;
        self.ropes[rope].last = added;
        self.pieces.push(Piece { data, next: NONE });
        if self.pieces.len() > self.store.source.len() / BYTES_PER_PIECE + 64 {
            self.join_ropes();
        }
    }

    /// Puts the pieces of every rope behind each other.
    fn join_ropes(&mut self) {
        for rope in std::mem::take(&mut self.ropes) {
            let begin = self.store.mark();
            let mut at = rope.first;
            while at != NONE {
                let Piece { data, next } = self.pieces[at as usize];
                self.store.push_span(data);
                at = next;
            }
            let node = &mut self.nodes[rope.node as usize];
            (node.first, node.rest) = (begin, self.store.mark());
            node.flags.clear(Flags::JOINED);
        }
        self.pieces.clear();
    }

    pub(crate) fn finish(mut self) -> Document {
        self.join_ropes();
        self.end_open_elements();
        self.caps.attributes |= self.tokenizer.attributes_capped;
        self.caps.memory |= self.store.names_capped || self.store.nulls_capped;
        let mut document = Document::default();
        document.caps = self.caps;
        document.doctype = self.doctype;
        document.nodes = self.nodes;
        document.attrs = self.store.attrs;
        document.strings = self.store.side;
        document.names = self.store.names;
        document
    }

    /// Elements still open end with the page, `body` and `html` at their end tags if nothing came after.
    fn end_open_elements(&mut self) {
        let last = offset(self.store.source.len());
        let (body, html) = match self.mode {
            Mode::AfterBody => (self.page_ends.0, last),
            Mode::AfterAfterBody => self.page_ends,
            _ => (last, last),
        };
        for (at, open) in self.stack.iter().enumerate() {
            let end = [html, body].get(at).copied().unwrap_or(last);
            self.nodes[open.node as usize].end = end;
        }
        self.nodes[0].end = last;
    }

    /// Adds the attributes that `html` or `body` has not yet.
    pub(crate) fn add_attrs(&mut self, id: u32, start: &Start) {
        let own = self.nodes[id as usize].attrs();
        if start.attrs == NONE {
            return;
        }
        let which = usize::from(self.stack.first().is_none_or(|root| root.node != id));
        let mut list = self.store.attrs.list(own).to_vec();
        let mut names = std::mem::take(&mut self.root_names[which]);
        if names.is_empty() {
            names.extend(list.iter().map(|attr| self.store.get(attr.name()).to_owned()));
        }
        let known = list.len();
        list.extend(self.store.attrs.list(start.attrs).iter().filter(|attr| {
            names.len() < ROOT_ATTRIBUTES && names.insert(self.store.get(attr.name()).to_owned())
        }));
        self.caps.attributes |= names.len() >= ROOT_ATTRIBUTES;
        self.root_names[which] = names;
        if list.len() > known {
            self.nodes[id as usize].rest = self.store.attrs.put(&list);
        }
    }
}

/// Pieces are joined when there is one for so many bytes of the page: a constant number of times, for a piece takes
/// five bytes to write.
const BYTES_PER_PIECE: usize = 32;

/// Attributes of `html` and `body` once more than one tag gives them.
const ROOT_ATTRIBUTES: usize = 128;

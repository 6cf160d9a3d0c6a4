//! The arena while it grows: making, linking and moving nodes, joining runs of text, and the finished document.

use super::{Builder, Join, Mode, Namespace, Open, implied};
use crate::document::{Document, NONE, Node, NodeKind};
use crate::names::{self as n, Name};
use crate::store::{Span, offset, resolve};
use crate::tokenizer::{Run, Start};

/// Where a node goes: under `parent`, before `before` or last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) parent: u32,
    pub(crate) before: u32,
}

impl Builder<'_> {
    pub(crate) fn create(&mut self, kind: NodeKind, data: Span, source: Span) -> u32 {
        let id = self.nodes.len() as u32;
        self.nodes.push(Node { kind, data, source, ..Node::EMPTY });
        id
    }

    pub(crate) fn create_element(&mut self, start: &Start, namespace: Namespace) -> u32 {
        let kind = NodeKind::Element(Self::house_tag(start.name, namespace));
        let id = self.nodes.len() as u32;
        let (name, data, tag) = (start.name.0, start.attrs, start.source);
        let begin = if tag.0 == NONE { offset(self.tokenizer.begin) } else { tag.0 };
        let source = (begin, NONE);
        self.nodes.push(Node { kind, data, source, name, tag, namespace, ..Node::EMPTY });
        id
    }

    pub(crate) fn detach(&mut self, id: u32) {
        let Node { parent, prev, next, .. } = self.nodes[id as usize];
        if prev != NONE {
            self.nodes[prev as usize].next = next;
        } else if parent != NONE {
            self.nodes[parent as usize].first = next;
        }
        if next != NONE {
            self.nodes[next as usize].prev = prev;
        } else if parent != NONE {
            self.nodes[parent as usize].last = prev;
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    pub(crate) fn attach(&mut self, id: u32, Place { parent, before }: Place) {
        if self.nodes[id as usize].parent != NONE {
            self.detach(id);
        }
        let prev =
            if before == NONE { self.nodes[parent as usize].last } else { self.nodes[before as usize].prev };
        let node = &mut self.nodes[id as usize];
        (node.parent, node.prev, node.next) = (parent, prev, before);
        if prev == NONE {
            self.nodes[parent as usize].first = id;
        } else {
            self.nodes[prev as usize].next = id;
        }
        if before == NONE {
            self.nodes[parent as usize].last = id;
        } else {
            self.nodes[before as usize].prev = id;
        }
    }

    /// The appropriate place for inserting a node, `target` being the current node unless the rules name another.
    pub(crate) fn place(&mut self, target: Open) -> Place {
        let inside = |parent| Place { parent, before: NONE };
        if !self.fostering || target.rules & n::FOSTERS == 0 {
            return inside(target.node);
        }
        let is_stop = |open: &Open| {
            open.namespace == Namespace::Html && (open.name == n::TABLE || open.name == n::TEMPLATE)
        };
        let Some(at) = self.stack.iter().rposition(is_stop) else { return inside(self.stack[0].node) };
        let open = self.stack[at];
        if open.name == n::TEMPLATE {
            return inside(open.node);
        }
        match self.nodes[open.node as usize].parent {
            NONE => inside(self.stack[at.saturating_sub(1)].node),
            parent => Place { parent, before: open.node },
        }
    }

    pub(crate) fn here(&mut self) -> Place {
        match self.stack.last() {
            Some(open) => self.place(*open),
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
        self.nodes[id as usize].source.1 = offset(self.tokenizer.at);
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
            NONE => self.nodes[place.parent as usize].last,
            before => self.nodes[before as usize].prev,
        };
        if sibling != NONE && self.nodes[sibling as usize].kind == NodeKind::Text {
            self.grow_text(sibling, run);
        } else {
            let id = self.create(NodeKind::Text, run.data, run.source);
            self.attach(id, place);
        }
    }

    /// Runs that touch in the source stay one range; others are kept as pieces, joined once at the end.
    fn grow_text(&mut self, id: u32, run: Run) {
        let node = &mut self.nodes[id as usize];
        node.source = (node.source.0.min(run.source.0), node.source.1.max(run.source.1));
        if node.name == NONE && node.data.1 == run.data.0 && self.store.source.len() != run.data.0 as usize {
            node.data.1 = run.data.1;
            return;
        }
        if node.name == NONE {
            node.name = self.joins.len() as u32;
            self.joins.push(Join { node: id, pieces: vec![node.data] });
        }
        let pieces = &mut self.joins[node.name as usize].pieces;
        match pieces.last_mut() {
            Some(last) if last.1 == run.data.0 && self.store.source.len() != run.data.0 as usize => {
                last.1 = run.data.1;
            }
            _ => pieces.push(run.data),
        }
    }

    pub(crate) fn finish(mut self) -> Document {
        for join in std::mem::take(&mut self.joins) {
            let whole: String = join.pieces.iter().map(|span| self.store.get(*span)).collect();
            self.nodes[join.node as usize].data = self.store.keep(&whole);
        }
        self.end_open_elements();
        let mut document = Document::default();
        document.depth_capped = self.depth_capped;
        document.attributes_capped = self.tokenizer.attributes_capped;
        document.doctypes = self.doctypes;
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
            self.nodes[open.node as usize].source.1 = end;
        }
        self.nodes[0].source = (0, last);
    }

    /// Adds the attributes that an element has not yet.
    pub(crate) fn add_attrs(&mut self, id: u32, start: &Start) {
        let (from, to) = self.nodes[id as usize].data;
        let cap = self.depth_cap.max(64);
        if (to - from) as usize >= cap || start.attrs.0 == start.attrs.1 {
            return;
        }
        let mut all = self.store.attrs[from as usize..to as usize].to_vec();
        let known = all.len();
        for attr in &self.store.attrs[start.attrs.0 as usize..start.attrs.1 as usize] {
            let text = |span| resolve(self.store.source, &self.store.side, span);
            if all.len() < cap && !all[..known].iter().any(|have| text(have.name()) == text(attr.name())) {
                all.push(*attr);
            }
        }
        if all.len() > known {
            let begin = self.store.attrs.len() as u32;
            self.store.attrs.extend(all);
            self.nodes[id as usize].data = (begin, self.store.attrs.len() as u32);
        }
    }
}

//! Drives html5ever and keeps its tree in our arena. The only file that knows html5ever.

use crate::document::{Attr, Document, NONE, Node, NodeId, NodeKind};
use crate::tag::Tag;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Parses `text`; the caller adds source and encoding.
pub(crate) fn build(text: &str, depth_cap: u16) -> Document {
    let input = StrTendril::from(text);
    let sink = Sink::new(input.as_ptr() as usize, text.len());
    let capped = DepthCap { inner: TreeBuilder::new(sink, Default::default()), cap: u32::from(depth_cap), bit: Cell::new(false) };
    let tokenizer = Tokenizer::new(capped, Default::default());
    let queue = BufferQueue::default();
    queue.push_back(input);
    // A script element and a `<meta charset>` hand control back; the text is decoded and scripting off: go on.
    while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    let bit = tokenizer.sink.bit.get();
    let mut document = tokenizer.sink.inner.sink.finish();
    document.depth_capped = bit;
    spread_ranges(&mut document);
    document
}

/// Gives every element the range from its first to its last text below.
fn spread_ranges(document: &mut Document) {
    for index in (1..document.nodes.len()).rev() {
        let Node { source: (start, end), parent, .. } = document.nodes[index];
        if start == NONE || parent == NONE {
            continue;
        }
        let above = &mut document.nodes[parent as usize].source;
        *above = if above.0 == NONE { (start, end) } else { (above.0.min(start), above.1.max(end)) };
    }
}

/// Drops start tags while the open depth is at the cap: html5ever is quadratic in it (upstream issue 788).
struct DepthCap {
    inner: TreeBuilder<u32, Sink>,
    cap: u32,
    bit: Cell<bool>,
}

impl TokenSink for DepthCap {
    type Handle = u32;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<u32> {
        if let Token::TagToken(TagToken { kind: TagKind::StartTag, .. }) = &token
            && self.inner.sink.open_depth.get() >= self.cap
        {
            self.bit.set(true);
            return TokenSinkResult::Continue;
        }
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Sink {
    tree: RefCell<Tree>,
    open_depth: Cell<u32>,
}

struct Tree {
    document: Document,
    names: Vec<QualName>,
    depth: Vec<u32>,
    base: usize,
    length: usize,
}

impl Sink {
    fn new(base: usize, length: usize) -> Self {
        let mut tree = Tree { document: Document::default(), names: Vec::new(), depth: Vec::new(), base, length };
        tree.push(NodeKind::Document, (0, 0), (0, 0));
        Self { tree: RefCell::new(tree), open_depth: Cell::new(0) }
    }
}

impl Tree {
    fn push(&mut self, kind: NodeKind, data: (u32, u32), name: (u32, u32)) -> u32 {
        let id = index(self.document.nodes.len());
        self.document.nodes.push(Node {
            kind,
            parent: NONE,
            prev: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            data,
            name,
            source: (NONE, NONE),
        });
        self.names.push(QualName::new(None, ns!(html), local_name!("")));
        self.depth.push(0);
        id
    }

    fn intern(&mut self, text: &str) -> (u32, u32) {
        let start = index(self.document.strings.len());
        self.document.strings.push_str(text);
        (start, index(self.document.strings.len()))
    }

    fn node(&mut self, id: u32) -> &mut Node {
        &mut self.document.nodes[id as usize]
    }

    /// Where a run of characters stands in the input. Runs share the input's buffer unless they are short or decoded.
    fn place(&self, text: &StrTendril) -> (u32, u32) {
        let at = (text.as_ptr() as usize).wrapping_sub(self.base);
        if at < self.length && at + text.len() <= self.length {
            (index(at), index(at + text.len()))
        } else {
            (NONE, NONE)
        }
    }

    fn detach(&mut self, id: u32) {
        let Node { parent, prev, next, .. } = *self.node(id);
        if prev != NONE {
            self.node(prev).next = next;
        } else if parent != NONE {
            self.node(parent).first = next;
        }
        if next != NONE {
            self.node(next).prev = prev;
        } else if parent != NONE {
            self.node(parent).last = prev;
        }
        let node = self.node(id);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    /// Puts `id` under `parent`, before `before` or last.
    fn attach(&mut self, id: u32, parent: u32, before: u32) {
        self.detach(id);
        let prev = if before == NONE { self.node(parent).last } else { self.node(before).prev };
        let node = self.node(id);
        (node.parent, node.prev, node.next) = (parent, prev, before);
        if prev == NONE {
            self.node(parent).first = id;
        } else {
            self.node(prev).next = id;
        }
        if before == NONE {
            self.node(parent).last = id;
        } else {
            self.node(before).prev = id;
        }
        self.depth[id as usize] = self.depth[parent as usize] + 1;
    }

    /// Adds characters; runs that touch join one text node.
    fn add_text(&mut self, text: &StrTendril, parent: u32, before: u32) {
        let place = self.place(text);
        let sibling = if before == NONE { self.node(parent).last } else { self.node(before).prev };
        if sibling != NONE && self.node(sibling).kind == NodeKind::Text {
            return self.grow_text(sibling, text, place);
        }
        let data = self.intern(text);
        let id = self.push(NodeKind::Text, data, (0, 0));
        self.node(id).source = place;
        self.attach(id, parent, before);
    }

    fn grow_text(&mut self, id: u32, text: &StrTendril, place: (u32, u32)) {
        let (start, end) = self.node(id).data;
        let (start, end) = if end as usize == self.document.strings.len() {
            self.document.strings.push_str(text);
            (start, index(self.document.strings.len()))
        } else {
            let whole = [&self.document.strings[start as usize..end as usize], text].concat();
            self.intern(&whole)
        };
        let node = self.node(id);
        node.data = (start, end);
        if place.0 != NONE {
            node.source = if node.source.0 == NONE { place } else { (node.source.0.min(place.0), node.source.1.max(place.1)) };
        }
    }

    fn add(&mut self, child: &NodeOrText<u32>, parent: u32, before: u32) {
        match child {
            NodeOrText::AppendNode(id) => self.attach(*id, parent, before),
            NodeOrText::AppendText(text) => self.add_text(text, parent, before),
        }
    }

    fn add_attrs(&mut self, attrs: &[Attribute]) -> (u32, u32) {
        let start = index(self.document.attrs.len());
        for attr in attrs {
            let name = self.intern(&attr.name.local);
            let value = self.intern(&attr.value);
            self.document.attrs.push(Attr { name, value });
        }
        (start, index(self.document.attrs.len()))
    }
}

/// Sizes are capped far below 4 GiB before parsing.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE - 1)
}

/// Name of a node, cloned: html5ever asks while we hold no borrow.
#[derive(Debug)]
struct Name(QualName);

impl html5ever::tree_builder::ElemName for Name {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }

    fn expanded(&self) -> ExpandedName<'_> {
        self.0.expanded()
    }
}

impl TreeSink for Sink {
    type Handle = u32;
    type Output = Document;
    type ElemName<'a> = Name;

    fn finish(self) -> Document {
        self.tree.into_inner().document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Name {
        Name(self.tree.borrow().names[*target as usize].clone())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> u32 {
        let mut tree = self.tree.borrow_mut();
        let tag = if name.ns == ns!(html) || &*name.local == "svg" { Tag::from_name(&name.local) } else { Tag::Other };
        let data = tree.add_attrs(&attrs);
        let text = tree.intern(&name.local);
        let id = tree.push(NodeKind::Element(tag), data, text);
        tree.names[id as usize] = name;
        id
    }

    fn create_comment(&self, text: StrTendril) -> u32 {
        let mut tree = self.tree.borrow_mut();
        let data = tree.intern(&text);
        tree.push(NodeKind::Comment, data, (0, 0))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> u32 {
        self.create_comment(data)
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        let mut tree = self.tree.borrow_mut();
        tree.add(&child, *parent, NONE);
        if let NodeOrText::AppendNode(id) = child {
            self.open_depth.set(tree.depth[id as usize]);
        }
    }

    fn append_based_on_parent_node(&self, element: &u32, prev_element: &u32, child: NodeOrText<u32>) {
        if self.tree.borrow_mut().node(*element).parent == NONE {
            self.append(prev_element, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let text = tree.intern(&name);
        let id = tree.push(NodeKind::Doctype, (0, 0), text);
        tree.attach(id, 0, NONE);
    }

    fn pop(&self, node: &u32) {
        let depth = self.tree.borrow().depth[*node as usize];
        self.open_depth.set(depth.saturating_sub(1));
    }

    /// Template contents stay children of the template: readers of the tree decide what to do with them.
    fn get_template_contents(&self, target: &u32) -> u32 {
        *target
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, new_node: NodeOrText<u32>) {
        let mut tree = self.tree.borrow_mut();
        let parent = tree.node(*sibling).parent;
        if parent != NONE {
            tree.add(&new_node, parent, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, attrs: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let (start, end) = tree.node(*target).data;
        let have: Vec<_> = tree.document.attrs[start as usize..end as usize].to_vec();
        let known: Vec<String> = tree.document.attrs(NodeId(*target)).map(|(name, _)| name.to_owned()).collect();
        let missing: Vec<_> = attrs.into_iter().filter(|attr| !known.iter().any(|name| **name == *attr.name.local)).collect();
        if missing.is_empty() {
            return;
        }
        let start = index(tree.document.attrs.len());
        tree.document.attrs.extend(have);
        let (_, end) = tree.add_attrs(&missing);
        tree.node(*target).data = (start, end);
    }

    fn remove_from_parent(&self, target: &u32) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        let mut tree = self.tree.borrow_mut();
        while tree.node(*node).first != NONE {
            let child = tree.node(*node).first;
            tree.attach(child, *new_parent, NONE);
        }
    }
}

#[cfg(test)]
mod tests;

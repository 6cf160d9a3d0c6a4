//! html5ever into an arena: the tree that ours is held against, and its speed.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write;

pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug)]
pub(crate) enum Kind {
    Document,
    Doctype(String, String, String),
    /// Name, attributes, and whether HTML may stand in it though it is MathML.
    Element(QualName, Vec<Attribute>, bool),
    Text(StrTendril),
    Comment(StrTendril),
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: u32,
    pub(crate) prev: u32,
    pub(crate) next: u32,
    pub(crate) first: u32,
    pub(crate) last: u32,
}

pub(crate) struct Sink(RefCell<Vec<Node>>);

/// Parses with html5ever: a page, or the inner markup of an element called `context` (`td`, `svg path`), whose nodes then
/// stand below an element below the root.
pub(crate) fn parse(page: &str, context: Option<&str>, scripting_enabled: bool) -> Vec<Node> {
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..Default::default() };
    let tokenizer = TokenizerOpts { discard_bom: false, ..Default::default() };
    let opts = ParseOpts { tree_builder, tokenizer };
    let Some(context) = context else {
        return html5ever::parse_document(Sink::new(), opts).one(page);
    };
    let (namespace, local) = match context.split_once(' ') {
        Some(("svg", local)) => (ns!(svg), local),
        Some((_, local)) => (ns!(mathml), local),
        None => (ns!(html), context),
    };
    let name = QualName::new(None, namespace, local.into());
    html5ever::parse_fragment(Sink::new(), opts, name, Vec::new(), scripting_enabled).one(page)
}

/// The tree in the format of the html5lib tests.
pub(crate) fn dump(nodes: &[Node], from: u32) -> String {
    let mut out = String::new();
    let mut work = Vec::new();
    let push = |work: &mut Vec<(u32, usize)>, id: u32, depth| {
        let mut child = nodes[id as usize].last;
        while child != NONE {
            work.push((child, depth));
            child = nodes[child as usize].prev;
        }
    };
    push(&mut work, from, 0);
    while let Some((id, depth)) = work.pop() {
        let pad = "  ".repeat(depth);
        let _ = match &nodes[id as usize].kind {
            Kind::Document => Ok(()),
            Kind::Doctype(name, public, system) => {
                writeln!(out, "| {pad}<!DOCTYPE {name}{}>", super::dump::both(public, system))
            }
            Kind::Text(text) => writeln!(out, "| {pad}\"{text}\""),
            Kind::Comment(text) => writeln!(out, "| {pad}<!-- {text} -->"),
            Kind::Element(name, attrs, _) => {
                let space = if name.ns == ns!(svg) {
                    "svg "
                } else if name.ns == ns!(mathml) {
                    "math "
                } else {
                    ""
                };
                let _ = writeln!(out, "| {pad}<{space}{}>", name.local);
                let pairs = attrs.iter().map(|attr| {
                    let prefix = attr.name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                    let name = prefix.map_or(attr.name.local.to_string(), |prefix| {
                        format!("{prefix} {}", attr.name.local)
                    });
                    (name, attr.value.to_string())
                });
                super::dump::write_attrs(&mut out, depth, pairs.collect());
                let is_template = name.ns == ns!(html) && name.local == local_name!("template");
                if is_template {
                    let _ = writeln!(out, "| {pad}  content");
                }
                push(&mut work, id, depth + 1 + usize::from(is_template));
                Ok(())
            }
        };
    }
    out
}

fn detach(nodes: &mut [Node], id: u32) {
    let Node { parent, prev, next, .. } = nodes[id as usize];
    if prev != NONE {
        nodes[prev as usize].next = next;
    } else if parent != NONE {
        nodes[parent as usize].first = next;
    }
    if next != NONE {
        nodes[next as usize].prev = prev;
    } else if parent != NONE {
        nodes[parent as usize].last = prev;
    }
    let node = &mut nodes[id as usize];
    (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
}

fn attach(nodes: &mut [Node], id: u32, parent: u32, before: u32) {
    detach(nodes, id);
    let prev = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].prev };
    let node = &mut nodes[id as usize];
    (node.parent, node.prev, node.next) = (parent, prev, before);
    if prev == NONE {
        nodes[parent as usize].first = id;
    } else {
        nodes[prev as usize].next = id;
    }
    if before == NONE {
        nodes[parent as usize].last = id;
    } else {
        nodes[before as usize].prev = id;
    }
}

impl Sink {
    pub(crate) fn new() -> Self {
        let root =
            Node { kind: Kind::Document, parent: NONE, prev: NONE, next: NONE, first: NONE, last: NONE };
        Self(RefCell::new(vec![root]))
    }

    fn make(&self, kind: Kind) -> u32 {
        let mut nodes = self.0.borrow_mut();
        nodes.push(Node { kind, parent: NONE, prev: NONE, next: NONE, first: NONE, last: NONE });
        (nodes.len() - 1) as u32
    }

    fn add(&self, child: NodeOrText<u32>, parent: u32, before: u32) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let nodes = &mut *self.0.borrow_mut();
                let sibling =
                    if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].prev };
                if sibling != NONE
                    && let Kind::Text(have) = &mut nodes[sibling as usize].kind
                {
                    return have.push_tendril(&text);
                }
                let kind = Kind::Text(text);
                nodes.push(Node { kind, parent: NONE, prev: NONE, next: NONE, first: NONE, last: NONE });
                (nodes.len() - 1) as u32
            }
        };
        attach(&mut self.0.borrow_mut(), id, parent, before);
    }
}

#[derive(Debug)]
pub(crate) struct Name(QualName);

impl ElemName for Name {
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
    type Output = Vec<Node>;
    type ElemName<'a> = Name;

    fn finish(self) -> Vec<Node> {
        self.0.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Name {
        match &self.0.borrow()[*target as usize].kind {
            Kind::Element(name, ..) => Name(name.clone()),
            _ => Name(QualName::new(None, ns!(html), local_name!(""))),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> u32 {
        self.make(Kind::Element(name, attrs, flags.mathml_annotation_xml_integration_point))
    }

    fn create_comment(&self, text: StrTendril) -> u32 {
        self.make(Kind::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> u32 {
        self.create_comment(data)
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        self.add(child, *parent, NONE);
    }

    fn append_based_on_parent_node(&self, element: &u32, prev_element: &u32, child: NodeOrText<u32>) {
        let parent = self.0.borrow()[*element as usize].parent;
        if parent == NONE { self.add(child, *prev_element, NONE) } else { self.add(child, parent, *element) }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        let id = self.make(Kind::Doctype(name.to_string(), public.to_string(), system.to_string()));
        attach(&mut self.0.borrow_mut(), id, 0, NONE);
    }

    fn get_template_contents(&self, target: &u32) -> u32 {
        *target
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn is_mathml_annotation_xml_integration_point(&self, id: &u32) -> bool {
        matches!(self.0.borrow()[*id as usize].kind, Kind::Element(_, _, true))
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, new_node: NodeOrText<u32>) {
        let parent = self.0.borrow()[*sibling as usize].parent;
        self.add(new_node, parent, *sibling);
    }

    fn add_attrs_if_missing(&self, target: &u32, attrs: Vec<Attribute>) {
        if let Kind::Element(_, have, _) = &mut self.0.borrow_mut()[*target as usize].kind {
            for attr in attrs {
                if !have.iter().any(|known| known.name == attr.name) {
                    have.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        detach(&mut self.0.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        let mut nodes = self.0.borrow_mut();
        while nodes[*node as usize].first != NONE {
            let child = nodes[*node as usize].first;
            attach(&mut nodes, child, *new_parent, NONE);
        }
    }
}

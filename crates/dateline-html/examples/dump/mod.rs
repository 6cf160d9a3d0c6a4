//! Trees as text, in the format of the html5lib tests.

use dateline_html::{Document, Namespace, NodeId, NodeKind};
use std::fmt::Write;

/// The children of `from`, indented from `depth` on.
pub(crate) fn dump(document: &Document, from: NodeId) -> String {
    let mut out = String::new();
    let mut work: Vec<(NodeId, usize)> = Vec::new();
    let push = |work: &mut Vec<(NodeId, usize)>, id, depth| {
        let children: Vec<NodeId> = document.children(id).collect();
        work.extend(children.into_iter().rev().map(|child| (child, depth)));
    };
    push(&mut work, from, 0);
    while let Some((id, depth)) = work.pop() {
        let pad = "  ".repeat(depth);
        match document.kind(id) {
            NodeKind::Document => {}
            NodeKind::Doctype => {
                _ = writeln!(out, "| {pad}<!DOCTYPE {}{}>", document.name(id), identifiers(document, id));
            }
            NodeKind::Text => _ = writeln!(out, "| {pad}\"{}\"", document.text(id)),
            NodeKind::Comment => _ = writeln!(out, "| {pad}<!-- {} -->", document.text(id)),
            NodeKind::Element(_) => {
                let space = match document.namespace(id) {
                    Namespace::Html => "",
                    Namespace::Svg => "svg ",
                    Namespace::MathMl => "math ",
                };
                let _ = writeln!(out, "| {pad}<{space}{}>", document.name(id));
                let attrs = document.attrs_with_prefix(id).map(|(prefix, name, value)| {
                    (
                        if prefix.is_empty() { name.to_owned() } else { format!("{prefix} {name}") },
                        value.to_owned(),
                    )
                });
                write_attrs(&mut out, depth, attrs.collect());
                let is_template = document.name(id) == "template" && space.is_empty();
                if is_template {
                    let _ = writeln!(out, "| {pad}  content");
                }
                push(&mut work, id, depth + 1 + usize::from(is_template));
            }
        }
    }
    out
}

/// Attributes in the order of their names.
pub(crate) fn write_attrs(out: &mut String, depth: usize, mut attrs: Vec<(String, String)>) {
    attrs.sort();
    for (name, value) in attrs {
        let _ = writeln!(out, "| {}{name}=\"{value}\"", "  ".repeat(depth + 1));
    }
}

fn identifiers(document: &Document, id: NodeId) -> String {
    let (public, system) = document.identifiers(id);
    both(public.unwrap_or_default(), system.unwrap_or_default())
}

/// The identifiers of a document type as the tests write them.
pub(crate) fn both(public: &str, system: &str) -> String {
    if public.is_empty() && system.is_empty() { String::new() } else { format!(" \"{public}\" \"{system}\"") }
}

//! Trees back to markup, by "serializing HTML fragments" of the HTML standard (13.3). Says nothing of what is safe to show:
//! scripts come out as they went in.
//!
//! A tree that markup cannot spell (a paragraph within a paragraph, built by foster parenting) is written as it stands and
//! reads back as another tree; the standard accepts that. The same holds for a line feed that begins a `<pre>`,
//! `<textarea>` or `<listing>`, for whatever follows in `<plaintext>`, and for the identifiers of a document type, which
//! are not written.

use crate::node::{Namespace, NodeId, NodeKind};
use crate::{Document, Scripting};

/// Elements that have no end tag and no content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose text is written as it is.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "plaintext", "script", "style", "xmp"];

impl Document {
    /// The markup inside a node; of the root, the whole page.
    ///
    /// ```
    /// use dateline_html::{Limits, parse_str};
    /// let page = parse_str("<p title=\"a<b\">x &amp; y<br>", &Limits::default());
    /// let html = "<html><head></head><body><p title=\"a&lt;b\">x &amp; y<br></p></body></html>";
    /// assert_eq!(page.inner_html(page.root()), html);
    /// ```
    pub fn inner_html(&self, id: NodeId) -> String {
        self.inner_html_with(id, Scripting::Off)
    }

    /// [`Self::inner_html`] for a page that was read with scripting on, where `<noscript>` holds markup as text.
    pub fn inner_html_with(&self, id: NodeId, scripting: Scripting) -> String {
        let mut writer = Writer { document: self, scripting, out: String::new() };
        if !writer.is_void(id) {
            writer.content(id);
        }
        writer.out
    }

    /// The markup of a node with its own tags.
    pub fn outer_html(&self, id: NodeId) -> String {
        self.outer_html_with(id, Scripting::Off)
    }

    /// [`Self::outer_html`] for a page that was read with scripting on.
    pub fn outer_html_with(&self, id: NodeId, scripting: Scripting) -> String {
        let mut writer = Writer { document: self, scripting, out: String::new() };
        if writer.open(id) {
            writer.content(id);
            writer.close(id);
        }
        writer.out
    }
}

struct Writer<'d> {
    document: &'d Document,
    scripting: Scripting,
    out: String,
}

impl Writer<'_> {
    /// Everything below `scope`, without recursion: a tree may be as deep as the limits let it.
    fn content(&mut self, scope: NodeId) {
        let mut at = self.document.first_child(scope);
        while let Some(node) = at {
            let enters = self.open(node);
            at = match self.document.first_child(node) {
                Some(child) if enters => Some(child),
                _ => self.leave(node, scope, enters),
            };
        }
    }

    /// Closes `node` and every parent that ends with it; the next node to write.
    fn leave(&mut self, node: NodeId, scope: NodeId, entered: bool) -> Option<NodeId> {
        if entered {
            self.close(node);
        }
        let mut at = node;
        loop {
            if let Some(next) = self.document.next_sibling(at) {
                return Some(next);
            }
            at = self.document.parent(at).filter(|parent| *parent != scope)?;
            self.close(at);
        }
    }

    /// Writes a node without its content; whether it has content and an end to be written.
    fn open(&mut self, id: NodeId) -> bool {
        match self.document.kind(id) {
            NodeKind::Document => true,
            NodeKind::Doctype => {
                self.parts(&["<!DOCTYPE ", self.document.name(id), ">"]);
                false
            }
            NodeKind::Comment => {
                self.parts(&["<!--", self.document.text(id), "-->"]);
                false
            }
            NodeKind::Text => {
                self.text(id);
                false
            }
            NodeKind::Element(_) => {
                self.start_tag(id);
                !self.is_void(id)
            }
        }
    }

    fn close(&mut self, id: NodeId) {
        if matches!(self.document.kind(id), NodeKind::Element(_)) {
            self.parts(&["</", self.document.name(id), ">"]);
        }
    }

    fn start_tag(&mut self, id: NodeId) {
        let document = self.document;
        self.parts(&["<", document.name(id)]);
        for (prefix, name, value) in document.attrs_with_prefix(id) {
            let colon = if prefix.is_empty() { "" } else { ":" };
            self.parts(&[" ", prefix, colon, name, "=\""]);
            self.escaped(value, true);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn text(&mut self, id: NodeId) {
        let text = self.document.text(id);
        if self.document.parent(id).is_some_and(|parent| self.is_raw(parent)) {
            self.out.push_str(text);
        } else {
            self.escaped(text, false);
        }
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) {
        let mut rest = text;
        let special = |c: char| matches!(c, '&' | '<' | '>' | '\u{a0}') || in_attribute && c == '"';
        while let Some(at) = rest.find(special) {
            let (before, from) = rest.split_at(at);
            let (found, length) = match from.as_bytes().first() {
                Some(b'&') => ("&amp;", 1),
                Some(b'<') => ("&lt;", 1),
                Some(b'>') => ("&gt;", 1),
                Some(b'"') => ("&quot;", 1),
                _ => ("&nbsp;", 2),
            };
            self.parts(&[before, found]);
            rest = &from[length..];
        }
        self.out.push_str(rest);
    }

    fn parts(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }

    fn is_html(&self, id: NodeId) -> bool {
        self.document.tag(id).is_some() && self.document.namespace(id) == Namespace::Html
    }

    fn is_void(&self, id: NodeId) -> bool {
        self.is_html(id) && VOID.contains(&self.document.name(id))
    }

    fn is_raw(&self, id: NodeId) -> bool {
        let name = self.document.name(id);
        self.is_html(id) && (RAW.contains(&name) || self.scripting == Scripting::On && name == "noscript")
    }
}

//! Rules for tokens in foreign content: SVG and MathML.

use super::stack::{Bound, Open};
use super::{Builder, Step, foreign_attributes};
use crate::node::Namespace;
use crate::offsets::offset;
use crate::tag_names::{self as n, Name};
use crate::tokenizer::{Run, Start, Token};

fn is_math_text(open: &Open) -> bool {
    open.namespace == Namespace::MathMl && matches!(open.name, n::MI | n::MO | n::MN | n::MS | n::MTEXT)
}

impl Builder<'_> {
    pub(super) fn is_foreign(&self, token: &Token) -> bool {
        let Some(open) = self.adjusted() else { return false };
        if open.namespace == Namespace::Html || matches!(token, Token::Eof) {
            return false;
        }
        let is_text = matches!(token, Token::Text(_) | Token::Null(_));
        let start = if let Token::Start(start) = token { Some(start.name) } else { None };
        if is_math_text(open)
            && (is_text || start.is_some_and(|name| !matches!(name, n::MGLYPH | n::MALIGNMARK)))
        {
            return false;
        }
        if open.namespace == Namespace::MathMl && open.name == n::ANNOTATION_XML && start == Some(n::SVG) {
            return false;
        }
        !(self.is_html_point(open) && (is_text || start.is_some()))
    }

    /// Whether the element is HTML, or HTML may stand in it.
    fn is_html_ground(&self, open: &Open) -> bool {
        open.namespace == Namespace::Html || is_math_text(open) || self.is_html_point(open)
    }

    /// Whether the element is an HTML integration point.
    fn is_html_point(&self, open: &Open) -> bool {
        match open.namespace {
            Namespace::Svg => matches!(open.name, n::FOREIGN_OBJECT | n::DESC | n::TITLE),
            Namespace::MathMl if open.name == n::ANNOTATION_XML => {
                let attrs = self.store.attrs.list(self.nodes[open.node as usize].attrs());
                let encoding = attrs.iter().find(|attr| self.store.get(attr.name()) == "encoding");
                encoding.is_some_and(|attr| {
                    let value = self.store.get(attr.value);
                    value.eq_ignore_ascii_case("text/html")
                        || value.eq_ignore_ascii_case("application/xhtml+xml")
                })
            }
            _ => false,
        }
    }

    pub(super) fn foreign(&mut self, token: Token) -> Step {
        match token {
            Token::Null(count) => {
                let data = self.store.keep(&"\u{fffd}".repeat(count as usize));
                let source = (offset(self.tokenizer.begin), offset(self.tokenizer.at));
                self.insert_text(Run { data, source });
            }
            Token::Text(run) => {
                if self.frameset_ok && !self.is_space(run) {
                    self.frameset_ok = false;
                }
                self.insert_text(run);
            }
            Token::Comment(run) => self.comment_here(run),
            Token::Start(start) if self.breaks_out(&start) => return self.break_out(token),
            Token::End(n::BR | n::P) => return self.break_out(token),
            Token::Start(start) => self.foreign_start(start),
            Token::End(name) => return self.foreign_end(name),
            Token::Doctype | Token::Eof => {}
        }
        Step::Done
    }

    fn breaks_out(&self, start: &Start) -> bool {
        start.name.rules() & n::BREAKS_OUT != 0
            || start.name == n::FONT
                && ["color", "face", "size"].iter().any(|name| self.value(start, name).is_some())
    }

    fn break_out(&mut self, token: Token) -> Step {
        while self.stack.len() > 1 && self.stack.last().is_some_and(|open| !self.is_html_ground(open)) {
            self.pop();
        }
        self.by_mode(self.mode, token)
    }

    /// `math` or `svg` in HTML content.
    pub(super) fn enter_foreign(&mut self, start: Start, namespace: Namespace) {
        self.reconstruct();
        self.insert_foreign(start, namespace);
    }

    fn foreign_start(&mut self, mut start: Start) {
        let namespace = self.adjusted().map_or(Namespace::Html, |open| open.namespace);
        if namespace == Namespace::Svg {
            start.name = self.svg_name(start.name);
        }
        self.insert_foreign(start, namespace);
    }

    fn insert_foreign(&mut self, start: Start, namespace: Namespace) {
        foreign_attributes::attributes(&mut self.store, start.attrs, namespace);
        if start.closed {
            self.insert_closed_in(start, namespace);
        } else {
            self.insert_in(start, namespace);
        }
    }

    fn text_of(&self, name: Name) -> &str {
        match n::KNOWN.get(usize::from(name.0)) {
            Some(text) => text,
            None => self
                .store
                .names
                .get(usize::from(name.0) - n::KNOWN.len())
                .map_or("", |span| self.store.get(*span)),
        }
    }

    /// The name with the capitals that SVG wants.
    fn svg_name(&mut self, name: Name) -> Name {
        if let Some(known) = self.svg_names.get(usize::from(name.0))
            && *known != Name::OVERFLOW
        {
            return *known;
        }
        let exact = match foreign_attributes::svg_element(self.text_of(name)) {
            Some("foreignObject") => n::FOREIGN_OBJECT,
            Some(text) => {
                Some(self.store.exact_name(text)).filter(|exact| *exact != Name::OVERFLOW).unwrap_or(name)
            }
            None => name,
        };
        if name != Name::OVERFLOW {
            self.svg_names.resize(self.svg_names.len().max(usize::from(name.0) + 1), Name::OVERFLOW);
            self.svg_names[usize::from(name.0)] = exact;
        }
        exact
    }

    fn foreign_end(&mut self, name: Name) -> Step {
        let wanted = self.svg_name(name);
        let height = self.foreign_height(name).max(self.foreign_height(wanted));
        let html = self.bound(Bound::Html);
        if height > html {
            self.closing = self.stack.get(height - 1).map(|open| open.name);
            self.pop_to(height - 1);
        } else if html > 1 {
            return self.by_mode(self.mode, Token::End(name));
        }
        Step::Done
    }
}

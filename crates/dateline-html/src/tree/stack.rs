//! The stack of open elements: pushing, popping, scopes, implied end tags, and the mode that follows from it.

use super::{Builder, Mode, Namespace, Open};
use crate::document::NONE;
use crate::names::{self as n, Name};
use crate::store::offset;

/// Bits of an element for the rules that look at the stack.
pub(crate) fn rules_of(name: Name, namespace: Namespace) -> u16 {
    match namespace {
        Namespace::Html => name.rules(),
        Namespace::Svg if matches!(name, n::FOREIGN_OBJECT | n::DESC | n::TITLE) => n::SPECIAL | n::SCOPE,
        Namespace::MathMl if matches!(name, n::MI | n::MO | n::MN | n::MS | n::MTEXT | n::ANNOTATION_XML) => {
            n::SPECIAL | n::SCOPE
        }
        _ => 0,
    }
}

impl Builder<'_> {
    pub(crate) fn push(&mut self, node: u32, name: Name, namespace: Namespace) {
        self.put(self.stack.len(), node, name, namespace);
    }

    /// Puts an element at a place of the stack.
    pub(crate) fn put(&mut self, at: usize, node: u32, name: Name, namespace: Namespace) {
        let names = self.store.name_count();
        let counts = if namespace == Namespace::Html { &mut self.counts } else { &mut self.foreign_counts };
        if name.0 as usize >= counts.len() {
            counts.resize(names, 0);
        }
        counts[name.0 as usize] += 1;
        self.nodes[node as usize].open = true;
        self.stack.insert(at, Open { node, name, namespace, rules: rules_of(name, namespace) });
    }

    fn closed(&mut self, open: Open) {
        self.end_element(&open);
        let counts =
            if open.namespace == Namespace::Html { &mut self.counts } else { &mut self.foreign_counts };
        counts[open.name.0 as usize] -= 1;
    }

    /// An element ends behind its end tag, or before the tag that makes it end.
    pub(crate) fn end_element(&mut self, open: &Open) {
        let own = |name: Name| name == open.name || name.rules() & open.rules & n::HEADING != 0;
        let end = if self.closing.is_some_and(own) { self.tokenizer.at } else { self.tokenizer.begin };
        let node = &mut self.nodes[open.node as usize];
        node.open = false;
        node.source.1 = offset(end);
    }

    /// Closes the current node. The root stays.
    pub(crate) fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some(open) = self.stack.pop()
        {
            self.closed(open);
        }
    }

    pub(crate) fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            self.pop();
        }
    }

    pub(crate) fn remove_at(&mut self, at: usize) {
        let open = self.stack.remove(at);
        self.closed(open);
    }

    pub(crate) fn remove(&mut self, node: u32) {
        if let Some(at) = self.stack.iter().rposition(|open| open.node == node) {
            self.remove_at(at);
        }
    }

    pub(crate) fn current(&self) -> Open {
        self.stack.last().copied().unwrap_or(Open {
            node: 0,
            name: n::HTML,
            namespace: Namespace::Html,
            rules: 0,
        })
    }

    /// The current node, or the context of a fragment while nothing but the root is open.
    pub(crate) fn adjusted(&self) -> Option<Open> {
        match self.context {
            Some(context) if self.stack.len() == 1 => Some(context),
            _ => self.stack.last().copied(),
        }
    }

    pub(crate) fn is_current(&self, name: Name) -> bool {
        let open = self.current();
        open.namespace == Namespace::Html && open.name == name
    }

    /// Whether an HTML element of this name is open.
    pub(crate) fn is_open(&self, name: Name) -> bool {
        self.counts.get(name.0 as usize).is_some_and(|count| *count > 0)
    }

    pub(crate) fn in_scope(&self, name: Name) -> bool {
        self.is_open(name) && self.in_scope_by(n::SCOPE, |open| is_html(open, name))
    }

    pub(crate) fn in_button_scope(&self, name: Name) -> bool {
        self.is_open(name) && self.in_scope_by(n::SCOPE | n::BUTTON_SCOPE, |open| is_html(open, name))
    }

    pub(crate) fn in_list_scope(&self, name: Name) -> bool {
        self.is_open(name) && self.in_scope_by(n::SCOPE | n::LIST_SCOPE, |open| is_html(open, name))
    }

    pub(crate) fn in_table_scope(&self, name: Name) -> bool {
        self.is_open(name) && self.in_scope_by(n::TABLE_SCOPE, |open| is_html(open, name))
    }

    pub(crate) fn in_scope_by(&self, stop: u16, wanted: impl Fn(&Open) -> bool) -> bool {
        let found = self.stack.iter().rev().find(|open| wanted(open) || open.rules & stop != 0);
        found.is_some_and(wanted)
    }

    /// Closes elements up to and with the first HTML element of this name.
    pub(crate) fn pop_until(&mut self, name: Name) {
        let found = self.stack.iter().rposition(|open| is_html(open, name));
        self.pop_to(found.unwrap_or(1));
    }

    pub(crate) fn pop_until_rule(&mut self, rule: u16) {
        let found =
            self.stack.iter().rposition(|open| open.namespace == Namespace::Html && open.rules & rule != 0);
        self.pop_to(found.unwrap_or(1));
    }

    /// Closes elements until one with the rule is current: "clear the stack back to a … context".
    pub(crate) fn clear_to(&mut self, rule: u16) {
        let is_context = |open: &Open| open.namespace == Namespace::Html && open.rules & rule != 0;
        let found = self.stack.iter().rposition(is_context);
        self.pop_to(found.map_or(1, |at| at + 1));
    }

    /// Generates implied end tags, except for `except`.
    pub(crate) fn imply_ends(&mut self, rule: u16, except: Option<Name>) {
        while let Some(open) = self.stack.last()
            && open.namespace == Namespace::Html
            && open.rules & rule != 0
            && Some(open.name) != except
            && self.stack.len() > 1
        {
            self.pop();
        }
    }

    pub(crate) fn close_p(&mut self) {
        if self.in_button_scope(n::P) {
            self.imply_ends(n::IMPLIED, Some(n::P));
            self.pop_until(n::P);
        }
    }

    /// Resets the insertion mode appropriately.
    pub(crate) fn reset_mode(&mut self) {
        self.mode = self.mode_of_stack();
    }

    fn mode_of_stack(&self) -> Mode {
        for (at, open) in self.stack.iter().enumerate().rev() {
            let last = at == 0;
            let open = if last { self.context.as_ref().unwrap_or(open) } else { open };
            if open.namespace != Namespace::Html {
                continue;
            }
            match open.name {
                n::TD | n::TH if !last => return Mode::InCell,
                n::TR => return Mode::InRow,
                n::TBODY | n::THEAD | n::TFOOT => return Mode::InTableBody,
                n::CAPTION => return Mode::InCaption,
                n::COLGROUP => return Mode::InColumnGroup,
                n::TABLE => return Mode::InTable,
                n::TEMPLATE => return self.template_modes.last().copied().unwrap_or(Mode::InTemplate),
                n::HEAD if !last => return Mode::InHead,
                n::BODY => return Mode::InBody,
                n::FRAMESET => return Mode::InFrameset,
                n::HTML => return if self.head == NONE { Mode::BeforeHead } else { Mode::AfterHead },
                _ => {}
            }
        }
        Mode::InBody
    }
}

pub(crate) fn is_html(open: &Open, name: Name) -> bool {
    open.name == name && open.namespace == Namespace::Html
}

//! The stack of open elements: pushing, popping, scopes, implied end tags, and the mode that follows from it.
//!
//! Every entry knows the nearest entry below that bounds each kind of look-up, and the next below of its own name; so a
//! look-up compares two heights, however deep the stack is.

use super::{Builder, Mode};
use crate::node::{Flags, Namespace};
use crate::offsets::{NONE, offset};
use crate::tag_names::{self as n, Name};

/// An open element.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Open {
    pub(crate) node: u32,
    /// Bits of `names`, with those of foreign elements.
    pub(crate) rules: u32,
    pub(crate) name: Name,
    pub(crate) namespace: Namespace,
    /// Height of the next element below of the same name and kind of namespace, 0 for none.
    below: u16,
    /// Heights of the nearest elements at or below this one that have a rule of `BOUNDS`, 0 for none.
    bounds: [u16; BOUNDS.len()],
}

/// What ends a look-up, by kind.
const BOUNDS: [u32; 8] = [
    n::SCOPE,
    n::SCOPE | n::BUTTON_SCOPE,
    n::SCOPE | n::LIST_SCOPE,
    n::TABLE_SCOPE,
    n::SPECIAL,
    n::ITEM_STOP,
    n::SETS_MODE,
    n::IS_HTML,
];

/// Kinds of look-up: indices of `BOUNDS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Scope,
    Button,
    List,
    Table,
    Special,
    Item,
    Mode,
    Html,
}

/// Bits of an element for the rules that look at the stack.
pub(crate) fn rules_of(name: Name, namespace: Namespace) -> u32 {
    match namespace {
        Namespace::Html => name.rules() | n::IS_HTML,
        Namespace::Svg if matches!(name, n::FOREIGN_OBJECT | n::DESC | n::TITLE) => FOREIGN_POINT,
        Namespace::MathMl if matches!(name, n::MI | n::MO | n::MN | n::MS | n::MTEXT | n::ANNOTATION_XML) => {
            FOREIGN_POINT
        }
        _ => 0,
    }
}

const FOREIGN_POINT: u32 = n::SPECIAL | n::ITEM_STOP | n::SCOPE;

impl Open {
    pub(crate) fn new(node: u32, name: Name, namespace: Namespace) -> Self {
        Self { node, name, namespace, rules: rules_of(name, namespace), ..Self::default() }
    }
}

impl Builder<'_> {
    /// Opens an element. The entry is finished before it is stored: read back while its parts are still being written, it
    /// would wait for them, a fifth of the time on pages of small elements.
    pub(crate) fn push(&mut self, node: u32, name: Name, namespace: Namespace) {
        let at = self.stack.len();
        let bounds = self.stack.last().map_or_else(Default::default, |below| below.bounds);
        let open = self.linked(Open::new(node, name, namespace), at, bounds);
        self.stack.push(open);
    }

    fn top(&mut self, name: Name, namespace: Namespace) -> &mut u16 {
        let tops = if namespace == Namespace::Html { &mut self.tops } else { &mut self.foreign_tops };
        let at = usize::from(name.0);
        if at >= tops.len() {
            tops.resize(self.store.name_count().max(at + 1), 0);
        }
        &mut tops[at]
    }

    /// Notes the heights of the elements from `from` on.
    pub(crate) fn link_from(&mut self, from: usize) {
        let mut bounds = from.checked_sub(1).map_or_else(Default::default, |at| self.stack[at].bounds);
        for at in from..self.stack.len() {
            let open = self.linked(self.stack[at], at, bounds);
            bounds = open.bounds;
            self.stack[at] = open;
        }
    }

    /// The element as it stands at `at` of the stack, above one with these bounds.
    fn linked(&mut self, mut open: Open, at: usize, bounds: [u16; BOUNDS.len()]) -> Open {
        let height = at as u16 + 1;
        open.bounds = bounds;
        for (bound, rule) in open.bounds.iter_mut().zip(BOUNDS) {
            *bound = if open.rules & rule == 0 { *bound } else { height };
        }
        open.below = std::mem::replace(self.top(open.name, open.namespace), height);
        let node = &mut self.nodes[open.node as usize];
        node.flags.set(Flags::OPEN);
        node.end = offset(at);
        open
    }

    /// Forgets the heights of the elements from `from` on; they stay on the stack.
    pub(crate) fn unlink_from(&mut self, from: usize) {
        for at in (from..self.stack.len()).rev() {
            let Open { name, namespace, below, .. } = self.stack[at];
            *self.top(name, namespace) = below;
        }
    }

    /// An element ends behind its end tag, or before the tag that makes it end.
    pub(crate) fn end_element(&mut self, open: &Open) {
        self.end_node(open.node, open.name, open.rules);
    }

    fn end_node(&mut self, node: u32, name: Name, rules: u32) {
        let own = |closing: Name| closing == name || closing.rules() & rules & n::HEADING != 0;
        let end = if self.closing.is_some_and(own) { self.tokenizer.at } else { self.tokenizer.begin };
        let node = &mut self.nodes[node as usize];
        node.flags.clear(Flags::OPEN);
        node.end = offset(end);
    }

    /// Closes the current node. The root stays.
    pub(crate) fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some(&Open { node, rules, name, namespace, below, .. }) = self.stack.last()
        {
            self.stack.truncate(self.stack.len() - 1);
            *self.top(name, namespace) = below;
            self.end_node(node, name, rules);
        }
    }

    pub(crate) fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            self.pop();
        }
    }

    /// Takes an element off the stack wherever it stands.
    pub(crate) fn remove(&mut self, node: u32) {
        if let Some(at) = self.position(node) {
            self.unlink_from(at);
            let open = self.stack.remove(at);
            self.end_element(&open);
            self.link_from(at);
        }
    }

    /// Where an element stands on the stack.
    pub(crate) fn position(&self, node: u32) -> Option<usize> {
        self.is_element_open(node).then(|| self.nodes[node as usize].end as usize)
    }

    /// The current node, or the context of a fragment while nothing but the root is open.
    pub(crate) fn adjusted(&self) -> Option<&Open> {
        match &self.context {
            Some(context) if self.stack.len() == 1 => Some(context),
            _ => self.stack.last(),
        }
    }

    pub(crate) fn is_current(&self, name: Name) -> bool {
        self.stack.last().is_some_and(|open| is_html(open, name))
    }

    pub(crate) fn is_current_one_of(&self, rule: u32) -> bool {
        self.stack.last().is_some_and(|open| open.rules & rule != 0)
    }

    /// Height of the last open HTML element of this name, 0 for none.
    pub(crate) fn height(&self, name: Name) -> usize {
        self.tops.get(usize::from(name.0)).copied().unwrap_or_default().into()
    }

    /// The same for elements of other namespaces.
    pub(crate) fn foreign_height(&self, name: Name) -> usize {
        self.foreign_tops.get(usize::from(name.0)).copied().unwrap_or_default().into()
    }

    /// Height of the element that bounds a look-up from the current node down.
    pub(crate) fn bound(&self, bound: Bound) -> usize {
        self.stack.last().map_or(0, |open| open.bounds[bound as usize].into())
    }

    /// Whether an HTML element of this name is open.
    pub(crate) fn is_open(&self, name: Name) -> bool {
        self.height(name) > 0
    }

    /// Whether an HTML element of this name is open at or above what bounds the look-up.
    pub(crate) fn is_within(&self, name: Name, bound: Bound) -> bool {
        let height = self.height(name);
        height > 0 && height >= self.bound(bound)
    }

    pub(crate) fn in_scope(&self, name: Name) -> bool {
        self.is_within(name, Bound::Scope)
    }

    pub(crate) fn in_button_scope(&self, name: Name) -> bool {
        self.is_within(name, Bound::Button)
    }

    pub(crate) fn in_list_scope(&self, name: Name) -> bool {
        self.is_within(name, Bound::List)
    }

    pub(crate) fn in_table_scope(&self, name: Name) -> bool {
        self.is_within(name, Bound::Table)
    }

    /// Whether this very element is in scope.
    pub(crate) fn is_node_in_scope(&self, node: u32) -> bool {
        self.position(node).is_some_and(|at| at + 1 >= self.bound(Bound::Scope))
    }

    /// Closes elements up to and with the first HTML element of this name.
    pub(crate) fn pop_until(&mut self, name: Name) {
        self.pop_to(self.height(name).saturating_sub(1));
    }

    pub(crate) fn pop_until_rule(&mut self, rule: u32) {
        let found =
            self.stack.iter().rposition(|open| open.namespace == Namespace::Html && open.rules & rule != 0);
        self.pop_to(found.unwrap_or(1));
    }

    /// Closes elements until one with the rule is current: "clear the stack back to a … context".
    pub(crate) fn clear_to(&mut self, rule: u32) {
        let is_context = |open: &Open| open.namespace == Namespace::Html && open.rules & rule != 0;
        let found = self.stack.iter().rposition(is_context);
        self.pop_to(found.map_or(1, |at| at + 1));
    }

    /// Generates implied end tags, except for `except`.
    pub(crate) fn imply_ends(&mut self, rule: u32, except: Option<Name>) {
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
        let mut height = self.bound(Bound::Mode);
        loop {
            let last = height <= 1;
            let open = match &self.context {
                Some(context) if last => *context,
                _ => self.stack.get(height.max(1) - 1).copied().unwrap_or_default(),
            };
            if let Some(mode) = self.mode_of(&open, last) {
                return mode;
            }
            if last {
                return Mode::InBody;
            }
            height = self.stack[height - 2].bounds[Bound::Mode as usize].into();
        }
    }

    /// What an element makes the mode, if anything.
    fn mode_of(&self, open: &Open, last: bool) -> Option<Mode> {
        if open.namespace != Namespace::Html {
            return None;
        }
        Some(match open.name {
            n::TD | n::TH if !last => Mode::InCell,
            n::TR => Mode::InRow,
            n::TBODY | n::THEAD | n::TFOOT => Mode::InTableBody,
            n::CAPTION => Mode::InCaption,
            n::COLGROUP => Mode::InColumnGroup,
            n::TABLE => Mode::InTable,
            n::TEMPLATE => self.template_modes.last().copied().unwrap_or(Mode::InTemplate),
            n::HEAD if !last => Mode::InHead,
            n::BODY => Mode::InBody,
            n::FRAMESET => Mode::InFrameset,
            n::HTML if self.head == NONE => Mode::BeforeHead,
            n::HTML => Mode::AfterHead,
            _ => return None,
        })
    }
}

pub(crate) fn is_html(open: &Open, name: Name) -> bool {
    open.name == name && open.namespace == Namespace::Html
}

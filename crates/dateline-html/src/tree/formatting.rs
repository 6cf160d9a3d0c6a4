//! The list of active formatting elements: adding with the "Noah's Ark" clause, markers, and opening elements again.

use super::{Active, Builder, Namespace};
use crate::document::NONE;
use crate::names::Name;
use crate::store::Attr;
use crate::tokenizer::Start;

/// Entries after the last marker; more are opened as plain elements.
const FORMATTING_CAP: usize = 512;

impl Builder<'_> {
    pub(crate) fn push_marker(&mut self) {
        self.formatting.push(Active { node: NONE, name: Name(u32::MAX), signature: 0 });
    }

    pub(crate) fn clear_to_marker(&mut self) {
        while self.formatting.pop().is_some_and(|entry| entry.node != NONE) {}
    }

    /// Where the entries after the last marker begin.
    pub(crate) fn segment(&self) -> usize {
        self.formatting.iter().rposition(|entry| entry.node == NONE).map_or(0, |at| at + 1)
    }

    pub(crate) fn active_position(&self, node: u32) -> Option<usize> {
        let from = self.segment();
        self.formatting[from..].iter().rposition(|entry| entry.node == node).map(|at| from + at)
    }

    pub(crate) fn insert_formatting(&mut self, start: Start) {
        let node = self.insert(start);
        let from = self.segment();
        if self.formatting.len() - from >= FORMATTING_CAP {
            self.depth_capped = true;
            return;
        }
        let signature = self.signature(start.attrs);
        let same = |entry: &&Active| {
            entry.name == start.name
                && entry.signature == signature
                && self.same_attrs(self.nodes[entry.node as usize].data, start.attrs)
        };
        if self.formatting[from..].iter().filter(same).count() >= 3
            && let Some(first) = self.formatting[from..].iter().position(|entry| same(&entry))
        {
            self.formatting.remove(from + first);
        }
        self.formatting.push(Active { node, name: start.name, signature });
    }

    fn attrs_of(&self, (start, end): (u32, u32)) -> &[Attr] {
        &self.store.attrs[start as usize..end as usize]
    }

    /// The same for the same attributes in any order.
    fn signature(&self, attrs: (u32, u32)) -> u64 {
        let hash = |text: &str| {
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        let one = |attr: &Attr| {
            hash(self.store.get(attr.name())).rotate_left(23) ^ hash(self.store.get(attr.value))
        };
        self.attrs_of(attrs).iter().fold(0, |sum, attr| one(attr).wrapping_add(sum))
    }

    fn same_attrs(&self, left: (u32, u32), right: (u32, u32)) -> bool {
        let (left, right) = (self.attrs_of(left), self.attrs_of(right));
        let has = |attr: &Attr| {
            right.iter().any(|other| {
                self.store.get(other.name()) == self.store.get(attr.name())
                    && self.store.get(other.value) == self.store.get(attr.value)
            })
        };
        left.len() == right.len() && left.iter().all(has)
    }

    /// Makes another element of the same tag. Spends the budget.
    pub(crate) fn repeat(&mut self, entry: Active) -> u32 {
        self.budget = self.budget.saturating_sub(1);
        let start = Start { attrs: self.nodes[entry.node as usize].data, ..super::implied(entry.name) };
        self.create_element(&start, Namespace::Html)
    }

    /// Reconstructs the active formatting elements.
    pub(crate) fn reconstruct(&mut self) {
        let is_settled =
            |entry: &Active, builder: &Self| entry.node == NONE || builder.nodes[entry.node as usize].open;
        match self.formatting.last() {
            Some(entry) if !is_settled(entry, self) => {}
            _ => return,
        }
        let settled = self.formatting.iter().rposition(|entry| is_settled(entry, self));
        let first = settled.map_or(0, |at| at + 1);
        for at in first..self.formatting.len() {
            if self.stack.len() >= self.depth_cap || self.budget == 0 {
                self.depth_capped = true;
                self.formatting.truncate(at);
                return;
            }
            let entry = self.formatting[at];
            let place = self.here();
            let node = self.repeat(entry);
            self.attach(node, place);
            self.push(node, entry.name, Namespace::Html);
            self.formatting[at].node = node;
        }
    }
}

//! The list of active formatting elements: adding with the "Noah's Ark" clause, markers, and opening elements again.

use super::{Active, Builder};
use crate::attrs::Attr;
use crate::node::{Flags, Namespace};
use crate::offsets::NONE;
use crate::tag_names::Name;
use crate::tokenizer::Start;
use std::hash::BuildHasher;

/// Entries after the last marker; more are opened as plain elements. Of 2,266 real pages none has more than 5.
const FORMATTING_CAP: usize = 64;

/// Entries and markers in all: markers of tables that end inside an object stay for good.
const LIST_CAP: usize = 4096;

/// How many of the same may be active.
const NOAH: usize = 3;

/// A name among those that the list may hold.
fn bit(name: Name) -> u64 {
    1 << (name.0 & 63)
}

impl Builder<'_> {
    pub(crate) fn push_marker(&mut self) {
        if self.formatting.len() >= LIST_CAP {
            self.caps.formatting = true;
            return;
        }
        self.formatting.push(Active { node: NONE, name: Name::OVERFLOW, signature: None });
        self.segments.push(self.formatting.len());
    }

    pub(crate) fn clear_to_marker(&mut self) {
        self.formatting.truncate(self.segments.pop().map_or(0, |first| first - 1));
    }

    /// Where the entries after the last marker begin.
    pub(crate) fn segment(&self) -> usize {
        self.segments.last().copied().unwrap_or_default()
    }

    /// Where a node stands after the last marker. Nodes that never were in the list are told without a look at it.
    pub(crate) fn active_position(&self, node: u32) -> Option<usize> {
        if !self.nodes[node as usize].flags.has(Flags::ACTIVE) {
            return None;
        }
        let from = self.segment();
        self.formatting[from..].iter().rposition(|entry| entry.node == node).map(|at| from + at)
    }

    /// Where the last entry of this name after the last marker stands.
    pub(crate) fn last_active(&self, name: Name) -> Option<usize> {
        if self.formatting_names & bit(name) == 0 {
            return None;
        }
        let from = self.segment();
        self.formatting[from..].iter().rposition(|entry| entry.name == name).map(|at| from + at)
    }

    pub(crate) fn insert_formatting(&mut self, start: Start) {
        let node = self.insert(start);
        let from = self.segment();
        if self.formatting.len() - from >= FORMATTING_CAP || self.formatting.len() >= LIST_CAP {
            self.caps.formatting = true;
            return;
        }
        if self.formatting[from..].iter().filter(|entry| entry.name == start.name).count() >= NOAH {
            self.drop_first_of(start, from);
        }
        if self.formatting.is_empty() {
            self.formatting_names = 0;
        }
        self.formatting_names |= bit(start.name);
        self.nodes[node as usize].flags.set(Flags::ACTIVE);
        self.formatting.push(Active { node, name: start.name, signature: None });
    }

    /// Makes `node` that of the entry at `at`.
    pub(crate) fn set_active(&mut self, at: usize, node: u32) {
        self.nodes[node as usize].flags.set(Flags::ACTIVE);
        self.formatting[at].node = node;
    }

    /// Drops the first of three entries since `from` that are the same as a new one.
    fn drop_first_of(&mut self, start: Start, from: usize) {
        let wanted = self.signature(start.attrs);
        let mut same = Vec::new();
        for at in from..self.formatting.len() {
            let Active { node, name, signature } = self.formatting[at];
            if name == start.name {
                let own = signature.unwrap_or_else(|| self.signature(self.nodes[node as usize].attrs()));
                self.formatting[at].signature = Some(own);
                same.extend((own == wanted).then_some(at));
            }
        }
        if same.len() >= NOAH {
            self.formatting.remove(same[same.len() - NOAH]);
        }
    }

    /// The same for the same attributes in any order. Two lists are taken to be the same where it is: its key is drawn
    /// for each page, so that nobody can write two that only seem so.
    fn signature(&self, attrs: u32) -> u64 {
        let text = |span| self.store.get(span);
        let hash = |attr: &Attr| self.store.hasher.hash_one((text(attr.name()), text(attr.value)));
        self.store.attrs.list(attrs).iter().fold(0, |sum, attr| hash(attr).wrapping_add(sum))
    }

    /// Makes another element of the same tag.
    pub(crate) fn repeat(&mut self, entry: Active) -> u32 {
        let attrs = self.nodes[entry.node as usize].attrs();
        let start = Start { attrs, ..super::implied(entry.name) };
        self.create_element(&start, Namespace::Html)
    }

    /// Reconstructs the active formatting elements.
    pub(crate) fn reconstruct(&mut self) {
        let is_settled =
            |entry: &Active, builder: &Self| entry.node == NONE || builder.is_element_open(entry.node);
        match self.formatting.last() {
            Some(entry) if !is_settled(entry, self) => {}
            _ => return,
        }
        let settled = self.formatting.iter().rposition(|entry| is_settled(entry, self));
        let first = settled.map_or(0, |at| at + 1);
        for at in first..self.formatting.len() {
            let (is_deep, is_spent) = (self.stack.len() >= self.depth_cap, self.is_spent());
            if is_deep || is_spent {
                self.caps.depth |= is_deep;
                self.caps.memory |= is_spent;
                self.formatting.truncate(at);
                return;
            }
            let entry = self.formatting[at];
            let place = self.here();
            let node = self.repeat(entry);
            self.attach(node, place);
            self.push(node, entry.name, Namespace::Html);
            self.set_active(at, node);
        }
    }
}

//! The adoption agency algorithm: end tags of formatting elements that are not properly nested. Its work is paid for out
//! of a budget; without any left it closes elements and moves none.

use super::nodes::Place;
use super::stack::{Bound, Open, is_html};
use super::{Active, Builder, Step};
use crate::node::{Flags, Namespace};
use crate::offsets::NONE;
use crate::tag_names::{self as n, Name};

/// What the inner loop left.
struct Rebuilt {
    /// The last node.
    last: u32,
    /// The node after whose entry the bookmark stands, if it moved.
    bookmark: Option<u32>,
    /// What takes the place of the elements between, top first.
    kept: Vec<Open>,
}

impl Builder<'_> {
    pub(crate) fn adopt(&mut self, subject: Name) -> Step {
        let current = self.stack.last().filter(|open| is_html(open, subject)).map(|open| open.node);
        if current.is_some_and(|node| self.active_position(node).is_none()) {
            self.pop();
            return Step::Done;
        }
        for _ in 0..8 {
            let Some(found) = self.last_active(subject) else {
                self.any_other_end(subject);
                return Step::Done;
            };
            if !self.adopt_once(found) {
                return Step::Done;
            }
        }
        Step::Done
    }

    /// One round for the formatting element at `at` of the list; whether another may follow.
    fn adopt_once(&mut self, at: usize) -> bool {
        let entry = self.formatting[at];
        let Some(depth) = self.position(entry.node) else {
            self.formatting.remove(at);
            return false;
        };
        if !self.is_node_in_scope(entry.node) {
            return false;
        }
        let Some(furthest) = self.furthest_block(depth) else {
            self.pop_to(depth);
            self.formatting.remove(at);
            return false;
        };
        self.move_block(entry, depth, furthest);
        true
    }

    /// The first special element above `depth`, if there is one and moving it can be paid for.
    fn furthest_block(&mut self, depth: usize) -> Option<usize> {
        if depth == 0 || self.bound(Bound::Special) <= depth + 1 {
            return None;
        }
        let found = self.stack[depth + 1..].iter().position(|open| open.rules & n::SPECIAL != 0)?;
        let cost = (self.stack.len() - depth) + found * 8;
        let is_spent = self.is_spent();
        if is_spent || self.work < cost {
            self.caps.memory |= is_spent;
            self.caps.formatting |= self.work < cost;
            return None;
        }
        self.work -= cost;
        Some(depth + 1 + found)
    }

    fn move_block(&mut self, entry: Active, depth: usize, furthest: usize) {
        self.unlink_from(depth);
        let (ancestor, own, block) = (self.stack[depth - 1], self.stack[depth], self.stack[furthest]);
        let Rebuilt { last, bookmark, kept } = self.rebuild_between(depth, furthest);
        let place = self.place(&ancestor);
        self.attach(last, place);
        let clone = self.repeat(entry);
        while self.nodes[block.node as usize].first != NONE {
            let child = self.nodes[block.node as usize].first;
            self.attach(child, Place { parent: clone, before: NONE });
            self.work = self.work.saturating_sub(1);
        }
        self.attach(clone, Place { parent: block.node, before: NONE });
        self.replace_entry(entry, clone, bookmark);
        self.end_element(&own);
        let top = [block, Open::new(clone, entry.name, Namespace::Html)];
        self.stack.splice(depth..=furthest, kept.into_iter().rev().chain(top));
        self.link_from(depth);
    }

    /// Puts the clone where the bookmark is and takes the old entry away.
    fn replace_entry(&mut self, entry: Active, clone: u32, bookmark: Option<u32>) {
        let Some(old) = self.active_position(entry.node) else { return };
        self.nodes[clone as usize].flags.set(Flags::ACTIVE);
        let fresh = Active { node: clone, ..entry };
        match bookmark.and_then(|node| self.active_position(node)) {
            None => self.formatting[old] = fresh,
            Some(after) => {
                self.formatting.insert(after + 1, fresh);
                self.formatting.remove(old);
            }
        }
    }

    /// The inner loop: elements between the formatting element and the furthest block are repeated or dropped.
    fn rebuild_between(&mut self, depth: usize, furthest: usize) -> Rebuilt {
        let block = self.stack[furthest].node;
        let mut rebuilt = Rebuilt { last: block, bookmark: None, kept: Vec::new() };
        for (steps, position) in (depth + 1..furthest).rev().enumerate() {
            let open = self.stack[position];
            self.end_element(&open);
            let mut active = self.active_position(open.node);
            if steps >= 3
                && let Some(index) = active.take()
            {
                self.formatting.remove(index);
            }
            let Some(index) = active else { continue };
            let fresh = self.repeat(self.formatting[index]);
            self.set_active(index, fresh);
            rebuilt.kept.push(Open::new(fresh, open.name, open.namespace));
            if rebuilt.last == block {
                rebuilt.bookmark = Some(fresh);
            }
            self.attach(rebuilt.last, Place { parent: fresh, before: NONE });
            rebuilt.last = fresh;
        }
        rebuilt
    }
}

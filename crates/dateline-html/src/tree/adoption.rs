//! The adoption agency algorithm: end tags of formatting elements that are not properly nested.

use super::nodes::Place;
use super::stack::is_html;
use super::{Active, Builder, Namespace, Step};
use crate::document::NONE;
use crate::names::{self as n, Name};

impl Builder<'_> {
    pub(crate) fn adopt(&mut self, subject: Name) -> Step {
        let current = self.current();
        if is_html(&current, subject) && self.active_position(current.node).is_none() {
            self.pop();
            return Step::Done;
        }
        for _ in 0..8 {
            let from = self.segment();
            let Some(found) = self.formatting[from..].iter().rposition(|entry| entry.name == subject) else {
                self.any_other_end(subject);
                return Step::Done;
            };
            if !self.adopt_once(from + found) {
                return Step::Done;
            }
        }
        Step::Done
    }

    /// One round for the formatting element at `at` of the list; whether another may follow.
    fn adopt_once(&mut self, at: usize) -> bool {
        let entry = self.formatting[at];
        let Some(depth) = self.stack.iter().rposition(|open| open.node == entry.node) else {
            self.formatting.remove(at);
            return false;
        };
        if !self.in_scope_by(n::SCOPE, |open| open.node == entry.node) {
            return false;
        }
        self.depth_capped |= self.budget == 0;
        let furthest = self.stack[depth + 1..].iter().position(|open| open.rules & n::SPECIAL != 0);
        let Some(furthest) = furthest.map(|found| depth + 1 + found).filter(|_| depth > 0 && self.budget > 0)
        else {
            self.pop_to(depth);
            self.formatting.remove(at);
            return false;
        };
        self.move_block(entry, depth, furthest);
        true
    }

    fn move_block(&mut self, entry: Active, depth: usize, furthest: usize) {
        let ancestor = self.stack[depth - 1];
        let block = self.stack[furthest];
        let (last, bookmark) = self.rebuild_between(depth, furthest);
        let place = self.place(ancestor);
        self.attach(last, place);
        let clone = self.repeat(entry);
        while self.nodes[block.node as usize].first != NONE {
            let child = self.nodes[block.node as usize].first;
            self.attach(child, Place { parent: clone, before: NONE });
        }
        self.attach(clone, Place { parent: block.node, before: NONE });
        self.replace_entry(entry, clone, bookmark);
        self.remove(entry.node);
        let above =
            self.stack.iter().rposition(|open| open.node == block.node).unwrap_or(self.stack.len() - 1);
        self.put(above + 1, clone, entry.name, Namespace::Html);
    }

    /// Puts the clone where the bookmark is and takes the old entry away.
    fn replace_entry(&mut self, entry: Active, clone: u32, bookmark: Option<u32>) {
        let Some(old) = self.active_position(entry.node) else { return };
        let fresh = Active { node: clone, ..entry };
        match bookmark.and_then(|node| self.active_position(node)) {
            None => self.formatting[old] = fresh,
            Some(after) => {
                self.formatting.insert(after + 1, fresh);
                self.formatting.remove(old);
            }
        }
    }

    /// The inner loop: elements between the formatting element and the furthest block are repeated or dropped. Returns
    /// the last node and the node after whose entry the bookmark stands, if it moved.
    fn rebuild_between(&mut self, depth: usize, furthest: usize) -> (u32, Option<u32>) {
        let block = self.stack[furthest].node;
        let (mut last, mut bookmark, mut counter) = (block, None, 0);
        let mut position = furthest;
        loop {
            counter += 1;
            position -= 1;
            if position <= depth {
                return (last, bookmark);
            }
            let open = self.stack[position];
            let mut active = self.active_position(open.node);
            if counter > 3
                && let Some(index) = active.take()
            {
                self.formatting.remove(index);
            }
            let Some(index) = active else {
                self.remove_at(position);
                continue;
            };
            let fresh = self.repeat(self.formatting[index]);
            self.formatting[index].node = fresh;
            self.end_element(&open);
            self.nodes[fresh as usize].open = true;
            self.stack[position].node = fresh;
            if last == block {
                bookmark = Some(fresh);
            }
            self.attach(last, Place { parent: fresh, before: NONE });
            last = fresh;
        }
    }
}

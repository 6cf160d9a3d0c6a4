//! What a page may cost: the nodes of its tree and the work of the adoption agency, both paid for by its bytes.
//! Attributes are paid for in the tokenizer, changed strings in the store.

use super::Builder;
use crate::tag_names as n;
use crate::tokenizer::{Raw, Token};

/// Names that are not among the known ones; of 2,266 real pages none has more than 121.
pub(super) const NAMES: usize = 1024;
/// Heights on the stack are numbers of 16 bits.
pub(super) const DEEPEST: usize = 32_000;
/// A page may have a node for so many of its bytes, and some: enough for 60 KB of nothing but a table of short numbers.
/// The most on a real page larger than that is one for 13 bytes.
const BYTES_PER_NODE: usize = 11;
const NODE_GROUND: usize = 16_384;

/// Room for nodes to begin with: real pages have 1.18 nodes for each `<`, 1.69 at most.
pub(super) fn first_nodes(source: &str) -> usize {
    let marks = memchr::memchr_iter(b'<', source.as_bytes()).count();
    (marks + marks / 4 + 16).min(nodes(source.len()) + PAST_CAP)
}

/// Nodes that are still made where the cap is reached: texts, and what is open already.
const PAST_CAP: usize = 640;

pub(super) fn nodes(length: usize) -> usize {
    length / BYTES_PER_NODE + NODE_GROUND
}

/// Twice the bytes and some: of 2,266 real pages none needs more than 227.
pub(super) fn work(length: usize) -> usize {
    (64 << 10) + length * 2
}

impl Builder<'_> {
    /// Whether the tree has as many nodes as the page pays for.
    pub(super) fn is_spent(&self) -> bool {
        self.nodes.len() >= self.node_cap
    }

    /// Room for another node; grows by a quarter, so that no more is held than the budget has.
    pub(super) fn make_room(&mut self) {
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact(self.nodes.len() / 4 + 64);
        }
    }

    /// Whether the token is to be dropped because the tree is too deep or too large; says so in the caps.
    pub(super) fn is_unaffordable(&mut self, token: &Token) -> bool {
        match token {
            Token::Start(start) => {
                let is_raw = start.name.rules() & n::RAW != 0 && !self.is_foreign(token);
                if self.is_spent() {
                    self.caps.memory = true;
                    if is_raw {
                        self.skip_raw(start.name);
                    }
                    return true;
                }
                let is_deep = self.stack.len() >= self.depth_cap && !is_raw;
                self.caps.depth |= is_deep;
                is_deep
            }
            Token::Comment(_) | Token::End(n::P | n::BR) if self.is_spent() => {
                self.caps.memory = true;
                // An open paragraph may still end: that makes no node.
                !matches!(token, Token::End(n::P)) || !self.in_button_scope(n::P)
            }
            _ => false,
        }
    }

    /// What a dropped tag says is no markup does not become markup.
    fn skip_raw(&mut self, name: n::Name) {
        let raw = match name {
            n::SCRIPT => Raw::Script,
            n::TITLE | n::TEXTAREA => Raw::Rcdata,
            _ => Raw::Rawtext,
        };
        let text = n::KNOWN.get(usize::from(name.0)).copied().unwrap_or_default();
        self.tokenizer.enter(raw, text, &self.store);
        self.tokenizer.skip_entered();
    }
}

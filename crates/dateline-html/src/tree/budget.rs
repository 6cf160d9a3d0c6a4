//! What a page may cost: the memory of its tree and the work of the adoption agency, both paid for by its bytes.
//!
//! Of each byte of the page `PER_BYTE` bytes of tree may be made. `RESERVE` of them are held back for each byte still to
//! come: text goes on even where tags are dropped, and may need that much.

use super::Builder;
use crate::names::{self as n};
use crate::node::Node;
use crate::store::Attr;
use crate::tokenizer::{Raw, Token};

/// Names that are not among the known ones.
pub(super) const NAMES: usize = 4096;
/// Heights on the stack are numbers of 16 bits.
pub(super) const DEEPEST: usize = 32_000;
/// Bytes of nodes, attributes and changed strings for a byte of the page.
const PER_BYTE: usize = 5;
/// Bytes that a byte of text may take beyond the page: NUL becomes three, or a piece of a torn text.
const RESERVE: usize = 3;
/// What every page may take, however small.
const GROUND: usize = 256 << 10;

/// Room for nodes to begin with: most pages have fewer nodes than `<`.
pub(super) fn first_nodes(source: &str) -> usize {
    let marks = memchr::memchr_iter(b'<', source.as_bytes()).count();
    (marks + 16).min(memory(source.len()) / size_of::<Node>())
}

pub(super) fn memory(length: usize) -> usize {
    GROUND + length * PER_BYTE
}

/// Twice the bytes: real pages need a hundredth of it at most.
pub(super) fn work(length: usize) -> usize {
    (64 << 10) + length * 2
}

impl Builder<'_> {
    /// Whether the tree has taken what the page pays for.
    pub(super) fn is_spent(&self) -> bool {
        let taken = self.nodes.len() * size_of::<Node>()
            + self.store.attrs.len() * size_of::<Attr>()
            + self.store.side.len();
        taken + (self.store.source.len() - self.tokenizer.at) * RESERVE >= self.memory
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

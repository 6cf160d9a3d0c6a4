//! What the store gives and takes: whole values, apart from rows and SQL.

mod entries;
mod entry_lists;
mod feeds;
mod polls;
mod rules;
mod search;
mod stories;

pub use entries::*;
pub use entry_lists::*;
pub use feeds::*;
pub use polls::*;
pub use rules::*;
pub use search::*;
pub use stories::*;

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice<T> {
    /// The items, in the order asked for.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many at most; the store gives never more than 500.
    pub limit: u32,
    /// How many to pass over.
    pub offset: u32,
}

impl Window {
    /// The first `limit` items.
    pub const fn first(limit: u32) -> Self {
        Self { limit, offset: 0 }
    }
}

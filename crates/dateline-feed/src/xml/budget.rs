//! How much longer than its own bytes a document may become by what it says once and uses often. Without a bound 12 kB
//! that were compressed well become gigabytes.

use std::cell::Cell;

/// What every document may add, however short it is.
const ALLOWANCE: usize = 1 << 20;

/// Bytes that reading may still add to a document.
#[derive(Debug)]
pub struct Budget {
    left: Cell<usize>,
    refused: Cell<bool>,
}

impl Budget {
    /// Growth by entities: nobody who means well declares text to use it thousands of times.
    pub const fn of_entities() -> Self {
        Self::of(0)
    }

    /// Growth by bases of relative addresses and names of folders, which stand for many lines: the document may double,
    /// and grow by [`ALLOWANCE`] besides.
    pub const fn of(bytes: usize) -> Self {
        Self { left: Cell::new(bytes.saturating_add(ALLOWANCE)), refused: Cell::new(false) }
    }

    /// Takes so many bytes, or refuses all of them.
    pub fn take(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        match left {
            Some(left) => self.left.set(left),
            None => self.refused.set(true),
        }
        left.is_some()
    }

    /// Whether anything was refused.
    pub fn refused(&self) -> bool {
        self.refused.get()
    }
}

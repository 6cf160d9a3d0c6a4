//! Bounds that several queries share.

/// Most items given at once.
pub(crate) const MOST: u32 = 500;

/// Stories ranked for the front page, latest first; older ones cannot score against them.
pub(crate) const RANKED: i64 = 3_000;

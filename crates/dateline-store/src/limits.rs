//! Bounds that several queries share.

/// Most items given at once.
pub(crate) const MOST: u32 = 500;

/// Stories whose follows are counted, latest first; older ones cannot score against them.
pub(crate) const FOLLOWED: i64 = 3_000;

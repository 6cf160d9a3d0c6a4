//! Numbers of 32 bits that say where characters and nodes stand. Reads nothing.

/// A range of the characters of a page: of its source, or beyond it of those that were changed.
pub(crate) type Span = (u32, u32);

/// No index.
pub(crate) const NONE: u32 = u32::MAX;

/// Sizes are capped far below 4 GiB before parsing.
pub(crate) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX - 1)
}

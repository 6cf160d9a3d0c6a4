//! What a walk knows of the elements it stands in and of the text that it gathers.

use crate::body::word_counts::Count;
use crate::class_hints::ClassHints;
use dateline_html::NodeId;

/// An element that the walk stands in.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) node: NodeId,
    pub(super) elem: u32,
    pub(super) hints: ClassHints,
    /// Whether it stands in a dialog that is not the page itself.
    pub(super) overlay: bool,
    pub(super) in_link: bool,
    pub(super) strong: bool,
    pub(super) block: bool,
    /// Kept for screen readers.
    pub(super) spoken: bool,
}

/// A run of text between the borders of blocks.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) count: Count,
    pub(super) hints: ClassHints,
    pub(super) overlay: bool,
    pub(super) first_char: char,
    pub(super) last_char: char,
    pub(super) broken: bool,
    pub(super) formula: bool,
    /// A large first letter, which waits for its word.
    pub(super) initial: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            start: 0,
            count: Count::default(),
            hints: ClassHints::default(),
            overlay: false,
            first_char: ' ',
            last_char: ' ',
            broken: false,
            formula: false,
            initial: false,
        }
    }
}

impl Run {
    pub(super) fn stand_in(&mut self, open: &Open) {
        self.hints = self.hints.with(open.hints);
        self.overlay |= open.overlay;
    }
}

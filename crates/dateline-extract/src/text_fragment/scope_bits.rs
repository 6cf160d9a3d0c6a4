//! Where text stands as bits, for the walk over a page, and what class names and ids add to them. Judges nothing.

use super::Scope;
use crate::name_words::Marks;
use dateline_html::Tag;

/// A [`Scope`] as a bit for each of its fields. Those that names give are the bits of [`Marks`], the others stand where marks that
/// are no part of a scope have theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ScopeBits(Marks);

/// What a name gives to the scope of its element as it is.
const NAMED: Marks = Marks::COMMENTS
    .with(Marks::PLAYER)
    .with(Marks::FRAME)
    .with(Marks::NEWSLETTER)
    .with(Marks::CONSENT)
    .with(Marks::BARRIER)
    .with(Marks::WALL);

impl ScopeBits {
    pub(super) const PLAYER: Self = Self(Marks::PLAYER);
    pub(super) const TEASER: Self = Self(Marks::TEASER);
    pub(super) const FRAME: Self = Self(Marks::FRAME);
    pub(super) const HIDDEN: Self = Self(Marks::DIALOG);
    pub(super) const STREAMED: Self = Self(Marks::OPEN);
    pub(super) const NOSCRIPT: Self = Self(Marks::CARD);
    pub(super) const HEADING: Self = Self(Marks::AUTHOR);
    pub(super) const ITEM: Self = Self(Marks::MAY_BE_ICON);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0.has(other.0)
    }

    /// Adds bits where something is so.
    pub(super) const fn add(&mut self, other: Self, is_so: bool) {
        if is_so {
            self.0 = self.0.with(other.0);
        }
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0.without(other.0))
    }

    /// Adds what a name says of its element; of an article only that it is a teaser. `dialogs`: they are shown.
    pub(super) fn add_named(&mut self, marks: Marks, tag: Tag, dialogs: bool) {
        self.add(Self::TEASER, marks.has(Marks::TEASER) && !marks.has(Marks::BARRIER));
        if tag == Tag::Article {
            return;
        }
        self.add(Self(marks.among(NAMED)), true);
        self.add(Self::HIDDEN, marks.has(Marks::DIALOG) && !marks.has(Marks::OPEN) && !dialogs);
    }

    pub(super) fn scope(self) -> Scope {
        let has = |mark| self.0.has(mark);
        Scope {
            comments: has(Marks::COMMENTS),
            player: has(Marks::PLAYER),
            teaser: has(Marks::TEASER),
            frame: has(Marks::FRAME),
            newsletter: has(Marks::NEWSLETTER),
            consent: has(Marks::CONSENT),
            hidden: self.has(Self::HIDDEN),
            streamed: self.has(Self::STREAMED),
            noscript: self.has(Self::NOSCRIPT),
            wall: has(Marks::WALL),
            barrier: has(Marks::BARRIER),
            heading: self.has(Self::HEADING),
            item: self.has(Self::ITEM),
        }
    }
}

/// Whether a name only says what kind of part it is: comments are many words, and dialogs are not seen.
pub(super) const fn is_about_place(marks: Marks) -> bool {
    !marks.has(Marks::COMMENTS.with(Marks::DIALOG))
}

/// Whether a name is that of a teaser or of the house's own offer: a card, a teaser of a wall.
pub(super) const fn may_be_offer(marks: Marks) -> bool {
    marks.has(Marks::CARD) || marks.has(Marks::TEASER) && marks.has(Marks::BARRIER)
}

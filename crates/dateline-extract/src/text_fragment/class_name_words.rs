//! What class names and ids say of the part of a page that they name. Judges nothing.

use super::Scope;
use crate::name_words::Marks;
use dateline_html::Tag;

impl Marks {
    /// Whether the name only says what kind of part it is: comments are many words, and dialogs are not seen.
    pub(super) const fn is_about_place(self) -> bool {
        !self.has(Self::COMMENTS) && !self.has(Self::DIALOG)
    }

    /// Whether the name is that of a teaser or of the house's own offer: a card, a teaser of a wall.
    pub(super) const fn may_be_offer(self) -> bool {
        self.has(Self::CARD) || self.has(Self::TEASER) && self.has(Self::BARRIER)
    }

    /// Adds what the name says to the scope of an element; of an article only that it is a teaser. `dialogs`: they are shown.
    pub(super) fn mark(self, tag: Tag, scope: &mut Scope, dialogs: bool) {
        scope.teaser |= self.has(Self::TEASER) && !self.has(Self::BARRIER);
        if tag == Tag::Article {
            return;
        }
        scope.comments |= self.has(Self::COMMENTS);
        scope.player |= self.has(Self::PLAYER);
        scope.frame |= self.has(Self::FRAME);
        scope.newsletter |= self.has(Self::NEWSLETTER);
        scope.consent |= self.has(Self::CONSENT);
        scope.wall |= self.has(Self::WALL) || self.has(Self::BARRIER);
        scope.barrier |= self.has(Self::BARRIER);
        scope.hidden |= self.has(Self::DIALOG) && !self.has(Self::OPEN) && !dialogs;
    }
}

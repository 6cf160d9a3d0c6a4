//! What the pieces of a small box behind a text say, each by itself: what the box is about, and what it asks for.

use super::{Found, LENGTH, Part, SubscribePrompt, WORDS, counts_words, fold, number};

/// Most words of the piece that opens a box, and of one that says whose the text is.
const OPENING: usize = 30;
const LABEL: usize = 8;

impl SubscribePrompt {
    /// Those of one piece of a box, of however few words.
    pub(crate) fn in_box(text: &str, words: usize) -> Option<Self> {
        let found = (1..=*WORDS.end()).contains(&words).then(|| Found::of(text))??;
        let has_words_left = found.has(Part::Left) && counts_words(&fold(text));
        let counted = found.has(Part::Left) && (found.has(Part::Meter) || found.has(Part::Piece));
        let has_some_left = counted && !has_words_left && number(text).is_some_and(|(count, _)| count > 0)
            || found.has(Part::Meter) && (found.is_last_of_some() || found.counts_this_one(text));
        Some(Self { found, words, is_short: text.len() <= LENGTH, has_some_left, has_words_left })
    }

    /// Whether it speaks of going on.
    pub(crate) fn goes_on(&self) -> bool {
        self.has(Part::Read) && self.has(Part::Resume) && !self.has(Part::Whole)
    }

    /// Whether it opens the box of a wall: it speaks of going on, of reading this text, says that this text is locked, whose it is, or
    /// how many words are left. The whole of something that is no text is an offer.
    pub(crate) fn opens_a_wall(&self) -> bool {
        let piece = self.has(Part::Piece);
        let goes_on = self.goes_on() || piece && self.has(Part::Read);
        let locked = piece && self.has(Part::Locked);
        let reserved = piece && self.has(Part::Subscriber) && self.words <= LABEL;
        let others = self.has(Part::Other) || self.has(Part::All) || self.has_some_left;
        self.words <= OPENING && (goes_on || locked || reserved || self.has_words_left) && !others
    }

    /// Whether it asks for money or an account, or says whose it is.
    pub(crate) fn sells(&self) -> bool {
        self.pays() || self.registers()
    }

    /// Whether it asks for an account.
    pub(crate) fn registers(&self) -> bool {
        self.has(Part::Register)
    }

    /// Whether it speaks of what is paid for.
    pub(crate) fn pays(&self) -> bool {
        self.has(Part::Subscribe) || self.has(Part::Subscriber)
    }

    /// Whether it says for whom alone a text is, or that it is locked.
    pub(crate) fn reserves(&self) -> bool {
        let locks = self.has(Part::Locked) && self.has(Part::Piece) && !self.has(Part::All);
        locks || self.has(Part::Only) || self.has(Part::Subscriber) || self.has_words_left
    }

    /// Whether it speaks of letters, comments, what is free, or somebody else's subscribers.
    pub(crate) fn is_other(&self) -> bool {
        self.has(Part::Other)
    }

    /// Whether it says that a text is locked or paid for.
    pub(crate) fn locks(&self) -> bool {
        self.has(Part::Locked)
    }

    /// Whether it offers all that a house has, whatever else it says.
    pub(crate) fn names_all(&self) -> bool {
        self.has(Part::All)
    }
}

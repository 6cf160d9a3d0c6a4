//! One look at the words of a fragment, which spares most of them every closer one. Finds no phrase itself.

use super::subscribe_prompt;
use crate::char_classes::tokens;
use crate::lexicon;
use crate::text::words;

/// What one look at a text's words says, before any phrase is searched for.
#[derive(Default)]
pub(super) struct Glance {
    pub(super) words: usize,
    /// A phrase of the lexicon may stand in it.
    pub(super) speaks: bool,
    /// Words of asking may stand in it.
    pub(super) asks: bool,
}

impl Glance {
    /// Looks at each word once.
    pub(super) fn at(text: &str) -> Self {
        let mut glance = Self::default();
        let mut before = 0;
        let parted = tokens(text, |token| {
            glance.words += usize::from(token.apart);
            glance.speaks = glance.speaks || lexicon::may_begin(before, token.hash);
            glance.asks = glance.asks || subscribe_prompt::may_ask(&text[token.at..]);
            before = token.hash;
        });
        if parted { glance } else { Self { words: words(text), speaks: true, asks: true } }
    }
}

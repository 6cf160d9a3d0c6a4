//! One look at the words of a fragment, which spares most of them every closer one. Finds no phrase itself.

use super::subscribe_prompt;
use crate::char_classes::tokens;
use crate::lexicon::{self, Beginnings};
use crate::text::words;

/// A text of more bytes for a word is looked at for the number of its words first.
const LETTERS: usize = 5;

/// What one look at a text's words says, before any phrase is searched for.
pub(super) struct Glance {
    pub(super) words: usize,
    /// Where phrases of the lexicon may begin in it; nothing where they may begin anywhere.
    pub(super) phrases: Option<Beginnings>,
    /// Words of asking may stand in it.
    pub(super) asks: bool,
}

impl Glance {
    /// Looks at each word once; in a text of more words than `most` for nothing but their number.
    pub(super) fn at(text: &str, most: usize) -> Self {
        if text.len() > LETTERS * most {
            let words = words(text);
            if words > most {
                return Self { words, phrases: Some(Beginnings::default()), asks: false };
            }
        }
        let (mut count, mut asks) = (0, false);
        let mut phrases = Beginnings::default();
        let parted = tokens(text, |token| {
            count += usize::from(token.apart);
            lexicon::look(&mut phrases, token);
            asks = asks || subscribe_prompt::may_ask(&text[token.at..]);
        });
        if parted {
            Self { words: count, phrases: Some(phrases), asks }
        } else {
            Self { words: words(text), phrases: None, asks: true }
        }
    }
}

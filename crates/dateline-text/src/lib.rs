//! What every crate must agree on about text: which scripts write no spaces, how words are counted, where a sentence ends, how a
//! text is cut and its white space folded. Plain functions over `str`; no tables of languages' words but abbreviations.

mod cut;
mod scripts;
mod sentences;
mod words;

pub use cut::{cut_at_word, fold, shorten};
pub use scripts::{is_east_asian, is_hangul, is_southeast_asian, is_unspaced};
pub use sentences::{closes_quote, ends_sentence, sentences};
pub use words::words;

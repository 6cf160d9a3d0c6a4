//! Details of a story's versions: who and what is named, who said what, and what one version alone has. Pure
//! functions over texts, bounded in time and size; they invent nothing, everything given back stands in a text. They know
//! no stories and no store.

mod names;
mod novel_sentences;
mod objections;
mod quotes;
mod tokens;

pub use names::{Kind, Name, names};
pub use novel_sentences::{NovelSentence, novel_sentences};
pub use objections::{Objections, objections};
pub use quotes::{Quote, quotes};

/// One version's running text.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// BCP 47 tag, where known.
    pub language: Option<&'a str>,
    /// Paragraphs in order.
    pub paragraphs: &'a [String],
}

/// Versions that are looked at; a story of more is looked at in its first ones.
pub const TEXTS: usize = 24;
/// Characters of one version that are looked at.
const CHARS: usize = 40_000;

impl<'a> Text<'a> {
    /// Primary subtag in lower case, empty where unknown.
    fn lang_id(&self) -> String {
        self.language.unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// Paragraphs up to [`CHARS`].
    fn read(&self) -> impl Iterator<Item = &'a str> {
        let mut left = CHARS;
        self.paragraphs.iter().map(String::as_str).take_while(move |paragraph| {
            let fits = paragraph.len() <= left;
            left = left.saturating_sub(paragraph.len());
            fits
        })
    }
}

#[cfg(test)]
mod tests;

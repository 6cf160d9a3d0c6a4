//! How many words a reading has, and from how many on a feed's own text counts as an article.

use dateline_model::Reading;
use dateline_store::ARTICLE_WORDS;

/// A feed's own text with fewer words is taken for an announcement, even without a cut mark: of the real feeds'
/// entries with a page, summaries without a mark have a median of 31 words, whole texts of 412.
pub(crate) const WHOLE_WORDS: usize = ARTICLE_WORDS;

/// Words of the running text.
pub(crate) fn words(reading: &Reading) -> usize {
    reading.article.as_ref().map_or(0, |article| dateline_text::words(&article.text()))
}

//! The numbers that decide: one set for every language and source. Figures beside them were measured on the tuning part.

/// Thresholds and bounds of the story room.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Score from which an article joins a story.
    pub join: f64,
    /// Mean score from which two stories are one.
    pub merge: f64,
    /// Hours after which a story has lost half of its pull.
    pub half_life: f64,
    /// Weight of the best member in the score; the centroid has the rest.
    pub best: f64,
    /// Weight of the share of the article's terms that the story knows.
    pub cover: f64,
    /// Weight of a lead term; a headline's term weighs 1.
    pub lead: f64,
    /// Words of the text that are read for terms.
    pub lead_words: usize,
    /// Weight of a pair of neighbouring headline words.
    pub pair: f64,
    /// Factor for names.
    pub name: f64,
    /// Factor for numbers.
    pub number: f64,
    /// Stories' worth of trust in the background table.
    pub prior: f64,
    /// Most terms kept of one article.
    pub terms: usize,
    /// Least share of a text found in another to call it a copy.
    pub copy: f64,
    /// Postings looked at for one article.
    pub postings: usize,
    /// Stories scored in full for one article.
    pub candidates: usize,
    /// Articles held; the oldest are forgotten beyond it.
    pub live: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            join: 0.27,
            merge: 0.30,
            half_life: 96.0,
            best: 0.5,
            cover: 0.2,
            lead: 0.5,
            lead_words: 120,
            pair: 0.4,
            name: 1.2,
            number: 0.8,
            prior: 1000.0,
            terms: 64,
            copy: 0.5,
            postings: 4000,
            candidates: 16,
            live: 2_000_000,
        }
    }
}

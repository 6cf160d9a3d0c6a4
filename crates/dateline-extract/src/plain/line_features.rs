//! Lines of a plain text and what can be seen on each of them alone. Decides nothing.

use crate::lexicon::{self, Hit, Strength};
use crate::text::{Cut, ends_sentence, share, without_continuation, words};
use dateline_model::Reason;
use std::collections::HashSet;

/// A line that is not empty, with what was measured on it.
#[derive(Debug)]
pub(crate) struct Line<'t> {
    /// The line without white space at its ends.
    pub(crate) text: &'t str,
    /// Its first byte in the whole text.
    pub(crate) start: usize,
    /// Words; two characters of a script without spaces count as one.
    pub(crate) words: usize,
    /// Phrases found.
    pub(crate) hits: Vec<Hit>,
    /// Ends like a sentence.
    pub(crate) ends: bool,
    /// Cut with dots, perhaps followed by "Read more".
    pub(crate) cut: Cut,
    /// Words of content, for comparing topics.
    pub(crate) terms: HashSet<String>,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        let hits = lexicon::hits(text);
        let (stem, cut) = without_continuation(text, &hits);
        let ends = cut == Cut::No && ends_sentence(stem);
        Self { text, start, words: words(text), hits, ends, cut, terms: terms(text) }
    }

    /// The line without dots and invitation at its end.
    pub(crate) fn stem(&self) -> &'t str {
        without_continuation(self.text, &self.hits).0.trim_end_matches(['…', '.', ' ']).trim_end()
    }

    /// Share of the line's characters that phrases of a class cover.
    pub(crate) fn covered(&self, wanted: impl Fn(&Hit) -> bool) -> f32 {
        let covered: usize = self.hits.iter().filter(|hit| wanted(hit)).map(|hit| hit.end - hit.start).sum();
        share(covered, self.text.len())
    }

    /// The reason that most of the line's phrases speak for; strong phrases before weak ones, then the earlier one.
    pub(crate) fn reason(&self) -> Option<Reason> {
        let speaking = || self.hits.iter().filter(|hit| hit.reason().is_some());
        let strong = speaking().find(|hit| hit.strength == Strength::Strong);
        strong.or_else(|| speaking().next()).and_then(Hit::reason)
    }

    /// Share of the other line's content words that this set holds.
    pub(crate) fn overlap(&self, topic: &HashSet<String>) -> f32 {
        share(self.terms.intersection(topic).count(), self.terms.len())
    }
}

/// Parts a text into lines that are not empty.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut found = Vec::new();
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        if !line.is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            found.push(Line::new(line, start + lead));
        }
        start += raw.len();
    }
    found
}

/// Words of at least four letters in lower case, cut to a stem of six; pairs of characters where words are not parted.
pub(crate) fn terms(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(lexicon::is_cjk) {
            let chars: Vec<char> = word.chars().collect();
            found.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if word.chars().nth(3).is_some() {
            found.insert(word.chars().flat_map(char::to_lowercase).take(6).collect());
        }
    }
    found
}

//! Which articles of the window share a word: by whole words, by the beginnings of a headline's, and by those of a text's.

use super::WindowArticle;
use crate::stable_hash::Map;

/// Which articles have a term, and which a beginning, in order of place.
#[derive(Default)]
pub(super) struct Postings {
    pub terms: Map<u32, Vec<(u32, f32)>>,
    pub beginnings: Map<u32, Vec<(u32, f32)>>,
    /// Beginnings of words of headline and text, of articles whose direction is not known.
    pub told: Map<u32, Vec<(u32, f32)>>,
}

impl Postings {
    /// Adds an article; `unknown` where its direction is not known.
    pub(super) fn add(&mut self, at: u32, point: &WindowArticle, unknown: bool) {
        for (term, weight, _) in &point.terms {
            self.terms.entry(*term).or_default().push((at, *weight));
        }
        for (beginning, weight) in point.said.beginnings().unit() {
            self.beginnings.entry(beginning).or_default().push((at, weight));
        }
        for (word, weight) in point.told.unit().filter(|_| unknown) {
            self.told.entry(word).or_default().push((at, weight));
        }
    }
}

/// The weightiest of some hashes.
pub(super) fn weightiest(parts: impl Iterator<Item = (u32, f32)>, most: usize) -> Vec<(u32, f32)> {
    let mut parts: Vec<(u32, f32)> = parts.collect();
    parts.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    parts.truncate(most);
    parts
}

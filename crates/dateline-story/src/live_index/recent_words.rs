//! The words of texts, of the newest articles alone: only those are held against each other by their texts, and words are
//! a good part of what an article takes. It is part of what is looked at together, not of what places an article.

use crate::text_words::TextWord;
use std::collections::BTreeMap;
use std::sync::Arc;

/// When an article counts as published, and its id.
pub(crate) type Age = (i64, i64);

/// Words by age.
pub(crate) struct RecentWords {
    by_age: BTreeMap<Age, Arc<[TextWord]>>,
    most: usize,
}

impl Default for RecentWords {
    fn default() -> Self {
        Self::new(usize::MAX)
    }
}

impl RecentWords {
    /// Room for the words of so many articles.
    pub(crate) const fn new(most: usize) -> Self {
        Self { by_age: BTreeMap::new(), most }
    }

    /// Keeps an article's words while it is among the newest; a headline alone has none.
    pub(crate) fn keep(&mut self, age: Age, words: Arc<[TextWord]>) {
        if !words.is_empty() {
            self.by_age.insert(age, words);
        }
        while self.by_age.len() > self.most {
            self.by_age.pop_first();
        }
    }

    /// An article's words, where they are kept.
    pub(crate) fn get(&self, age: Age) -> Option<&Arc<[TextWord]>> {
        self.by_age.get(&age)
    }

    /// Gives them up.
    pub(crate) fn remove(&mut self, age: Age) -> Option<Arc<[TextWord]>> {
        self.by_age.remove(&age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{text_words, tokenizer};

    #[test]
    fn only_the_newest_keep_their_words() {
        let words = |text: &str| Arc::from(text_words::draw(&tokenizer::words(text, 120)));
        let mut recent = RecentWords::new(2);
        for age in [(30, 1), (10, 2), (40, 3), (50, 4)] {
            recent.keep(age, words("Quarb Velkonia"));
        }
        let kept =
            |recent: &RecentWords| [(30, 1), (10, 2), (40, 3), (50, 4)].map(|age| recent.get(age).is_some());
        assert_eq!(kept(&recent), [false, false, true, true]);
        recent.keep((20, 5), words("Quarb"));
        recent.keep((60, 6), words(""));
        assert_eq!(kept(&recent), [false, false, true, true]);
        assert!(recent.remove((40, 3)).is_some() && recent.get((40, 3)).is_none());
    }
}

//! Numbers, names and places of two articles side by side: what both say, and what each says alone. Numbers and places that
//! disagree part reports of one subject.

use crate::crosslingual_keys::{self, Kind};
use crate::stable_hash::Map;

/// Features of a pair.
pub(super) const WIDTH: usize = 7;

/// How many articles of the window have each key.
#[derive(Default)]
pub(super) struct Holders {
    counts: Map<u32, u32>,
    articles: f32,
}

impl Holders {
    /// Counts one article's keys.
    pub(super) fn add(&mut self, keys: &[u32]) {
        self.articles += 1.0;
        keys.iter().for_each(|key| *self.counts.entry(*key).or_default() += 1);
    }

    /// What a key weighs: by its kind, and by how rare it is.
    fn weight(&self, key: u32) -> f32 {
        /// Articles' worth of trust that a key is rare.
        const PRIOR: f32 = 100.0;
        let all = self.articles + PRIOR;
        let held = self.counts.get(&key).copied().unwrap_or(1) as f32;
        crosslingual_keys::weight(key) * (all / held).ln() / all.ln()
    }

    /// For numbers, names and places the weight of what both articles have, and the lower of what each has alone; then the
    /// weight of the words of news that both have.
    pub(super) fn numbers(&self, a: &[u32], b: &[u32]) -> [f32; WIDTH] {
        let (mut both, mut alone) = ([0.0_f32; 4], [[0.0_f32; 2]; 4]);
        let (mut own, mut theirs) = (a.iter().copied().peekable(), b.iter().copied().peekable());
        loop {
            let (x, y) = (own.peek().copied(), theirs.peek().copied());
            let Some(key) = x.into_iter().chain(y).min() else { break };
            let (left, right) = (own.next_if_eq(&key).is_some(), theirs.next_if_eq(&key).is_some());
            let kind = match crosslingual_keys::kind(key) {
                Kind::Number => 0,
                Kind::Name => 1,
                Kind::Place => 2,
                Kind::Word => 3,
            };
            let weight = self.weight(key);
            match (left, right) {
                (true, true) => both[kind] += weight,
                (true, false) => alone[kind][0] += weight,
                _ => alone[kind][1] += weight,
            }
        }
        let [numbers, names, places, words] = both;
        let [n, m, p, _] = alone.map(|[a, b]| a.min(b));
        [numbers, n, names, m, places, p, words]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_places_that_disagree_are_told_apart_from_those_that_agree() {
        let keys = |title: &str| crosslingual_keys::draw(title, "");
        let one = keys("Earthquake in Turkey kills 241 people near Kovalden");
        let same = keys("241 dead after earthquake in Turkey, says mayor of Kovalden");
        let other = keys("Earthquake in Japan kills 387 people near Morivaka");
        let mut holders = Holders::default();
        [&one, &same, &other].into_iter().for_each(|keys| holders.add(keys));
        let [numbers, numbers_alone, names, _, places, places_alone, _] = holders.numbers(&one, &same);
        assert!(numbers > 0.0 && names > 0.0 && places > 0.0);
        assert_eq!([numbers_alone, places_alone], [0.0; 2]);
        let [numbers, numbers_alone, _, names_alone, places, places_alone, words] =
            holders.numbers(&one, &other);
        assert_eq!([numbers, places], [0.0; 2]);
        assert!(numbers_alone > 0.0 && names_alone > 0.0 && places_alone > 0.0 && words > 0.0);
    }
}

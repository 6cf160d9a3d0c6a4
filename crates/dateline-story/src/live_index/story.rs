//! One live story: its members, and of two or more the sums of their terms and embeddings.

use super::Docs;
use crate::article_profile::{Profile, TermSum, UNIT};
use crate::embedding::{DirectionSum, WIDTH};
use dateline_model::EntryId;
use std::cmp::Ordering;

/// One live story.
#[derive(Default)]
pub(crate) struct Story {
    /// Members by id.
    pub members: Vec<EntryId>,
    /// Where they stand among the live articles, in the same order.
    pub places: Vec<u32>,
    /// What they say together. A single member says it all by itself: six stories in ten have no other.
    pub whole: Option<Box<StorySums>>,
}

/// Sums over two members or more.
pub(crate) struct StorySums {
    /// Terms by hash.
    pub tally: Vec<TermSum>,
    /// Sum of the squares of the sums.
    pub norm2: u64,
    /// Sum of the members' directions.
    pub embedding: DirectionSum,
}

impl Story {
    /// The live ones of these articles together.
    pub(crate) fn of(docs: &Docs, members: impl Iterator<Item = EntryId>) -> Self {
        let mut story = Self::default();
        for place in members.filter_map(|id| docs.place(id.0)) {
            story.add(docs, place);
        }
        story
    }

    /// Takes in a member and gives the terms that nobody had.
    pub(super) fn add(&mut self, docs: &Docs, place: u32) -> Vec<u32> {
        let Some(profile) = docs.at(place).map(|live| &live.profile) else { return Vec::new() };
        let first = self.places.first().and_then(|first| docs.at(*first)).map(|live| &live.profile);
        let fresh = match (&mut self.whole, first) {
            (Some(whole), _) => whole.add(profile),
            (None, None) => profile.terms.iter().map(|term| term.hash).collect(),
            (None, Some(first)) => self.whole.insert(Box::new(StorySums::of(first))).add(profile),
        };
        let id = EntryId(docs.id(place));
        if let Err(at) = self.members.binary_search(&id) {
            if self.members.is_empty() {
                self.members.reserve_exact(1);
                self.places.reserve_exact(1);
            }
            self.members.insert(at, id);
            self.places.insert(at, place);
        }
        fresh
    }

    /// Takes out a member, whose profile is given, and gives the terms that nobody has any more.
    pub(super) fn remove(&mut self, id: EntryId, profile: &Profile) -> Vec<u32> {
        if let Ok(at) = self.members.binary_search(&id) {
            self.members.remove(at);
            self.places.remove(at);
        }
        let Some(whole) = &mut self.whole else {
            return profile.terms.iter().map(|term| term.hash).collect();
        };
        let gone = whole.sub(profile);
        if self.members.len() < 2 {
            self.whole = None;
        }
        gone
    }
}

impl StorySums {
    fn of(profile: &Profile) -> Self {
        let tally = profile.tally().collect();
        let mut embedding = DirectionSum { sum: [0; WIDTH], square: 0 };
        embedding.add(profile.embedding.as_ref(), 1);
        Self { tally, norm2: u64::from(profile.squares), embedding }
    }

    /// The sum of a term; `None` where no member has it.
    pub(crate) fn term(&self, hash: u32) -> Option<&TermSum> {
        self.find(hash).ok().and_then(|at| self.tally.get(at))
    }

    /// Where a term stands, or would stand. Hashes are spread evenly, so that their size says about where: two guesses, the
    /// second from what stood at the first, and a few steps from there. Where somebody chose words whose hashes are not
    /// spread, it is looked for by halves.
    fn find(&self, hash: u32) -> Result<usize, usize> {
        let tally = self.tally.as_slice();
        let Some(end) = tally.len().checked_sub(1) else { return Err(0) };
        let guess = ((u64::from(hash) * tally.len() as u64) >> 32) as usize;
        let there = i64::from(tally[guess].hash);
        let steps = ((i64::from(hash) - there) * tally.len() as i64) >> 32;
        let mut at = guess.saturating_add_signed(steps as isize).min(end);
        for _ in 0..STEPS {
            match tally[at].hash.cmp(&hash) {
                Ordering::Equal => return Ok(at),
                Ordering::Less if at == end => return Err(at + 1),
                Ordering::Less if tally[at + 1].hash > hash => return Err(at + 1),
                Ordering::Less => at += 1,
                Ordering::Greater if at == 0 => return Err(0),
                Ordering::Greater => at -= 1,
            }
        }
        tally.binary_search_by_key(&hash, |t| t.hash)
    }

    /// Mean similarity of two of `n` members.
    pub(crate) fn cohesion(&self, n: f64) -> f64 {
        let squares = self.norm2 as f64 / (UNIT * UNIT);
        ((squares - n) / (n * (n - 1.0))).max(0.0)
    }

    fn add(&mut self, profile: &Profile) -> Vec<u32> {
        let mut fresh = Vec::new();
        self.embedding.add(profile.embedding.as_ref(), 1);
        for own in profile.tally() {
            match self.find(own.hash) {
                Ok(at) => {
                    if let Some(t) = self.tally.get_mut(at) {
                        self.norm2 += square(t.sum + own.sum) - square(t.sum);
                        t.count += 1;
                        t.sum += own.sum;
                    }
                }
                Err(_) => {
                    self.norm2 += square(own.sum);
                    fresh.push(own);
                }
            }
        }
        self.merge(&fresh);
        fresh.into_iter().map(|t| t.hash).collect()
    }

    /// Takes in terms that it has not, which are in order: from the back, so that each that it has moves once.
    fn merge(&mut self, fresh: &[TermSum]) {
        let mut old = self.tally.len();
        self.tally.extend_from_slice(fresh);
        let mut to = self.tally.len();
        for own in fresh.iter().rev() {
            let after = self.tally.get(..old).unwrap_or_default().partition_point(|t| t.hash < own.hash);
            let moved = old - after;
            self.tally.copy_within(after..old, to - moved);
            (old, to) = (after, to - moved - 1);
            if let Some(slot) = self.tally.get_mut(to) {
                *slot = *own;
            }
        }
    }

    fn sub(&mut self, profile: &Profile) -> Vec<u32> {
        let mut gone = Vec::new();
        self.embedding.add(profile.embedding.as_ref(), -1);
        for own in profile.tally() {
            let Ok(at) = self.find(own.hash) else { continue };
            let Some(t) = self.tally.get_mut(at) else { continue };
            self.norm2 -= square(t.sum) - square(t.sum - own.sum);
            t.count -= 1;
            t.sum -= own.sum;
            if t.count == 0 {
                gone.push(own.hash);
            }
        }
        self.tally.retain(|t| t.count > 0);
        gone
    }
}

/// Steps from a guess that are taken before it is given up.
const STEPS: usize = 24;

const fn square(n: u32) -> u64 {
    n as u64 * n as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Also where hashes crowd together, as those of chosen words do.
        #[test]
        fn a_term_is_found_where_halving_finds_it(
            spread in prop::collection::btree_set(any::<u32>(), 0..60),
            crowd in prop::collection::btree_set(1000..1400u32, 0..200),
            asked in any::<u32>(),
        ) {
            let hashes: std::collections::BTreeSet<u32> = spread.union(&crowd).copied().collect();
            let tally: Vec<TermSum> =
                hashes.iter().map(|hash| TermSum { hash: *hash, count: 1, sum: 1, rarity: 1.0 }).collect();
            let whole = StorySums { tally, norm2: 0, embedding: DirectionSum { sum: [0; WIDTH], square: 0 } };
            for hash in hashes.iter().copied().chain([asked, asked % 1500, 0, u32::MAX]) {
                prop_assert_eq!(whole.find(hash), whole.tally.binary_search_by_key(&hash, |t| t.hash));
            }
        }
    }
}

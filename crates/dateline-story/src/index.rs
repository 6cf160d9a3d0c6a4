//! What is live: articles, stories, and which stories hold a term. Everything in it is a function of the set of live
//! articles and their stories, held in integers, so that the order in which they came leaves no trace.

use crate::copies::{CopyIndex, Shingles};
use crate::gist::WIDTH;
use crate::hash::Map;
use crate::profile::Profile;
use dateline_model::{EntryId, StoryId};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Mutex;

/// One live article.
pub(crate) struct Live {
    /// Its terms.
    pub profile: Profile,
    /// Its shingles.
    pub shingles: Shingles,
    /// Its headline, whose words name what stories share.
    pub title: Box<str>,
    /// What it says in any language.
    pub keys: Box<[u32]>,
    /// Its language or script, as a number.
    pub tongue: u32,
    /// Its story.
    pub story: StoryId,
    /// Its publisher, where known.
    pub publisher: Option<u32>,
    /// Seconds since 1970, where known.
    pub time: Option<i64>,
    /// Seconds since 1970 that decide when it is forgotten.
    pub kept_by: i64,
}

/// One term of a story.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Tally {
    /// The term.
    pub hash: u32,
    /// Members that have it.
    pub count: u32,
    /// Sum of their normalised weights, in 4096ths.
    pub sum: u32,
    /// Rarity at large.
    pub rarity: f32,
}

/// Sum of directions.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Gists(pub [i32; WIDTH]);

impl Default for Gists {
    fn default() -> Self {
        Self([0; WIDTH])
    }
}

impl Gists {
    fn add(&mut self, profile: &Profile, sign: i32) {
        if let Some(gist) = &profile.gist {
            self.0.iter_mut().zip(gist.0).for_each(|(sum, x)| *sum += sign * i32::from(x));
        }
    }
}

/// One live story.
#[derive(Default)]
pub(crate) struct Story {
    /// Members by id.
    pub members: Vec<EntryId>,
    /// Terms by hash.
    pub tally: Vec<Tally>,
    /// Sum of the squares of the sums.
    pub norm2: u64,
    /// Sum of the members' directions.
    pub gist: Gists,
}

/// A weight of 1 as an integer.
pub(crate) const UNIT: f64 = 4096.0;

/// One normalised weight as an integer.
fn fixed(weight: f32, norm: f32) -> u32 {
    if norm > 0.0 { (weight / norm * 4096.0).round() as u32 } else { 0 }
}

impl Story {
    /// Mean similarity of two members, where there are two.
    pub(crate) fn cohesion(&self) -> Option<f64> {
        let n = self.members.len() as f64;
        let squares = self.norm2 as f64 / (UNIT * UNIT);
        (n > 1.5).then(|| ((squares - n) / (n * (n - 1.0))).max(0.0))
    }

    fn add(&mut self, profile: &Profile) -> Vec<u32> {
        let mut fresh = Vec::with_capacity(profile.terms.len());
        if self.tally.is_empty() {
            self.tally.reserve_exact(profile.terms.len());
        }
        self.gist.add(profile, 1);
        for term in &profile.terms {
            let value = fixed(term.weight * term.rarity, profile.norm);
            match self.tally.binary_search_by_key(&term.hash, |t| t.hash) {
                Ok(at) => {
                    if let Some(t) = self.tally.get_mut(at) {
                        self.norm2 += square(t.sum + value) - square(t.sum);
                        t.count += 1;
                        t.sum += value;
                    }
                }
                Err(at) => {
                    self.tally
                        .insert(at, Tally { hash: term.hash, count: 1, sum: value, rarity: term.rarity });
                    self.norm2 += square(value);
                    fresh.push(term.hash);
                }
            }
        }
        fresh
    }

    fn sub(&mut self, profile: &Profile) -> Vec<u32> {
        let mut gone = Vec::new();
        self.gist.add(profile, -1);
        for term in &profile.terms {
            let value = fixed(term.weight * term.rarity, profile.norm);
            let Ok(at) = self.tally.binary_search_by_key(&term.hash, |t| t.hash) else { continue };
            let Some(t) = self.tally.get_mut(at) else { continue };
            self.norm2 -= square(t.sum) - square(t.sum - value);
            t.count -= 1;
            t.sum -= value;
            if t.count == 0 {
                gone.push(term.hash);
            }
        }
        self.tally.retain(|t| t.count > 0);
        gone
    }
}

const fn square(n: u32) -> u64 {
    n as u64 * n as u64
}

/// Stories met while candidates are sought, and what each gained.
#[derive(Default)]
pub(crate) struct Scratch {
    /// Gain by story.
    pub gains: Map<i64, f32>,
    /// Gains in order.
    pub ranked: Vec<(i64, f32)>,
}

/// The live window.
#[derive(Default)]
pub(crate) struct Index {
    /// Articles.
    pub docs: Map<i64, Live>,
    /// Stories.
    pub stories: Map<i64, Story>,
    /// Term to stories by id.
    pub postings: Map<u32, VecDeque<i64>>,
    /// Shingle to articles.
    pub copies: CopyIndex,
    /// Room for counting candidates, kept so that a question allocates nothing.
    pub scratch: Mutex<Scratch>,
    /// Articles by age.
    ages: BTreeSet<(i64, i64)>,
}

impl Index {
    /// Takes in an article; one of the same id goes out first.
    pub(crate) fn insert(&mut self, id: EntryId, live: Live) {
        self.remove(id);
        let story = self.stories.entry(live.story.0).or_default();
        if let Err(at) = story.members.binary_search(&id) {
            story.members.insert(at, id);
        }
        for term in story.add(&live.profile) {
            let list = self.postings.entry(term).or_default();
            let at = list.partition_point(|s| *s < live.story.0);
            list.insert(at, live.story.0);
        }
        self.copies.insert(id, &live.shingles);
        self.ages.insert((live.kept_by, id.0));
        self.docs.insert(id.0, live);
    }

    /// Moves an article to another story.
    pub(crate) fn shift(&mut self, id: EntryId, story: StoryId) {
        if let Some(live) = self.remove(id) {
            self.insert(id, Live { story, ..live });
        }
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, id: EntryId) -> Option<Live> {
        let live = self.docs.remove(&id.0)?;
        self.ages.remove(&(live.kept_by, id.0));
        self.copies.remove(id, &live.shingles);
        let story = self.stories.get_mut(&live.story.0)?;
        story.members.retain(|m| *m != id);
        let gone = story.sub(&live.profile);
        if story.members.is_empty() {
            self.stories.remove(&live.story.0);
        }
        for term in gone {
            self.drop_posting(term, live.story);
        }
        Some(live)
    }

    fn drop_posting(&mut self, term: u32, story: StoryId) {
        let Some(list) = self.postings.get_mut(&term) else { return };
        if let Ok(at) = list.binary_search(&story.0) {
            list.remove(at);
        }
        if list.is_empty() {
            self.postings.remove(&term);
        }
    }

    /// The oldest article.
    pub(crate) fn oldest(&self) -> Option<(i64, EntryId)> {
        self.ages.first().map(|(time, id)| (*time, EntryId(*id)))
    }

    /// Articles from the newest on.
    pub(crate) fn newest(&self) -> impl Iterator<Item = EntryId> {
        self.ages.iter().rev().map(|(_, id)| EntryId(*id))
    }

    /// The time of the newest article.
    pub(crate) fn latest(&self) -> i64 {
        self.ages.last().map_or(0, |(time, _)| *time)
    }
}

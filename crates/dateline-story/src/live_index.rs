//! What is live: articles, stories, and which stories hold a term. Everything in it is a function of the set of live
//! articles and their stories, held in integers, so that the order in which they came leaves no trace: where something
//! stands decides nothing.

mod holders;
mod recent_words;
mod slot_table;
mod story;

use crate::article_profile::{Profile, TermSum};
use crate::copy_detection::{CopyIndex, Shingles};
use crate::stable_hash::Map;
use dateline_model::{EntryId, StoryId};
pub(crate) use holders::Holders;
use recent_words::RecentWords;
pub(crate) use slot_table::Table;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex};
pub(crate) use story::{Story, StorySums};

/// One live article.
#[derive(Clone)]
pub(crate) struct LiveArticle {
    /// Its terms.
    pub profile: Profile,
    /// Its shingles.
    pub shingles: Shingles,
    /// Its headline, whose words name what stories share.
    pub title: Box<str>,
    /// What it says in any language.
    pub keys: Box<[u32]>,
    /// Its language or script, as a number.
    pub lang_id: u32,
    /// Its story.
    pub story: StoryId,
    /// Its publisher, where known.
    pub publisher: Option<u32>,
    /// Seconds since 1970, where known.
    pub time: Option<i64>,
    /// Seconds since 1970 that decide when it is forgotten.
    pub kept_by: i64,
}

/// Live articles by id.
pub(crate) type Docs = Table<Arc<LiveArticle>>;

/// Buffers for counting candidates, kept so that a query allocates nothing.
#[derive(Default)]
pub(crate) struct Scratch {
    /// What each story gained, by place; nothing between two questions.
    pub gains: Vec<f32>,
    /// Places of the stories met.
    pub met: Vec<u32>,
}

/// Inverted index of the live articles: articles, stories, and postings from terms to stories.
#[derive(Default)]
pub(crate) struct Index {
    /// Articles.
    pub docs: Docs,
    /// Stories.
    pub stories: Table<Story>,
    /// Term to places of stories, in order of their ids.
    pub postings: Map<u32, Holders>,
    /// Shingle to articles.
    pub copies: CopyIndex,
    /// Words of the newest texts.
    pub words: RecentWords,
    /// See [`Scratch`].
    pub scratch: Mutex<Scratch>,
    /// Articles by age.
    ages: BTreeSet<(i64, i64)>,
}

/// How many of `most` in a row from the first on are `inside`, told for the one at a number that begins at 1: where there
/// are few, few are asked.
fn reach(most: usize, inside: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut step) = (0, 1);
    while low + step <= most && inside(low + step) {
        low += step;
        step *= 2;
    }
    // The first `low` are inside; the one at `low + step` is not, or does not exist.
    let mut high = most.min(low + step - 1);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if inside(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

impl Index {
    /// Nothing live; the newest `window` articles will keep the words of their texts.
    pub(crate) fn new(window: usize) -> Self {
        Self { words: RecentWords::new(window), ..Self::default() }
    }

    /// Takes in an article; one of the same id goes out first.
    pub(crate) fn insert(&mut self, id: EntryId, live: Arc<LiveArticle>) {
        self.remove(id);
        let Self { docs, stories, postings, copies, ages, .. } = self;
        let story = live.story.0;
        ages.insert((live.kept_by, id.0));
        let place = docs.insert(id.0, live);
        let at = stories.place(story).unwrap_or_else(|| stories.insert(story, Story::default()));
        let fresh = stories.at_mut(at).map(|story| story.add(docs, place)).unwrap_or_default();
        // All ends are fetched before the first list changes: what is far away in memory comes together.
        let ends: Vec<Option<u32>> = fresh.iter().map(|term| postings.get(term)?.back()).collect();
        let newest: Vec<bool> =
            ends.into_iter().map(|end| end.is_none_or(|last| stories.id(last) < story)).collect();
        for (term, newest) in fresh.into_iter().zip(newest) {
            let list = match postings.entry(term) {
                Entry::Vacant(none) => {
                    none.insert(Holders::One(at));
                    continue;
                }
                Entry::Occupied(list) => list.into_mut(),
            };
            let most = list.len();
            let after = match newest {
                true => 0,
                false => reach(most, |n| list.get(most - n).is_some_and(|s| stories.id(s) >= story)),
            };
            list.insert(most - after, at);
        }
        if let Some(live) = docs.at(place) {
            copies.insert(place, &live.shingles, |place| docs.id(place));
        }
    }

    /// Moves an article to another story.
    pub(crate) fn shift(&mut self, id: EntryId, story: StoryId) {
        let words = self.docs.get(id.0).and_then(|live| self.words.remove((live.kept_by, id.0)));
        if let Some(mut live) = self.remove(id) {
            // Copied where a window that is being looked at holds it too.
            Arc::make_mut(&mut live).story = story;
            let age = (live.kept_by, id.0);
            self.insert(id, live);
            words.into_iter().for_each(|words| self.words.keep(age, words));
        }
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, id: EntryId) -> Option<Arc<LiveArticle>> {
        let (place, live) = self.docs.remove(id.0)?;
        self.ages.remove(&(live.kept_by, id.0));
        self.words.remove((live.kept_by, id.0));
        self.copies.remove(place, &live.shingles);
        let at = self.stories.place(live.story.0)?;
        let story = self.stories.at_mut(at)?;
        let gone = story.remove(id, &live.profile);
        let ended = story.members.is_empty();
        // As when it came: all beginnings are fetched before the first list changes.
        let begins: Vec<Option<u32>> = gone.iter().map(|term| self.postings.get(term)?.front()).collect();
        for (term, front) in gone.into_iter().zip(begins) {
            self.drop_posting(term, at, front == Some(at));
        }
        if ended {
            self.stories.remove(live.story.0);
        }
        Some(live)
    }

    /// Takes a story out of a term's list; most that end began long ago and are the first of it.
    fn drop_posting(&mut self, term: u32, story: u32, first: bool) {
        let Entry::Occupied(mut held) = self.postings.entry(term) else { return };
        let list = held.get_mut();
        if *list == Holders::One(story) {
            held.remove();
            return;
        }
        let (stories, id) = (&self.stories, self.stories.id(story));
        let at = match first {
            true => 0,
            false => reach(list.len(), |n| list.get(n - 1).is_some_and(|s| stories.id(s) < id)),
        };
        if list.get(at) == Some(story) {
            list.remove(at);
        }
    }

    /// Terms of a story by hash.
    pub(crate) fn tally<'s>(&self, story: &'s Story) -> Cow<'s, [TermSum]> {
        match (&story.whole, story.places.as_slice()) {
            (Some(whole), _) => Cow::Borrowed(whole.tally.as_slice()),
            (None, [only]) => {
                Cow::Owned(self.docs.at(*only).into_iter().flat_map(|live| live.profile.tally()).collect())
            }
            _ => Cow::Borrowed(&[]),
        }
    }

    /// Members of a story that have a term.
    pub(crate) fn count(&self, story: &Story, term: u32) -> u32 {
        match (&story.whole, story.places.as_slice()) {
            (Some(whole), _) => whole.term(term).map_or(0, |t| t.count),
            (None, [only]) => {
                u32::from(self.docs.at(*only).is_some_and(|live| live.profile.place(term).is_some()))
            }
            _ => 0,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reach_finds_what_halving_finds(list in prop::collection::btree_set(0..500_u32, 0..80), from in 0..500_u32) {
            let list: Vec<u32> = list.into_iter().collect();
            let found = reach(list.len(), |n| list.get(n - 1).is_some_and(|held| *held < from));
            prop_assert_eq!(found, list.partition_point(|held| *held < from));
        }
    }
}

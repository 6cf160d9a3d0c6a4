//! Stories as readers have corrected them. What a reader says changes no story that others see; an article that comes later is
//! compared with that reader's stories by the same score, and stands for that reader where it fits best.

use crate::Stories;
use crate::live_index::{Index, Story};
use crate::score::{Fit, Query};
use dateline_model::{Change, EntryId, Placement, StoryId, UserId, Why};
use std::collections::{BTreeMap, BTreeSet};

/// A story as one reader has it who has corrected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderStory {
    /// Whose.
    pub user: UserId,
    /// Its number.
    pub story: StoryId,
    /// Stories of the index whose articles stand in it, unless something else is said of one of them.
    pub sources: Vec<StoryId>,
    /// Its articles; those that are not live are not compared with.
    pub members: Vec<EntryId>,
}

/// Where an article stands for one reader, other than for everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct ReaderPlacement {
    /// For whom.
    pub user: UserId,
    /// The story.
    pub story: StoryId,
    /// Why.
    pub why: Why,
}

/// What readers have corrected.
#[derive(Default)]
pub(crate) struct ReaderStories {
    held: Vec<Held>,
    /// Where in `held` an article stands.
    of: BTreeMap<EntryId, Vec<usize>>,
}

struct Held {
    user: UserId,
    story: StoryId,
    sources: Vec<StoryId>,
    members: BTreeSet<EntryId>,
    /// The live members together.
    live: Story,
}

impl Held {
    fn gather(&mut self, index: &Index) {
        self.live = Story::of(&index.docs, self.members.iter().copied());
    }
}

impl ReaderStories {
    /// An article came, went or was written anew: the stories that have it are gathered again.
    pub(crate) fn renew(&mut self, index: &Index, entry: EntryId) {
        for at in self.of.get(&entry).into_iter().flatten() {
            if let Some(held) = self.held.get_mut(*at) {
                held.gather(index);
            }
        }
    }

    fn join(&mut self, index: &Index, at: usize, entry: EntryId) {
        if let Some(held) = self.held.get_mut(at)
            && held.members.insert(entry)
        {
            self.of.entry(entry).or_default().push(at);
            held.gather(index);
        }
    }
}

impl Stories {
    /// Takes what all readers have corrected, instead of what was taken before.
    pub fn set_reader_stories(&mut self, all: Vec<ReaderStory>) {
        let mut taken = ReaderStories::default();
        for one in all {
            let ReaderStory { user, story, sources, members } = one;
            self.reserve(story);
            let at = taken.held.len();
            for entry in &members {
                taken.of.entry(*entry).or_default().push(at);
            }
            let members = members.into_iter().collect();
            let mut held = Held { user, story, sources, members, live: Story::default() };
            held.gather(&self.index);
            taken.held.push(held);
        }
        self.readers = taken;
    }

    /// Where a planned article stands for readers who have corrected stories, as far as that is elsewhere than the plan says: in the
    /// story of theirs that it fits best, where it fits well enough to join and better than where the plan has it; a copy stands with
    /// its original. An article that stands in one of a reader's stories already stays.
    pub fn plan_for_readers(&self, change: &Change) -> Vec<ReaderPlacement> {
        if self.readers.held.is_empty() {
            return Vec::new();
        }
        let users: BTreeSet<UserId> = self.readers.held.iter().map(|held| held.user).collect();
        let query = self.query(&change.doc);
        let placed = users.into_iter().filter_map(|user| self.plan_for(user, change, &query));
        placed.collect()
    }

    /// Adds an applied article to the stories in which it stands for readers.
    pub fn apply_for_readers(&mut self, change: &Change, placed: &[(UserId, StoryId)]) {
        let (entry, shared) = (change.entry, change.placement.story());
        let stands = |held: &Held| match placed.iter().find(|(user, _)| *user == held.user) {
            Some((_, story)) => *story == held.story,
            None => held.sources.contains(&shared),
        };
        let known = |held: &Held, of: &[Held]| {
            of.iter().any(|other| other.user == held.user && other.members.contains(&entry))
        };
        let held = &self.readers.held;
        let joins = held.iter().enumerate().filter(|(_, one)| stands(one) && !known(one, held));
        let joins: Vec<usize> = joins.map(|(at, _)| at).collect();
        for at in joins {
            self.readers.join(&self.index, at, entry);
        }
    }

    fn plan_for(&self, user: UserId, change: &Change, query: &Query) -> Option<ReaderPlacement> {
        let own = || self.readers.held.iter().filter(move |held| held.user == user);
        if own().any(|held| held.members.contains(&change.entry)) {
            return None;
        }
        let shared = change.placement.story();
        let here = own().find(|held| held.sources.contains(&shared));
        let (settings, doc) = (&self.settings, &change.doc);
        if let Some(copy) = &change.copy
            && let Some(with) = own().find(|held| held.members.contains(&copy.of))
        {
            let fit = Fit { story: with.story, score: copy.share, hours: None };
            let why = self.why_of(doc, query, fit, (&with.live, settings.copy));
            return (here.map(|here| here.story) != Some(with.story)).then_some(ReaderPlacement {
                user,
                story: with.story,
                why,
            });
        }
        let compare =
            |held: &Held, least| query.fit_of(&self.index, settings, (held.story, &held.live), least);
        let stays = match (here, &change.placement) {
            (Some(here), _) => compare(here, f64::NEG_INFINITY).map_or(0.0, |fit| fit.score),
            (None, Placement::Join(_, why)) => why.score,
            (None, Placement::New(_)) => 0.0,
        };
        // Most are far from it, and known to be before their members are met.
        let fits = own().filter_map(|held| Some((held, compare(held, settings.join)?)));
        let (held, fit) =
            fits.max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score).then(b.story.cmp(&a.story)))?;
        let there = here.map_or(shared, |here| here.story);
        let better = fit.score >= settings.join && fit.score > stays && held.story != there;
        better.then(|| ReaderPlacement {
            user,
            story: held.story,
            why: self.why_of(doc, query, fit, (&held.live, settings.join)),
        })
    }
}

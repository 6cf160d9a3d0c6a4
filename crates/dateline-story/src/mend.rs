//! Early mistakes healed: live stories that turn out to be one happening are joined. The older id stays.

use crate::profile;
use crate::score::{Fit, Query};
use crate::stories::TERMS;
use crate::{Settings, Stories};
use dateline_model::{EntryId, StoryId, Why};

/// Two stories found to be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The story that ends.
    pub from: StoryId,
    /// The story that has its articles from now on.
    pub into: StoryId,
    /// Why.
    pub why: Why,
}

/// Rounds of merging over the whole window; most windows are quiet after the second.
const ROUNDS: usize = 4;
/// Headlines of each story read for the words of an explanation.
const HEADLINES: usize = 24;

impl Stories {
    /// Ids of live stories, oldest first.
    pub fn live(&self) -> Vec<StoryId> {
        let mut ids: Vec<StoryId> = self.index.stories.keys().map(|id| StoryId(*id)).collect();
        ids.sort_unstable();
        ids
    }

    /// The story that this one should be joined with, if any. Nothing changes.
    pub fn mend(&self, story: StoryId) -> Option<Merge> {
        let query = Query::story(&self.index, &self.settings, story)?;
        let fits = query.fits(&self.index, &self.settings).into_iter().filter(|fit| fit.story != story);
        let (other, threshold) = fits.filter_map(|fit| Some((fit, self.threshold(story, &fit)?))).next()?;
        let (into, from) = (story.min(other.story), story.max(other.story));
        let why = Why {
            score: other.score.clamp(0.0, 1.0),
            threshold,
            terms: self.names(&query.shared(&self.index, other.story, TERMS), [story, other.story]),
            hours_apart: other.hours,
        };
        Some(Merge { from, into, why })
    }

    /// The threshold that a fit passes, if any: that of two stories, or the lower one for a single article, where the
    /// other, asking in its turn, must find at least what joining asks for.
    fn threshold(&self, story: StoryId, fit: &Fit) -> Option<f64> {
        let Settings { merge, adopt, join, .. } = self.settings;
        if self.parted(story, fit.story) {
            return None;
        }
        if fit.score >= merge {
            return Some(merge);
        }
        let single = self.members(story).len().min(self.members(fit.story).len()) < 2;
        let back =
            || Query::story(&self.index, &self.settings, fit.story)?.fit(&self.index, &self.settings, story);
        (single && fit.score >= adopt && back().is_some_and(|b| b.score >= join)).then_some(adopt)
    }

    /// Terms as the headlines of some stories write them; a term that no headline has is left out.
    fn names(&self, terms: &[u32], stories: [StoryId; 2]) -> Vec<String> {
        let mut forms = Vec::new();
        for entry in stories.iter().flat_map(|story| self.members(*story).iter().take(HEADLINES)) {
            if let Some(live) = self.index.docs.get(&entry.0) {
                profile::headline(&live.title, terms, &mut forms);
            }
        }
        let form = |hash: &u32| forms.iter().find(|(h, _)| h == hash).map(|(_, w)| w.clone());
        terms.iter().filter_map(form).collect()
    }

    /// Moves the articles of one story to another and says which they were; the store records each move.
    pub fn merge(&mut self, merge: &Merge) -> Vec<EntryId> {
        let moved = self.members(merge.from).to_vec();
        moved.iter().for_each(|id| self.index.shift(*id, merge.into));
        moved
    }

    /// Mends every live story until nothing changes.
    pub fn settle(&mut self) -> Vec<Merge> {
        let mut done = Vec::new();
        for _ in 0..ROUNDS {
            let before = done.len();
            for story in self.live() {
                if let Some(merge) = self.mend(story) {
                    self.merge(&merge);
                    done.push(merge);
                }
            }
            if done.len() == before {
                break;
            }
        }
        done
    }
}

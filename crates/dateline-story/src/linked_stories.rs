//! Linked stories: those that continue each other over weeks. A link with the terms that make it, never a merge.

use crate::Stories;
use crate::article_profile;
use crate::score;
use dateline_model::StoryId;
use std::collections::BTreeMap;

/// A story that another is linked to.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// The other story.
    pub story: StoryId,
    /// Terms that both share, as written in a headline, the rarest first.
    pub terms: Vec<String>,
    /// Hours from the last report of the one to the first of the other; 0 where they overlap.
    pub hours_apart: Option<f64>,
}

/// Terms that two stories must share, each in a third of the reports of both.
const LEAST: usize = 3;
/// Share of a story's reports from which a term is its subject.
const SUBJECT: f64 = 1.0 / 3.0;
/// Live stories that may hold a term of a link.
const HOLDERS: usize = 24;
/// Share of a story's rarity that shared terms must carry.
const WEIGHT: f32 = 0.25;
/// Situations named for one story.
const MOST: usize = 5;
/// Subject terms of a story that are looked up.
const LOOKED: usize = 24;

impl Stories {
    /// Live stories that share rare terms with this one, nearest first.
    pub fn related(&self, story: StoryId) -> Vec<Situation> {
        let own = self.subject(story);
        let whole: f32 = own.iter().map(|(_, rarity)| rarity).sum();
        let mut shared: BTreeMap<i64, Vec<(u32, f32)>> = BTreeMap::new();
        for (term, rarity) in own.iter().take(LOOKED) {
            let Some(list) = self.index.postings.get(term).filter(|l| l.len() <= HOLDERS) else { continue };
            for (place, other) in list.iter().map(|place| (place, self.index.stories.id(place))) {
                if other != story.0 && self.speaks_of(place, *term) {
                    shared.entry(other).or_default().push((*term, *rarity));
                }
            }
        }
        let weighed = shared.into_iter().filter(|(_, terms)| terms.len() >= LEAST);
        let weighed = weighed.map(|(id, terms)| (terms.iter().map(|t| t.1).sum::<f32>(), id, terms));
        let mut found: Vec<_> = weighed.filter(|(sum, _, _)| *sum >= WEIGHT * whole).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
            .into_iter()
            .take(MOST)
            .map(|(_, id, terms)| self.situation(story, StoryId(id), &terms))
            .collect()
    }

    /// Terms of a third of the reports with their rarity, the rarest first.
    fn subject(&self, story: StoryId) -> Vec<(u32, f32)> {
        let Some(live) = self.index.stories.get(story.0) else { return Vec::new() };
        let (prior, total) = (self.settings.prior as f32, self.index.stories.len() as f32);
        let least = live.members.len() as f64 * SUBJECT;
        let mut terms: Vec<(u32, f32)> = self
            .index
            .tally(live)
            .iter()
            .filter(|t| f64::from(t.count) >= least)
            .map(|t| (t.hash, score::rarity(&self.index, prior, total, t.hash, t.rarity)))
            .collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms
    }

    fn speaks_of(&self, place: u32, term: u32) -> bool {
        self.index.stories.at(place).is_some_and(|live| {
            let count = self.index.count(live, term);
            count > 0 && f64::from(count) >= live.members.len() as f64 * SUBJECT
        })
    }

    fn situation(&self, own: StoryId, other: StoryId, terms: &[(u32, f32)]) -> Situation {
        let wanted: Vec<u32> = terms.iter().map(|(term, _)| *term).collect();
        let mut forms = Vec::new();
        for id in self.members(own).iter().chain(self.members(other)) {
            if let Some(live) = self.index.docs.get(id.0) {
                article_profile::headline(&live.title, &wanted, &mut forms);
            }
        }
        let form = |term: &u32| forms.iter().find(|(held, _)| held == term).map(|(_, form)| form.clone());
        let apart = self.span(own).zip(self.span(other)).map(|(a, b)| (a.0 - b.1).max(b.0 - a.1).max(0));
        Situation {
            story: other,
            terms: wanted.iter().filter_map(form).collect(),
            hours_apart: apart.map(|seconds| seconds as f64 / 3600.0),
        }
    }

    /// First and last report of a story in seconds, where any is dated.
    fn span(&self, story: StoryId) -> Option<(i64, i64)> {
        let times = || self.members(story).iter().filter_map(|id| self.index.docs.get(id.0)?.time);
        times().min().zip(times().max())
    }
}

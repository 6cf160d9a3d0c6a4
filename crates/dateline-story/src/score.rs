//! How well an article fits a story: candidates from rare terms, then best member, centroid, known share and time.

use crate::Settings;
use crate::gist::Gist;
use crate::index::{Index, Scratch, Story, Tally, UNIT};
use crate::profile::Profile;
use dateline_model::{EntryId, StoryId};
use std::sync::PoisonError;

/// An article as a question to the index.
pub(crate) struct Query {
    /// Hash and weight with rarity here and now, sorted by hash.
    terms: Vec<(u32, f32)>,
    norm: f32,
    gist: Option<Gist>,
    time: Option<i64>,
    publisher: Option<u32>,
    /// Left out of every comparison.
    except: Option<EntryId>,
}

/// What the comparison with one story gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    /// The story.
    pub story: StoryId,
    /// The score that is held against a threshold.
    pub score: f64,
    /// Hours to the nearest member.
    pub hours: Option<f64>,
}

/// The nearest of the members in each respect.
#[derive(Default)]
struct Near {
    /// Highest cosine of terms.
    best: f64,
    /// Highest cosine of directions.
    about: f64,
    /// Whether anyone is of another publisher, or of none that is known.
    strange: bool,
    /// Hours to the nearest in time.
    hours: Option<f64>,
}

/// Members compared one by one; a larger story is sampled evenly.
const MEMBERS: usize = 24;
/// Newest stories taken from one term's list.
const NEWEST: usize = 300;

impl Query {
    /// Asks for an article.
    pub(crate) fn new(
        index: &Index,
        settings: &Settings,
        profile: &Profile,
        (time, publisher): (Option<i64>, Option<u32>),
        except: Option<EntryId>,
    ) -> Self {
        let total = index.stories.len() as f32;
        let terms: Vec<(u32, f32)> = profile
            .terms
            .iter()
            .map(|t| (t.hash, t.weight * rarity(index, settings.prior as f32, total, t.hash, t.rarity)))
            .collect();
        let norm = terms.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        Self { terms, norm, gist: profile.gist, time, publisher, except }
    }

    /// The stories that share most, best first.
    pub(crate) fn fits(&self, index: &Index, settings: &Settings) -> Vec<Fit> {
        let mut fits: Vec<Fit> = self
            .candidates(index, settings)
            .into_iter()
            .filter_map(|id| self.fit(index, settings, id))
            .collect();
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.story.cmp(&b.story)));
        fits
    }

    fn candidates(&self, index: &Index, settings: &Settings) -> Vec<StoryId> {
        let mut order: Vec<&(u32, f32)> = self.terms.iter().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut left = settings.postings;
        let mut scratch = index.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let Scratch { gains, ranked } = &mut *scratch;
        gains.clear();
        ranked.clear();
        for (term, weight) in order {
            let Some(list) = index.postings.get(term) else { continue };
            for story in list.iter().rev().take(NEWEST.min(left)) {
                *gains.entry(*story).or_default() += weight * weight;
            }
            left = left.saturating_sub(list.len().min(NEWEST));
            if left == 0 {
                break;
            }
        }
        ranked.extend(gains.iter().map(|(id, gain)| (*id, *gain)));
        let order = |a: &(i64, f32), b: &(i64, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > settings.candidates {
            ranked.select_nth_unstable_by(settings.candidates, order);
            ranked.truncate(settings.candidates);
        }
        ranked.iter().map(|(id, _)| StoryId(*id)).collect()
    }

    /// Compares with one story.
    pub(crate) fn fit(&self, index: &Index, settings: &Settings, id: StoryId) -> Option<Fit> {
        let story = index.stories.get(&id.0)?;
        if self.norm <= 0.0 {
            return None;
        }
        let near = self.members(index, story)?;
        let (centroid, cover, lone) = self.against(story);
        let hours = near.hours;
        let (b, c) = (settings.best, settings.cover);
        let terms = b * near.best + c * cover + (1.0 - b - c) * centroid;
        let lone = 1.0 - settings.lone * (lone - 0.4).max(0.0) / 0.6;
        let house = if near.strange { 1.0 } else { 1.0 - settings.house };
        let raw = self.blend(settings, terms, story, near.about) * lone * house;
        let kin = settings.kin * kinship(settings, story, centroid);
        Some(Fit { story: id, score: raw * decay(hours, settings.half_life) + kin, hours })
    }

    /// Compares with a sample of the members one by one; none where nobody is left.
    fn members(&self, index: &Index, story: &Story) -> Option<Near> {
        let mut near = None;
        for id in sample(&story.members).filter(|m| Some(*m) != self.except) {
            let Some(live) = index.docs.get(&id.0) else { continue };
            let near: &mut Near = near.get_or_insert_default();
            near.strange |= self.publisher.is_none() || self.publisher != live.publisher;
            near.best = near.best.max(self.cosine(&live.profile));
            if let (Some(own), Some(theirs)) = (&self.gist, &live.profile.gist) {
                near.about = near.about.max(own.near(theirs));
            }
            near.hours = match (near.hours, apart(self.time, live.time)) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        near
    }

    /// Terms and gist together; an article without known words is judged by its terms.
    fn blend(&self, settings: &Settings, terms: f64, story: &Story, best: f64) -> f64 {
        let Some(gist) = &self.gist else { return terms };
        let about = 0.5 * best + 0.5 * gist.cosine(&story.gist.0);
        let about = ((about - settings.gist_floor) / (1.0 - settings.gist_floor)).max(0.0);
        (1.0 - settings.gist) * terms + settings.gist * about
    }

    fn cosine(&self, other: &Profile) -> f64 {
        if other.norm <= 0.0 {
            return 0.0;
        }
        let (mut i, mut j, mut dot) = (0, 0, 0.0_f32);
        while let (Some((h, w)), Some(t)) = (self.terms.get(i), other.terms.get(j)) {
            if *h == t.hash {
                dot += w * t.weight * t.rarity;
            }
            i += usize::from(*h <= t.hash);
            j += usize::from(t.hash <= *h);
        }
        f64::from(dot / (self.norm * other.norm))
    }

    /// Cosine with the centroid, share of the query that the story knows, and how much of the cosine rests on one term.
    fn against(&self, story: &Story) -> (f64, f64, f64) {
        let (mut dot, mut known, mut most) = (0.0_f64, 0.0_f64, 0.0_f64);
        let n = story.members.len() as f64;
        let mut tally = story.tally.as_slice();
        for (hash, weight) in &self.terms {
            tally = tally.get(reach(tally, *hash)..).unwrap_or_default();
            if let Some(t) = tally.first().filter(|t| t.hash == *hash) {
                let weight = f64::from(*weight);
                let part = weight * f64::from(t.sum);
                dot += part;
                most = most.max(part);
                known += weight * weight * (f64::from(t.count) / (n * 0.3).max(1.0)).min(1.0);
            }
        }
        let norm = f64::from(self.norm);
        (
            dot / (norm * (story.norm2 as f64).sqrt().max(1.0)),
            known / (norm * norm),
            most / dot.max(f64::MIN_POSITIVE),
        )
    }

    /// The terms shared with a story, weightiest first, `most` of them.
    pub(crate) fn shared(&self, index: &Index, story: StoryId, most: usize) -> Vec<u32> {
        let Some(story) = index.stories.get(&story.0) else { return Vec::new() };
        let mut shared: Vec<&(u32, f32)> = self
            .terms
            .iter()
            .filter(|(h, _)| story.tally.binary_search_by_key(h, |t| t.hash).is_ok())
            .collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shared.into_iter().take(most).map(|(h, _)| *h).collect()
    }
}

/// Whether an article is about as near to the members as they are to each other: -1 to 1, little for small stories.
fn kinship(settings: &Settings, story: &Story, centroid: f64) -> f64 {
    let Some(cohesion) = story.cohesion() else { return 0.0 };
    let n = story.members.len() as f64;
    let across = centroid * (story.norm2 as f64).sqrt() / (n * UNIT);
    let ratio = across / cohesion.max(0.02);
    (ratio - settings.kin_ratio).clamp(-1.0, 1.0) * (1.0 - 1.0 / n)
}

/// Rarity here and now: the background's share and the live stories' share, weighed by how many stories are live.
pub(crate) fn rarity(index: &Index, prior: f32, total: f32, term: u32, large: f32) -> f32 {
    let here = index.postings.get(&term).map_or(0, std::collections::VecDeque::len) as f32;
    let share = (-large).exp();
    ((prior + total) / (prior * share + here + 0.1)).ln().max(0.0)
}

/// Place of the first term not below `hash`: a short list is walked, a long one halved.
fn reach(tally: &[Tally], hash: u32) -> usize {
    if tally.len() > WALKED {
        return tally.partition_point(|t| t.hash < hash);
    }
    tally.iter().position(|t| t.hash >= hash).unwrap_or(tally.len())
}

/// Terms of a story that are walked rather than halved.
const WALKED: usize = 256;

/// Hours between two times.
fn apart(one: Option<i64>, other: Option<i64>) -> Option<f64> {
    Some(one?.abs_diff(other?) as f64 / 3600.0)
}

/// Pull of a story after some hours; unknown times neither help nor harm.
fn decay(hours: Option<f64>, half_life: f64) -> f64 {
    hours.map_or(1.0, |h| 0.5_f64.powf((h - 24.0).max(0.0) / half_life))
}

fn sample(members: &[EntryId]) -> impl Iterator<Item = EntryId> {
    let step = members.len().div_ceil(MEMBERS).max(1);
    members.iter().rev().step_by(step).copied()
}

//! How well an article fits a story: candidates from rare terms, then best member, centroid, known share and time.

use crate::Settings;
use crate::article_profile::{Profile, Term, UNIT};
use crate::embedding::Embedding;
use crate::live_index::{Holders, Index, LiveArticle, Scratch, Story, StorySums};
use crate::sparse_vector::SparseVector;
use dateline_model::{EntryId, StoryId};
use std::sync::PoisonError;

/// An article as a query to the index.
pub(crate) struct Query {
    /// Hash and weight with rarity here and now, sorted by hash.
    terms: Vec<(u32, f32)>,
    vector: SparseVector,
    norm: f32,
    embedding: Option<Embedding>,
    time: Option<i64>,
    publisher: Option<u32>,
    /// Left out of every comparison.
    except: Option<EntryId>,
}

/// Scores of an article against one story.
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

impl Near {
    /// One member more, with what its terms share with the question's, and how near its direction is.
    fn meet(&mut self, query: &Query, live: &LiveArticle, dot: f32, about: f64) {
        self.strange |= query.publisher.is_none() || query.publisher != live.publisher;
        if live.profile.norm > 0.0 {
            self.best = self.best.max(f64::from(dot / (query.norm * live.profile.norm)));
        }
        self.about = self.about.max(about);
        self.hours = match (self.hours, apart(query.time, live.time)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

/// What the members know together.
struct Known {
    /// Cosine with the centroid of their terms.
    centroid: f64,
    /// Cosine with the sum of their directions.
    about: f64,
    /// Share of the question that they know.
    cover: f64,
    /// How much of the first cosine rests on one term.
    lone: f64,
}

/// What is added up for it, term by term.
#[derive(Default)]
struct Sum {
    dot: f64,
    known: f64,
    most: f64,
}

impl Sum {
    /// A term that both have: its weight in the question, the sum of its weights in the story, and the share of members who
    /// have it.
    fn add(&mut self, weight: f32, sum: u32, share: f64) {
        let weight = f64::from(weight);
        let part = weight * f64::from(sum);
        self.dot += part;
        self.most = self.most.max(part);
        self.known += weight * weight * share;
    }

    fn known(&self, norm: f32, squares: u64, about: f64) -> Known {
        let norm = f64::from(norm);
        Known {
            centroid: self.dot / (norm * (squares as f64).sqrt().max(1.0)),
            about,
            cover: self.known / (norm * norm),
            lone: self.most / self.dot.max(f64::MIN_POSITIVE),
        }
    }
}

/// A story that is compared.
struct Met<'i> {
    id: StoryId,
    story: &'i Story,
    said: Said<'i>,
}

/// What a story says.
enum Said<'i> {
    /// Its only member, and that one's terms.
    One(&'i LiveArticle, &'i [Term]),
    /// All members together.
    StorySums(&'i StorySums),
}

/// Members compared one by one; a larger story is sampled evenly.
const MEMBERS: usize = 24;
/// Newest stories taken from one term's list.
const NEWEST: usize = 300;

impl Query {
    /// The query of an article, with candidate stories found by its rarest terms.
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
        let vector = SparseVector::new(terms.iter().copied());
        Self { terms, vector, norm, embedding: profile.embedding, time, publisher, except }
    }

    /// The story that fits best of those from `join` on; of equals that with the lowest id.
    pub(crate) fn best(&self, index: &Index, settings: &Settings) -> Option<Fit> {
        let mut best: Option<Fit> = None;
        // All are fetched before the first is compared: what is far away in memory comes together.
        let candidates = self.candidates(index, settings);
        let met: Vec<Met<'_>> = candidates.into_iter().filter_map(|place| self.meet(index, place)).collect();
        for met in &met {
            let least = best.map_or(settings.join, |best| best.score);
            let Some(fit) = self.compare(index, settings, met, least) else { continue };
            if fit.score > least || fit.score == least && best.is_none_or(|best| fit.story < best.story) {
                best = Some(fit);
            }
        }
        best
    }

    /// Places of the stories that share most, most first.
    fn candidates(&self, index: &Index, settings: &Settings) -> Vec<u32> {
        let mut order: Vec<(u32, f32)> = self.terms.iter().copied().filter(|(_, w)| *w > 0.0).collect();
        order.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut left = settings.postings;
        let mut scratch = index.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let Scratch { gains, met } = &mut *scratch;
        gains.resize(index.stories.width(), 0.0);
        met.clear();
        for (term, weight) in order {
            let Some(list) = index.postings.get(&term) else { continue };
            for story in list.iter().rev().take(NEWEST.min(left)) {
                let Some(gain) = gains.get_mut(story as usize) else { continue };
                if *gain == 0.0 {
                    met.push(story);
                }
                *gain += weight * weight;
            }
            left = left.saturating_sub(list.len().min(NEWEST));
            if left == 0 {
                break;
            }
        }
        let order = |a: &(u32, f32), b: &(u32, f32)| {
            b.1.total_cmp(&a.1).then_with(|| index.stories.id(a.0).cmp(&index.stories.id(b.0)))
        };
        let mut most: Vec<(u32, f32)> = Vec::with_capacity(settings.candidates + 1);
        for story in met.iter() {
            let own = (*story, gains.get_mut(*story as usize).map(std::mem::take).unwrap_or_default());
            let full = most.len() == settings.candidates;
            if full && most.last().is_none_or(|last| order(&own, last).is_gt()) {
                continue;
            }
            let to = most.partition_point(|other| order(other, &own).is_lt());
            most.insert(to, own);
            most.truncate(settings.candidates);
        }
        most.into_iter().map(|(story, _)| story).collect()
    }

    /// Compares with one story.
    pub(crate) fn fit(&self, index: &Index, settings: &Settings, id: StoryId) -> Option<Fit> {
        let met = self.meet(index, index.stories.place(id.0)?)?;
        self.compare(index, settings, &met, f64::NEG_INFINITY)
    }

    /// Compares with a story that is not one of the index; none where that cannot come to `least`.
    pub(crate) fn fit_of(
        &self,
        index: &Index,
        settings: &Settings,
        (id, story): (StoryId, &Story),
        least: f64,
    ) -> Option<Fit> {
        let met = self.meet_story(index, id, story)?;
        self.compare(index, settings, &met, least)
    }

    /// The story at a place; `None` where it has no members left.
    fn meet<'i>(&self, index: &'i Index, place: u32) -> Option<Met<'i>> {
        self.meet_story(index, StoryId(index.stories.id(place)), index.stories.at(place)?)
    }

    fn meet_story<'i>(&self, index: &'i Index, id: StoryId, story: &'i Story) -> Option<Met<'i>> {
        let said = match &story.whole {
            Some(whole) => Said::StorySums(whole),
            None => {
                let (_, place) = sample(story).find(|(id, _)| Some(*id) != self.except)?;
                let live = index.docs.at(place)?;
                Said::One(live, &live.profile.terms)
            }
        };
        Some(Met { id, story, said })
    }

    /// Compares with a story; none where that cannot come to `least`.
    fn compare(&self, index: &Index, settings: &Settings, met: &Met<'_>, least: f64) -> Option<Fit> {
        if self.norm <= 0.0 {
            return None;
        }
        let (near, known, kin) = match met.said {
            Said::StorySums(whole) => {
                let n = met.story.members.len() as f64;
                let known = self.known(whole, n);
                let kin = settings.kin * kinship(settings, whole, n, known.centroid);
                if self.score(settings, &self.nearest(whole, &known, n), &known) + kin < least {
                    return None;
                }
                (self.members(index, met.story)?, known, kin)
            }
            Said::One(live, terms) => {
                let (near, known) = self.only(live, terms);
                (near, known, 0.0)
            }
        };
        let score = self.score(settings, &near, &known) + kin;
        Some(Fit { story: met.id, score, hours: near.hours })
    }

    fn score(&self, settings: &Settings, near: &Near, known: &Known) -> f64 {
        let (b, c) = (settings.best, settings.cover);
        let terms = b * near.best + c * known.cover + (1.0 - b - c) * known.centroid;
        let lone = 1.0 - settings.lone * (known.lone - 0.4).max(0.0) / 0.6;
        let same_publisher = if near.strange { 1.0 } else { 1.0 - settings.same_publisher };
        let raw = self.blend(settings, terms, 0.5 * near.about + 0.5 * known.about) * lone * same_publisher;
        raw * decay(near.hours, settings.half_life)
    }

    /// What the best of `n` members could be: no cosine is higher than the sum of all, which is that with their sum. Each
    /// rounded weight may have lost half a unit.
    fn nearest(&self, whole: &StorySums, known: &Known, n: f64) -> Near {
        let lost = 0.5 * n * (self.terms.len() as f64).sqrt();
        let best = (known.centroid * (whole.norm2 as f64).sqrt() + lost) / UNIT;
        Near { best: best.min(1.0) + 1e-6, about: 1.0, strange: true, hours: None }
    }

    /// Compares with a sample of the members one by one; none where nobody is left.
    fn members(&self, index: &Index, story: &Story) -> Option<Near> {
        // All are fetched before the first is read: what is far away in memory comes together.
        let mut met: [Option<(&LiveArticle, &[Term])>; MEMBERS] = [None; MEMBERS];
        let others = sample(story).filter(|(id, _)| Some(*id) != self.except);
        for ((_, place), met) in others.zip(&mut met) {
            *met = index.docs.at(place).map(|live| (live.as_ref(), &*live.profile.terms));
        }
        let mut near = None;
        for (live, terms) in met.into_iter().flatten() {
            let mut dot = 0.0;
            for term in terms {
                dot += self.vector.weight(term.hash) * term.weight * term.rarity;
            }
            let near: &mut Near = near.get_or_insert_default();
            near.meet(self, live, dot, self.near(live));
        }
        near
    }

    /// Compares with a story of one member, whose terms say what the story knows as well.
    fn only(&self, live: &LiveArticle, terms: &[Term]) -> (Near, Known) {
        let (mut dot, mut sum) = (0.0, Sum::default());
        for term in terms {
            let weight = self.vector.weight(term.hash);
            if weight > 0.0 {
                dot += weight * term.weight * term.rarity;
                sum.add(weight, live.profile.fixed(term), 1.0);
            }
        }
        let mut near = Near::default();
        let about = self.near(live);
        near.meet(self, live, dot, about);
        (near, sum.known(self.norm, u64::from(live.profile.squares), about))
    }

    /// Cosine of directions, 0 where one has none.
    fn near(&self, live: &LiveArticle) -> f64 {
        self.embedding
            .as_ref()
            .zip(live.profile.embedding.as_ref())
            .map_or(0.0, |(own, theirs)| own.near(theirs))
    }

    /// Terms and embedding together; an article without known words is judged by its terms.
    fn blend(&self, settings: &Settings, terms: f64, about: f64) -> f64 {
        if self.embedding.is_none() {
            return terms;
        }
        let about = ((about - settings.embedding_floor) / (1.0 - settings.embedding_floor)).max(0.0);
        (1.0 - settings.embedding) * terms + settings.embedding * about
    }

    /// Compares with what `n` members say together.
    fn known(&self, whole: &StorySums, n: f64) -> Known {
        let mut sum = Sum::default();
        for (hash, weight) in &self.terms {
            if let Some(t) = whole.term(*hash) {
                sum.add(*weight, t.sum, (f64::from(t.count) / (n * 0.3).max(1.0)).min(1.0));
            }
        }
        let about = self.embedding.as_ref().map_or(0.0, |own| own.cosine(&whole.embedding));
        sum.known(self.norm, whole.norm2, about)
    }

    /// The terms shared with a story, weightiest first, `most` of them.
    pub(crate) fn shared(&self, index: &Index, story: &Story, most: usize) -> Vec<u32> {
        let mut shared: Vec<&(u32, f32)> =
            self.terms.iter().filter(|(h, _)| index.count(story, *h) > 0).collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shared.into_iter().take(most).map(|(h, _)| *h).collect()
    }
}

/// Whether an article is about as near to the members as they are to each other: -1 to 1, little for small stories.
fn kinship(settings: &Settings, whole: &StorySums, n: f64, centroid: f64) -> f64 {
    let across = centroid * (whole.norm2 as f64).sqrt() / (n * UNIT);
    let ratio = across / whole.cohesion(n).max(0.02);
    (ratio - settings.kin_ratio).clamp(-1.0, 1.0) * (1.0 - 1.0 / n)
}

/// Rarity here and now: the background's share and the live stories' share, weighed by how many stories are live.
pub(crate) fn rarity(index: &Index, prior: f32, total: f32, term: u32, large: f32) -> f32 {
    let here = index.postings.get(&term).map_or(0, Holders::len) as f32;
    let share = (-large).exp();
    ((prior + total) / (prior * share + here + 0.1)).ln().max(0.0)
}

/// Hours between two times.
fn apart(one: Option<i64>, other: Option<i64>) -> Option<f64> {
    Some(one?.abs_diff(other?) as f64 / 3600.0)
}

/// Pull of a story after some hours; unknown times neither help nor harm.
fn decay(hours: Option<f64>, half_life: f64) -> f64 {
    hours.map_or(1.0, |h| 0.5_f64.powf((h - 24.0).max(0.0) / half_life))
}

fn sample(story: &Story) -> impl Iterator<Item = (EntryId, u32)> {
    let step = story.members.len().div_ceil(MEMBERS).max(1);
    story.members.iter().copied().zip(story.places.iter().copied()).rev().step_by(step)
}

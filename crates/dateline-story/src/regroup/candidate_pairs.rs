//! Pairs of articles that might tell of one event, and the numbers by which that is judged.
//!
//! Each article is a query by its weightiest terms and keeps its nearest neighbours; a pair is kept by at least one side.
//! Being each other's nearest says more than any likeness by itself.

mod features;
mod postings;

pub(crate) use features::{has_vectors, have_texts};

use super::headline::{self, Headline};
use super::headline_vectors::Counts;
use super::shared_keys::{self, Holders};
use super::text_overlap::{self, TextOverlap};
use crate::crosslingual_keys;
use crate::embedding::Embedding;
use crate::live_index::{Index, LiveArticle};
use crate::score;
use crate::sparse_vector::SparseVector;
use crate::stable_hash::Map;
use crate::text_words::TextWord;
use dateline_model::{EntryId, StoryId};
use postings::{Postings, weightiest};
use std::sync::Arc;

/// Features of a pair.
pub(crate) const WIDTH: usize = 23 + headline::WIDTH + shared_keys::WIDTH + TEXTS_WIDTH;
/// Those of two articles with texts alone, which are the last: what they say of each other, and the shares of copied phrases.
pub(crate) const TEXTS_WIDTH: usize = text_overlap::WIDTH + 2;

/// Weightiest terms by which an article asks.
const PROBES: usize = 20;
/// Weightiest beginnings of a headline's words by which an article asks.
const BEGINNINGS: usize = 12;
/// Articles looked at for one term, those nearest in time.
const NEAREST: usize = 240;
/// Articles looked at for one article by its terms, and by its headline's beginnings.
const LOOKS: usize = 2400;
/// Articles compared in full for one.
const COMPARED: usize = 96;
/// Nearest articles kept by each.
const NEAREST_KEPT: usize = 64;
/// Similarity below which a neighbour is not kept: 4 to 27 % of the pairs of five sets, .4 to .8 % of those that belong together.
const MIN_NEARNESS: f32 = 0.1;
/// The same where one has no direction, which adds to the similarity of others, and the two share more than a word: those that share
/// one would be most of what is compared, and join nothing.
const MIN_UNKNOWN: f32 = 0.055;
/// Nearest neighbours from which features of the surroundings are computed.
const NEIGHBOURS: usize = 8;
/// Nearest articles of both sides that are held against each other.
const SHARED: usize = 15;
/// Share of terms in how near two articles are where both have a direction, which has the rest.
const TERMS: f32 = 0.7;
/// Share of terms where one has none; beginnings of the headlines' words have the rest.
const WHOLE: f32 = 0.5;

/// Cosine from which two articles have the same words: all 849 such pairs of five sets belong together.
const SAME_WORDS: f32 = 0.95;

/// Of so many terms of the shorter article one must be shared: headlines may share a single one, a headline with its
/// lead two or three. Of a made window of 20,000 articles two thirds of the pairs share less, and .981 of its single
/// articles stay alone instead of .961; of the labelled sets only `allsides2021` changes, F1 .927 to .925.
const TERMS_FOR_ONE: usize = 12;
/// Terms from which an article has more than a headline.
const TEXT: usize = 20;
/// Cosine of terms that two such articles have beside their two strongest: with less they rest on a name or two.
const OTHER_TERMS_COSINE: f32 = 0.01;
/// Cosine of directions below which they are about different things besides. Of the likely pairs of a made window of 20,000
/// in which one article is alone, 31 % rest on names and differ so; of those that belong together in the tuning stories of
/// five sets, none. With these names alone not joining, F1 on all five sets stays as it was.
const DIFFERENT_TOPIC: f32 = 0.4;
/// That cosine where their directions are not known.
const UNKNOWN_OTHER_TERMS_COSINE: f32 = 0.05;
/// Words of two headlines that may be but names, where their directions are not known.
const NAMES: f32 = 2.0;

const DAY: i64 = 86_400;

/// One article of the window as unit vector.
struct WindowArticle {
    live: Arc<LiveArticle>,
    /// The words of its text, where it has one and is new enough.
    words: Option<Arc<[TextWord]>>,
    /// Term, weight (the squares add up to 1) and whether the headline has it; sorted by term.
    terms: Vec<(u32, f32, bool)>,
    /// Sum of the squares of the headline's weights, and how many there are.
    headline: (f32, f32),
    /// Its words in order.
    said: Headline,
    /// The words of its headline and text, where it has one.
    told: TextOverlap,
}

/// One article that another keeps.
#[derive(Clone, Copy)]
struct Kept {
    other: u32,
    near: f32,
    /// What it rests on.
    ground: Basis,
}

/// What the similarity of two articles is based on.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Basis {
    /// Too little for their length to tell of one event, whatever it is.
    Thin,
    /// One or two terms, and their directions differ: names that many events have. Or a single word of two headlines that vectors
    /// say nothing of, which may be "without".
    Names,
    /// More than that.
    Firm,
    /// The same words.
    Same,
}

/// Two places, the lower first, of which one keeps the other.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    /// The lower place.
    pub a: u32,
    /// The higher place.
    pub b: u32,
    /// What their likeness rests on.
    pub ground: Basis,
    near: f32,
}

/// The articles that are looked at together, each with its nearest ones.
pub(crate) struct Window {
    ids: Vec<EntryId>,
    points: Vec<WindowArticle>,
    /// What each is about: side by side, for each is held against a hundred.
    embeddings: Vec<Option<Embedding>>,
    /// How many articles have each number, name and place.
    holders: Holders,
    /// Nearest first.
    nearest: Vec<Vec<Kept>>,
    /// The same by place.
    by_place: Vec<Vec<Kept>>,
    /// Share of the window's articles that have a term.
    common: Map<u32, f32>,
    /// Articles that came within a day of each, itself among them.
    busy: Vec<u32>,
}

/// What two articles share.
#[derive(Default)]
struct Common {
    cosine: f32,
    strongest: [f32; 2],
    /// Terms of `strongest`.
    which: [u32; 2],
    count: f32,
    /// Square weight of each headline that the other article has.
    known: [f32; 2],
}

impl Window {
    /// The articles given, which should be in order of time, as the index has them now. Quick; who is near whom is worked out by
    /// [`Window::look`], for which the index is not needed.
    pub(crate) fn gather(index: &Index, prior: f64, ids: Vec<EntryId>) -> Self {
        let live: Vec<(EntryId, Arc<LiveArticle>)> =
            ids.into_iter().filter_map(|id| Some((id, Arc::clone(index.docs.get(id.0)?)))).collect();
        let ids = live.iter().map(|(id, _)| *id).collect();
        let points: Vec<WindowArticle> =
            live.into_iter().map(|(id, live)| point(index, prior, id, live)).collect();
        let mut common: Map<u32, f32> = Map::default();
        let each = 1.0 / (points.len() as f32).max(1.0);
        points.iter().flat_map(|p| &p.terms).for_each(|t| *common.entry(t.0).or_default() += each);
        let busy = busy(&points.iter().map(|p| p.live.time).collect::<Vec<_>>());
        let (embeddings, holders) = (Vec::new(), Holders::default());
        Self { ids, points, embeddings, holders, nearest: Vec::new(), by_place: Vec::new(), common, busy }
    }

    /// Finds the nearest articles of each, and what the features of pairs need.
    pub(crate) fn look(mut self) -> Self {
        self.weigh_words();
        self.nearest = self.neighbours();
        self.by_place = self.nearest.clone();
        self.by_place.iter_mut().for_each(|kept| kept.sort_unstable_by_key(|k| k.other));
        self
    }

    /// The story of the article at a place, when the window was gathered.
    pub(crate) fn story(&self, at: u32) -> Option<StoryId> {
        self.points.get(at as usize).map(|p| p.live.story)
    }

    /// The headline of the article at a place.
    pub(crate) fn title(&self, at: u32) -> &str {
        self.points.get(at as usize).map_or("", |p| &p.live.title)
    }

    /// The articles by place.
    pub(crate) fn ids(&self) -> &[EntryId] {
        &self.ids
    }

    /// Each pair once.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.by_place.iter().zip(0_u32..).flat_map(move |(kept, own)| {
            let once = kept.iter().filter(move |k| own < k.other || self.kept(k.other, own).is_none());
            once.map(move |k| {
                let (a, b) = (own.min(k.other), own.max(k.other));
                Pair { a, b, ground: k.ground, near: k.near }
            })
        })
    }

    /// The terms that two articles share, the weightiest first.
    pub(crate) fn shared(&self, a: u32, b: u32) -> Vec<u32> {
        let (Some(left), Some(right)) = (self.points.get(a as usize), self.points.get(b as usize)) else {
            return Vec::new();
        };
        let mut both = Vec::new();
        together(&left.terms, &right.terms, |x, y| both.push((x.1 * y.1, x.0)));
        both.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        both.into_iter().map(|(_, term)| term).collect()
    }

    /// Beginnings of words that two articles with texts share and either headline has, the rarest first.
    pub(crate) fn in_headlines(&self, a: u32, b: u32) -> Vec<u32> {
        let told = |at: u32| self.points.get(at as usize).map(|point| &point.told);
        told(a).zip(told(b)).map(|(own, theirs)| own.in_headlines(theirs)).unwrap_or_default()
    }

    /// Terms and weights of an article.
    pub(crate) fn terms(&self, at: u32) -> impl Iterator<Item = (u32, f32)> {
        self.points.get(at as usize).into_iter().flat_map(|p| p.terms.iter().map(|(term, w, _)| (*term, *w)))
    }

    /// What an article says in any language.
    pub(crate) fn keys(&self, at: u32) -> &[u32] {
        self.points.get(at as usize).map(|p| &*p.live.keys).unwrap_or_default()
    }

    /// An article's language, as a number.
    pub(crate) fn lang_id(&self, at: u32) -> u32 {
        self.points.get(at as usize).map_or(0, |p| p.live.lang_id)
    }

    /// When an article was published, where that is known.
    pub(crate) fn time(&self, at: u32) -> Option<i64> {
        self.points.get(at as usize)?.live.time
    }

    /// Hours between two articles, where both are dated.
    pub(crate) fn hours(&self, a: u32, b: u32) -> Option<f64> {
        Some(self.time(a)?.abs_diff(self.time(b)?) as f64 / 3600.0)
    }

    /// Articles that came within a day of one of two.
    pub(crate) fn busy(&self, Pair { a, b, .. }: Pair) -> u32 {
        let of = |at: u32| self.busy.get(at as usize).copied().unwrap_or(0);
        of(a).max(of(b))
    }

    /// Weighs what headlines and texts are made of, and keys, by how rare they are among these articles.
    fn weigh_words(&mut self) {
        let (mut beginnings, mut runs, mut texts) = (Counts::default(), Counts::default(), Counts::default());
        for point in &mut self.points {
            point.said = Headline::new(&point.live.title);
            point.said.count(point.live.lang_id, &mut beginnings, &mut runs);
            self.holders.add(&point.live.keys);
            point.told = TextOverlap::new(&point.live.title, point.words.as_deref().unwrap_or_default());
            point.told.count(point.live.lang_id, &mut texts);
        }
        for point in &mut self.points {
            point.said.weigh(point.live.lang_id, &beginnings, &runs);
            point.told.weigh(point.live.lang_id, &texts);
        }
        let known =
            |p: &WindowArticle| p.live.profile.embedding.filter(|_| p.said.has_vectors(p.live.lang_id));
        self.embeddings = self.points.iter().map(known).collect();
    }

    fn neighbours(&self) -> Vec<Vec<Kept>> {
        let mut postings = Postings::default();
        for ((point, embedding), at) in self.points.iter().zip(&self.embeddings).zip(0_u32..) {
            postings.add(at, point, embedding.is_none());
        }
        let mut scratch = Scratch {
            gains: vec![0.0; self.points.len()],
            met: Vec::new(),
            vector: SparseVector::new(std::iter::empty()),
        };
        let asked = self.points.iter().zip(0..);
        asked.map(|(point, at)| self.ask(point, at, &postings, &mut scratch).to_vec()).collect()
    }

    /// Those nearest to one article.
    fn ask<'r>(
        &self,
        point: &WindowArticle,
        at: u32,
        postings: &Postings,
        Scratch { gains, met, vector }: &'r mut Scratch,
    ) -> &'r [Kept] {
        met.clear();
        let terms = point.terms.iter().map(|(term, weight, _)| (*term, *weight));
        let unknown = self.embeddings.get(at as usize).is_none_or(Option::is_none);
        let told = point.told.unit().filter(|_| unknown);
        let asked = [
            (&postings.terms, weightiest(terms, PROBES)),
            (&postings.beginnings, weightiest(point.said.beginnings().unit(), BEGINNINGS)),
            (&postings.told, weightiest(told, BEGINNINGS)),
        ];
        for (lists, probes) in asked {
            let mut left = LOOKS;
            for (hash, weight) in probes {
                let list = lists.get(&hash).map(Vec::as_slice).unwrap_or_default();
                for (other, theirs) in around(list, at).iter().filter(|(other, _)| *other != at).take(left) {
                    let Some(gain) = gains.get_mut(*other as usize) else { continue };
                    if *gain == 0.0 {
                        met.push(Kept { other: *other, near: 0.0, ground: Basis::Thin });
                    }
                    *gain += weight * theirs;
                    left -= 1;
                }
            }
        }
        for kept in met.iter_mut() {
            kept.near = gains.get_mut(kept.other as usize).map(std::mem::take).unwrap_or_default();
        }
        keep(met, COMPARED);
        vector.refill(point.terms.iter().map(|(term, weight, _)| (*term, *weight)));
        for kept in met.iter_mut() {
            (kept.near, kept.ground) = self.near(point, vector, at, kept.other);
        }
        let least = |other| if self.about(at, other).is_some() { MIN_NEARNESS } else { MIN_UNKNOWN };
        met.retain(|kept| {
            kept.near >= MIN_NEARNESS || kept.ground == Basis::Firm && kept.near >= least(kept.other)
        });
        keep(met, NEAREST_KEPT);
        met
    }

    /// How near an article, whose terms stand in the vector, is to another, and what that rests on.
    fn near(&self, own: &WindowArticle, vector: &SparseVector, at: u32, other: u32) -> (f32, Basis) {
        let Some(point) = self.points.get(other as usize) else { return (0.0, Basis::Thin) };
        let (mut cosine, mut strongest, mut shared) = (0.0, [0.0_f32; 2], 0);
        for (term, weight, _) in &point.terms {
            let both = vector.weight(*term) * weight;
            if both > 0.0 {
                cosine += both;
                let [first, second] = strongest;
                strongest = [first.max(both), second.max(first.min(both))];
                shared += 1;
            }
        }
        let shorter = own.terms.len().min(point.terms.len());
        let headlines = own.said.beginnings().shared(point.said.beginnings());
        let about = self.about(at, other);
        let mut beside = cosine - strongest[0] - strongest[1];
        // Inflection parts whole words; where no direction joins them, their beginnings do.
        let told = if about.is_none() { own.told.likeness(&point.told) } else { None };
        if let Some(told) = &told {
            (beside, shared) = (beside.max(told.beside), shared.max(told.count));
        }
        // What a direction would tell has to be told by more terms where there is none.
        let (strangers, enough) = about
            .map_or((headlines.count <= NAMES, UNKNOWN_OTHER_TERMS_COSINE), |about| {
                (about < DIFFERENT_TOPIC, OTHER_TERMS_COSINE)
            });
        let one_word = shared <= 1 && headlines.count <= 1.0;
        let ground = if cosine >= SAME_WORDS {
            Basis::Same
        } else if shared.max(headlines.count as usize) * TERMS_FOR_ONE < shorter {
            Basis::Thin
        } else if shorter >= TEXT && beside < enough && strangers
            || one_word && about.is_none() && !crosslingual_keys::is_english(own.live.lang_id)
        {
            Basis::Names
        } else {
            Basis::Firm
        };
        let words = WHOLE * cosine + (1.0 - WHOLE) * headlines.cosine;
        let words = told.map_or(words, |told| words.max(told.cosine));
        (about.map_or(words, |about| TERMS * cosine + (1.0 - TERMS) * about.max(0.0)), ground)
    }

    /// Cosine of directions; unknown where vectors do not know most of a headline's words.
    fn about(&self, a: u32, b: u32) -> Option<f32> {
        let embedding = |at: u32| self.embeddings.get(at as usize).and_then(Option::as_ref);
        embedding(a).zip(embedding(b)).map(|(own, theirs)| own.near(theirs) as f32)
    }

    fn kept(&self, by: u32, other: u32) -> Option<f32> {
        let list = self.by_place.get(by as usize)?;
        list.binary_search_by_key(&other, |k| k.other).ok().and_then(|at| list.get(at)).map(|k| k.near)
    }
}

/// Scratch memory for one question after another. `gains` is zero everywhere between two.
struct Scratch {
    gains: Vec<f32>,
    met: Vec<Kept>,
    vector: SparseVector,
}

fn point(index: &Index, prior: f64, id: EntryId, live: Arc<LiveArticle>) -> WindowArticle {
    let total = index.stories.len() as f32;
    let terms = live.profile.terms.iter();
    let mut terms: Vec<(u32, f32, bool)> = terms
        .map(|t| {
            let rarity = score::rarity(index, prior as f32, total, t.hash, t.rarity);
            (t.hash, t.weight * rarity, t.weight >= HEADLINE)
        })
        .collect();
    let norm = terms.iter().map(|(_, w, _)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    terms.iter_mut().for_each(|(_, w, _)| *w /= norm);
    let own = terms.iter().filter(|(_, _, headline)| *headline);
    let headline = own.fold((0.0, 0.0), |(sum, count), (_, w, _)| (sum + w * w, count + 1.0));
    let words = index.words.get((live.kept_by, id.0)).cloned();
    WindowArticle { live, words, terms, headline, said: Headline::default(), told: TextOverlap::default() }
}

/// Weight from which a term stands in the headline: a lead's repeated term stays below it.
const HEADLINE: f32 = 0.95;

/// How many articles came within a day of each, itself among them; one without a date is near all.
fn busy(times: &[Option<i64>]) -> Vec<u32> {
    let mut dated: Vec<i64> = times.iter().copied().flatten().collect();
    dated.sort_unstable();
    let undated = times.len() - dated.len();
    let near = |time: i64| {
        let upto = dated.partition_point(|other| *other <= time.saturating_add(DAY));
        upto - dated.partition_point(|other| *other < time.saturating_sub(DAY)) + undated
    };
    times.iter().map(|time| time.map_or(times.len(), near) as u32).collect()
}

/// The part of a list, which is in order of place, that stands nearest to a place.
fn around(list: &[(u32, f32)], at: u32) -> &[(u32, f32)] {
    let here = list.partition_point(|(other, _)| *other < at);
    let start = here.saturating_sub(NEAREST / 2).min(list.len().saturating_sub(NEAREST));
    list.get(start..list.len().min(start + NEAREST)).unwrap_or_default()
}

/// Keeps the `most` nearest, in order.
fn keep(list: &mut Vec<Kept>, most: usize) {
    let order = |a: &Kept, b: &Kept| b.near.total_cmp(&a.near).then(a.other.cmp(&b.other));
    if list.len() > most {
        list.select_nth_unstable_by(most, order);
        list.truncate(most);
    }
    list.sort_unstable_by(order);
}

/// Terms that stand in both lists.
fn together(
    left: &[(u32, f32, bool)],
    right: &[(u32, f32, bool)],
    mut each: impl FnMut(&(u32, f32, bool), &(u32, f32, bool)),
) {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (left.get(i), right.get(j)) {
        if x.0 == y.0 {
            each(x, y);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
}

fn common(left: &WindowArticle, right: &WindowArticle) -> Common {
    let mut found = Common::default();
    together(&left.terms, &right.terms, |x, y| {
        found.cosine += x.1 * y.1;
        found.count += 1.0;
        let both = x.1.min(y.1);
        let [first, second] = found.strongest;
        if both > first {
            (found.strongest, found.which) = ([both, first], [x.0, found.which[0]]);
        } else if both > second {
            (found.strongest[1], found.which[1]) = (both, x.0);
        }
        found.known[0] += if x.2 { x.1 * x.1 } else { 0.0 };
        found.known[1] += if y.2 { y.1 * y.1 } else { 0.0 };
    });
    found.known[0] /= left.headline.0.max(f32::MIN_POSITIVE);
    found.known[1] /= right.headline.0.max(f32::MIN_POSITIVE);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn busy_counts_who_came_within_a_day(
            times in prop::collection::vec(prop::option::of(-5 * DAY..5 * DAY), 0..40),
        ) {
            let near = |own: &Option<i64>, other: &Option<i64>| {
                own.zip(*other).is_none_or(|(own, other)| own.abs_diff(other) <= DAY as u64)
            };
            let counted: Vec<u32> =
                times.iter().map(|own| times.iter().filter(|other| near(own, other)).count() as u32).collect();
            prop_assert_eq!(busy(&times), counted);
        }
    }
}

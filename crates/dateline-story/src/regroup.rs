//! The open window looked at again as a whole: who arrived first no longer matters, early mistakes heal both ways. It says
//! which articles should move and why; nothing changes until a move is applied.

mod abroad;
mod family;
mod headline;
mod link;
mod pairs;

use crate::stories::TERMS;
use crate::{Settings, Stories, profile};
use dateline_model::{EntryId, StoryId, Why};
use dateline_trees::{Many, Trees, probability};
use link::Edge;
use pairs::{Ground, Pair, Window};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Judges pairs. Trained by `eval/train/story_pairs.py`.
static JUDGE: LazyLock<Many> = LazyLock::new(|| {
    Trees::read(include_bytes!("regroup/pairs.trees")).as_ref().and_then(Many::new).unwrap_or_default()
});

/// Trees between two looks at the sum, and the log odds from which the rest does not raise a pair above the floor: of
/// 92,303 pairs of five sets, of those below it after so many trees or more, .1 % came out above the floor.
const PART: usize = 20;
const HOPELESS: f32 = -3.75;

/// Highest log odds of two articles that have but a name or two in common: alone they do not join, beside others they count.
const NAMES: f32 = 0.0;

/// Pairs whose numbers are held at one time.
const TOGETHER: usize = 4096;

/// Fewer articles than this say too little of who is nearest: only the same headline again moves then.
const LEAST: usize = 50;
/// Cosine from which two articles have the same words: all 849 such pairs of five sets belong together.
const SAME: f32 = 0.95;

/// Articles that should stand in another story.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The articles, by id.
    pub entries: Vec<EntryId>,
    /// The story that they leave.
    pub from: StoryId,
    /// The story that they join; an id never used before where they part from the rest.
    pub into: StoryId,
    /// Why: the likeliest pair of a mover and an article of the other story, or of two movers where the story is new.
    pub why: Why,
}

/// A group of places and the story that it is to be.
struct Settled {
    places: Vec<u32>,
    story: StoryId,
}

impl Stories {
    /// Looks at the newest `most` articles as a whole and says what should move. Articles that a reader placed stay.
    pub fn regroup(&self, most: usize) -> Vec<Move> {
        let window = self.window(most);
        let few = window.ids().len() < LEAST;
        let mut abroad = abroad::pairs(&window, self.settings.abroad as f32);
        let judged: Vec<Pair> = window.pairs().filter(|pair| few || pair.ground != Ground::Thin).collect();
        let mut edges: Vec<Edge> = Vec::with_capacity(judged.len() + abroad.len());
        for part in judged.chunks(TOGETHER) {
            let numbers: Vec<_> = part.iter().map(|pair| window.numbers(*pair)).collect();
            let odds = if few {
                part.iter().map(|pair| self.as_it_is(&window, pair.a, pair.b)).collect()
            } else {
                JUDGE.sums(&numbers, PART, HOPELESS)
            };
            for ((pair, numbers), odds) in part.iter().copied().zip(numbers).zip(odds) {
                let Pair { a, b, ground, .. } = pair;
                let odds = odds - self.crowded(window.busy(pair));
                let odds = if ground == Ground::Names && !few { odds.min(NAMES) } else { odds };
                let odds = abroad.remove(&(a, b)).map_or(odds, |other| odds.max(other));
                let same = numbers.first().is_some_and(|cosine| *cosine >= SAME);
                edges.push(Edge { a, b, odds: if same { self.settings.link_cap as f32 } else { odds } });
            }
        }
        edges.extend(abroad.into_iter().map(|((a, b), odds)| Edge { a, b, odds }));
        let barred = self.barred(&window);
        let groups = link::group(window.ids().len() as u32, &edges, &barred, &self.settings);
        let groups = if few { groups } else { family::join(&window, groups, &barred, &self.settings) };
        let settled = self.name(&window, groups);
        self.moves(&window, &settled, &edges)
    }

    /// What a pair's log odds lose where more articles came within a day than the judge has ever seen: those of one
    /// happening grow no more by that, those that resemble it by chance do.
    fn crowded(&self, busy: u32) -> f32 {
        let Settings { crowd, crowd_free, .. } = self.settings;
        (crowd * (f64::from(busy) / crowd_free).ln().max(0.0)) as f32
    }

    /// Odds that keep what is together together, and apart what is apart.
    fn as_it_is(&self, window: &Window<'_>, a: u32, b: u32) -> f32 {
        let story = |place: u32| window.ids().get(place as usize).and_then(|id| self.story_of(*id));
        let bound = if story(a) == story(b) { self.settings.link_cap } else { self.settings.link_floor };
        bound as f32
    }

    /// Moves articles as `regroup` said.
    pub fn shift(&mut self, moved: &Move) {
        self.reserve(moved.into);
        moved.entries.iter().for_each(|id| self.index.shift(*id, moved.into));
    }

    /// Numbers of each judged pair among the newest `most` articles: what the judge is trained on.
    pub fn pairs(&self, most: usize) -> Vec<(EntryId, EntryId, Vec<f32>)> {
        let window = self.window(most);
        let id = |place: u32| window.ids().get(place as usize).copied().unwrap_or(EntryId(0));
        window.pairs().map(|pair| (id(pair.a), id(pair.b), window.numbers(pair).to_vec())).collect()
    }

    fn window(&self, most: usize) -> Window<'_> {
        let mut ids: Vec<EntryId> = self.index.newest().filter(|id| !self.placed(*id)).take(most).collect();
        ids.reverse();
        Window::new(&self.index, self.settings.prior, ids)
    }

    /// Pairs of places that a reader wants apart.
    fn barred(&self, window: &Window<'_>) -> Vec<(u32, u32)> {
        let place: BTreeMap<EntryId, u32> = window.ids().iter().copied().zip(0_u32..).collect();
        let apart = self.apart().filter_map(|(entry, story)| Some((*place.get(&entry)?, story)));
        apart
            .flat_map(|(at, story)| {
                let others = self.members(story).iter().filter_map(|m| place.get(m).copied());
                others.filter(move |other| *other != at).map(move |other| (at, other)).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The larger part of a story keeps its id; of equal parts that with the oldest article.
    fn name(&self, window: &Window<'_>, groups: Vec<Vec<u32>>) -> Vec<Settled> {
        let story = |place: &u32| window.ids().get(*place as usize).and_then(|id| self.story_of(*id));
        let mut claims: Vec<(usize, StoryId, usize)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let mut counts: BTreeMap<StoryId, usize> = BTreeMap::new();
            group.iter().filter_map(story).for_each(|id| *counts.entry(id).or_default() += 1);
            claims.extend(counts.into_iter().map(|(id, count)| (count, id, at)));
        }
        claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut named: BTreeMap<usize, StoryId> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (_, id, at) in claims {
            if !named.contains_key(&at) && !taken.contains(&id) {
                named.insert(at, id);
                taken.insert(id);
            }
        }
        let mut fresh = self.next_id()..;
        let settled = groups.into_iter().enumerate();
        settled
            .filter_map(|(at, places)| {
                let story = named.get(&at).copied().or_else(|| fresh.next().map(StoryId))?;
                Some(Settled { places, story })
            })
            .collect()
    }

    fn moves(&self, window: &Window<'_>, settled: &[Settled], edges: &[Edge]) -> Vec<Move> {
        let mut after: Vec<StoryId> = vec![StoryId(0); window.ids().len()];
        for group in settled {
            for place in &group.places {
                if let Some(story) = after.get_mut(*place as usize) {
                    *story = group.story;
                }
            }
        }
        let mut moves: BTreeMap<(StoryId, StoryId), Vec<u32>> = BTreeMap::new();
        for ((id, into), place) in window.ids().iter().zip(&after).zip(0_u32..) {
            if let Some(from) = self.story_of(*id).filter(|from| from != into) {
                moves.entry((from, *into)).or_default().push(place);
            }
        }
        let best = strongest(&after, edges);
        let made = moves.into_iter().map(|((from, into), places)| {
            let pair = places.iter().filter_map(|p| best.get(p)).max_by(|a, b| a.odds.total_cmp(&b.odds));
            let why = pair.map_or_else(Why::default, |edge| self.why_pair(window, edge));
            let mut entries: Vec<EntryId> =
                places.iter().filter_map(|p| window.ids().get(*p as usize).copied()).collect();
            entries.sort_unstable();
            Move { entries, from, into, why }
        });
        made.collect()
    }

    fn why_pair(&self, window: &Window<'_>, edge: &Edge) -> Why {
        let shared = window.shared(edge.a, edge.b, TERMS);
        let mut forms = Vec::new();
        for place in [edge.a, edge.b] {
            let id = window.ids().get(place as usize).copied();
            if let Some(live) = id.and_then(|id| self.index.docs.get(id.0)) {
                profile::headline(&live.title, &shared, &mut forms);
            }
        }
        let form = |hash: &u32| forms.iter().find(|(h, _)| h == hash).map(|(_, w)| w.clone());
        Why {
            score: f64::from(probability(edge.odds)),
            threshold: f64::from(probability(self.settings.regroup as f32)),
            terms: shared.iter().filter_map(form).collect(),
            hours_apart: window.hours(edge.a, edge.b),
        }
    }
}

/// The likeliest pair within its story for each place.
fn strongest<'e>(after: &[StoryId], edges: &'e [Edge]) -> BTreeMap<u32, &'e Edge> {
    let mut best: BTreeMap<u32, &Edge> = BTreeMap::new();
    for edge in edges.iter().filter(|e| after.get(e.a as usize) == after.get(e.b as usize)) {
        for place in [edge.a, edge.b] {
            let held = best.entry(place).or_insert(edge);
            if edge.odds > held.odds {
                *held = edge;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_days_cost_a_pair_odds_only_beyond_what_the_judge_has_seen() {
        let room = Stories::new(Settings { crowd: 0.75, crowd_free: 2_700.0, ..Settings::default() });
        assert_eq!([room.crowded(0), room.crowded(1), room.crowded(2_700)], [0.0; 3]);
        assert!((room.crowded(27_000) - 0.75 * 10.0_f32.ln()).abs() < 1e-4);
    }
}

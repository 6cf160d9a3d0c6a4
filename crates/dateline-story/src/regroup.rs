//! Offline reclustering of the newest articles as a whole, independent of the order in which they came. It says which
//! articles should move and why; nothing changes until a move is applied.

mod candidate_pairs;
mod clustering;
mod crosslingual;
mod headline;
mod headline_vectors;
mod large_clusters;
mod plain_spelling;
mod shared_keys;
mod text_overlap;

use crate::stories::TERMS;
use crate::{Settings, Stories, article_profile, text_words, tokenizer};
use candidate_pairs::{Basis, Pair, TEXTS_WIDTH, WIDTH, Window, has_vectors, have_texts};
use clustering::Edge;
use dateline_model::{EntryId, StoryId, Why};
use dateline_trees::{BatchScorer, Trees, probability};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Judges pairs whose directions are not known. Trained by `eval/train/story_pairs.py`.
static JUDGE: LazyLock<BatchScorer> = LazyLock::new(|| {
    Trees::read(include_bytes!("regroup/pairs.trees")).as_ref().and_then(BatchScorer::new).unwrap_or_default()
});

/// Judges pairs of English headlines: an earlier judge, of the first 32 numbers, trained on English alone.
static ENGLISH_JUDGE: LazyLock<BatchScorer> = LazyLock::new(|| {
    Trees::read(include_bytes!("regroup/pairs-english.trees"))
        .as_ref()
        .and_then(BatchScorer::new)
        .unwrap_or_default()
});

/// Judges the same pairs beside it: a judge of all languages as [`JUDGE`] is, trained when fewer pairs were candidates. It parts
/// near misses that the judge of English joins; with the newer one in its place `allsides2021` loses .008 of its precision.
static BESIDE_ENGLISH: LazyLock<BatchScorer> = LazyLock::new(|| {
    Trees::read(include_bytes!("regroup/pairs-beside-english.trees"))
        .as_ref()
        .and_then(BatchScorer::new)
        .unwrap_or_default()
});

/// Judges pairs of two articles with texts in any language, by what each says of the other's headline too. Trained by the same program.
static TEXTS_JUDGE: LazyLock<BatchScorer> = LazyLock::new(|| {
    Trees::read(include_bytes!("regroup/pairs-texts.trees"))
        .as_ref()
        .and_then(BatchScorer::new)
        .unwrap_or_default()
});

/// Numbers that the judges of headlines know.
const HEADLINES_WIDTH: usize = WIDTH - TEXTS_WIDTH;

/// Numbers that the judge of English knows.
const ENGLISH_WIDTH: usize = 32;

/// Log odds below which the judge beside that of English speaks against a pair: it has seen near misses. From higher ones on it would
/// part more of them, and English stories.
const UNLIKELY: f32 = -3.0;

/// Trees between two looks at the sum, and the log odds from which the rest does not raise a pair above the floor: of
/// 92,303 pairs of five sets, of those below it after so many trees or more, .1 % came out above the floor.
const PART: usize = 20;
const HOPELESS: f32 = -3.75;

/// Log odds from which the rest of the judge beside that of English does not bring a pair of English headlines below [`UNLIKELY`].
const LIKELY: f32 = 1.0;

/// What the judge of texts counts for where the judge of English is asked too. By folds, .3 and .4 lose least of the stories that
/// are told apart by their words; what they join of near misses [`AGAINST`] parts.
const SHARE_WITH_TEXTS: f32 = 0.4;

/// Log odds of the judge of texts below which two articles in English with texts have [`UNLIKE`] at most, whatever the judge of English
/// says: it knows headlines alone, and no near misses.
const AGAINST: f32 = -1.0;
/// See [`AGAINST`]. With 0 instead pairs that texts speak for carry others along.
const UNLIKE: f32 = -1.0;

/// Highest log odds of two articles that have but a name or two in common: alone they do not join, beside others they count.
const NAMES: f32 = 0.0;

/// Words of a headline that a reason may name.
const HEADLINE: usize = 60;

/// Pairs whose numbers are held at one time.
const TOGETHER: usize = 4096;

/// Fewer articles than this say too little of who is nearest: only the same headline again moves then.
const LEAST: usize = 50;

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

/// The newest articles as they stood at one moment, to be looked at while the index goes on changing: on another thread, for
/// it takes a second where thousands are open. Holding one costs no copies of articles.
pub struct Snapshot {
    window: Window,
    settings: Settings,
    next: i64,
}

/// What should move, by a look at a [`Snapshot`]; [`Stories::accept`] says what of it still holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Regrouping {
    moves: Vec<Move>,
    /// Ids from here on were given to new stories.
    next: i64,
}

/// A group of places and the story that it is to be.
struct Settled {
    places: Vec<u32>,
    story: StoryId,
}

impl Stories {
    /// Looks at the newest `most` articles as a whole and says what should move.
    pub fn regroup(&self, most: usize) -> Vec<Move> {
        self.snapshot(most).regroup().moves
    }

    /// The newest `most` articles as they stand now. Takes milliseconds.
    pub fn snapshot(&self, most: usize) -> Snapshot {
        let window = self.window(most);
        Snapshot { window, settings: self.settings.clone(), next: self.next_id() }
    }

    /// A regrouping as it may be done now: with new stories under ids that no story has had, which are kept for them.
    pub fn accept(&mut self, made: Regrouping) -> Vec<Move> {
        let ahead = self.next_id() - made.next;
        let mut moves = made.moves;
        for one in &mut moves {
            if one.into.0 >= made.next {
                one.into = StoryId(one.into.0 + ahead);
                self.reserve(one.into);
            }
        }
        moves
    }

    /// Moves the articles that still stand where they stood when the move was found, and says which those are.
    pub fn shift(&mut self, moved: &Move) -> Vec<EntryId> {
        self.reserve(moved.into);
        let stand = moved.entries.iter().copied().filter(|id| self.story_of(*id) == Some(moved.from));
        let stand: Vec<EntryId> = stand.collect();
        for id in &stand {
            self.index.shift(*id, moved.into);
            self.readers.renew(&self.index, *id);
        }
        stand
    }

    /// Numbers of each judged pair among the newest `most` articles: what the judge is trained on.
    pub fn pairs(&self, most: usize) -> Vec<(EntryId, EntryId, Vec<f32>)> {
        let window = self.window(most).look();
        let id = |place: u32| window.ids().get(place as usize).copied().unwrap_or(EntryId(0));
        window.pairs().map(|pair| (id(pair.a), id(pair.b), window.numbers(pair).to_vec())).collect()
    }

    /// Each judged pair among the newest `most` articles with its log odds of being one event: what groups are made of.
    pub fn odds(&self, most: usize) -> Vec<(EntryId, EntryId, f32)> {
        let look = self.snapshot(most).look();
        let id = |place: u32| look.window.ids().get(place as usize).copied().unwrap_or(EntryId(0));
        look.edges().iter().map(|edge| (id(edge.a), id(edge.b), edge.odds)).collect()
    }

    fn window(&self, most: usize) -> Window {
        let mut ids: Vec<EntryId> = self.index.newest().take(most).collect();
        ids.reverse();
        Window::gather(&self.index, self.settings.prior, ids)
    }
}

impl Snapshot {
    /// The id that the next new story would have.
    pub const fn next_story(&self) -> StoryId {
        StoryId(self.next)
    }

    /// Looks at all of it together and says what should move.
    pub fn regroup(self) -> Regrouping {
        let look = self.look();
        Regrouping { moves: look.moves(), next: look.next }
    }

    fn look(self) -> Look {
        let Self { window, settings, next } = self;
        Look { window: window.look(), settings, next }
    }
}

/// A snapshot in which it is worked out who is near whom.
struct Look {
    window: Window,
    settings: Settings,
    next: i64,
}

impl Look {
    /// What should move.
    fn moves(&self) -> Vec<Move> {
        let window = &self.window;
        let edges = self.edges();
        let groups = clustering::group(window.ids().len() as u32, &edges, &self.settings);
        let groups = if self.few() { groups } else { large_clusters::join(window, groups, &self.settings) };
        let settled = self.name(groups);
        self.moved(&settled, &edges)
    }

    /// Whether the window says too little of who is nearest.
    fn few(&self) -> bool {
        self.window.ids().len() < LEAST
    }

    /// Each pair with its odds.
    fn edges(&self) -> Vec<Edge> {
        let (window, few) = (&self.window, self.few());
        let mut crosslingual = crosslingual::pairs(window, self.settings.crosslingual as f32);
        let considered = window.pairs().filter(|pair| few || pair.ground != Basis::Thin);
        let (same, judged): (Vec<Pair>, Vec<Pair>) = considered.partition(|pair| pair.ground == Basis::Same);
        let mut edges: Vec<Edge> = Vec::with_capacity(same.len() + judged.len() + crosslingual.len());
        for Pair { a, b, .. } in same {
            crosslingual.remove(&(a, b));
            edges.push(Edge { a, b, odds: self.settings.link_cap as f32 });
        }
        for part in judged.chunks(TOGETHER) {
            let odds = if few {
                part.iter().map(|pair| self.as_it_is(pair.a, pair.b)).collect()
            } else {
                let numbers: Vec<_> = part.iter().map(|pair| window.numbers(*pair)).collect();
                judge(&numbers)
            };
            for (pair, odds) in part.iter().copied().zip(odds) {
                let Pair { a, b, ground, .. } = pair;
                let odds = odds - crowded(&self.settings, window.busy(pair));
                let odds = if ground == Basis::Names && !few { odds.min(NAMES) } else { odds };
                let odds = crosslingual.remove(&(a, b)).map_or(odds, |other| odds.max(other));
                edges.push(Edge { a, b, odds });
            }
        }
        edges.extend(crosslingual.into_iter().map(|((a, b), odds)| Edge { a, b, odds }));
        edges
    }

    /// Odds that keep what is together together, and apart what is apart.
    fn as_it_is(&self, a: u32, b: u32) -> f32 {
        let bound = if self.window.story(a) == self.window.story(b) {
            self.settings.link_cap
        } else {
            self.settings.link_floor
        };
        bound as f32
    }

    /// The larger part of a story keeps its id; of equal parts that with the oldest article.
    fn name(&self, groups: Vec<Vec<u32>>) -> Vec<Settled> {
        let story = |place: &u32| self.window.story(*place);
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
        let mut fresh = self.next..;
        let settled = groups.into_iter().enumerate();
        settled
            .filter_map(|(at, places)| {
                let story = named.get(&at).copied().or_else(|| fresh.next().map(StoryId))?;
                Some(Settled { places, story })
            })
            .collect()
    }

    fn moved(&self, settled: &[Settled], edges: &[Edge]) -> Vec<Move> {
        let window = &self.window;
        let mut after: Vec<StoryId> = vec![StoryId(0); window.ids().len()];
        for group in settled {
            for place in &group.places {
                if let Some(story) = after.get_mut(*place as usize) {
                    *story = group.story;
                }
            }
        }
        let mut moves: BTreeMap<(StoryId, StoryId), Vec<u32>> = BTreeMap::new();
        for (into, place) in after.iter().zip(0_u32..) {
            if let Some(from) = window.story(place).filter(|from| from != into) {
                moves.entry((from, *into)).or_default().push(place);
            }
        }
        let best = strongest(&after, edges);
        let made = moves.into_iter().map(|((from, into), places)| {
            let pair = places.iter().filter_map(|p| best.get(p)).max_by(|a, b| a.odds.total_cmp(&b.odds));
            let why = pair.map_or_else(Why::default, |edge| self.why_pair(edge));
            let mut entries: Vec<EntryId> =
                places.iter().filter_map(|p| window.ids().get(*p as usize).copied()).collect();
            entries.sort_unstable();
            Move { entries, from, into, why }
        });
        made.collect()
    }

    /// Adds words of either headline of which the other article has another form: whole words hardly meet where words inflect.
    fn add_inflected(&self, edge: &Edge, terms: &mut Vec<String>) {
        let beginning =
            |word: &str| tokenizer::words(word, 1).first().map(|word| text_words::hash(word.beginning));
        let mut named: Vec<u32> = terms.iter().filter_map(|term| beginning(term)).collect();
        let both = self.window.in_headlines(edge.a, edge.b);
        for hash in both {
            for place in [edge.a, edge.b] {
                tokenizer::each(self.window.title(place), HEADLINE, |word, run| {
                    if terms.len() < TERMS
                        && text_words::hash(word.beginning) == hash
                        && !named.contains(&hash)
                    {
                        named.push(hash);
                        terms.push(run.to_owned());
                    }
                });
            }
        }
    }

    fn why_pair(&self, edge: &Edge) -> Why {
        let window = &self.window;
        // Headlines are kept as they are written, texts are not: what one headline says and the other article too can be named.
        let shared = window.shared(edge.a, edge.b);
        let mut forms = Vec::new();
        for place in [edge.a, edge.b] {
            article_profile::headline(window.title(place), &shared, &mut forms);
        }
        let form = |hash: &u32| forms.iter().find(|(h, _)| h == hash).map(|(_, w)| w.clone());
        let mut terms: Vec<String> = shared.iter().filter_map(form).take(TERMS).collect();
        self.add_inflected(edge, &mut terms);
        Why {
            score: f64::from(probability(edge.odds)),
            threshold: f64::from(probability(self.settings.regroup as f32)),
            terms,
            hours_apart: window.hours(edge.a, edge.b),
        }
    }
}

/// Log odds of pairs by their numbers. Two articles with texts have a judge of their own. Where vectors know the words of both
/// headlines, the judge of English is asked: with texts on both sides the two are averaged, and what texts speak against stays
/// unlikely; else its odds are lessened where the judge beside it finds the pair unlikely.
fn judge(numbers: &[[f32; WIDTH]]) -> Vec<f32> {
    let mut odds = vec![0.0; numbers.len()];
    let (english, other): (Vec<usize>, Vec<usize>) =
        (0..numbers.len()).partition(|at| numbers.get(*at).is_some_and(has_vectors));
    let (texts, headlines) = with_texts(numbers, other);
    let open = HOPELESS..f32::INFINITY;
    for (at, own) in texts.iter().zip(TEXTS_JUDGE.sums(&rows::<WIDTH>(numbers, &texts), PART, open.clone())) {
        odds[*at] = own;
    }
    let known = rows::<HEADLINES_WIDTH>(numbers, &headlines);
    for (at, own) in headlines.iter().zip(JUDGE.sums(&known, PART, open.clone())) {
        odds[*at] = own;
    }
    let known = rows::<ENGLISH_WIDTH>(numbers, &english);
    for (at, own) in english.iter().zip(ENGLISH_JUDGE.sums(&known, PART, open.clone())) {
        odds[*at] = own;
    }
    // What is hopeless in English stays so whatever another says.
    let asked = english.into_iter().filter(|at| odds[*at] > HOPELESS).collect();
    let (texts, headlines) = with_texts(numbers, asked);
    for (at, other) in texts.iter().zip(TEXTS_JUDGE.sums(&rows::<WIDTH>(numbers, &texts), PART, open)) {
        let both = odds[*at] + SHARE_WITH_TEXTS * (other - odds[*at]);
        odds[*at] = if other < AGAINST { both.min(UNLIKE) } else { both };
    }
    let known = rows::<HEADLINES_WIDTH>(numbers, &headlines);
    for (at, other) in headlines.iter().zip(BESIDE_ENGLISH.sums(&known, PART, HOPELESS..LIKELY)) {
        odds[*at] -= (UNLIKELY - other).max(0.0);
    }
    odds
}

/// Pairs of two articles with texts, and the others.
fn with_texts(numbers: &[[f32; WIDTH]], places: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    places.into_iter().partition(|at| numbers.get(*at).is_some_and(have_texts))
}

/// The first numbers of some pairs.
fn rows<const N: usize>(numbers: &[[f32; WIDTH]], places: &[usize]) -> Vec<[f32; N]> {
    places.iter().filter_map(|at| numbers.get(*at)?.first_chunk().copied()).collect()
}

/// What a pair's log odds lose where more articles came within a day than the judge has ever seen: those of one
/// event grow no more by that, those that resemble it by chance do.
fn crowded(settings: &Settings, busy: u32) -> f32 {
    (settings.crowd * (f64::from(busy) / settings.crowd_free).ln().max(0.0)) as f32
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
    use dateline_model::{Holding, StoryDoc};

    #[test]
    fn busy_days_cost_a_pair_odds_only_beyond_what_the_judge_has_seen() {
        let settings = Settings { crowd: 0.75, crowd_free: 2_700.0, ..Settings::default() };
        let crowded = |busy| crowded(&settings, busy);
        assert_eq!([crowded(0), crowded(1), crowded(2_700)], [0.0; 3]);
        assert!((crowded(27_000) - 0.75 * 10.0_f32.ln()).abs() < 1e-4);
    }

    #[test]
    fn a_reason_names_what_a_headline_and_the_other_text_say_in_any_form() {
        let mut stories = Stories::new(Settings::default());
        let articles = [
            ("Пожар уничтожил мельницу Крюкова", "Старая мельница в Тальске сгорела ночью."),
            (
                "В Тальске сгорела старинная постройка",
                "Крюкову она досталась от деда, мельницей была сто лет.",
            ),
        ];
        for ((title, text), id) in articles.into_iter().zip(1..) {
            let change = stories.plan(&doc(id, title, text));
            stories.apply(&change);
        }
        let look = stories.snapshot(usize::MAX).look();
        let why = look.why_pair(&Edge { a: 0, b: 1, odds: 1.0 });
        let named = |start: &str| why.terms.iter().filter(|term| term.starts_with(start)).count();
        assert_eq!(["Крюков", "мельниц", "Тальск", "Пожар"].map(named), [1, 1, 1, 0], "{:?}", why.terms);
    }

    fn doc(id: i64, title: &str, text: &str) -> StoryDoc {
        StoryDoc {
            id: EntryId(id),
            title: title.to_owned(),
            text: text.to_owned(),
            publisher: None,
            agency: None,
            url: None,
            time: None,
            language: Some("ru".to_owned()),
            holding: Holding::Full,
        }
    }
}

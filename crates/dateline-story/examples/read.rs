//! Pairs to be read by eye: `read FILE.jsonl [COUNT]` puts the articles of a file into stories, looks at them as a whole and prints
//! COUNT joins and COUNT refusals, half of each near the odds from which groups join and half at random among those whose odds
//! count at all: the same each time, no article twice among the joins or the refusals.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

#[expect(dead_code, reason = "labels are not read here")]
mod sets;

use dateline_model::{EntryId, StoryDoc};
use dateline_story::{Settings, Stories};
use std::collections::{BTreeMap, BTreeSet};

/// A judged pair.
type Pair = (EntryId, EntryId, f32);

fn main() {
    let mut given = std::env::args().skip(1);
    let file = given.next().unwrap_or_default();
    let count = given.next().and_then(|n| n.parse().ok()).unwrap_or(20);
    let (dir, name) = file.rsplit_once('/').unwrap_or((".", &file));
    let docs = sets::docs(dir, name.trim_end_matches(".jsonl"));
    let settings = Settings::default();
    let (threshold, floor) = (settings.regroup as f32, settings.link_floor as f32);
    let stories = placed(&docs, settings);
    let pairs = stories.odds(usize::MAX);
    tell(&docs, &stories);
    let together = |pair: &&Pair| stories.story_of(pair.0) == stories.story_of(pair.1);
    let joined: Vec<Pair> = pairs.iter().filter(together).copied().collect();
    let refused: Vec<Pair> = pairs.iter().filter(|pair| pair.2 > floor && !together(pair)).copied().collect();
    let by_id: BTreeMap<EntryId, &StoryDoc> = docs.iter().map(|(_, doc)| (doc.id, doc)).collect();
    for (verdict, list) in [("joined", joined), ("apart", refused)] {
        for (way, (a, b, odds)) in drawn(list, count, threshold) {
            println!("{verdict}\t{way}\t{odds:.2}\t{}\t{}", shown(by_id[&a]), shown(by_id[&b]));
        }
    }
}

/// The articles in order of time, looked at as a whole until nothing moves, three times at most.
fn placed(docs: &[(String, StoryDoc)], settings: Settings) -> Stories {
    let mut stories = Stories::new(settings);
    let mut order: Vec<_> = docs.iter().map(|(_, doc)| doc).collect();
    order.sort_by_key(|doc| doc.time);
    for doc in order {
        let change = stories.plan(doc);
        stories.apply(&change);
    }
    for _ in 0..3 {
        for moved in stories.regroup(usize::MAX) {
            stories.shift(&moved);
        }
    }
    stories
}

fn tell(docs: &[(String, StoryDoc)], stories: &Stories) {
    let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
    docs.iter().for_each(|(_, doc)| *sizes.entry(stories.story_of(doc.id)).or_default() += 1);
    let several = sizes.values().filter(|size| **size > 1);
    println!(
        "{} articles, {} stories of several, with {} articles",
        docs.len(),
        several.clone().count(),
        several.sum::<usize>()
    );
}

/// Half of them nearest to the threshold, half drawn by a number that only the ids give.
fn drawn(mut list: Vec<Pair>, count: usize, threshold: f32) -> Vec<(&'static str, Pair)> {
    let (mut out, mut met) = (Vec::new(), BTreeSet::new());
    let mut take = |way, list: &[Pair]| {
        let fresh = list.iter().filter(|(a, b, _)| {
            let fresh = !met.contains(a) && !met.contains(b);
            met.extend(fresh.then_some([*a, *b]).into_iter().flatten());
            fresh
        });
        out.extend(fresh.take(count / 2).map(|pair| (way, *pair)));
    };
    list.sort_by(|a, b| (a.2 - threshold).abs().total_cmp(&(b.2 - threshold).abs()));
    take("near", &list);
    list.sort_by_key(|(a, b, _)| mixed(a.0).wrapping_mul(3) ^ mixed(b.0));
    take("random", &list);
    out
}

/// A number with its bits mixed (the finalizer of SplitMix64).
fn mixed(number: i64) -> u64 {
    let step = |n: u64, shift: u32, factor: u64| (n ^ (n >> shift)).wrapping_mul(factor);
    let number = number.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    let last = step(step(number, 30, 0xbf58_476d_1ce4_e5b9), 27, 0x94d0_49bb_1331_11eb);
    last ^ (last >> 31)
}

fn shown(doc: &StoryDoc) -> String {
    let lead: String = doc.text.chars().take(110).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    format!("{} | {lead} ({})", doc.title, doc.publisher.as_deref().unwrap_or_default())
}

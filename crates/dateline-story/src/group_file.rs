//! Clusters a whole file of articles with the code that the desk uses.

use crate::{Settings, Stories};
use dateline_model::{EntryId, StoryDoc, StoryId};

/// In which order articles arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By publication time; undated articles keep their place in the file.
    Time,
    /// As given.
    Given,
}

/// Streams the articles through an empty index and says which story each stands in, in the order given.
pub fn cluster(docs: Vec<StoryDoc>, order: Order) -> Vec<(EntryId, StoryId)> {
    cluster_with(docs, order, Settings::default())
}

/// The same with other settings.
pub fn cluster_with(docs: Vec<StoryDoc>, order: Order, settings: Settings) -> Vec<(EntryId, StoryId)> {
    let ids: Vec<EntryId> = docs.iter().map(|d| d.id).collect();
    let mut stories = Stories::new(settings);
    for (count, doc) in (1..).zip(arranged(docs, order)) {
        let change = stories.plan(&doc);
        stories.apply(&change);
        if count % STRIDE == 0 {
            regroup(&mut stories);
        }
    }
    regroup(&mut stories);
    ids.into_iter().filter_map(|id| Some((id, stories.story_of(id)?))).collect()
}

fn regroup(stories: &mut Stories) {
    let moves = stories.regroup(2 * STRIDE);
    for moved in &moves {
        stories.shift(moved);
    }
}

/// Articles between two looks at the window as a whole, which goes back twice as far.
const STRIDE: usize = 10_000;

/// Dated articles are sorted among the places that dated articles had; undated ones stay where they were.
fn arranged(docs: Vec<StoryDoc>, order: Order) -> Vec<StoryDoc> {
    if order == Order::Given {
        return docs;
    }
    let mut dated: Vec<StoryDoc> = docs.iter().filter(|d| d.time.is_some()).cloned().collect();
    dated.sort_by_key(|d| d.time);
    let mut dated = dated.into_iter();
    docs.into_iter().filter_map(|d| if d.time.is_some() { dated.next() } else { Some(d) }).collect()
}

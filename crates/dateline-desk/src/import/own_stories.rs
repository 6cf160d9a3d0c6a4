//! What an archive of ours says of stories: corrections, and rules on one of them. Stories have other numbers here, and may have other
//! articles, so both are found by the articles that the archive names.

use super::ImportReport;
use crate::Desk;
use crate::health::count;
use dateline_model::{EntryId, StoryId};
use dateline_store::{Correction, StoreError};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Numbers that articles had where the archive was made, with those that they have here.
#[derive(Default)]
pub(super) struct Numbers(HashMap<i64, EntryId>);

impl Numbers {
    pub(super) fn note(&mut self, there: i64, here: EntryId) {
        self.0.insert(there, here);
    }

    /// The articles of a list of the archive that are here.
    fn of(&self, value: &Value, key: &str) -> Vec<EntryId> {
        let named = value.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        named.iter().filter_map(|one| self.0.get(&one.get("id")?.as_i64()?).copied()).collect()
    }
}

/// Stories with those of some articles that stand in them.
async fn stories_of(
    desk: &Desk,
    entries: Vec<EntryId>,
) -> Result<BTreeMap<StoryId, Vec<EntryId>>, StoreError> {
    let mut found: BTreeMap<StoryId, Vec<EntryId>> = BTreeMap::new();
    for summary in desk.reader().summaries(entries).await? {
        if let Some(story) = summary.story {
            found.entry(story).or_default().push(summary.id);
        }
    }
    Ok(found)
}

/// The story here that most of these articles stand in.
async fn story_of(desk: &Desk, entries: Vec<EntryId>) -> Result<Option<StoryId>, StoreError> {
    let found = stories_of(desk, entries).await?;
    let first = found.into_iter().max_by_key(|(story, entries)| (entries.len(), std::cmp::Reverse(*story)));
    Ok(first.map(|(story, _)| story))
}

/// The story that a rule of the archive is about.
pub(super) async fn of_rule(
    desk: &Desk,
    conditions: &Value,
    numbers: &Numbers,
) -> Result<Option<StoryId>, StoreError> {
    story_of(desk, numbers.of(conditions, "story_articles")).await
}

/// Does again what was corrected, first things first; what is so here already is left.
pub(super) async fn correct(
    desk: &Desk,
    list: &Value,
    numbers: &Numbers,
    report: &mut ImportReport,
) -> Result<u64, StoreError> {
    let mut acts: Vec<&Value> = list.as_array().map_or(&[][..], Vec::as_slice).iter().collect();
    acts.sort_by_key(|act| act.get("id").and_then(Value::as_i64));
    let (mut done, mut lost) = (0, 0_u64);
    for act in acts.into_iter().filter(|act| act.get("undone").is_none_or(Value::is_null)) {
        let (entries, beside) = (numbers.of(act, "articles"), numbers.of(act, "beside"));
        let apart = act.get("do").and_then(Value::as_str) == Some("part");
        match (apart, beside.is_empty()) {
            _ if entries.is_empty() => lost += 1,
            (true, _) => done += part(desk, entries, beside).await?,
            (false, true) => lost += 1,
            (false, false) => done += bring(desk, entries, beside).await?,
        }
    }
    if lost > 0 {
        let acts = count(lost, "correction of a story", "corrections of stories");
        report.leave(format!("{acts}: the articles in question are not in the archive"));
    }
    Ok(done)
}

/// Brings articles to the story in which others stand.
async fn bring(desk: &Desk, entries: Vec<EntryId>, beside: Vec<EntryId>) -> Result<u64, StoreError> {
    let Some(into) = story_of(desk, beside).await? else { return Ok(0) };
    let mut done = 0;
    for (from, entries) in stories_of(desk, entries).await? {
        if from != into {
            done += u64::from(desk.correct(Correction::Move { entries, from, into }).await?.is_some());
        }
    }
    Ok(done)
}

/// Parts articles from others, and has them in one story.
async fn part(desk: &Desk, entries: Vec<EntryId>, beside: Vec<EntryId>) -> Result<u64, StoreError> {
    let others = stories_of(desk, beside).await?;
    let mut done = 0;
    let together = entries.clone();
    for (from, entries) in stories_of(desk, entries).await? {
        if others.contains_key(&from) {
            done += u64::from(desk.correct(Correction::Part { entries, from }).await?.is_some());
        }
    }
    if done > 1 {
        // What was parted from two stories here was one story there.
        let first = together.first().copied().into_iter().collect();
        done += bring(desk, together, first).await?;
    }
    Ok(done)
}

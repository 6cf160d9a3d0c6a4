//! Conditions and actions of rules as they are kept: JSON, so that a later version adds some without another schema.

use crate::rows::time;
use crate::{NewRule, Rule, RuleActions, RuleConditions, RuleKind, RuleVerdict, Section, StoreError};
use dateline_model::{FeedId, StoryId};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ConditionsRow {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    title: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    text: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    publishers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words_from: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words_to: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story_from: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story_to: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<i64>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ActionsRow {
    mute: bool,
    read: bool,
    star: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    lift: bool,
    notify: bool,
}

/// Conditions and actions as they are kept.
pub(super) fn written(rule: &NewRule) -> Result<(String, String), StoreError> {
    let given = rule.conditions.clone();
    let conditions = ConditionsRow {
        title: given.title,
        text: given.text,
        without: given.without,
        authors: given.authors,
        publishers: given.publishers,
        feed: given.feed.map(|feed| feed.0),
        folder: given.folder,
        verdict: given.verdict.map(|verdict| verdict.word().to_owned()),
        language: given.language,
        section: given.section.map(|section| section.word().to_owned()),
        kind: given.kind.map(|kind| kind.word().to_owned()),
        words_from: given.words_from,
        words_to: given.words_to,
        story_from: given.story_from,
        story_to: given.story_to,
        story: given.story.map(|story| story.0),
    };
    let RuleActions { mute, read, star, label, lift, notify } = rule.actions.clone();
    let actions = ActionsRow { mute, read, star, label, lift, notify };
    Ok((serde_json::to_string(&conditions)?, serde_json::to_string(&actions)?))
}

/// Columns of a rule, for [`rule`].
pub(super) const COLUMNS: &str = "r.id, r.made_at, r.name, r.paused, r.conditions, r.actions";

/// A rule as it was kept; `None` where it names something that this version does not know.
pub(super) fn rule(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Rule>> {
    let (conditions, actions): (String, String) = (row.get(4)?, row.get(5)?);
    let (Some(conditions), Ok(actions)) = (read(&conditions), serde_json::from_str::<ActionsRow>(&actions))
    else {
        return Ok(None);
    };
    let ActionsRow { mute, read, star, label, lift, notify } = actions;
    let actions = RuleActions { mute, read, star, label, lift, notify };
    Ok(Some(Rule {
        id: row.get(0)?,
        made_at: time(row.get(1)?),
        rule: NewRule { name: row.get(2)?, conditions, actions, paused: row.get(3)? },
        matches: 0,
    }))
}

/// The conditions; a condition that is not understood would leave a rule that is about more than its reader said.
fn read(text: &str) -> Option<RuleConditions> {
    let row: ConditionsRow = serde_json::from_str(text).ok()?;
    let verdict = row.verdict.map(|word| RuleVerdict::from_word(&word).ok_or(()));
    let section = row.section.map(|word| Section::from_word(&word).ok_or(()));
    let kind = row.kind.map(|word| RuleKind::from_word(&word).ok_or(()));
    Some(RuleConditions {
        title: row.title,
        text: row.text,
        without: row.without,
        authors: row.authors,
        publishers: row.publishers,
        feed: row.feed.map(FeedId),
        folder: row.folder,
        verdict: verdict.transpose().ok()?,
        language: row.language,
        section: section.transpose().ok()?,
        kind: kind.transpose().ok()?,
        words_from: row.words_from,
        words_to: row.words_to,
        story_from: row.story_from,
        story_to: row.story_to,
        story: row.story.map(StoryId),
    })
}

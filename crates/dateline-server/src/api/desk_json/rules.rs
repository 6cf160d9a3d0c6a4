//! Rules as JSON.

use super::time;
use dateline_store::{Rule, RuleKind, RuleVerdict, Section};
use serde_json::{Value, json};

/// A rule; conditions that are not given are null or empty.
pub fn rule_json(rule: &Rule) -> Value {
    let (asked, actions) = (&rule.rule.conditions, &rule.rule.actions);
    json!({
        "id": rule.id,
        "at": time(rule.made_at),
        "name": rule.rule.name,
        "paused": rule.rule.paused,
        "matches": rule.matches,
        "conditions": {
            "title": asked.title,
            "text": asked.text,
            "without": asked.without,
            "authors": asked.authors,
            "publishers": asked.publishers,
            "feed": asked.feed.map(|feed| feed.0),
            "folder": asked.folder,
            "verdict": asked.verdict.map(RuleVerdict::word),
            "language": asked.language,
            "section": asked.section.map(Section::word),
            "kind": asked.kind.map(RuleKind::word),
            "words_from": asked.words_from,
            "words_to": asked.words_to,
            "story_from": asked.story_from,
            "story_to": asked.story_to,
            "story": asked.story.map(|story| story.0),
        },
        "actions": {
            "mute": actions.mute,
            "read": actions.read,
            "star": actions.star,
            "label": actions.label,
            "lift": actions.lift,
            "notify": actions.notify,
        },
    })
}

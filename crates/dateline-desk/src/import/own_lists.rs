//! What a person had set up, from our own archive: added where it is not there yet.

use super::ImportReport;
use super::own_stories::{self, Numbers};
use crate::Desk;
use dateline_model::WebUrl;
use dateline_store::{
    FollowKind, NewRule, Reader, RuleActions, RuleConditions, RuleKind, RuleVerdict, Section, StoreError,
};
use serde_json::Value;

/// Takes in the list of a file.
pub(super) async fn take(
    desk: &Desk,
    name: &'static str,
    list: &Value,
    (numbers, report): (&Numbers, &mut ImportReport),
) -> Result<(), StoreError> {
    if name == "settings.json" {
        let pairs = list.as_object().into_iter().flatten();
        let pairs =
            pairs.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect();
        *report.lists.entry(name).or_default() += desk.reader().take_preferences(pairs).await?;
        return Ok(());
    }
    if name == "corrections.json" {
        let done = own_stories::correct(desk, list, numbers, report).await?;
        *report.lists.entry(name).or_default() += done;
        return Ok(());
    }
    for one in list.as_array().map_or(&[][..], Vec::as_slice) {
        let added = match name {
            "labels.json" => label(desk.reader(), one).await?,
            "follows.json" => follow(desk, one).await?,
            "searches.json" => search(desk, one).await?,
            "publishers.json" => publisher(desk.reader(), one).await?,
            "rules.json" => rule(desk, one, (numbers, report)).await?,
            _ => false,
        };
        *report.lists.entry(name).or_default() += u64::from(added);
    }
    Ok(())
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

async fn label(reader: Reader<'_>, one: &Value) -> Result<bool, StoreError> {
    let Some(name) = text(one, "name") else { return Ok(false) };
    let before = reader.labels().await?.len();
    reader.set_label(name, Vec::new()).await?;
    Ok(reader.labels().await?.len() > before)
}

async fn follow(desk: &Desk, one: &Value) -> Result<bool, StoreError> {
    let kind = text(one, "kind").and_then(|kind| FollowKind::from_word(&kind));
    let (Some(kind), Some(value)) = (kind, text(one, "value")) else { return Ok(false) };
    let before = desk.reader().follows().await?.len();
    desk.reader().follow(kind, value, desk.now()).await?;
    Ok(desk.reader().follows().await?.len() > before)
}

async fn search(desk: &Desk, one: &Value) -> Result<bool, StoreError> {
    let (Some(name), Some(query)) = (text(one, "name"), text(one, "q")) else { return Ok(false) };
    let kept = desk.reader().saved_searches().await?;
    if kept.iter().any(|kept| kept.query == query && kept.name == name) {
        return Ok(false);
    }
    let alert = one.get("alert").and_then(Value::as_bool).unwrap_or(false);
    Ok(desk.reader().save_search(name, query, alert, desk.now()).await?.is_some())
}

async fn publisher(reader: Reader<'_>, one: &Value) -> Result<bool, StoreError> {
    let (Some(host), Some(name)) = (text(one, "host"), text(one, "name")) else { return Ok(false) };
    if reader.publisher_names().await?.iter().any(|(known, _)| *known == host) {
        return Ok(false);
    }
    reader.rename_publisher(&host, &name).await
}

async fn rule(
    desk: &Desk,
    one: &Value,
    (numbers, report): (&Numbers, &mut ImportReport),
) -> Result<bool, StoreError> {
    let name = text(one, "name").unwrap_or_default();
    let asked = one.get("conditions").unwrap_or(&Value::Null);
    let mut conditions = conditions(asked);
    if asked.get("story").is_some_and(|story| !story.is_null()) {
        conditions.story = own_stories::of_rule(desk, asked, numbers).await?;
        if conditions.story.is_none() {
            report.leave(format!("the rule {name:?}: the story that it is about is not here"));
            return Ok(false);
        }
    }
    if let Some(address) = text(asked, "feed_url").and_then(|url| WebUrl::parse(&url).ok()) {
        let Some(feed) = desk.reader().feed_by_url(address).await? else {
            report.leave(format!("the rule {name:?}: its feed is not here"));
            return Ok(false);
        };
        conditions.feed = Some(feed.id);
    }
    let done = one.get("actions").unwrap_or(&Value::Null);
    let is = |value: &Value, key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    let actions = RuleActions {
        mute: is(done, "mute"),
        read: is(done, "read"),
        star: is(done, "star"),
        label: text(done, "label"),
        lift: is(done, "lift"),
        notify: is(done, "notify"),
    };
    let new = NewRule { name, conditions, actions, paused: is(one, "paused") };
    if desk.reader().rules().await?.iter().any(|known| known.rule == new) {
        return Ok(false);
    }
    let name = new.name.clone();
    let added = desk.reader().add_rule(new, desk.now()).await?.is_some();
    if !added {
        report.leave(format!("the rule {name:?}: it says nothing, or there are too many rules"));
    }
    Ok(added)
}

fn conditions(value: &Value) -> RuleConditions {
    let words = |key: &str| {
        let items = value.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let number = |key: &str| value.get(key)?.as_u64()?.try_into().ok();
    RuleConditions {
        title: words("title"),
        text: words("text"),
        without: words("without"),
        authors: words("authors"),
        publishers: words("publishers"),
        feed: None,
        folder: text(value, "folder"),
        verdict: text(value, "verdict").and_then(|word| RuleVerdict::from_word(&word)),
        language: text(value, "language"),
        section: text(value, "section").and_then(|word| Section::from_word(&word)),
        kind: text(value, "kind").and_then(|word| RuleKind::from_word(&word)),
        words_from: number("words_from"),
        words_to: number("words_to"),
        story_from: number("story_from"),
        story_to: number("story_to"),
        story: None,
    }
}

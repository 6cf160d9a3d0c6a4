//! What a person has set up: feeds, labels, rules, follows, searches, corrections, names of publishers, settings of pages.

use super::stories::{corrections, members};
use crate::api::desk_json::{follow_json, label_json, rule_json};
use dateline_model::WebUrl;
use dateline_store::{FeedRecord, FetchPages, Reader, StoreError};
use serde_json::{Value, json};

/// Each list with the name of its file.
pub(super) async fn of(
    reader: Reader<'_>,
    feeds: &[FeedRecord],
) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let searches = reader.saved_searches().await?;
    // Without the addresses of their feeds, which are secrets of this desk.
    let searches = searches.iter().map(|one| json!({"name": one.name, "q": one.query, "alert": one.alert}));
    let mut rules = Vec::new();
    for rule in &reader.rules().await? {
        let mut value = rule_json(rule);
        let feed = rule.rule.conditions.feed.and_then(|id| feeds.iter().find(|feed| feed.id == id));
        value["conditions"]["feed_url"] = feed.map_or(Value::Null, |feed| feed.url.as_str().into());
        if let Some(story) = rule.rule.conditions.story {
            value["conditions"]["story_articles"] = members(reader, story, &[]).await?;
        }
        rules.push(value);
    }
    let names = reader.publisher_names().await?;
    let names = names.into_iter().map(|(host, name)| json!({"host": host, "name": name}));
    Ok(vec![
        ("feeds.json", feeds.iter().map(feed).collect()),
        ("labels.json", reader.labels().await?.iter().map(label_json).collect()),
        ("rules.json", rules.into()),
        ("follows.json", reader.follows().await?.iter().map(follow_json).collect()),
        ("searches.json", searches.collect()),
        ("corrections.json", corrections(reader).await?),
        ("publishers.json", names.collect()),
        ("settings.json", json!(reader.preferences().await?)),
    ])
}

fn feed(feed: &FeedRecord) -> Value {
    json!({
        "url": feed.url.as_str(),
        "title": feed.title,
        "home": feed.home.as_ref().map(WebUrl::as_str),
        "folders": feed.folders,
        "added": feed.added_at.to_string(),
        "paused": feed.paused_at.map(|at| at.to_string()),
        "keep_days": feed.keep_days,
        "keep_bytes": feed.keep_bytes,
        "poll_hours": feed.polling.hours,
        "fetch_pages": feed.polling.pages.as_str(),
        "opens_original": feed.opens_original,
        "private": feed.is_private(),
        "has_login": feed.has_login,
    })
}

/// The namespace of what OPML has no attribute for.
const NAMESPACE: &str = "https://dateline.example/opml";

/// The feeds as OPML: in the first of their folders, with the others and the settings in attributes of our own.
pub(super) fn opml(feeds: &[FeedRecord]) -> String {
    let mut sorted: Vec<&FeedRecord> = feeds.iter().collect();
    sorted.sort_by(|a, b| (&a.folder, &a.title).cmp(&(&b.folder, &b.title)));
    let outlines: Vec<_> =
        sorted.iter().map(|feed| (dateline_desk::outline(feed), own_attributes(feed))).collect();
    dateline_desk::write_opml(NAMESPACE, &outlines)
}

fn own_attributes(feed: &FeedRecord) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if feed.folders.len() > 1 {
        found.push(("folders", feed.folders.join("\n")));
    }
    let marks = [
        ("added", Some(feed.added_at.to_string())),
        ("paused", feed.paused_at.map(|at| at.to_string())),
        ("keepDays", feed.keep_days.map(|days| days.to_string())),
        ("keepBytes", feed.keep_bytes.map(|bytes| bytes.to_string())),
        ("pollHours", feed.polling.hours.map(|hours| hours.to_string())),
        (
            "fetchPages",
            (feed.polling.pages != FetchPages::Auto).then(|| feed.polling.pages.as_str().to_owned()),
        ),
        ("opensOriginal", feed.opens_original.then(|| "true".to_owned())),
        ("private", feed.is_private().then(|| "true".to_owned())),
    ];
    found.extend(marks.into_iter().filter_map(|(name, value)| Some((name, value?))));
    found
}

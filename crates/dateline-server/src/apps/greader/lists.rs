//! What an app shows beside the articles: who is logged in, feeds, folders, labels, counts.

use super::ask::Ask;
use super::stream_names::{READING_LIST, STARRED, feed, feed_of, label};
use super::{Answer, json, text};
use crate::apps::facts::{feed_home, feed_title};
use crate::apps::verdict_labels;
use dateline_model::{FeedId, WebUrl};
use dateline_store::FeedRecord;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::HashMap;

/// `GET user-info`.
pub(super) async fn user_info(ask: Ask) -> Answer {
    let user = ask.app.caller.user;
    let account = ask.app.desk.store().account(user).await?;
    let name = account.map(|account| account.user.name).unwrap_or_default();
    let number = user.0.to_string();
    json(json!({"userId": number, "userName": name, "userProfileId": number, "userEmail": ""}))
}

/// `GET subscription/list`.
pub(super) async fn subscriptions(ask: Ask) -> Answer {
    let feeds = ask.app.reader().feeds().await?;
    json(json!({"subscriptions": feeds.iter().map(subscription).collect::<Vec<_>>()}))
}

/// Nothing in it is null, and no text but that of the picture is empty.
fn subscription(record: &FeedRecord) -> Value {
    let categories: Vec<Value> =
        record.folders.iter().map(|name| json!({"id": label(name), "label": name})).collect();
    json!({
        "id": feed(record.id),
        "title": feed_title(record),
        "categories": categories,
        "url": record.url.as_str(),
        "htmlUrl": feed_home(record),
        "iconUrl": record.icon.as_ref().map_or("", WebUrl::as_str),
        "sortid": format!("{:016x}", record.id.0),
        "firstitemmsec": record.added_at.as_millisecond().to_string(),
    })
}

/// `GET subscribed`.
pub(super) async fn subscribed(ask: Ask) -> Answer {
    let named = ask.fields.one("s").unwrap_or_default();
    let found = feed_of(&ask.app, named.trim_start_matches("feed/")).await?;
    text(if found.is_some() { "true" } else { "false" })
}

/// `GET tag/list`: folders and labels stand in one space of names, told apart by their type.
pub(super) async fn tags(ask: Ask) -> Answer {
    let (folders, labels) = (ask.app.reader().folders().await?, ask.app.reader().labels().await?);
    let counts = ask.app.reader().unread_counts().await?;
    let unread: HashMap<&str, u64> =
        counts.folders.iter().map(|one| (one.folder.as_str(), one.unread)).collect();
    let mut tags = vec![json!({"id": STARRED, "sortid": "00000000"})];
    for (at, name) in folders.iter().enumerate() {
        let unread = unread.get(name.as_str()).copied().unwrap_or_default();
        let sort = format!("{:08x}", at + 1);
        tags.push(json!({"id": label(name), "type": "folder", "sortid": sort, "label": name, "unread_count": unread}));
    }
    let own = labels.iter().map(|label| &label.name).filter(|name| !folders.contains(name));
    for (at, name) in own.enumerate() {
        let sort = format!("{:08x}", folders.len() + at + 1);
        tags.push(json!({"id": label(name), "type": "tag", "sortid": sort, "label": name}));
    }
    if verdict_labels::wanted(&ask.app).await? {
        for (_, name) in verdict_labels::LABELS {
            let sort = format!("{:08x}", tags.len());
            tags.push(json!({"id": label(name), "type": "tag", "sortid": sort, "label": name}));
        }
    }
    json(json!({"tags": tags}))
}

/// `GET unread-count`.
pub(super) async fn unread_count(ask: Ask) -> Answer {
    let reader = ask.app.reader();
    let counts = reader.unread_counts().await?;
    let latest: HashMap<FeedId, Timestamp> = reader.latest_arrivals().await?.into_iter().collect();
    let of_folders = newest_by_folder(&reader.feeds().await?, &latest);
    let mut rows: Vec<Value> =
        counts.feeds.iter().map(|(id, count)| row(&feed(*id), *count, latest.get(id))).collect();
    rows.extend(
        counts.folders.iter().map(|one| row(&label(&one.folder), one.unread, of_folders.get(&one.folder))),
    );
    rows.push(row(READING_LIST, counts.all, latest.values().max()));
    json(json!({"max": counts.all, "unreadcounts": rows}))
}

fn newest_by_folder(feeds: &[FeedRecord], latest: &HashMap<FeedId, Timestamp>) -> HashMap<String, Timestamp> {
    let mut newest: HashMap<String, Timestamp> = HashMap::new();
    for feed in feeds {
        let Some(at) = latest.get(&feed.id) else { continue };
        for folder in &feed.folders {
            let known = newest.entry(folder.clone()).or_insert(*at);
            *known = (*known).max(*at);
        }
    }
    newest
}

/// The moment is digits in a string; an empty one has brought an app down.
fn row(id: &str, count: u64, newest: Option<&Timestamp>) -> Value {
    let newest = newest.map_or(0, |at| at.as_microsecond());
    json!({"id": id, "count": count, "newestItemTimestampUsec": newest.to_string()})
}

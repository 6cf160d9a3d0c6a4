//! What is asked for by flags, any number of them at once.

use crate::app_state::App;
use crate::apps::article_html::article_html;
use crate::apps::facts::{author, feed_home, feed_title, held_icon, link, published, seconds, title};
use crate::apps::fields::Fields;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use dateline_model::{EntryId, FeedId};
use dateline_store::{FeedRecord, Stream, StreamItem, StreamQuery};
use serde_json::{Map, Value, json};

/// Articles of an answer, as the protocol has it.
const ITEMS: usize = 50;
/// An icon of one transparent dot: some apps cannot do without one.
const NO_ICON: &str = "image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/// Puts what is asked for among the members.
pub(super) async fn tell(
    app: &App,
    fields: &Fields,
    members: &mut Map<String, Value>,
) -> Result<(), ErrorResponse> {
    let asks = |flag: &str| fields.raw(flag).next().is_some();
    let mut put = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
    let shelf = Shelf::of(app).await?;
    if asks("groups") {
        let groups = shelf.folders.iter().map(|folder| json!({"id": folder.id, "title": folder.name}));
        put("groups", groups.collect());
    }
    if asks("feeds") {
        put("feeds", shelf.feeds.iter().map(feed).collect());
    }
    if asks("groups") || asks("feeds") {
        put("feeds_groups", feeds_groups(&shelf));
    }
    if asks("favicons") {
        put("favicons", favicons(app, &shelf).await?);
    }
    if asks("items") {
        let items = items(app, fields).await?;
        put("items", items.iter().filter_map(item).collect());
        put("total_items", shelf.feeds.iter().map(|feed| feed.entries).sum::<u64>().into());
    }
    if asks("links") {
        put("links", json!([]));
    }
    for (flag, stream) in [("unread_item_ids", Stream::Unread), ("saved_item_ids", Stream::Starred)] {
        // Some apps look for what came of a mark.
        let marks = matches!(
            (fields.one("as"), flag),
            (Some("read" | "unread"), "unread_item_ids") | (Some("saved" | "unsaved"), "saved_item_ids")
        );
        if asks(flag) || marks {
            put(flag, joined(&every(app, stream).await?).into());
        }
    }
    Ok(())
}

fn feed(record: &FeedRecord) -> Value {
    json!({
        "id": record.id.0,
        "favicon_id": record.id.0,
        "title": feed_title(record),
        "url": record.url.as_str(),
        "site_url": feed_home(record),
        "is_spark": 0,
        "last_updated_on_time": record.health.last_new.map_or(0, seconds),
    })
}

fn feeds_groups(shelf: &Shelf) -> Value {
    let groups = shelf.folders.iter().map(|folder| {
        let feeds = shelf.feeds.iter().filter(|feed| feed.folders.contains(&folder.name));
        let feeds: Vec<EntryId> = feeds.map(|feed| EntryId(feed.id.0)).collect();
        json!({"group_id": folder.id, "feed_ids": joined(&feeds)})
    });
    groups.collect()
}

/// Icons that the desk has; those that it has not are had for the next time.
async fn favicons(app: &App, shelf: &Shelf) -> Result<Value, ErrorResponse> {
    let (mut told, mut missing) = (Vec::new(), Vec::new());
    for record in &shelf.feeds {
        let data = match &record.icon {
            None => None,
            Some(url) => {
                let held = held_icon(app, url).await?;
                if held.is_none() {
                    missing.push(url.clone());
                }
                held.flatten()
            }
        };
        told.push(json!({"id": record.id.0, "data": data.unwrap_or_else(|| NO_ICON.to_owned())}));
    }
    if !missing.is_empty() {
        let desk = app.desk.clone();
        tokio::spawn(async move {
            for url in missing {
                if let Err(error) = desk.picture(&url).await {
                    tracing::warn!(%error, "an icon could not be kept");
                }
            }
        });
    }
    Ok(told.into())
}

/// Articles above a number, below one, or named; else the latest.
async fn items(app: &App, fields: &Fields) -> Result<Vec<StreamItem>, ErrorResponse> {
    let number =
        |name| fields.one(name).and_then(|id: &str| id.trim().parse::<i64>().ok()).filter(|id| *id > 0);
    let ids = if let Some(named) = fields.raw("with_ids").next() {
        numbers(named).take(ITEMS).collect()
    } else {
        let ascending = fields.raw("since_id").next().is_some();
        let after = number(if ascending { "since_id" } else { "max_id" }).map(EntryId);
        let query = StreamQuery { ascending, after, ..StreamQuery::new(Stream::Subscribed, ITEMS as u32) };
        app.reader().stream(query).await?.items
    };
    Ok(app.reader().stream_items(ids).await?)
}

/// An article; `None` where its reader has left the feed: apps look the feed up.
fn item(item: &StreamItem) -> Option<Value> {
    let FeedId(feed) = item.feed?;
    Some(json!({
        "id": item.summary.id.0,
        "feed_id": feed,
        "title": title(item),
        "author": author(item),
        "html": article_html(item),
        "url": link(item),
        "is_saved": i32::from(item.summary.starred_at.is_some()),
        "is_read": i32::from(item.summary.read_at.is_some()),
        "created_on_time": seconds(published(item)),
    }))
}

/// All of a stream: an app takes for read what an answer leaves out.
async fn every(app: &App, stream: Stream) -> Result<Vec<EntryId>, ErrorResponse> {
    let mut query = StreamQuery { with: vec![stream], ..StreamQuery::new(Stream::Subscribed, u32::MAX) };
    let mut ids = Vec::new();
    loop {
        let slice = app.reader().stream(query.clone()).await?;
        query.after = slice.items.last().copied();
        ids.extend(slice.items);
        if !slice.more {
            return Ok(ids);
        }
    }
}

/// Numbers with commas between them.
fn joined(ids: &[EntryId]) -> String {
    ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(",")
}

/// What is a number of those with commas between them.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = EntryId> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).map(EntryId)
}

//! One article as apps decode it: every field that one of them needs, none of them null.

use super::item_ids;
use super::stream_names::{Name, READ, READING_LIST, STARRED, feed, label};
use crate::app_state::App;
use crate::apps::article_html::article_html;
use crate::apps::facts::{
    author, enclosures, feed_home, feed_title, link, published, seconds, title, updated,
};
use crate::apps::verdict_labels;
use crate::error_response::ErrorResponse;
use dateline_model::FeedId;
use dateline_store::{FeedRecord, StreamItem};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The reader's feeds by number, and whether verdicts are labels.
pub(super) struct Feeds {
    by_id: HashMap<FeedId, FeedRecord>,
    verdicts: bool,
}

impl Feeds {
    /// As far as a stream and its articles name some: what an app hears most often is that nothing is new.
    pub(super) async fn of(app: &App, stream: &str, items: &[StreamItem]) -> Result<Self, ErrorResponse> {
        let named = !items.is_empty() || matches!(Name::parse(stream), Some(Name::Feed(_)));
        let feeds = if named { app.reader().feeds().await? } else { Vec::new() };
        let by_id = feeds.into_iter().map(|feed| (feed.id, feed)).collect();
        Ok(Self { by_id, verdicts: verdict_labels::wanted(app).await? })
    }

    fn get(&self, item: &StreamItem) -> Option<&FeedRecord> {
        self.by_id.get(&item.feed?)
    }

    /// What a stream is called.
    pub(super) fn title_of(&self, name: &str) -> String {
        match Name::parse(name) {
            Some(Name::Feed(number)) => number
                .parse()
                .ok()
                .and_then(|number| self.by_id.get(&FeedId(number)))
                .map_or_else(|| number.to_owned(), feed_title),
            Some(Name::Label(name) | Name::State(name)) => name.to_owned(),
            None => name.to_owned(),
        }
    }

    /// Stream, name and home of the feed that an article counts under.
    pub(super) fn origin(&self, item: &StreamItem) -> (String, String, String) {
        match self.get(item) {
            Some(record) => (feed(record.id), feed_title(record), feed_home(record)),
            None => {
                let publisher =
                    item.summary.publisher.clone().or_else(|| item.summary.publisher_host.clone());
                (
                    "feed/0".to_owned(),
                    publisher.unwrap_or_else(|| "A feed that was left".to_owned()),
                    link(item),
                )
            }
        }
    }

    /// States, folders, labels and the article's own subjects.
    pub(super) fn categories(&self, item: &StreamItem) -> Vec<String> {
        let mut names = vec![READING_LIST.to_owned()];
        names.extend(item.summary.read_at.map(|_| READ.to_owned()));
        names.extend(item.summary.starred_at.map(|_| STARRED.to_owned()));
        let folders = self.get(item).map(|record| record.folders.as_slice()).unwrap_or_default();
        for name in folders.iter().chain(&item.summary.labels).map(|name| label(name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.extend(verdict_labels::of(item).filter(|_| self.verdicts).map(label));
        // What looks like a state or a folder of ours is none because a feed says so.
        let subjects = item.categories.iter().filter(|word| !word.trim().is_empty());
        names.extend(subjects.filter(|word| !word.trim_start().starts_with("user/")).cloned());
        names
    }
}

/// The object.
pub(super) fn item(item: &StreamItem, feeds: &Feeds) -> Value {
    let (stream, feed, home) = feeds.origin(item);
    let (link, seen) = (link(item), item.summary.seen);
    let mut object = json!({
        "id": item_ids::long(item.summary.id),
        "title": title(item),
        "canonical": [{"href": link}],
        "alternate": [{"href": link, "type": "text/html"}],
        "summary": {"content": article_html(item), "direction": "ltr"},
        "categories": feeds.categories(item),
        "origin": {"streamId": stream, "title": feed, "htmlUrl": home},
        "published": seconds(published(item)),
        "updated": seconds(updated(item)),
        "crawlTimeMsec": seen.as_millisecond().to_string(),
        "timestampUsec": seen.as_microsecond().to_string(),
        "author": author(item),
    });
    let files: Vec<Value> = enclosures(item)
        .map(|(href, kind, length)| json!({"href": href, "type": kind, "length": length}))
        .collect();
    if let Some(object) = object.as_object_mut().filter(|_| !files.is_empty()) {
        object.insert("enclosure".to_owned(), files.into());
    }
    object
}

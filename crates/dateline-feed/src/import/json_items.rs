//! One article as other readers write it in JSON: Google Reader and those that speak its form (Takeout, FreshRSS, Inoreader, The Old
//! Reader, BazQux), Feedbin, Nextcloud News, Miniflux, NewsBlur, and those where people save pages. Which it is, its members say.

use super::json_members::{annotations, flag, headline, text, words};
use super::read_later::{karakeep, linkding, omnivore, pinboard, wallabag};
use super::{ImportedItem, moment};
use serde_json::Value;

/// The article; `None` where nothing tells where it is or what it is called.
pub fn item_of_json(value: &Value) -> Option<ImportedItem> {
    let has = |key: &str| value.get(key).is_some();
    let item = if has("tag_names") {
        linkding(value)
    } else if has("is_archived") || has("is_starred") {
        wallabag(value)
    } else if has("slug") && has("savedAt") {
        omnivore(value)
    } else if has("createdAt") && has("content") && has("tags") {
        karakeep(value)
    } else if has("guidHash") || has("feedLink") || has("pubDate") {
        nextcloud(value)
    } else if has("feed") && has("status") {
        miniflux(value)
    } else if has("categories") || has("origin") || has("alternate") || has("canonical") {
        google_reader(value)
    } else if has("href") && has("description") {
        pinboard(value)
    } else if has("story_permalink") {
        newsblur(value)
    } else {
        feedbin(value)
    };
    (item.url.is_some() || item.title.is_some()).then_some(item)
}

/// `user/…/state/com.google/read` and `user/…/label/X`, whoever the user is.
enum Category<'a> {
    State(&'a str),
    Label(&'a str),
    Word(&'a str),
}

fn category(text: &str) -> Category<'_> {
    let Some((_, rest)) = text.strip_prefix("user/").and_then(|rest| rest.split_once('/')) else {
        return Category::Word(text);
    };
    if let Some(label) = rest.strip_prefix("label/") {
        return Category::Label(label);
    }
    match rest.strip_prefix("state/") {
        Some(state) => Category::State(state.rsplit('/').next().unwrap_or(state)),
        None => Category::Word(text),
    }
}

fn google_reader(value: &Value) -> ImportedItem {
    let link = |key: &str| {
        let first = value.get(key)?.as_array()?.iter().find_map(|link| text(link, "href"))?;
        Some(first)
    };
    let origin = value.get("origin").unwrap_or(&Value::Null);
    let stream = text(origin, "streamId").and_then(|id| id.strip_prefix("feed/").map(str::to_owned));
    let content = |key: &str| match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        object => text(object, "content"),
    };
    let mut item = ImportedItem {
        feed: text(origin, "feedUrl").or(stream.filter(|url| url.contains("://"))),
        home: text(origin, "htmlUrl"),
        guid: text(value, "guid"),
        // Of these programs FreshRSS alone gives a guid, and leaves folders out.
        with_folders: value.get("guid").is_none(),
        url: link("alternate").or_else(|| link("canonical")).or_else(|| text(value, "url")),
        title: headline(value, "title"),
        html: content("content").or_else(|| content("summary")),
        authors: text(value, "author").into_iter().collect(),
        published: ["published", "timestampUsec", "updated"].iter().find_map(|key| moment(value.get(key)?)),
        starred_at: value.get("starred").filter(|at| !at.is_boolean()).and_then(moment),
        ..ImportedItem::default()
    };
    for word in words(value, "categories") {
        match category(&word) {
            // Who tells what stands in the list of all tells of what was read that it was.
            Category::State("reading-list") => item.read = item.read.or(Some(false)),
            Category::State("read") => item.read = Some(true),
            Category::State("unread" | "kept-unread" | "fresh") => item.read = item.read.or(Some(false)),
            Category::State("starred") => item.starred = Some(true),
            Category::State(_) => {}
            Category::Label(label) => item.labels.push(label.to_owned()),
            Category::Word(word) => item.categories.push(word.to_owned()),
        }
    }
    if item.starred_at.is_some() {
        item.starred = Some(true);
    }
    item.notes = annotations(value);
    item
}

/// `starred.json` of Feedbin: without the feed's address, and all of it starred.
fn feedbin(value: &Value) -> ImportedItem {
    ImportedItem {
        feed: text(value, "feed_url"),
        url: text(value, "url"),
        title: text(value, "title"),
        html: text(value, "content").or_else(|| text(value, "summary")),
        authors: text(value, "author").into_iter().collect(),
        published: value.get("published").and_then(moment),
        starred: flag(value, "starred").or_else(|| value.get("feed_id").map(|_| true)),
        starred_at: value.get("starred_at").and_then(moment),
        labels: words(value, "tags"),
        ..ImportedItem::default()
    }
}

/// Stories that were saved in NewsBlur.
fn newsblur(value: &Value) -> ImportedItem {
    ImportedItem {
        url: text(value, "story_permalink"),
        title: headline(value, "story_title"),
        html: text(value, "story_content"),
        authors: text(value, "story_authors").into_iter().collect(),
        published: value.get("story_date").and_then(moment),
        starred: Some(true),
        starred_at: value.get("starred_date").and_then(moment),
        labels: words(value, "user_tags"),
        ..ImportedItem::default()
    }
}

fn nextcloud(value: &Value) -> ImportedItem {
    ImportedItem {
        feed: text(value, "feedLink"),
        guid: text(value, "guid"),
        url: text(value, "url"),
        title: text(value, "title"),
        html: text(value, "body"),
        authors: text(value, "author").into_iter().collect(),
        published: value.get("pubDate").and_then(moment),
        read: flag(value, "unread").map(|unread| !unread),
        starred: flag(value, "starred"),
        ..ImportedItem::default()
    }
}

fn miniflux(value: &Value) -> ImportedItem {
    ImportedItem {
        feed: value.get("feed").and_then(|feed| text(feed, "feed_url")),
        url: text(value, "url"),
        title: text(value, "title"),
        html: text(value, "content"),
        authors: text(value, "author").into_iter().collect(),
        published: value.get("published_at").and_then(moment),
        read: text(value, "status").map(|status| status == "read"),
        starred: flag(value, "starred"),
        categories: words(value, "tags"),
        ..ImportedItem::default()
    }
}

//! Feeds that an app adds, renames, moves and gives up, by number or by address.

use super::ask::Ask;
use super::stream_names::{feed, feed_of, plain_label};
use super::{Answer, json, text};
use crate::apps::adding::add;
use crate::apps::facts::feed_title;
use crate::error_response::ErrorResponse;
use axum::response::IntoResponse as _;
use dateline_desk::{Added, Wish};
use dateline_model::FeedId;
use http::header;
use serde_json::{Value, json};

/// Feeds that one request may name.
const MOST: usize = 500;

/// `POST subscription/edit`.
pub(super) async fn edit(ask: Ask) -> Answer {
    let action = ask.fields.one("ac").unwrap_or("edit");
    if !["subscribe", "unsubscribe", "edit"].contains(&action) {
        return Err(ErrorResponse::bad_request("`ac` is subscribe, unsubscribe or edit"));
    }
    let mut titles = ask.fields.raw("t");
    let streams: Vec<&str> = ask.fields.all("s").take(MOST).collect();
    if streams.is_empty() {
        return Err(ErrorResponse::bad_request("`s` names no feed"));
    }
    for stream in streams {
        let named = without_prefix(stream);
        let known = feed_of(&ask.app, named).await?;
        let id = match (action, known) {
            ("subscribe", None) => {
                add(&ask.app, named, Wish::default()).await?.map_err(ErrorResponse::bad_request)?
            }
            (_, Some(id)) => id,
            (_, None) => return Err(ErrorResponse::not_found("feed")),
        };
        if action == "unsubscribe" {
            ask.app.reader().remove_feed(id).await?;
        } else {
            file(&ask, id, titles.next().unwrap_or_default()).await?;
        }
    }
    text("OK")
}

/// Name and folders of a feed, as far as they are given.
async fn file(ask: &Ask, id: FeedId, title: &str) -> Result<(), ErrorResponse> {
    let reader = ask.app.reader();
    if !title.trim().is_empty() {
        reader.name_feed(id, title.to_owned()).await?;
    }
    let labels = |field| ask.fields.all(field).map(|name| plain_label(name).to_owned()).collect();
    let (into, out_of): (Vec<String>, Vec<String>) = (labels("a"), labels("r"));
    if !(into.is_empty() && out_of.is_empty()) {
        reader.move_feed(id, out_of, into).await?;
    }
    Ok(())
}

/// `POST subscription/quickadd`.
pub(super) async fn quick_add(ask: Ask) -> Answer {
    let Some(query) = ask.fields.one("quickadd") else {
        return Err(ErrorResponse::bad_request("`quickadd` names no address"));
    };
    let named = without_prefix(query);
    if let Some(id) = feed_of(&ask.app, named).await? {
        let known = ask.app.reader().feed(id).await?;
        let url = known.map_or_else(|| named.to_owned(), |feed| feed.url.as_str().to_owned());
        return json(refused(query, &format!("Already subscribed! {url}")));
    }
    match add(&ask.app, named, Wish::default()).await? {
        Ok(id) => {
            let name = ask.app.reader().feed(id).await?.map(|feed| feed_title(&feed)).unwrap_or_default();
            json(json!({"numResults": 1, "query": query, "streamId": feed(id), "streamName": name}))
        }
        Err(reason) => json(refused(query, &reason)),
    }
}

fn refused(query: &str, reason: &str) -> Value {
    json!({"numResults": 0, "query": query, "error": reason})
}

/// An address without what apps write before it, once or twice.
fn without_prefix(stream: &str) -> &str {
    let mut rest = stream.trim();
    while let Some(inner) = rest.strip_prefix("feed/") {
        rest = inner;
    }
    rest
}

/// `POST subscription/import`.
pub(super) async fn import(ask: Ask) -> Answer {
    match ask.app.desk.add_list(&ask.body).await {
        Ok(Added::List { new, .. }) => text(format!("OK: {}", new.len())),
        Ok(_) => text("OK"),
        Err(error) => Err(ErrorResponse::bad_request(error.to_string())),
    }
}

/// `GET subscription/export`.
pub(super) async fn export(ask: Ask) -> Answer {
    let list = ask.app.desk.opml(false).await?;
    Ok(([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], list).into_response())
}

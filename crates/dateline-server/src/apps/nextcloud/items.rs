//! Lists of articles.

use super::ask::Ask;
use super::item_json::item;
use super::{Answer, ok, refused};
use crate::app_state::App;
use crate::apps::fields::moment_of;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use dateline_model::{EntryId, FeedId};
use dateline_store::{Stream, StreamQuery};
use http::StatusCode;
use serde_json::{Value, json};

/// Articles of one answer, of which an app may want all.
const MOST: u32 = 5_000;

/// Which articles are meant by `type` and `id`.
async fn asked(ask: &Ask) -> Result<StreamQuery, ErrorResponse> {
    let id = ask.number("id").unwrap_or_default();
    let stream = match ask.number("type").unwrap_or(3) {
        0 => Stream::Feed(FeedId(id)),
        1 => folder(&ask.app, id).await?,
        2 => Stream::Starred,
        3 => Stream::Subscribed,
        6 => Stream::Unread,
        _ => {
            return Err(refused(
                StatusCode::UNPROCESSABLE_ENTITY,
                "`type` is 0 (a feed), 1 (a folder), 2 (starred), 3 (all) or 6 (unread)",
            ));
        }
    };
    let mut query = StreamQuery::new(stream, MOST);
    query.with.push(Stream::Subscribed);
    Ok(query)
}

/// What the feeds of a folder brought; of 0 those that are in none. A folder that is not the reader's holds nothing.
async fn folder(app: &App, id: i64) -> Result<Stream, ErrorResponse> {
    if id == 0 {
        return Ok(Stream::Loose);
    }
    let shelf = Shelf::of(app).await?;
    Ok(shelf.folder(id).map_or(Stream::Feed(FeedId(0)), |folder| Stream::Folder(folder.name.clone())))
}

async fn told(app: &App, query: StreamQuery) -> Answer {
    let slice = app.reader().stream(query).await?;
    let items = app.reader().stream_items(slice.items).await?;
    ok(json!({"items": items.iter().filter_map(item).collect::<Vec<Value>>()}))
}

/// `GET items`.
pub(super) async fn list(ask: Ask) -> Answer {
    let mut query = asked(&ask).await?;
    if ask.truth("getRead") == Some(false) {
        query.with.push(Stream::Unread);
    }
    query.ascending = ask.truth("oldestFirst") == Some(true);
    query.after = ask.number("offset").filter(|offset| *offset > 0).map(EntryId);
    let wanted = ask.number("batchSize").and_then(|size| u32::try_from(size).ok()).filter(|size| *size > 0);
    query.limit = wanted.unwrap_or(MOST).min(MOST);
    told(&ask.app, query).await
}

/// `GET items/updated`.
pub(super) async fn updated(ask: Ask) -> Answer {
    let mut query = asked(&ask).await?;
    if let Some(since) = ask.number("lastModified").and_then(moment_of) {
        query.changed_after = Some(ask.app.reader().place_at(since, ask.app.desk.now()).await?);
    }
    told(&ask.app, query).await
}

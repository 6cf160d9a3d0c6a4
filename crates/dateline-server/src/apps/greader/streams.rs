//! Streams: numbers of articles, and articles, a page at a time in the order of their coming. A page ends in a continuation only where
//! there is more, and never when it is empty: some apps ask for ever.

use super::ask::Ask;
use super::items::{Feeds, item};
use super::stream_names::{READING_LIST, stream};
use super::{Answer, atom, item_ids, json, text};
use crate::error_response::ErrorResponse;
use axum::response::Response;
use dateline_model::EntryId;
use dateline_store::{STREAM_MOST, Slice, Stream, StreamItem, StreamQuery};
use serde_json::{Value, json};

/// Articles of a page where an app does not say how many it wants.
const USUAL: u32 = 20;
/// Articles with their text that one answer gives.
const MOST_ITEMS: u32 = 1_000;
/// Numbers that one question may name.
const MOST_NAMED: usize = 10_000;

/// `GET stream/items/ids`.
pub(super) async fn ids(ask: Ask) -> Answer {
    let query = query(&ask, &named(&ask), STREAM_MOST).await?;
    let slice = ask.app.reader().stream(query).await?;
    let refs: Vec<Value> = slice.items.iter().map(|id| json!({"id": item_ids::decimal(*id)})).collect();
    // One app takes an empty list for a failure.
    let wants_one = slice.items.is_empty() && ask.fields.one("client") == Some("newsplus");
    let refs = if wants_one { vec![json!({"id": "0"})] } else { refs };
    let mut answer = json!({"itemRefs": refs});
    continue_at(&mut answer, &slice);
    json(answer)
}

/// `GET stream/items/count`.
pub(super) async fn count(ask: Ask) -> Answer {
    let of = stream(&ask.app, &named(&ask)).await?;
    let count = ask.app.reader().stream_len(of.clone()).await?;
    if ask.fields.one("a") != Some("true") {
        return text(count.to_string());
    }
    let latest = ask.app.reader().stream(StreamQuery::new(of, 1)).await?.items;
    let latest = ask.app.reader().stream_items(latest).await?.pop();
    let date = latest.map(|item| item.summary.seen.strftime("%B %-d, %Y").to_string()).unwrap_or_default();
    text(format!("{count}#{date}"))
}

/// `GET` or `POST stream/items/contents`: the named articles, as far as the reader sees them, in the order in which they were named.
pub(super) async fn items(ask: Ask) -> Answer {
    let named = ask.fields.all("i");
    let ids: Vec<EntryId> = named.take(MOST_NAMED).filter_map(item_ids::parse).collect();
    let items = ask.app.reader().stream_items(ids).await?;
    document(&ask, READING_LIST, &items, None).await
}

/// `GET stream/contents`, with the stream in the path, as `s`, or neither.
pub(super) async fn contents(ask: Ask) -> Answer {
    let name = named(&ask);
    let (items, next) = page(&ask, &name).await?;
    document(&ask, &name, &items, next).await
}

/// `GET /reader/atom/{stream}`.
pub(super) async fn atom(ask: Ask) -> Answer {
    let name = named(&ask);
    let (items, next) = page(&ask, &name).await?;
    let feeds = Feeds::of(&ask.app, &name, &items).await?;
    Ok(atom::document(&name, &items, &feeds, next.as_deref()))
}

/// The stream that is meant, by path or by field; all where it is neither. An empty name is none.
fn named(ask: &Ask) -> String {
    ask.stream.as_deref().or_else(|| ask.fields.raw("s").next()).unwrap_or(READING_LIST).to_owned()
}

/// What is asked of a stream. `it` and `xt` may stand several times.
async fn query(ask: &Ask, name: &str, most: u32) -> Result<StreamQuery, ErrorResponse> {
    let fields = &ask.fields;
    let wanted = fields.one("n").and_then(|n| n.trim().parse::<u64>().ok()).filter(|n| *n > 0);
    let limit = wanted.map_or(USUAL, |n| u32::try_from(n).unwrap_or(u32::MAX)).min(most);
    let after = match fields.one("c") {
        None => None,
        Some(text) => {
            let unknown = || ErrorResponse::bad_request("The continuation is none that this desk has given");
            Some(item_ids::parse(text).ok_or_else(unknown)?)
        }
    };
    let mut query = StreamQuery::new(stream(&ask.app, name).await?, limit);
    (query.after, query.ascending) = (after, fields.one("r") == Some("o"));
    (query.since, query.until) = (fields.moment("ot"), fields.moment("nt"));
    query.with = filters(ask, "it").await?;
    query.without = filters(ask, "xt").await?;
    Ok(query)
}

async fn filters(ask: &Ask, field: &str) -> Result<Vec<Stream>, ErrorResponse> {
    let mut found = Vec::new();
    for name in ask.fields.all(field).take(20) {
        found.push(stream(&ask.app, name).await?);
    }
    Ok(found)
}

async fn page(ask: &Ask, name: &str) -> Result<(Vec<StreamItem>, Option<String>), ErrorResponse> {
    let slice = ask.app.reader().stream(query(ask, name, MOST_ITEMS).await?).await?;
    let next = continuation(&slice);
    Ok((ask.app.reader().stream_items(slice.items).await?, next))
}

fn continuation(slice: &Slice<EntryId>) -> Option<String> {
    slice.items.last().filter(|_| slice.more).map(|id| item_ids::decimal(*id))
}

fn continue_at(answer: &mut Value, slice: &Slice<EntryId>) {
    if let (Some(next), Some(fields)) = (continuation(slice), answer.as_object_mut()) {
        fields.insert("continuation".to_owned(), next.into());
    }
}

async fn document(ask: &Ask, name: &str, items: &[StreamItem], next: Option<String>) -> Answer {
    let feeds = Feeds::of(&ask.app, name, items).await?;
    if ask.fields.one("output") == Some("atom") {
        return Ok::<Response, ErrorResponse>(atom::document(name, items, &feeds, next.as_deref()));
    }
    let mut answer = json!({
        "direction": "ltr",
        "id": name,
        "title": feeds.title_of(name),
        "updated": ask.app.desk.now().as_second(),
        "items": items.iter().map(|one| item(one, &feeds)).collect::<Vec<_>>(),
    });
    if let (Some(next), Some(fields)) = (next, answer.as_object_mut()) {
        fields.insert("continuation".to_owned(), next.into());
    }
    json(answer)
}

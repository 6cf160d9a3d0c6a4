//! What a client asks of articles. Words that it cannot mean are refused; feeds and folders that are not the reader's too.

use super::feed_json::folder_of;
use crate::app_state::App;
use crate::apps::fields::{Fields, moment_of};
use crate::apps::shelf::Shelf;
use crate::apps::verdict_labels;
use crate::error_response::ErrorResponse;
use dateline_model::{EntryId, FeedId};
use dateline_store::{Between, SortedQuery, Stream, StreamOrder, StreamQuery};
use jiff::Timestamp;

/// Articles of an answer where a client does not say how many it wants.
const USUAL: u32 = 100;
/// Articles that one answer gives.
pub(super) const MOST: u32 = 1_000;

/// Where articles are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    All,
    Feed(i64),
    Category(i64),
}

/// The query; `None` where nothing can be of it.
pub(super) async fn query(
    app: &App,
    among: Among,
    fields: &Fields,
) -> Result<Option<SortedQuery>, ErrorResponse> {
    let among = match (among, id(fields, "feed_id")?, id(fields, "category_id")?) {
        (Among::All, Some(feed), _) => Among::Feed(feed),
        (Among::All, None, Some(category)) => Among::Category(category),
        (among, ..) => among,
    };
    let mut stream = StreamQuery::new(stream(app, among).await?, 0);
    let Some(statuses) = statuses(fields)? else { return Ok(None) };
    stream.with = statuses;
    stream.with.extend(fields.all("tags").take(20).map(tagged));
    starred(fields, &mut stream)?;
    stream.after = id(fields, "before_entry_id")?.map(EntryId);
    if let Some(since) = moment(fields, "changed_after") {
        stream.changed_after = Some(app.reader().place_at(since, app.desk.now()).await?);
    }
    let published = Between {
        after: moment(fields, "published_after").max(moment(fields, "after")),
        before: earliest(moment(fields, "published_before"), moment(fields, "before")),
    };
    Ok(Some(SortedQuery {
        stream,
        above: id(fields, "after_entry_id")?.map(EntryId),
        published,
        changed_before: moment(fields, "changed_before"),
        words: fields.one("search").map(str::to_owned),
        order: order(fields.one("order"))?,
        ascending: ascending(fields.one("direction"))?,
        offset: count(fields, "offset")?.unwrap_or_default(),
        limit: limit(fields, MOST)?,
    }))
}

/// What has a tag: a verdict, a label or a folder.
fn tagged(tag: &str) -> Stream {
    verdict_labels::stream(tag).unwrap_or_else(|| Stream::Named(tag.to_owned()))
}

async fn stream(app: &App, among: Among) -> Result<Stream, ErrorResponse> {
    match among {
        Among::All => Ok(Stream::Subscribed),
        Among::Feed(id) => match app.reader().feed(FeedId(id)).await? {
            Some(feed) => Ok(Stream::Feed(feed.id)),
            None => Err(ErrorResponse::bad_request("There is no feed of this number")),
        },
        Among::Category(id) => match folder_of(&Shelf::of(app).await?, id) {
            Some(Some(folder)) => Ok(Stream::Folder(folder.name.clone())),
            Some(None) => Ok(Stream::Loose),
            None => Err(ErrorResponse::bad_request("There is no category of this number")),
        },
    }
}

/// States that are asked for; `None` where no article has one of them.
pub(super) fn statuses(fields: &Fields) -> Result<Option<Vec<Stream>>, ErrorResponse> {
    let (mut read, mut unread, mut any) = (false, false, true);
    for word in fields.all("status") {
        any = false;
        match word {
            "read" => read = true,
            "unread" => unread = true,
            // What older clients know and nothing is.
            "removed" => {}
            _ => return Err(ErrorResponse::bad_request("`status` is read or unread")),
        }
    }
    Ok(match (any, read, unread) {
        (true, ..) | (_, true, true) => Some(Vec::new()),
        (_, true, false) => Some(vec![Stream::Read]),
        (_, false, true) => Some(vec![Stream::Unread]),
        (_, false, false) => None,
    })
}

pub(super) fn limit(fields: &Fields, most: u32) -> Result<u32, ErrorResponse> {
    Ok(match count(fields, "limit")? {
        None => USUAL,
        Some(0) => most,
        Some(limit) => u32::try_from(limit).unwrap_or(u32::MAX).min(most),
    })
}

/// A number that is not below zero.
pub(super) fn count(fields: &Fields, name: &str) -> Result<Option<u64>, ErrorResponse> {
    let Some(text) = fields.one(name) else { return Ok(None) };
    let wrong = |_| ErrorResponse::bad_request(format!("`{name}` is no number"));
    text.trim().parse().map(Some).map_err(wrong)
}

fn id(fields: &Fields, name: &str) -> Result<Option<i64>, ErrorResponse> {
    let Some(number) = count(fields, name)? else { return Ok(None) };
    Ok(i64::try_from(number).ok().filter(|number| *number > 0))
}

/// A moment; what is no number is none, as with Miniflux.
fn moment(fields: &Fields, name: &str) -> Option<Timestamp> {
    moment_of(fields.one(name)?.trim().parse().ok()?)
}

fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// Whether what is starred is asked for, or what is not.
pub(super) fn starred(fields: &Fields, stream: &mut StreamQuery) -> Result<(), ErrorResponse> {
    match fields.one("starred").map(truth) {
        None => {}
        Some(Some(true)) => stream.with.push(Stream::Starred),
        Some(Some(false)) => stream.without.push(Stream::Starred),
        Some(None) => return Err(ErrorResponse::bad_request("`starred` is true or false")),
    }
    Ok(())
}

/// As Go reads a word of truth.
fn truth(word: &str) -> Option<bool> {
    match word {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

fn order(word: Option<&str>) -> Result<StreamOrder, ErrorResponse> {
    match word {
        None | Some("published_at") => Ok(StreamOrder::Published),
        Some("id" | "created_at") => Ok(StreamOrder::Arrival),
        Some("changed_at") => Ok(StreamOrder::Changed),
        Some("status") => Ok(StreamOrder::Read),
        Some("title") => Ok(StreamOrder::Title),
        // Which folder, and who wrote it, go with the feed.
        Some("category_title" | "category_id" | "author") => Ok(StreamOrder::Feed),
        Some(_) => Err(ErrorResponse::bad_request(
            "`order` is id, status, published_at, created_at, changed_at, category_title, category_id, title or author",
        )),
    }
}

fn ascending(word: Option<&str>) -> Result<bool, ErrorResponse> {
    match word {
        None | Some("asc") => Ok(true),
        Some("desc") => Ok(false),
        Some(_) => Err(ErrorResponse::bad_request("`direction` is asc or desc")),
    }
}

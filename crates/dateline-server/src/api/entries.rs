//! Articles: one with its reading, lists, marks.

use super::Answer;
use super::desk_json::{article_json, entry_json};
use super::json_object::Object;
use super::params::{ListParams, MARKED, no_cursor};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{ById, mark_of, sent_time};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query};
use dateline_desk::FetchedAgain;
use dateline_model::{EntryId, FeedId, StoryId};
use dateline_store::{EntryList, EntryScope, EntrySummary, ListFrom, Listing, Scope, Show, Slice};
use serde::Deserialize;
use serde_json::json;

/// `GET /api/v1/articles/{id}`.
pub(crate) async fn article(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let id: EntryId = id.parse().map_err(|_| ErrorResponse::not_found("article"))?;
    let record = app.reader().article(id).await?.ok_or_else(|| ErrorResponse::not_found("article"))?;
    let (notes, (progress, _)) = (app.reader().notes(id).await?, app.reader().progress(id).await?);
    Ok(Json(article_json(&record, &notes, &progress)))
}

/// `POST /api/v1/articles/fetch`.
pub(crate) async fn fetch_again(
    AsUser(app): AsUser,
    body: Result<Json<Object<ById>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let id = EntryId(ask.id);
    app.reader().summaries(vec![id]).await?.pop().ok_or_else(|| ErrorResponse::not_found("article"))?;
    let (outcome, words, wait) = match app.desk.fetch_again(id).await? {
        FetchedAgain::Changed { words, .. } => ("changed", words, None),
        FetchedAgain::Same => ("same", 0, None),
        FetchedAgain::Kept(_) => ("kept", 0, None),
        FetchedAgain::TooSoon(minutes) => ("too_soon", 0, Some(minutes)),
        FetchedAgain::Later => ("later", 0, None),
        FetchedAgain::NoPage => ("no_page", 0, None),
    };
    Ok(Json(json!({"outcome": outcome, "words": words, "wait_minutes": wait})))
}

/// `GET /api/v1/entries`.
pub(crate) async fn entries(AsUser(app): AsUser, Query(ask): Query<ListParams>) -> Answer {
    let listing = match (ask.show.as_deref(), ask.feed) {
        (None | Some("all"), None) if ask.label.is_some() => Listing::Label(ask.label.unwrap_or_default()),
        (Some("unread"), Some(feed)) => Listing::FeedUnread(FeedId(feed)),
        (None | Some("all"), Some(feed)) => Listing::Feed(FeedId(feed)),
        (Some("unread"), None) => Listing::Unread,
        (Some("starred"), None) => Listing::Starred,
        (Some("muted"), None) => Listing::Muted,
        (None | Some("all"), None) => Listing::All,
        _ => {
            return Err(ErrorResponse::bad_request(
                "show is all, unread, starred or muted; a feed has all and unread, a label all",
            ));
        }
    };
    let (found, next) = match ask.cursor() {
        Some(cursor) => {
            let from = ListFrom::After(cursor.parse().map_err(|_| no_cursor())?);
            listed(&app, &ask, listing, from).await?
        }
        None if ask.is_first() => listed(&app, &ask, listing, ListFrom::Start).await?,
        None => (app.reader().entries(listing, ask.window()?).await?, None),
    };
    Ok(Json(json!({
        "entries": found.items.iter().map(entry_json).collect::<Vec<_>>(), "more": found.more, "next_cursor": next,
    })))
}

/// A part of a list from a place on, with the place where it goes on.
async fn listed(
    app: &App,
    ask: &ListParams,
    listing: Listing,
    from: ListFrom,
) -> Result<(Slice<EntrySummary>, Option<String>), ErrorResponse> {
    let (scope, show) = match listing {
        Listing::All => (EntryScope::All, Show::All),
        Listing::Unread => (EntryScope::All, Show::Unread),
        Listing::Starred => (EntryScope::All, Show::Starred),
        Listing::Muted => (EntryScope::All, Show::Muted),
        Listing::Feed(feed) => (EntryScope::Feed(feed), Show::All),
        Listing::FeedUnread(feed) => (EntryScope::Feed(feed), Show::Unread),
        Listing::Label(label) => (EntryScope::Label(label), Show::All),
    };
    let list = EntryList { scope, show, oldest_first: false };
    let part = app.reader().list(list, from, ask.limit()?).await?;
    let next = part.after.map(|place| place.to_string());
    Ok((Slice { items: part.items, more: next.is_some() }, next))
}

/// A mark on articles or on a story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Marked {
    mark: String,
    #[serde(default)]
    entries: Vec<i64>,
    story: Option<i64>,
}

/// `POST /api/v1/marks`.
pub(crate) async fn marks(AsUser(app): AsUser, body: Result<Json<Object<Marked>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let mark = mark_of(&ask.mark)
        .ok_or_else(|| ErrorResponse::bad_request("mark is read, unread, star or unstar"))?;
    if ask.entries.len() > MARKED {
        return Err(ErrorResponse::bad_request(format!("at most {MARKED} entries at once")));
    }
    let (reader, now) = (app.reader(), app.desk.now());
    let changed = match ask.story {
        Some(story) => reader.mark_story(StoryId(story), mark, now).await?,
        None => reader.mark(ask.entries.into_iter().map(EntryId).collect(), mark, now).await?,
    };
    Ok(Json(json!({"changed": changed})))
}

/// What is marked read at once: of a feed, of a folder, or all.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadAll {
    feed: Option<i64>,
    folder: Option<String>,
    until: Option<String>,
}

/// `POST /api/v1/marks/read`.
pub(crate) async fn read_all(
    AsUser(app): AsUser,
    body: Result<Json<Object<ReadAll>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let scope = match (ask.feed, ask.folder) {
        (None, None) => Scope::All,
        (Some(feed), None) => Scope::Feed(FeedId(feed)),
        (None, Some(folder)) => Scope::Folder(folder),
        (Some(_), Some(_)) => return Err(ErrorResponse::bad_request("name a feed or a folder, not both")),
    };
    let now = app.desk.now();
    let until = ask.until.map_or(Some(now), |text| sent_time(&text));
    let until =
        until.ok_or_else(|| ErrorResponse::bad_request("until is a time such as 2026-11-29T12:00:00Z"))?;
    let changed = app.reader().mark_all_read(scope, until, now).await?;
    Ok(Json(json!({"changed": changed})))
}

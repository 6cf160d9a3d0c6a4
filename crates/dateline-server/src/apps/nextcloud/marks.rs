//! Marks on articles by number or by the MD5 of their guid, and on a feed, a folder or everything up to an article.

use super::ask::{Ask, feed as feed_of, number, path_number};
use super::folders::named;
use super::item_json::guid_hash;
use super::{Answer, ok};
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use axum::extract::Path;
use dateline_model::{EntryId, FeedId};
use dateline_store::{EntryMark, STREAM_MOST, Scope, Stream, StreamQuery};
use serde_json::{Value, json};
use std::collections::HashSet;

async fn one(ask: &Ask, id: &str, mark: EntryMark) -> Answer {
    let id = EntryId(path_number(id, "item")?);
    if ask.app.reader().stream_items(vec![id]).await?.is_empty() {
        return Err(ErrorResponse::not_found("item"));
    }
    ask.app.reader().mark(vec![id], mark, ask.app.desk.now()).await?;
    ok(json!({}))
}

/// `items/{id}/read`.
pub(super) async fn read(Path(id): Path<String>, ask: Ask) -> Answer {
    one(&ask, &id, EntryMark::Read).await
}

/// `items/{id}/unread`.
pub(super) async fn unread(Path(id): Path<String>, ask: Ask) -> Answer {
    one(&ask, &id, EntryMark::Unread).await
}

/// `items/{id}/star`.
pub(super) async fn star(Path(id): Path<String>, ask: Ask) -> Answer {
    one(&ask, &id, EntryMark::Starred).await
}

/// `items/{id}/unstar`.
pub(super) async fn unstar(Path(id): Path<String>, ask: Ask) -> Answer {
    one(&ask, &id, EntryMark::Unstarred).await
}

/// `items/{feed}/{hash}/star`.
pub(super) async fn star_by_hash(Path((_, hash)): Path<(String, String)>, ask: Ask) -> Answer {
    by_hash(&ask, &hash, EntryMark::Starred).await
}

/// `items/{feed}/{hash}/unstar`.
pub(super) async fn unstar_by_hash(Path((_, hash)): Path<(String, String)>, ask: Ask) -> Answer {
    by_hash(&ask, &hash, EntryMark::Unstarred).await
}

async fn by_hash(ask: &Ask, hash: &str, mark: EntryMark) -> Answer {
    let found = hashed(&ask.app, HashSet::from([hash.to_ascii_lowercase()])).await?;
    if found.is_empty() {
        return Err(ErrorResponse::not_found("item"));
    }
    ask.app.reader().mark(found, mark, ask.app.desk.now()).await?;
    ok(json!({}))
}

/// The reader's articles whose guids have these MD5s.
async fn hashed(app: &App, mut hashes: HashSet<String>) -> Result<Vec<EntryId>, ErrorResponse> {
    let mut query = StreamQuery::new(Stream::All, STREAM_MOST);
    let mut found = Vec::new();
    while !hashes.is_empty() {
        let slice = app.reader().stream(query.clone()).await?;
        query.after = slice.items.last().copied();
        found.extend(slice.items.into_iter().filter(|id| hashes.remove(&guid_hash(*id))));
        if !slice.more {
            break;
        }
    }
    Ok(found)
}

/// Marks what `itemIds` or `items` name; what is not the reader's is passed over.
async fn many(ask: &Ask, mark: EntryMark) -> Answer {
    let named = ask.list("itemIds").iter().chain(ask.list("items"));
    let mut ids: Vec<EntryId> = named.filter_map(number).map(EntryId).collect();
    let hash = |item: &Value| item.get("guidHash")?.as_str().map(str::to_ascii_lowercase);
    let hashes: HashSet<String> = ask.list("items").iter().filter_map(hash).collect();
    ids.extend(hashed(&ask.app, hashes).await?);
    ask.app.reader().mark(ids, mark, ask.app.desk.now()).await?;
    ok(json!([]))
}

/// `items/read/multiple`.
pub(super) async fn many_read(ask: Ask) -> Answer {
    many(&ask, EntryMark::Read).await
}

/// `items/unread/multiple`.
pub(super) async fn many_unread(ask: Ask) -> Answer {
    many(&ask, EntryMark::Unread).await
}

/// `items/star/multiple`.
pub(super) async fn many_star(ask: Ask) -> Answer {
    many(&ask, EntryMark::Starred).await
}

/// `items/unstar/multiple`.
pub(super) async fn many_unstar(ask: Ask) -> Answer {
    many(&ask, EntryMark::Unstarred).await
}

/// `items/read`.
pub(super) async fn all(ask: Ask) -> Answer {
    up_to(&ask, Stream::Subscribed, Scope::All).await
}

/// `feeds/{id}/read`. One app marks its list of starred articles as a feed 0: nothing is of that.
pub(super) async fn feed(Path(id): Path<String>, ask: Ask) -> Answer {
    if id == "0" {
        return ok(json!([]));
    }
    let id: FeedId = feed_of(&ask.app, &id).await?;
    up_to(&ask, Stream::Feed(id), Scope::Feed(id)).await
}

/// `folders/{id}/read`; 0 is what is in no folder.
pub(super) async fn folder(Path(id): Path<String>, ask: Ask) -> Answer {
    if id == "0" {
        return up_to(&ask, Stream::Loose, Scope::Loose).await;
    }
    let name = named(&ask.app, &id).await?;
    up_to(&ask, Stream::Folder(name.clone()), Scope::Folder(name)).await
}

/// Marks read what an app has seen: articles up to the newest that it knows. Without one it has seen nothing.
async fn up_to(ask: &Ask, of: Stream, scope: Scope) -> Answer {
    let newest = ask.number("newestItemId");
    let newest =
        newest.ok_or_else(|| ErrorResponse::bad_request("`newestItemId` is the number of an article"))?;
    let (reader, now) = (ask.app.reader(), ask.app.desk.now());
    let mut query = StreamQuery { with: vec![Stream::Unread], ..StreamQuery::new(of, STREAM_MOST) };
    let latest = reader.stream(StreamQuery { limit: 1, ..query.clone() }).await?.items;
    if latest.first().is_none_or(|latest| latest.0 <= newest) {
        reader.mark_all_read(scope, now, now).await?;
        return ok(json!([]));
    }
    query.after = Some(EntryId(newest.saturating_add(1)));
    loop {
        let slice = reader.stream(query.clone()).await?;
        query.after = slice.items.last().copied();
        reader.mark(slice.items, EntryMark::Read, now).await?;
        if !slice.more {
            return ok(json!([]));
        }
    }
}

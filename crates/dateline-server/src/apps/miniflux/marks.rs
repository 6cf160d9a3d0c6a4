//! Marks on articles by number, and on all of a feed, a folder or everything.

use super::entries::found;
use super::feed_json::folder_of;
use super::input::{fields, number};
use super::users::is_caller;
use super::{Answer, no_content};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use axum::response::IntoResponse as _;
use dateline_model::{EntryId, FeedId};
use dateline_store::{EntryMark, Scope};
use http::StatusCode;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Update {
    #[serde(default)]
    entry_ids: Vec<i64>,
    status: Option<String>,
    starred: Option<bool>,
}

/// `PUT /v1/entries`. Numbers that are not the reader's are passed over.
pub(super) async fn update(AsUser(app): AsUser, body: Result<Bytes, BytesRejection>) -> Answer {
    let ask: Update = fields(body)?;
    let mut marks = Vec::new();
    match ask.status.as_deref() {
        None => {}
        Some("read") => marks.push(EntryMark::Read),
        Some("unread") => marks.push(EntryMark::Unread),
        Some(_) => return Err(ErrorResponse::bad_request("`status` is read or unread")),
    }
    marks.extend(ask.starred.map(|star| if star { EntryMark::Starred } else { EntryMark::Unstarred }));
    if ask.entry_ids.is_empty() || marks.is_empty() {
        return Err(ErrorResponse::bad_request(
            "`entry_ids` names articles, `status` or `starred` what becomes of them",
        ));
    }
    let ids: Vec<EntryId> = ask.entry_ids.into_iter().map(EntryId).collect();
    for mark in marks {
        app.reader().mark(ids.clone(), mark, app.desk.now()).await?;
    }
    no_content()
}

/// `PUT /v1/entries/{id}/bookmark`.
pub(super) async fn toggle_star(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let item = found(&app, &id).await?;
    let mark = if item.summary.starred_at.is_some() { EntryMark::Unstarred } else { EntryMark::Starred };
    app.reader().mark(vec![item.summary.id], mark, app.desk.now()).await?;
    no_content()
}

/// `POST /v1/entries/{id}/save`.
pub(super) async fn save(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    found(&app, &id).await?;
    Err(ErrorResponse::bad_request("This desk sends articles nowhere else; star it to keep it"))
}

/// `PUT` and `DELETE /v1/flush-history`.
pub(super) async fn flush() -> Answer {
    Ok(StatusCode::ACCEPTED.into_response())
}

/// `PUT /v1/users/{id}/mark-all-as-read`.
pub(super) async fn all_of_user(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    if !is_caller(&app, &id).await? {
        return Err(ErrorResponse::not_found("user"));
    }
    read(&app, Scope::All).await
}

/// `PUT /v1/feeds/{id}/mark-all-as-read`.
pub(super) async fn all_of_feed(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let id = FeedId(number(&id, "feed")?);
    app.reader().feed(id).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    read(&app, Scope::Feed(id)).await
}

/// `PUT /v1/categories/{id}/mark-all-as-read`.
pub(super) async fn all_of_category(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let shelf = Shelf::of(&app).await?;
    let folder =
        folder_of(&shelf, number(&id, "category")?).ok_or_else(|| ErrorResponse::not_found("category"))?;
    match folder {
        Some(folder) => read(&app, Scope::Folder(folder.name.clone())).await,
        None => read(&app, Scope::Loose).await,
    }
}

async fn read(app: &App, scope: Scope) -> Answer {
    let now = app.desk.now();
    app.reader().mark_all_read(scope, now, now).await?;
    no_content()
}

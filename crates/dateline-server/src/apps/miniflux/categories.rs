//! Folders as categories.

use super::feed_json::{category, category_number, folder_of};
use super::input::{fields, number};
use super::{Answer, created, no_content, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::fields::Fields;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery};
use dateline_store::NumberedFolder;
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /v1/categories`.
pub(super) async fn list(AsUser(app): AsUser, RawQuery(text): RawQuery) -> Answer {
    let counts = Fields::of_query(text.as_deref().unwrap_or_default()).one("counts") == Some("true");
    let shelf = Shelf::of(&app).await?;
    let all = std::iter::once(None).chain(shelf.folders.iter().map(Some));
    let told: Vec<Value> = all
        .map(|folder| {
            let mut told = category(&shelf, folder);
            if let Some(object) = told.as_object_mut().filter(|_| counts) {
                let feeds: Vec<_> = shelf.feeds_in(folder.map(|folder| folder.id)).collect();
                object.insert("feed_count".to_owned(), feeds.len().into());
                let unread = feeds.iter().map(|feed| feed.unread).sum::<u64>();
                object.insert("total_unread".to_owned(), unread.into());
            }
            told
        })
        .collect();
    ok(json!(told))
}

#[derive(Debug, Deserialize)]
struct Named {
    #[serde(default)]
    title: String,
}

impl Named {
    /// The name, where there is none such yet.
    fn new_name(self, shelf: &Shelf) -> Result<String, ErrorResponse> {
        let name = self.title.trim();
        if name.is_empty() {
            return Err(ErrorResponse::bad_request("`title` is the name of a category and is not empty"));
        }
        if name == "All" || shelf.folder_named(name).is_some() {
            return Err(ErrorResponse::bad_request("This category already exists"));
        }
        Ok(name.to_owned())
    }
}

/// `POST /v1/categories`.
pub(super) async fn create(AsUser(app): AsUser, body: Result<Bytes, BytesRejection>) -> Answer {
    let name = fields::<Named>(body)?.new_name(&Shelf::of(&app).await?)?;
    let made = app.reader().make_folder(name).await?;
    let (folder, _) = made.ok_or_else(|| ErrorResponse::bad_request("This is no name of a category"))?;
    created(category(&Shelf::of(&app).await?, Some(&folder)))
}

/// The folder of a number: the category of feeds without one cannot be changed.
async fn named(app: &App, id: &str) -> Result<NumberedFolder, ErrorResponse> {
    let shelf = Shelf::of(app).await?;
    match folder_of(&shelf, number(id, "category")?) {
        Some(Some(folder)) => Ok(folder.clone()),
        Some(None) => Err(ErrorResponse::bad_request("This is the category of feeds that are in no folder")),
        None => Err(ErrorResponse::not_found("category")),
    }
}

/// `PUT /v1/categories/{id}`.
pub(super) async fn rename(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let ask: Named = fields(body)?;
    let folder = named(&app, &id).await?;
    if ask.title.trim() != folder.name {
        let name = ask.new_name(&Shelf::of(&app).await?)?;
        app.reader().rename_folder(folder.name.clone(), name).await?;
    }
    let shelf = Shelf::of(&app).await?;
    let renamed = shelf.folders.iter().find(|one| category_number(one) == category_number(&folder));
    created(category(&shelf, Some(renamed.ok_or_else(|| ErrorResponse::not_found("category"))?)))
}

/// `DELETE /v1/categories/{id}`. Unlike with Miniflux its feeds stay.
pub(super) async fn remove(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let folder = named(&app, &id).await?;
    app.reader().remove_folder(folder.name).await?;
    no_content()
}

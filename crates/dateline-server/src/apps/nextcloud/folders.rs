//! Folders.

use super::ask::{Ask, path_number};
use super::{Answer, ok, refused};
use crate::app_state::App;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::extract::Path;
use dateline_store::NumberedFolder;
use http::StatusCode;
use serde_json::{Value, json};

fn told(folders: &[NumberedFolder]) -> Value {
    let folders = folders
        .iter()
        .map(|folder| json!({"id": folder.id, "name": folder.name, "opened": true, "feeds": []}));
    json!({"folders": folders.collect::<Vec<_>>()})
}

/// `GET folders`.
pub(super) async fn list(ask: Ask) -> Answer {
    ok(told(&ask.app.reader().numbered_folders().await?))
}

fn new_name<'a>(ask: &'a Ask, shelf: &Shelf) -> Result<&'a str, ErrorResponse> {
    let none =
        || refused(StatusCode::UNPROCESSABLE_ENTITY, "`name` is the name of a folder and is not empty");
    let name = ask.text("name").ok_or_else(none)?;
    match shelf.folder_named(name) {
        Some(_) => Err(refused(StatusCode::CONFLICT, "There is a folder of this name")),
        None => Ok(name),
    }
}

/// `POST folders`.
pub(super) async fn create(ask: Ask) -> Answer {
    let name = new_name(&ask, &Shelf::of(&ask.app).await?)?.to_owned();
    let made = ask.app.reader().make_folder(name).await?;
    let (folder, _) =
        made.ok_or_else(|| refused(StatusCode::UNPROCESSABLE_ENTITY, "This is no name of a folder"))?;
    ok(told(&[folder]))
}

/// The name of a folder by its number in a path.
pub(super) async fn named(app: &App, id: &str) -> Result<String, ErrorResponse> {
    let id = path_number(id, "folder")?;
    let shelf = Shelf::of(app).await?;
    shelf.folder(id).map(|folder| folder.name.clone()).ok_or_else(|| ErrorResponse::not_found("folder"))
}

/// `PUT folders/{id}`.
pub(super) async fn rename(Path(id): Path<String>, ask: Ask) -> Answer {
    let folder = named(&ask.app, &id).await?;
    if ask.text("name") != Some(folder.as_str()) {
        let name = new_name(&ask, &Shelf::of(&ask.app).await?)?.to_owned();
        ask.app.reader().rename_folder(folder, name).await?;
    }
    ok(json!({}))
}

/// `DELETE folders/{id}`. Unlike in a Nextcloud its feeds stay.
pub(super) async fn remove(Path(id): Path<String>, ask: Ask) -> Answer {
    let folder = named(&ask.app, &id).await?;
    ask.app.reader().remove_folder(folder).await?;
    ok(json!({}))
}

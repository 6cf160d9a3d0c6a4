//! Feeds that are subscribed to, and those that an address is or names.

use super::feed_json::folder_of;
use super::input::fields;
use super::{Answer, created, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::adding::add;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use dateline_desk::{Added, LoginWish, Wish};
use dateline_model::WebUrl;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct New {
    #[serde(default)]
    feed_url: String,
    category_id: Option<i64>,
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
}

impl New {
    fn wish(&self) -> Result<Wish, ErrorResponse> {
        if self.username.is_empty() {
            return Ok(Wish::default());
        }
        let login = LoginWish::read("basic", &self.username, &self.password, [], false);
        let login = login.map_err(|error| ErrorResponse::bad_request(error.to_string()))?;
        Ok(Wish { login: Some(login), ..Wish::default() })
    }
}

/// `POST /v1/feeds`.
pub(super) async fn create(AsUser(app): AsUser, body: Result<Bytes, BytesRejection>) -> Answer {
    let ask: New = fields(body)?;
    let folder = match ask.category_id.filter(|id| *id > 0) {
        None => None,
        Some(category) => {
            let shelf = Shelf::of(&app).await?;
            let unknown = || ErrorResponse::bad_request("There is no category of this number");
            folder_of(&shelf, category).ok_or_else(unknown)?.map(|folder| folder.name.clone())
        }
    };
    let url = address(&ask.feed_url)?;
    if app.reader().feed_by_url(url).await?.is_some() {
        return Err(ErrorResponse::bad_request("This feed already exists"));
    }
    let id = add(&app, &ask.feed_url, ask.wish()?).await?.map_err(ErrorResponse::bad_request)?;
    if let Some(folder) = folder {
        app.reader().move_feeds(vec![id], folder).await?;
    }
    created(json!({"feed_id": id.0}))
}

fn address(text: &str) -> Result<WebUrl, ErrorResponse> {
    WebUrl::typed(text)
        .map_err(|error| ErrorResponse::bad_request(format!("This is no address of a feed: {error}")))
}

#[derive(Deserialize)]
struct Look {
    #[serde(default)]
    url: String,
}

/// `POST /v1/discover`.
pub(super) async fn discover(AsUser(app): AsUser, body: Result<Bytes, BytesRejection>) -> Answer {
    let ask: Look = fields(body)?;
    let found = look(&app, &ask.url).await?;
    if found.is_empty() { Err(ErrorResponse::not_found("feed")) } else { ok(found.into()) }
}

async fn look(app: &App, text: &str) -> Result<Vec<Value>, ErrorResponse> {
    let url = address(text)?;
    let wish = Wish { only_look: true, ..Wish::default() };
    let choices = match app.desk.add_typed(text, url, wish).await {
        Ok(Added::Choices(choices)) => choices,
        Ok(_) => Vec::new(),
        Err(error) => return Err(ErrorResponse::bad_request(error.to_string())),
    };
    let told = choices.iter().map(|choice| {
        let title = choice.title.as_deref().unwrap_or_else(|| choice.url.site());
        json!({"url": choice.url.as_str(), "title": title, "type": "rss"})
    });
    Ok(told.collect())
}

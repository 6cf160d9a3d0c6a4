//! Stories by rank, and one of them.

use super::Answer;
use super::desk_json::{front_json, story_json};
use super::params::ListParams;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::section_words;
use axum::Json;
use axum::extract::{Path, Query};
use dateline_model::StoryId;
use dateline_store::{FrontQuery, Section};
use serde_json::json;

/// `GET /api/v1/stories`.
pub(crate) async fn stories(AsUser(app): AsUser, Query(ask): Query<ListParams>) -> Answer {
    let section = match ask.section.as_deref() {
        None => None,
        Some(word) => {
            Some(Section::from_word(word).ok_or_else(|| ErrorResponse::bad_request(section_words()))?)
        }
    };
    let part = ask.part(app.desk.now())?;
    let all = FrontQuery::all(part.as_of, part.window);
    let query = FrontQuery {
        folder: ask.folder,
        language: ask.language,
        unread: ask.unread.unwrap_or(false),
        section,
        ..all
    };
    let found = app.reader().front(query).await?;
    Ok(Json(json!({
        "stories": found.items.iter().map(front_json).collect::<Vec<_>>(),
        "more": found.more, "next_cursor": part.next_cursor(found.more),
    })))
}

/// `GET /api/v1/stories/{id}`: some of its versions; `articles` counts them all.
pub(crate) async fn story(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    Query(ask): Query<ListParams>,
) -> Answer {
    let id: StoryId = id.parse().map_err(|_| ErrorResponse::not_found("story"))?;
    let part = ask.part(app.desk.now())?;
    let window = part.window;
    let found = app.reader().story_part(id, window).await?;
    let record = found.ok_or_else(|| ErrorResponse::not_found("story"))?;
    let given = u32::try_from(record.members.len()).unwrap_or(u32::MAX);
    let mut value = story_json(&record);
    let more = window.offset.saturating_add(given) < record.front.articles;
    value["more"] = json!(more);
    value["next_cursor"] = json!(part.next_cursor(more));
    Ok(Json(value))
}

//! Tools that change something: marks, and a feed more. None takes anything away for good.

use crate::app_state::App;
use crate::apps::adding::add;
use crate::error_response::ErrorResponse;
use crate::mcp::arguments::Arguments;
use crate::request_inputs::mark_of;
use dateline_desk::Wish;
use dateline_model::{EntryId, StoryId};
use serde_json::{Value, json};

pub(super) async fn mark(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let mark = arguments.text("mark").and_then(mark_of);
    let mark = mark.ok_or_else(|| ErrorResponse::bad_request("mark is read, unread, star or unstar"))?;
    let (reader, now) = (app.reader(), app.desk.now());
    let changed = match (arguments.number("story"), arguments.numbers("articles")) {
        (Some(story), None) => reader.mark_story(StoryId(story), mark, now).await?,
        (None, Some(articles)) => reader.mark(articles.into_iter().map(EntryId).collect(), mark, now).await?,
        _ => return Err(ErrorResponse::bad_request("Name articles or a story, one of both")),
    };
    Ok(json!({"changed": changed}))
}

pub(super) async fn add_feed(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let address = arguments.text("url").unwrap_or_default();
    match add(app, address, Wish::default()).await? {
        Ok(feed) => Ok(json!({"feed": feed.0})),
        Err(words) => Err(ErrorResponse::bad_request(words)),
    }
}

//! Marks: read, unread, starred, not starred.

use crate::caller::AsUser;
use crate::error_response::ErrorResponse;
use crate::request_inputs::mark_of;
use crate::web::return_path::safe_return_path;
use axum::Form;
use axum::response::Redirect;
use dateline_model::{EntryId, StoryId};
use dateline_store::EntryMark;
use serde::Deserialize;

/// What a form of marks sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    story: Option<i64>,
    entry: Option<i64>,
    #[serde(rename = "do")]
    act: String,
    #[serde(default)]
    back: String,
}

/// `POST /marks`: reading marks the whole story where one is named, a star the article alone.
pub(crate) async fn mark(AsUser(app): AsUser, Form(ask): Form<Ask>) -> Result<Redirect, ErrorResponse> {
    let mark = mark_of(&ask.act).ok_or_else(|| ErrorResponse::bad_request("This mark is not known"))?;
    let (reader, now) = (app.reader(), app.desk.now());
    match (mark, ask.story, ask.entry) {
        (EntryMark::Read | EntryMark::Unread, Some(story), _) => {
            reader.mark_story(StoryId(story), mark, now).await?
        }
        (_, _, Some(entry)) => reader.mark(vec![EntryId(entry)], mark, now).await?,
        _ => return Err(ErrorResponse::bad_request("Nothing was named to be marked")),
    };
    Ok(Redirect::to(&safe_return_path(&ask.back)))
}

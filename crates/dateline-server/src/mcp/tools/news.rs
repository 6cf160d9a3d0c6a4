//! What is new since a place in the sequence of changes.

use super::lists::window;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::mcp::arguments::Arguments;
use crate::mcp::untrusted::entry;
use dateline_model::EntryId;
use serde_json::{Value, json};

pub(super) async fn since(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let (reader, limit) = (app.reader(), window(arguments).limit);
    let Some(since) = arguments.number("since") else {
        return Ok(json!({"articles": [], "place": reader.place().await?, "after": null, "more": false}));
    };
    let after = arguments.number("after").map(EntryId);
    let mut found = reader.changes(since, after, limit.saturating_add(1)).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let articles = reader.summaries(found.iter().map(|change| change.entry).collect()).await?;
    let last = found.last();
    Ok(json!({
        "articles": articles.iter().map(entry).collect::<Vec<_>>(),
        "place": last.map_or(since, |last| last.place),
        "after": last.filter(|_| more).map(|last| last.entry.0),
        "more": more,
    }))
}

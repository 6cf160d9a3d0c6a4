//! Search, and searches that are kept.

use super::Answer;
use super::desk_json::{saved_json, search_json};
use super::params::ListParams;
use crate::admission::AsUser;
use axum::Json;
use axum::extract::Query;
use dateline_store::SearchQuery;
use serde_json::json;

/// `GET /api/v1/search`.
pub(crate) async fn search(AsUser(app): AsUser, Query(ask): Query<ListParams>) -> Answer {
    let part = ask.part(app.desk.now())?;
    let found = app.reader().search(SearchQuery { text: ask.q, window: part.window }).await?;
    let mut value = search_json(&found);
    value["next_cursor"] = json!(part.next_cursor(found.more));
    Ok(Json(value))
}

/// `GET /api/v1/searches`.
pub(crate) async fn searches(AsUser(app): AsUser) -> Answer {
    let kept = app.reader().saved_searches().await?;
    let searches = kept.iter().map(|saved| {
        let mut value = saved_json(saved);
        let feed = value["feed"].as_str().map(|path| app.settings.base_path.of(path));
        value["feed"] = json!(feed);
        value
    });
    Ok(Json(json!({"searches": searches.collect::<Vec<_>>()})))
}

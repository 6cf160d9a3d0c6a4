//! Search, and searches that are kept.

use super::Answer;
use super::desk_json::{saved_json, search_json};
use super::params::ListParams;
use crate::app_state::App;
use axum::Json;
use axum::extract::{Query, State};
use dateline_store::SearchQuery;
use serde_json::json;

/// `GET /api/v1/search`.
pub(crate) async fn search(State(app): State<App>, Query(ask): Query<ListParams>) -> Answer {
    let window = ask.window()?;
    Ok(Json(search_json(&app.reader().search(SearchQuery { text: ask.q, window }).await?)))
}

/// `GET /api/v1/searches`.
pub(crate) async fn searches(State(app): State<App>) -> Answer {
    let kept = app.reader().saved_searches().await?;
    Ok(Json(json!({"searches": kept.iter().map(saved_json).collect::<Vec<_>>()})))
}

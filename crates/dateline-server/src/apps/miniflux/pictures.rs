//! Icons of feeds, in the answer itself: clients fetch nothing from elsewhere.

use super::input::number;
use super::{Answer, ok};
use crate::admission::AsUser;
use crate::apps::facts::icon;
use crate::error_response::ErrorResponse;
use axum::extract::Path;
use dateline_model::FeedId;
use serde_json::json;

/// `GET /v1/feeds/{id}/icon` and `GET /v1/icons/{id}`: an icon has the number of its feed.
pub(super) async fn of_feed(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    let id = FeedId(number(&id, "feed")?);
    let feed = app.reader().feed(id).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    let Some((kind, data)) = icon(&app, &feed).await? else { return Err(ErrorResponse::not_found("icon")) };
    let data = format!("{kind};base64,{data}");
    ok(json!({"id": id.0, "mime_type": kind, "data": data, "external_icon_id": id.0.to_string()}))
}

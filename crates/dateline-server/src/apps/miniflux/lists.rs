//! Lists of articles.

use super::entry_json::Told;
use super::entry_query::{Among, count, limit, query, starred, statuses};
use super::input::number;
use super::{Answer, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::fields::Fields;
use axum::extract::{Path, RawQuery};
use dateline_store::{Between, SortedPage, SortedQuery, Stream, StreamOrder, StreamQuery};
use serde_json::{Value, json};

/// Numbers of one answer.
const MOST_IDS: u32 = 10_000;

/// `GET /v1/entries`.
pub(super) async fn all(AsUser(app): AsUser, RawQuery(text): RawQuery) -> Answer {
    list(&app, Among::All, text).await
}

/// `GET /v1/feeds/{id}/entries`.
pub(super) async fn of_feed(AsUser(app): AsUser, Path(id): Path<String>, RawQuery(text): RawQuery) -> Answer {
    list(&app, Among::Feed(number(&id, "feed")?), text).await
}

/// `GET /v1/categories/{id}/entries`.
pub(super) async fn of_category(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    RawQuery(text): RawQuery,
) -> Answer {
    list(&app, Among::Category(number(&id, "category")?), text).await
}

async fn list(app: &App, among: Among, text: Option<String>) -> Answer {
    let fields = Fields::of_query(text.as_deref().unwrap_or_default());
    let page = match query(app, among, &fields).await? {
        Some(query) => app.reader().sorted_stream(query).await?,
        None => SortedPage::default(),
    };
    let items = app.reader().stream_items(page.ids).await?;
    let told = Told::of(app, &items).await?;
    let entries: Vec<Value> = items.iter().filter_map(|item| told.entry(item)).collect();
    ok(json!({"total": page.total, "entries": entries}))
}

/// `GET /v1/entries/ids`.
pub(super) async fn ids(AsUser(app): AsUser, RawQuery(text): RawQuery) -> Answer {
    let fields = Fields::of_query(text.as_deref().unwrap_or_default());
    let mut stream = StreamQuery::new(Stream::Subscribed, 0);
    starred(&fields, &mut stream)?;
    let page = match statuses(&fields)? {
        None => SortedPage::default(),
        Some(statuses) => {
            stream.with.extend(statuses);
            let query = SortedQuery {
                stream,
                above: None,
                published: Between::default(),
                changed_before: None,
                words: None,
                order: StreamOrder::Arrival,
                ascending: false,
                offset: count(&fields, "offset")?.unwrap_or_default(),
                limit: match fields.one("limit") {
                    None => MOST_IDS,
                    Some(_) => limit(&fields, MOST_IDS)?,
                },
            };
            app.reader().sorted_stream(query).await?
        }
    };
    let ids: Vec<i64> = page.ids.iter().map(|id| id.0).collect();
    ok(json!({"total": page.total, "entry_ids": ids}))
}

//! Tools that list: search, stories.

use crate::api::desk_json::{front_json, search_json};
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::mcp::arguments::Arguments;
use crate::mcp::untrusted::{apart, article};
use crate::request_inputs::section_words;
use dateline_store::{FrontQuery, SearchQuery, Section, Window};
use serde_json::{Value, json};

/// Items given where no limit is asked for.
const USUAL: u32 = 20;

pub(super) fn window(arguments: &Arguments) -> Window {
    Window {
        limit: arguments.count("limit").unwrap_or(USUAL),
        offset: arguments.count("offset").unwrap_or(0),
    }
}

pub(super) async fn search(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let text = arguments.text("query").unwrap_or_default().to_owned();
    let found = app.reader().search(SearchQuery { text, window: window(arguments) }).await?;
    let mut value = search_json(&found);
    for group in items(&mut value, "groups") {
        for hit in items(group, "articles") {
            *hit = article(hit.take());
        }
    }
    Ok(value)
}

pub(super) async fn stories(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let section = match arguments.text("section") {
        None => None,
        Some(word) => {
            Some(Section::from_word(word).ok_or_else(|| ErrorResponse::bad_request(section_words()))?)
        }
    };
    let query = FrontQuery {
        unread: arguments.flag("unread"),
        folder: arguments.text("folder").map(str::to_owned),
        language: arguments.text("language").map(str::to_owned),
        section,
        ..FrontQuery::all(app.desk.now(), window(arguments))
    };
    let found = app.reader().front(query).await?;
    let stories: Vec<Value> = found.items.iter().map(|one| story(front_json(one))).collect();
    Ok(json!({"stories": stories, "more": found.more}))
}

/// A story as the API gives it, with what publishers wrote apart.
pub(super) fn story(mut value: Value) -> Value {
    value["lead"] = article(value["lead"].take());
    if let Some(fields) = value.as_object_mut() {
        for name in ["image", "rank"] {
            fields.remove(name);
        }
    }
    apart(&mut value, &["title", "publishers"]);
    value
}

/// The items of a list of an object.
pub(super) fn items<'v>(value: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> {
    value.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}

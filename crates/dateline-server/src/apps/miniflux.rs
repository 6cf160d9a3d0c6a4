//! The API of Miniflux, version 1, as its clients ask and decode it. A folder is a category; what is in no folder is in the category 1.

mod categories;
mod entries;
mod entry_json;
mod entry_query;
mod feed_json;
mod feeds;
mod input;
mod lists;
mod marks;
mod new_feed;
mod opml;
mod pictures;
mod users;

use crate::error_response::ErrorResponse;
use crate::route::{Table, routes};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Value, json};

routes! {
    get "/healthcheck" Public "Whether the desk answers, as Miniflux says it: `OK`." => users::health;
    get "/v1/version" Read "The version of Miniflux whose API this is, and that of the desk." => users::version;
    get "/v1/me" Read "Who is logged in." => users::me;
    get "/v1/users" Read "The same, in a list." => users::all;
    get "/v1/users/{id}" Read "The same, by number or name." => users::one;
    put "/v1/users/{id}/mark-all-as-read" Mark "Marks everything read." => marks::all_of_user;
    get "/v1/integrations/status" Read "Whether articles can be sent elsewhere: they cannot." => users::integrations;
    get "/v1/categories" Read "Folders; `counts=true` with counts." => categories::list;
    post "/v1/categories" Manage "Makes a folder of the name `title`." => categories::create;
    put "/v1/categories/{id}" Manage "Calls a folder by `title`." => categories::rename;
    delete "/v1/categories/{id}" Manage "Gives up a folder; its feeds stay." => categories::remove;
    get "/v1/categories/{id}/feeds" Read "Feeds of a folder." => feeds::of_category;
    put "/v1/categories/{id}/refresh" Manage "Asks the feeds of a folder now." => feeds::refresh_category;
    put "/v1/categories/{id}/mark-all-as-read" Mark "Marks a folder read." => marks::all_of_category;
    get "/v1/categories/{id}/entries" Read "Articles of a folder, as `/v1/entries`." => lists::of_category;
    get "/v1/categories/{id}/entries/{entry}" Read "One of them." => entries::of_category;
    get "/v1/feeds" Read "Feeds." => feeds::list;
    post "/v1/feeds" Manage "Subscribes to `feed_url` in `category_id`, with `username` and `password` where it has a login." => new_feed::create;
    get "/v1/feeds/counters" Read "Read and unread articles by feed." => feeds::counters;
    put "/v1/feeds/refresh" Manage "Asks all feeds now." => feeds::refresh_all;
    get "/v1/feeds/{id}" Read "One feed." => feeds::one;
    put "/v1/feeds/{id}" Manage "Calls a feed by `title`, moves it to `category_id`, pauses it by `disabled`." => feeds::change;
    delete "/v1/feeds/{id}" Manage "Unsubscribes." => feeds::remove;
    put "/v1/feeds/{id}/refresh" Manage "Asks a feed now." => feeds::refresh;
    put "/v1/feeds/{id}/mark-all-as-read" Mark "Marks a feed read." => marks::all_of_feed;
    get "/v1/feeds/{id}/icon" Read "The icon of a feed." => pictures::of_feed;
    get "/v1/feeds/{id}/entries" Read "Articles of a feed, as `/v1/entries`." => lists::of_feed;
    get "/v1/feeds/{id}/entries/{entry}" Read "One of them." => entries::of_feed;
    get "/v1/icons/{id}" Read "An icon by its number." => pictures::of_feed;
    post "/v1/discover" Manage "Feeds that `url` is or names; nothing is subscribed to." => new_feed::discover;
    get "/v1/entries" Read "Articles: `status`, `starred`, `category_id`, `feed_id`, `search`, `tags`, `before`, `after`, `published_before`, `published_after`, `changed_before`, `changed_after`, `before_entry_id`, `after_entry_id`; `order`, `direction`, `limit`, `offset`." => lists::all;
    put "/v1/entries" Mark "Gives the articles `entry_ids` a `status`, or a star by `starred`." => marks::update;
    get "/v1/entries/ids" Read "Numbers of articles, the latest first: `status`, `starred`, `limit`, `offset`." => lists::ids;
    get "/v1/entries/{id}" Read "One article." => entries::one;
    put "/v1/entries/{id}/bookmark" Mark "Stars an article, or takes its star." => marks::toggle_star;
    put "/v1/entries/{id}/star" Mark "The same." => marks::toggle_star;
    post "/v1/entries/{id}/save" Mark "Refused: there is nowhere to save it to." => marks::save;
    get "/v1/entries/{id}/fetch-content" Read "The text of an article as the desk has it." => entries::content;
    put "/v1/flush-history" Mark "Stub: what was read is kept as long as the desk keeps it." => marks::flush;
    delete "/v1/flush-history" Mark "The same." => marks::flush;
    get "/v1/enclosures/{id}" Read "A file of an article." => entries::enclosure;
    put "/v1/enclosures/{id}" Mark "How far it was listened to: `media_progression`, in seconds." => entries::listened;
    get "/v1/export" Read "Feeds as OPML, private ones left out." => opml::export;
    post "/v1/import" Manage "OPML as the body." => opml::import;
}

/// The table with the handlers.
pub(crate) fn routes() -> Table {
    table()
}

/// An error as clients of Miniflux show it.
pub(crate) fn write_error(error: &ErrorResponse) -> Response {
    Json(json!({"error_message": format!("{}. {}", error.happened, error.next)})).into_response()
}

/// An answer to a client.
type Answer = Result<Response, ErrorResponse>;

fn ok(value: Value) -> Answer {
    Ok(Json(value).into_response())
}

/// What was made or changed.
fn created(value: Value) -> Answer {
    Ok((StatusCode::CREATED, Json(value)).into_response())
}

fn no_content() -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}

//! The API of Google Reader, as the apps of today speak it. Every endpoint stands below one address; [`canonical_path`] leads the others
//! there that apps make of what a person typed.

mod ask;
mod atom;
mod item_ids;
mod items;
mod lists;
mod login;
mod marks;
mod mount;
mod stream_names;
mod streams;
mod stubs;
mod subscriptions;
mod tags;

pub(super) use mount::{ROOT, canonical_path};

use crate::error_response::ErrorResponse;
use crate::route::{Table, routes};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

routes! {
    get "/api/greader.php" Public "Whether the API of Google Reader is here: `OK`." => stubs::root;
    get "/api/greader.php/check/compatibility" Public "The same, as FreshRSS says it: `PASS`." => stubs::compatibility;
    post "/api/greader.php/accounts/ClientLogin" Public "`Email`, a name; `Passwd`, an app password. Gives what the app sends from then on." => login::client_login;
    get "/api/greader.php/reader/api/0/token" Read "The edit token." => login::token;
    get "/api/greader.php/reader/api/0/user-info" Read "Who is logged in." => lists::user_info;
    get "/api/greader.php/reader/api/0/subscription/list" Read "Feeds with their folders." => lists::subscriptions;
    get "/api/greader.php/reader/api/0/subscription/export" Read "Feeds as OPML, private ones left out." => subscriptions::export;
    post "/api/greader.php/reader/api/0/subscription/import" Manage "OPML as the body." => subscriptions::import;
    post "/api/greader.php/reader/api/0/subscription/edit" Manage "`ac`: subscribe, unsubscribe or edit; `s`, `t`, `a`, `r`." => subscriptions::edit;
    post "/api/greader.php/reader/api/0/subscription/quickadd" Manage "`quickadd`, an address." => subscriptions::quick_add;
    get "/api/greader.php/reader/api/0/subscribed" Read "Whether there is the feed `s`." => lists::subscribed;
    get "/api/greader.php/reader/api/0/tag/list" Read "Folders and labels." => lists::tags;
    get "/api/greader.php/reader/api/0/unread-count" Read "Unread articles by feed, folder and in all." => lists::unread_count;
    post "/api/greader.php/reader/api/0/rename-tag" Manage "A folder or label `s` becomes `dest`." => tags::rename;
    post "/api/greader.php/reader/api/0/disable-tag" Manage "Gives up a folder or label `s`; its feeds and articles stay." => tags::disable;
    post "/api/greader.php/reader/api/0/edit-tag" Mark "Marks and labels articles `i`: adds `a`, takes `r` away." => marks::edit_tag;
    post "/api/greader.php/reader/api/0/mark-all-as-read" Mark "Marks a stream `s` read, as far as it had come by `ts`." => marks::mark_all;
    get "/api/greader.php/reader/api/0/stream/items/ids" Read "Numbers of a stream's articles. `s`, `n`, `r`, `c`, `xt`, `it`, `ot`, `nt`." => streams::ids;
    get "/api/greader.php/reader/api/0/stream/items/count" Read "How many a stream `s` has." => streams::count;
    get "/api/greader.php/reader/api/0/stream/items/contents" Read "Articles by number, `i`." => streams::items;
    post "/api/greader.php/reader/api/0/stream/items/contents" Read "The same; many numbers need a body." => streams::items;
    get "/api/greader.php/reader/api/0/stream/contents" Read "Articles of the stream `s`, or of all." => streams::contents;
    get "/api/greader.php/reader/api/0/stream/contents/{*stream}" Read "Articles of a stream." => streams::contents;
    get "/api/greader.php/reader/atom/{*stream}" Read "The same as Atom." => streams::atom;
    get "/api/greader.php/reader/api/0/stream/details" Read "Stub." => stubs::details;
    get "/api/greader.php/reader/api/0/preference/list" Read "Stub." => stubs::preferences;
    get "/api/greader.php/reader/api/0/preference/stream/list" Read "Stub." => stubs::stream_preferences;
    post "/api/greader.php/reader/api/0/preference/set" Mark "Stub." => stubs::set;
    post "/api/greader.php/reader/api/0/preference/stream/set" Mark "Stub." => stubs::set;
    get "/api/greader.php/reader/api/0/friend/list" Read "Stub." => stubs::friends;
    get "/api/greader.php/reader/api/0/status" Read "Whether the desk answers." => stubs::status;
    get "/api/greader.php/reader/ping" Read "The same, as text." => stubs::ping;
}

/// The table with the handlers.
pub(crate) fn routes() -> Table {
    table()
}

/// An error as a sentence; who is not known is told so in the two ways by which apps notice.
pub(crate) fn write_error(error: &ErrorResponse) -> Response {
    let mut response = format!("{}. {}\n", error.happened, error.next).into_response();
    if error.status == StatusCode::UNAUTHORIZED {
        for name in ["x-reader-google-bad-token", "google-bad-token"] {
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static("true"));
        }
    }
    response
}

/// An answer to an app.
type Answer = Result<Response, ErrorResponse>;

fn json(value: Value) -> Answer {
    Ok(Json(value).into_response())
}

/// A line by itself: apps compare it whole.
fn text(text: impl Into<String>) -> Answer {
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text.into()).into_response())
}

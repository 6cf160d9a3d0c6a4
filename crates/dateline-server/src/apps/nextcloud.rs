//! The API of Nextcloud News, versions 1.2 and 1.3: the same answers, other methods and other names of fields. Both are taken by
//! both.

mod ask;
mod feeds;
mod folders;
mod item_json;
mod items;
mod marks;
mod status;

use crate::error_response::ErrorResponse;
use crate::route::{Table, routes};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Value, json};

/// Where it stands in a Nextcloud.
pub(crate) const ROOT: &str = "/index.php/apps/news/api";

routes! {
    get "/index.php/apps/news/api" Public "The versions of the API of Nextcloud News that are spoken." => status::levels;
    get "/index.php/apps/news/api/v1-2/version" Read "The version of Nextcloud News whose API this is." => status::version;
    get "/index.php/apps/news/api/v1-2/status" Read "The same, with no warnings." => status::status;
    get "/index.php/apps/news/api/v1-2/user" Read "Who is logged in." => status::user;
    get "/index.php/apps/news/api/v1-2/folders" Read "Folders." => folders::list;
    post "/index.php/apps/news/api/v1-2/folders" Manage "Makes a folder of a `name`." => folders::create;
    put "/index.php/apps/news/api/v1-2/folders/{id}" Manage "Calls a folder by `name`." => folders::rename;
    delete "/index.php/apps/news/api/v1-2/folders/{id}" Manage "Gives up a folder; its feeds stay." => folders::remove;
    put "/index.php/apps/news/api/v1-2/folders/{id}/read" Mark "Marks a folder read up to `newestItemId`." => marks::folder;
    get "/index.php/apps/news/api/v1-2/feeds" Read "Feeds." => feeds::list;
    post "/index.php/apps/news/api/v1-2/feeds" Manage "Subscribes to `url` in `folderId`." => feeds::create;
    delete "/index.php/apps/news/api/v1-2/feeds/{id}" Manage "Unsubscribes." => feeds::remove;
    put "/index.php/apps/news/api/v1-2/feeds/{id}/move" Manage "Moves a feed to `folderId`." => feeds::relocate;
    put "/index.php/apps/news/api/v1-2/feeds/{id}/rename" Manage "Calls a feed by `feedTitle`." => feeds::rename;
    put "/index.php/apps/news/api/v1-2/feeds/{id}/read" Mark "Marks a feed read up to `newestItemId`." => marks::feed;
    get "/index.php/apps/news/api/v1-2/items" Read "Articles: `type`, `id`, `getRead`, `batchSize`, `offset`, `oldestFirst`." => items::list;
    get "/index.php/apps/news/api/v1-2/items/updated" Read "Articles that came or changed, or whose marks did, since `lastModified`." => items::updated;
    put "/index.php/apps/news/api/v1-2/items/read" Mark "Marks everything read up to `newestItemId`." => marks::all;
    put "/index.php/apps/news/api/v1-2/items/read/multiple" Mark "Marks `items` read." => marks::many_read;
    put "/index.php/apps/news/api/v1-2/items/unread/multiple" Mark "Marks `items` unread." => marks::many_unread;
    put "/index.php/apps/news/api/v1-2/items/star/multiple" Mark "Stars `items`, each by `feedId` and `guidHash`." => marks::many_star;
    put "/index.php/apps/news/api/v1-2/items/unstar/multiple" Mark "Takes their stars." => marks::many_unstar;
    put "/index.php/apps/news/api/v1-2/items/{id}/read" Mark "Marks an article read." => marks::read;
    put "/index.php/apps/news/api/v1-2/items/{id}/unread" Mark "Marks an article unread." => marks::unread;
    put "/index.php/apps/news/api/v1-2/items/{id}/{hash}/star" Mark "Stars the article of a `guidHash`." => marks::star_by_hash;
    put "/index.php/apps/news/api/v1-2/items/{id}/{hash}/unstar" Mark "Takes its star." => marks::unstar_by_hash;
    get "/index.php/apps/news/api/v1-3/version" Read "As in 1.2." => status::version;
    get "/index.php/apps/news/api/v1-3/status" Read "As in 1.2." => status::status;
    get "/index.php/apps/news/api/v1-3/folders" Read "As in 1.2." => folders::list;
    post "/index.php/apps/news/api/v1-3/folders" Manage "As in 1.2." => folders::create;
    put "/index.php/apps/news/api/v1-3/folders/{id}" Manage "As in 1.2." => folders::rename;
    delete "/index.php/apps/news/api/v1-3/folders/{id}" Manage "As in 1.2." => folders::remove;
    post "/index.php/apps/news/api/v1-3/folders/{id}/read" Mark "As in 1.2." => marks::folder;
    get "/index.php/apps/news/api/v1-3/feeds" Read "As in 1.2; a feed in no folder has null." => feeds::list_v1_3;
    post "/index.php/apps/news/api/v1-3/feeds" Manage "As in 1.2." => feeds::create_v1_3;
    delete "/index.php/apps/news/api/v1-3/feeds/{id}" Manage "As in 1.2." => feeds::remove;
    post "/index.php/apps/news/api/v1-3/feeds/{id}/move" Manage "As in 1.2." => feeds::relocate;
    post "/index.php/apps/news/api/v1-3/feeds/{id}/rename" Manage "As in 1.2." => feeds::rename;
    post "/index.php/apps/news/api/v1-3/feeds/{id}/read" Mark "As in 1.2." => marks::feed;
    get "/index.php/apps/news/api/v1-3/items" Read "As in 1.2." => items::list;
    get "/index.php/apps/news/api/v1-3/items/updated" Read "As in 1.2." => items::updated;
    post "/index.php/apps/news/api/v1-3/items/read" Mark "As in 1.2." => marks::all;
    post "/index.php/apps/news/api/v1-3/items/read/multiple" Mark "Marks `itemIds` read." => marks::many_read;
    post "/index.php/apps/news/api/v1-3/items/unread/multiple" Mark "Marks `itemIds` unread." => marks::many_unread;
    post "/index.php/apps/news/api/v1-3/items/star/multiple" Mark "Stars `itemIds`." => marks::many_star;
    post "/index.php/apps/news/api/v1-3/items/starred/multiple" Mark "The same." => marks::many_star;
    post "/index.php/apps/news/api/v1-3/items/unstar/multiple" Mark "Takes their stars." => marks::many_unstar;
    post "/index.php/apps/news/api/v1-3/items/unstarred/multiple" Mark "The same." => marks::many_unstar;
    post "/index.php/apps/news/api/v1-3/items/{id}/read" Mark "Marks an article read." => marks::read;
    post "/index.php/apps/news/api/v1-3/items/{id}/unread" Mark "Marks an article unread." => marks::unread;
    post "/index.php/apps/news/api/v1-3/items/{id}/star" Mark "Stars an article." => marks::star;
    post "/index.php/apps/news/api/v1-3/items/{id}/unstar" Mark "Takes its star." => marks::unstar;
    get "/index.php/apps/news/api/v1-3/favicon/{hash}" Read "The icon of the feed whose address has this MD5." => feeds::favicon;
}

/// The table with the handlers.
pub(crate) fn routes() -> Table {
    table()
}

/// An error as apps show it.
pub(crate) fn write_error(error: &ErrorResponse) -> Response {
    Json(json!({"message": format!("{}. {}", error.happened, error.next)})).into_response()
}

/// An answer to an app.
type Answer = Result<Response, ErrorResponse>;

fn ok(value: Value) -> Answer {
    Ok(Json(value).into_response())
}

/// An error with a status that the protocol has for it.
fn refused(status: StatusCode, happened: &str) -> ErrorResponse {
    ErrorResponse { status, ..ErrorResponse::bad_request(happened) }
}

//! Every route, as a table that the documentation is held to, and the router made of it.

use crate::state::App;
use crate::trouble::Trouble;
use crate::web::pages;
use crate::{api, assets, atom, guard, image, metrics, websub};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use http::header;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// One route in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// What it does.
    pub words: &'static str,
}

/// Largest body of a request, in bytes: a pasted page, an OPML list.
const BODY_MAX: usize = 16 << 20;

macro_rules! routes {
    ($($method:ident $path:literal $words:literal => $handler:expr;)*) => {
        /// Every route.
        pub const ROUTES: &[Route] =
            &[$(Route { method: method_name(stringify!($method)), path: $path, words: $words },)*];

        fn table() -> Vec<(&'static str, MethodRouter<App>)> {
            vec![$(($path, $method($handler)),)*]
        }
    };
}

const fn method_name(function: &'static str) -> &'static str {
    if function.len() == 3 { "GET" } else { "POST" }
}

routes! {
    get "/" "Stories by rank. `page`, `show=unread`, `section`, `folder`, `lang`." => pages::front;
    get "/starred" "Starred articles. `page`." => pages::starred;
    get "/story/{id}" "One story with its versions, 50 on a page. `page`." => pages::story;
    post "/story/{id}/correct" "A reader's word: `do` is part, move or join; `entry` (any number) says of which articles, `into` which story." => pages::correct;
    get "/corrections" "What readers corrected, latest first." => pages::corrections;
    post "/corrections/undo" "Takes the correction `act` back." => pages::undo;
    get "/article/{id}" "One article, or what is missing of it and why. `reading=other` shows the reading of the feed or page that holds less." => pages::article;
    get "/search" "Search. `q`, `page`." => pages::search;
    get "/searches" "Searches that are kept, each with its feed." => pages::searches;
    post "/searches/save" "Keeps the search `q` under `name`; with `alert` the front page tells of new articles." => pages::save;
    post "/searches/looked" "Marks the current results of the search `id` as seen." => pages::looked;
    post "/searches/forget" "Forgets the search `id`; its feed is gone." => pages::forget;
    get "/searches/{token}/feed.xml" "What a kept search finds as Atom, latest first; whoever has the address may read it." => atom::searched;
    get "/follows" "What is followed." => pages::follows;
    post "/follows/add" "Adds a follow: `value`, of the `kind` publisher, words or section." => pages::follow;
    post "/follows/remove" "Deletes the follow `id`." => pages::unfollow;
    get "/feeds" "Feeds with their health. `page`." => pages::feeds;
    post "/feeds/add" "Subscribes to the feed at, or named by, `url`; with the fields of `/feeds/access` where it has a login." => pages::add;
    post "/feeds/remove" "Removes `feed`; starred articles stay." => pages::remove;
    post "/feeds/rename" "Calls `feed` by `name`; an empty one is the feed's own." => pages::rename_feed;
    post "/publishers/rename" "Calls the publisher at `host` by `name`; an empty one is its own. `back` is the page to go back to." => pages::rename_publisher;
    post "/feeds/keep" "Keeps articles of `feed` for `days` and up to `megabytes`; empty is the desk's rule, 0 no bound." => pages::keep;
    post "/feeds/access" "With what `feed` is asked: `kind` of login (basic, bearer, header, cookie, forget, empty for as it is), `name`, `secret`, `also` (origins), `allow_http`, `private`." => pages::access;
    post "/feeds/update" "Asks `feed`, or all feeds, now." => pages::update;
    post "/feeds/import" "Subscribes to every feed of an OPML `file`." => pages::import;
    get "/feeds/export.opml" "Feeds as OPML; private ones with `private=1` alone, no login ever." => pages::export;
    post "/marks" "`do` is read, unread, star or unstar; `story` and `entry` say of what." => pages::mark;
    get "/read" "Read a page: the form; `example=1` shows one." => pages::read;
    post "/read" "Reads `text`, or the page at `url`, line by line; keeps nothing." => pages::read_it;
    get "/about" "Help: signs, keys, reasons, manners." => pages::about;
    get "/image/{key}" "A picture of an article or story, fetched and kept by the desk." => image::show;
    get "/feed.xml" "Stories as Atom: headline, source, link, short excerpt." => atom::feed;
    get "/metrics" "Figures in the text format of Prometheus." => metrics::metrics;
    get "/healthz" "`ok` where the store writes and reads; 503 where it does not." => metrics::healthz;
    get "/assets/{*path}" "Style, script, fonts, icon." => asset;
    get "/api/v1/stories" "Stories by rank. `limit`, `offset`, `unread`, `section`, `folder`, `language`." => api::stories;
    get "/api/v1/stories/{id}" "One story with its versions. `limit`, `offset`." => api::story;
    get "/api/v1/articles/{id}" "One article with its Reading." => api::article;
    get "/api/v1/entries" "Articles, latest first. `limit`, `offset`, `show` is all, unread or starred; `feed`; `label`, a number." => api::entries;
    get "/api/v1/feeds" "Feeds with their health." => api::feeds;
    post "/api/v1/feeds/rename" "`{\"feed\", \"name\"}`; an empty name is the feed's own." => api::rename_feed;
    post "/api/v1/publishers/rename" "`{\"host\", \"name\"}`; gives whether there is such a publisher; an empty name is its own." => api::rename_publisher;
    post "/api/v1/feeds/keep" "`{\"feed\", \"days\", \"bytes\"}`; null is the desk's rule, 0 no bound." => api::keep;
    post "/api/v1/feeds/access" "`{\"feed\", \"login\": {\"kind\", \"name\", \"secret\", \"also\", \"allow_http\"}, \"forget\", \"private\"}`, all but `feed` optional; gives what may be told of it." => api::access;
    get "/api/v1/search" "Search. `q`, `limit`, `offset`." => api::search;
    get "/api/v1/corrections" "What readers corrected, with addresses, latest first." => api::corrections;
    post "/api/v1/corrections" "`{\"do\", \"entries\", \"from\", \"into\"}` as in the form; gives the act, null where nothing was to do." => api::correct;
    post "/api/v1/corrections/undo" "`{\"act\"}`; gives whether it stood." => api::undo;
    get "/api/v1/searches" "Searches that are kept." => api::searches;
    get "/api/v1/labels" "Labels, with the number of their entries." => api::labels;
    post "/api/v1/labels" "`{\"name\", \"entries\", \"set\"}`: gives entries a label, or with `set` false takes it away; gives how many changed." => api::label;
    post "/api/v1/labels/rename" "`{\"id\", \"name\"}`: labels of one name become one; gives whether there is such a label." => api::rename_label;
    post "/api/v1/labels/remove" "`{\"id\"}`: deletes a label, not its entries; gives whether it was there." => api::remove_label;
    get "/api/v1/follows" "What is followed." => api::follows;
    post "/api/v1/follows" "`{\"kind\", \"value\"}`; kind is publisher, words or section." => api::follow;
    post "/api/v1/follows/remove" "`{\"id\"}`; gives whether it was followed." => api::unfollow;
    post "/api/v1/marks" "`{\"mark\", \"entries\"}` or `{\"mark\", \"story\"}`; gives how many changed." => api::marks;
    post "/api/v1/read" "`{\"text\" or \"html\" or \"url\"}` to a Reading; keeps nothing." => api::read;
}

/// The router over a state.
pub(crate) fn router(app: App) -> Router {
    let plain = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    let routes = table().into_iter().fold(Router::new(), |router, (path, method)| router.route(path, method));
    let hubs = app.desk.hears_hubs().then(|| websub::routes(app.clone()));
    let routes = routes
        .fallback(async || Trouble::missing("page"))
        .method_not_allowed_fallback(async || Trouble::wrong_method())
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(app.clone(), guard::stand))
        .layer(CompressionLayer::new().compress_when(plain))
        .with_state(app);
    match hubs {
        Some(hubs) => routes.merge(hubs),
        None => routes,
    }
}

/// `GET /assets/{path}`: the pages name style and script with a fingerprint, so a browser may keep them.
async fn asset(Path(path): Path<String>) -> Response {
    match assets::find(&path) {
        Some(found) => {
            let headers = [
                (header::CONTENT_TYPE, found.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, found.bytes).into_response()
        }
        None => Trouble::missing("file").into_response(),
    }
}

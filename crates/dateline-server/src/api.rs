//! For programs: the JSON API, `/api/v1`. It tells what the pages show; readings as JSON are in `dateline-wire`.

mod corrections;
pub mod desk_json;
mod entries;
mod error_json;
mod etag;
mod events;
mod feeds;
mod follows;
mod json_object;
mod labels;
mod notes;
mod once;
mod openapi;
mod params;
mod problem;
mod read;
mod rules;
mod search;
mod stories;
mod sync;
mod webhooks;

pub(crate) use problem::as_asked;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Json, Router};
use serde_json::Value;

/// Programs change things with `application/json`, which no page of another site can send unasked; answers are never
/// cached without being asked about again, errors are JSON.
pub(crate) static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(error_json::write),
};

routes! {
    get "/api/v1/openapi.json" Public "This API as an OpenAPI 3.1 document." => openapi::show;
    get "/api/v1/stories" Read "Stories by rank. `limit`, `offset`, `cursor`, `unread`, `section`, `folder`, `language`." => stories::stories;
    get "/api/v1/stories/{id}" Read "One story with its versions. `limit`, `offset`, `cursor`." => stories::story;
    get "/api/v1/articles/{id}" Read "One article with its Reading." => entries::article;
    post "/api/v1/articles/fetch" Manage "`{\"id\"}`: fetches an article's page again, at most once in five minutes; says what came of it, and how many words there are more, or below zero fewer." => entries::fetch_again;
    get "/api/v1/entries" Read "Articles, latest first. `limit`, `offset`, `cursor`, `show` is all, unread, starred or muted; `feed`; `label`, a number." => entries::entries;
    get "/api/v1/feeds" Read "Feeds with their health." => feeds::feeds;
    post "/api/v1/feeds/rename" Manage "`{\"feed\", \"name\"}`; an empty name is the feed's own." => feeds::rename_feed;
    post "/api/v1/publishers/rename" Manage "`{\"host\", \"name\"}`; gives whether there is such a publisher; an empty name is its own." => feeds::rename_publisher;
    get "/api/v1/feeds/{id}/polls" Read "The latest polls of a feed, latest first, and its hub. `limit`, of which 50 are kept." => feeds::polls;
    post "/api/v1/feeds/file" Manage "`{\"feed\", \"title\", \"folders\"}`: a feed's name and folders, instead of those that it has; without a title it has its own." => feeds::file;
    post "/api/v1/feeds/pause" Manage "`{\"feeds\", \"paused\"}`: pauses feeds, or with `paused` false goes on with them; gives how many changed." => feeds::pause;
    post "/api/v1/feeds/keep" Owner "`{\"feed\", \"days\", \"bytes\"}`; null is the desk's rule, 0 no bound." => feeds::keep;
    post "/api/v1/feeds/polling" Owner "`{\"feed\", \"hours\", \"pages\"}`: checked every so many hours (null goes by its rhythm), pages of articles fetched auto, always or never." => feeds::polled;
    post "/api/v1/feeds/original" Manage "`{\"feed\", \"original\"}`: whether headlines in lists lead to the publisher." => feeds::original;
    post "/api/v1/feeds/access" Manage "`{\"feed\", \"login\": {\"kind\", \"name\", \"secret\", \"also\", \"allow_http\"}, \"forget\", \"private\"}`, all but `feed` optional; gives what may be told of it." => feeds::access;
    get "/api/v1/search" Read "Search. `q`, `limit`, `offset`, `cursor`." => search::search;
    get "/api/v1/corrections" Read "What readers corrected, with addresses, latest first." => corrections::corrections;
    post "/api/v1/corrections" Manage "`{\"do\", \"entries\", \"from\", \"into\"}` as in the form; gives the act, null where nothing was to do." => corrections::correct;
    post "/api/v1/corrections/undo" Manage "`{\"act\"}`; gives whether it stood." => corrections::undo;
    get "/api/v1/searches" Read "Searches that are kept." => search::searches;
    get "/api/v1/labels" Read "Labels, with the number of their entries." => labels::labels;
    post "/api/v1/labels" Mark "`{\"name\", \"entries\", \"set\"}`: gives entries a label, or with `set` false takes it away; gives how many changed." => labels::label;
    post "/api/v1/labels/rename" Mark "`{\"id\", \"name\"}`: labels of one name become one; gives whether there is such a label." => labels::rename;
    post "/api/v1/labels/remove" Mark "`{\"id\"}`: deletes a label, not its entries; gives whether it was there." => labels::remove;
    get "/api/v1/unread" Read "How many entries are unread: in all, by feed and by folder." => sync::unread;
    get "/api/v1/changes" Read "Entries that came or changed `since` a place and `after` an entry of it; `limit`." => sync::changes;
    get "/api/v1/events" Read "What happens, as server-sent events: `entry`, `revised`, `mark`, `story`. `since`, a place of `/api/v1/changes`, and `after`, an entry of it; a header `Last-Event-ID` goes on from there." => events::events;
    get "/api/v1/follows" Read "What is followed." => follows::follows;
    post "/api/v1/follows" Manage "`{\"kind\", \"value\"}`; kind is publisher, words or section." => follows::follow;
    post "/api/v1/follows/remove" Manage "`{\"id\"}`; gives whether it was followed." => follows::unfollow;
    get "/api/v1/notes" Read "Entries with notes, the latest noted first. `limit`, `offset`, `cursor`." => notes::notes;
    post "/api/v1/notes" Mark "`{\"entry\", \"quote\", \"prefix\", \"suffix\", \"text\"}` keeps a note, `{\"id\", \"text\"}` changes one; gives the note." => notes::save;
    post "/api/v1/notes/remove" Mark "`{\"id\"}`; gives whether there was such a note." => notes::remove;
    post "/api/v1/progress" Mark "`{\"entry\", \"file\", \"position\", \"length\", \"speed\"}`: how far the reader has come in a text (file 0, thousandths) or a recording (milliseconds); gives whether it was kept." => notes::progress;
    get "/api/v1/rules" Read "Rules in the order of their making." => rules::rules;
    post "/api/v1/rules" Manage "`{\"id\", \"name\", \"conditions\", \"actions\", \"paused\"}`: keeps a rule, or with `id` puts it in the place of another; gives the rule." => rules::save;
    post "/api/v1/rules/preview" Read "`{\"conditions\", \"days\"}`: what a rule would have been carried out on, in a week or in so many days; keeps nothing." => rules::preview;
    post "/api/v1/rules/apply" Manage "`{\"id\"}`: carries a rule out on what is there; gives on how many." => rules::apply;
    post "/api/v1/rules/remove" Manage "`{\"id\"}`; what it muted is shown again, as read; gives whether there was such a rule." => rules::remove;
    post "/api/v1/rules/mute" Manage "`{\"story\"}`: mutes a story by a rule; gives the rule." => rules::mute;
    post "/api/v1/rules/unmute" Mark "`{\"entries\"}`: shows muted entries again; gives how many were muted." => rules::unmute;
    post "/api/v1/marks" Mark "`{\"mark\", \"entries\"}` or `{\"mark\", \"story\"}`; gives how many changed." => entries::marks;
    post "/api/v1/marks/read" Mark "`{\"feed\" or \"folder\", \"until\"}`, all optional: marks all read that was first seen until then; gives how many changed." => entries::read_all;
    get "/api/v1/webhooks" Manage "Webhooks." => webhooks::webhooks;
    post "/api/v1/webhooks" Manage "`{\"id\", \"url\", \"starred\", \"labelled\", \"searches\", \"stories\", \"stopped\"}`: keeps a webhook, or with `id` puts it in the place of another; gives the webhook, and of a new one the secret." => webhooks::save;
    post "/api/v1/webhooks/remove" Manage "`{\"id\"}`; gives whether there was such a webhook." => webhooks::remove;
    post "/api/v1/webhooks/test" Manage "`{\"id\"}`: sends a message that says nothing; gives whether there is such a webhook." => webhooks::test;
    get "/api/v1/webhooks/{id}/deliveries" Manage "Messages of a webhook, latest first, with what came of them. `limit`." => webhooks::deliveries;
    post "/api/v1/read" Manage "`{\"text\" or \"html\" or \"url\"}` to a Reading; keeps nothing." => read::read;
}

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    let once = || from_fn_with_state(app.clone(), once::once);
    // Behind who may: a key is one of its person.
    let table = table().into_iter().map(|(path, access, method)| (path, access, method.route_layer(once())));
    let routes = router_of(table.collect(), app, LoginBy::Token).route_layer(from_fn(etag::tag));
    guarded(routes, app, &RULES)
}

/// An answer to a program.
type Answer = Result<Json<Value>, ErrorResponse>;

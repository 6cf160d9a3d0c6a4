//! For people: pages. `pages` answer requests, `presenters` turn the store's values into `view`s, templates write them.
//! Publisher HTML never passes here, only our own blocks, which `inline_markup` writes.

pub(crate) mod assets;
mod dates;
pub(crate) mod error_page;
pub(crate) mod inline_markup;
mod list_address;
mod list_markup;
mod pages;
mod preferences;
mod presenters;
mod return_path;
mod timeline;
mod view;
mod wording;

#[cfg(test)]
mod escape_tests;
#[cfg(test)]
mod page_showcase;

use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use axum::Router;

/// Browsers ask under the desk's own names and change things from its own pages alone. Pages are never cached; assets, whose
/// addresses carry a fingerprint, set their own `Cache-Control`. Errors are pages.
pub(crate) static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(error_page::write),
};

routes! {
    get "/" "Stories by rank. `page`, `show=unread`, `section`, `folder`, `lang`." => pages::front;
    get "/articles" "Articles in a list: `show` is unread (if left out), all or starred; of a `feed`, a `folder` or with a `label`; `order` is newest or oldest; `layout` is cards, list or full; from a place `after` or `before` on." => pages::articles;
    get "/starred" "Starred articles, as in `/articles`." => pages::starred;
    get "/story/{id}" "One story with its versions, 50 on a page. `page`." => pages::story;
    post "/story/{id}/correct" "A reader's word: `do` is part, move or join; `entry` (any number) says of which articles, `into` which story." => pages::correct;
    get "/corrections" "What readers corrected, latest first." => pages::corrections;
    post "/corrections/undo" "Takes the correction `act` back." => pages::undo;
    get "/article/{id}" "One article, or what is missing of it and why. `reading=other` shows the reading of the feed or page that holds less; `show` and the other fields of `/articles` name the list that it is opened from. Opening marks it read, unless that is switched off." => pages::article;
    get "/search" "Search. `q`, `page`." => pages::search;
    get "/searches" "Searches that are kept, each with its feed." => pages::searches;
    post "/searches/save" "Keeps the search `q` under `name`; with `alert` the front page tells of new articles." => pages::save;
    post "/searches/looked" "Marks the current results of the search `id` as seen." => pages::looked;
    post "/searches/forget" "Forgets the search `id`; its feed is gone." => pages::forget;
    get "/follows" "What is followed." => pages::follows;
    post "/follows/add" "Adds a follow: `value`, of the `kind` publisher, words or section." => pages::follow;
    post "/follows/remove" "Deletes the follow `id`." => pages::unfollow;
    get "/feeds" "Feeds with their health: `q` (words), `state` (well, limping, trouble, dead, new), `folder`, `sort` (name, latest, unread, articles), `page`." => pages::feeds;
    get "/feeds/{id}" "One feed: health, name, folder, retention, access." => pages::feed;
    post "/feeds/bulk" "`do` is move (to `folder`), update or remove, with each `feed`." => pages::bulk;
    post "/feeds/add" "Subscribes to the feed at, or named by, `url`; with the fields of `/feeds/access` where it has a login." => pages::add;
    post "/feeds/remove" "Removes `feed`; starred articles stay." => pages::remove;
    post "/feeds/rename" "Calls `feed` by `name`; an empty one is the feed's own." => pages::rename_feed;
    post "/publishers/rename" "Calls the publisher at `host` by `name`; an empty one is its own. `back` is the page to go back to." => pages::rename_publisher;
    post "/feeds/keep" "Keeps articles of `feed` for `days` and up to `megabytes`; empty is the desk's rule, 0 no bound." => pages::keep;
    post "/feeds/access" "With what `feed` is asked: `kind` of login (basic, bearer, header, cookie, forget, empty for as it is), `name`, `secret`, `also` (origins), `allow_http`, `private`." => pages::access;
    post "/feeds/update" "Asks `feed`, or all feeds, now." => pages::update;
    post "/feeds/import" "Subscribes to every feed of an OPML `file`." => pages::import;
    post "/marks" "`do` is read, unread, star or unstar; `story` and `entry` say of what. With a header `X-Dateline-Part` the answer is what has changed on the page." => pages::mark;
    post "/marks/list" "Marks articles of a `list` read: `do` is all, above or below (an `entry`), day or week (older than that); what came after `seen` (milliseconds) stays unread." => pages::mark_list;
    post "/marks/undo" "Takes the `mark` back, for ten minutes." => pages::undo_mark;
    get "/settings" "What a reader can set for pages." => pages::settings;
    post "/settings" "Sets `theme`, `size`, `measure`, `open`, `layout`, `order`; an empty one is as if never set." => pages::set;
    get "/read" "Read a page: the form; `example=1` shows one." => pages::read;
    post "/read" "Reads `text`, or the page at `url`, line by line; keeps nothing." => pages::read_it;
    get "/about" "Help: signs, keys, reasons, manners." => pages::about;
    get "/assets/{*path}" "Style, script, fonts, icon." => assets::asset;
}

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(table()), app, &RULES)
}

//! For what leaves the desk without a page around it: Atom feeds, the list of feeds as OPML, pictures.

mod archive;
mod atom;
mod image;
mod media;
mod notes;
mod opml;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use crate::web::error_page;
use axum::Router;

/// Read by browsers and by feed readers under the desk's own names; cached only where the handler says so.
static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(error_page::write),
};

routes! {
    get "/searches/{token}/feed.xml" Public "What a kept search finds as Atom, latest first; whoever has the address may read it." => atom::searched;
    get "/feeds/export.opml" Read "Feeds as OPML; private ones with `private=1` alone, no login ever." => opml::export;
    get "/export.zip" Manage "Everything of one's own as a zip archive: feeds, articles with states, labels and notes, rules, searches; see moving.md." => archive::export;
    get "/notes.md" Read "Notes as Markdown, all or those on `entry`." => notes::export;
    get "/image/{key}" Read "A picture of an article or story, or the icon of a feed, fetched and kept by the desk." => image::show;
    get "/media/{key}" Read "A part of a recording of an article, as its `Range` asks; passed on and never kept." => media::play;
    get "/feed.xml" Read "Stories as Atom: headline, source, link, short excerpt." => atom::feed;
}

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(table(), app, LoginBy::Basic), app, &RULES)
}

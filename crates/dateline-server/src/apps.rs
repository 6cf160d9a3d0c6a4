//! For apps that read feeds and bring their own protocol. A protocol is a thin folder that maps; what it asks of the store are
//! queries of the store's own, and what every protocol tells stands beside the folders.

pub(crate) mod adding;
pub(crate) mod article_html;
mod cors;
mod facts;
mod fever;
mod fields;
mod greader;
mod miniflux;
mod nextcloud;
mod one_slash;
mod shelf;
pub(crate) mod verdict_labels;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{Route, router_of};
use axum::Router;
use axum::middleware::from_fn;
use http::Uri;

/// Routes by protocol.
pub(crate) const ROUTES: [&[Route]; 4] =
    [greader::ROUTES, miniflux::ROUTES, fever::ROUTES, nextcloud::ROUTES];

/// Apps know a desk by whatever name and send forms. Nothing here is given for a cookie, so that a page of another site, or of
/// another name that was made to resolve to us, has nothing to use.
const RULES: Rules = Rules {
    hosts: Hosts::Any,
    changes: Changes::NoOtherSite,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(greader::write_error),
};

static GREADER: Rules = RULES;
/// Clients of Miniflux and Nextcloud News may be pages of other sites.
static MINIFLUX: Rules = Rules { changes: Changes::AskedFirst, errors: Some(miniflux::write_error), ..RULES };
static NEXTCLOUD: Rules =
    Rules { changes: Changes::AskedFirst, errors: Some(nextcloud::write_error), ..RULES };

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    let of_pages = |routes, rules| {
        guarded(router_of(routes, app, LoginBy::AppBasic), app, rules).route_layer(from_fn(cors::answer))
    };
    guarded(router_of(greader::routes(), app, LoginBy::App), app, &GREADER)
        .merge(guarded(router_of(fever::routes(), app, LoginBy::App), app, &GREADER))
        .merge(of_pages(miniflux::routes(), &MINIFLUX))
        .merge(of_pages(nextcloud::routes(), &NEXTCLOUD))
}

/// The rules for an address that no route has, where it is one of a protocol.
pub(crate) fn rules_of(path: &str) -> Option<&'static Rules> {
    if path == "/v1" || path.starts_with("/v1/") {
        return Some(&MINIFLUX);
    }
    if path.starts_with(greader::ROOT) {
        return Some(&GREADER);
    }
    path.starts_with(nextcloud::ROOT).then_some(&NEXTCLOUD)
}

/// The address at which the endpoint of an address stands; `None` where it is none of an app, or stands there.
pub(crate) fn canonical(uri: &Uri) -> Option<Uri> {
    let path = greader::canonical_path(uri.path()).or_else(|| one_slash::canonical_path(uri.path()))?;
    one_slash::at(uri, &path)
}

//! For apps that read feeds and bring their own protocol. A protocol is a thin folder that maps; what it asks of the store are
//! queries of the store's own.

mod greader;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::router_of;
use axum::Router;

pub(crate) use greader::{ROUTES, canonical};

/// Apps know a desk by whatever name and send forms. Nothing here is given for a cookie, so that a page of another site, or of
/// another name that was made to resolve to us, has nothing to use.
static RULES: Rules = Rules {
    hosts: Hosts::Any,
    changes: Changes::NoOtherSite,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(greader::write_error),
};

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(greader::routes(), app, LoginBy::App), app, &RULES)
}

//! For who runs the desk: health and figures.

mod healthz;
mod metrics;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use crate::web::error_page;
use axum::Router;

/// Answered under the desk's own names alone; never cached.
static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(error_page::write),
};

routes! {
    get "/metrics" Read "Figures in the text format of Prometheus, counted once a minute." => metrics::metrics;
    get "/healthz" Public "`ok` where the store writes and reads, and its file is in its place; 503 where not." => healthz::healthz;
}

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(table(), app, LoginBy::Basic), app, &RULES)
}

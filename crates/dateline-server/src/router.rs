//! The router of the whole server: the routes of every audience, each behind its own guard.

use crate::admission::AsUser;
use crate::app_state::App;
use crate::base_path::{Below, addressed, below};
use crate::error_response::ErrorResponse;
use crate::forwarded::under_the_proxys_name;
use crate::guard::{Guard, enforce};
use crate::route::Route;
use crate::{api, apps, hubs, mcp, ops, out, web};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_request};
use axum::response::Response;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// Every route with its words, by audience; the callback of hubs is not among them, see [`crate::CALLBACK`].
pub fn routes() -> impl Iterator<Item = &'static Route> + Clone {
    [web::ROUTES, api::ROUTES]
        .into_iter()
        .chain(apps::ROUTES)
        .chain([mcp::ROUTES, out::ROUTES, ops::ROUTES])
        .flatten()
}

/// The router over a state.
pub(crate) fn router(app: App) -> Router {
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    let audiences =
        web::router(&app).merge(api::router(&app)).merge(out::router(&app)).merge(ops::router(&app));
    let audiences = audiences.merge(apps::router(&app)).merge(mcp::router(&app));
    let routes = audiences.merge(unknown(&app)).layer(from_fn(api::as_asked));
    let routes = match app.settings.base_path.clone() {
        base if base.is_root() => routes,
        base => routes.layer(from_fn_with_state(base, addressed)),
    };
    let routes = routes.layer(CompressionLayer::new().compress_when(compressed));
    let hubs = app.desk.has_hub_callbacks().then(|| hubs::router(&app));
    let routes = match hubs {
        Some(hubs) => routes.merge(hubs),
        None => routes,
    };
    let settings = Arc::clone(&app.settings);
    let below_the_base = below_the_base(&app);
    // An address is led to the one that has the route before the routes are looked through.
    let led = Router::new().fallback_service(routes.with_state(app)).layer(map_request(led));
    let led = match below_the_base {
        Some(at) => led.layer(from_fn_with_state(at, below)),
        None => led,
    };
    led.layer(from_fn_with_state(settings, under_the_proxys_name))
}

/// Where requests go that are not below the desk's base path, if it has one: to an answer that there is no such page.
fn below_the_base(app: &App) -> Option<Below> {
    let base = app.settings.base_path.clone();
    let elsewhere = unknown(app).layer(from_fn_with_state(base.clone(), addressed)).with_state(app.clone());
    (!base.is_root()).then_some(Below { base, elsewhere })
}

async fn led(mut request: Request) -> Request {
    if let Some(uri) = apps::canonical(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

/// Answers for addresses that no audience has: as JSON below `/api/`, else as a page.
fn unknown(app: &App) -> Router<App> {
    Router::new()
        .fallback(async || ErrorResponse::not_found("page"))
        .layer(from_fn_with_state(app.clone(), guard_unknown))
}

async fn guard_unknown(AsUser(app): AsUser, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let own = if path.starts_with("/api/") { &api::RULES } else { &web::RULES };
    let rules = apps::rules_of(path).unwrap_or(own);
    enforce(State(Guard::new(&app, rules)), request, next).await
}

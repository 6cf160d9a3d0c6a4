//! The HTTP server, a folder for each audience with its own routes and rules: `web` (pages), `api` (JSON), `apps` (protocols of
//! feed readers), `mcp` (agents), `hubs` (WebSub callbacks), `out` (feeds, OPML, pictures), `ops` (health, metrics). Reads the store, asks the desk
//! to act; fetches nothing itself.
//!
//! ```text
//! serve(listening, desk, settings, stop)   answers until `stop` is ready
//! app(desk, settings)                     the same as a router, for tests
//! routes()                                every route with its words; docs/api.md is held to it
//! CALLBACK                                where hubs call, if the desk has a public address
//! desk_json                               values as JSON
//! ```

mod activity;
mod admission;
mod api;
mod app_state;
mod apps;
mod archive;
mod base_path;
mod caller;
mod challenges;
mod changing;
mod client;
mod connections;
mod counted;
mod error_response;
mod event_streams;
mod film_still;
mod forwarded;
mod guard;
mod hubs;
mod listening;
mod login_throttle;
mod mcp;
mod notes_markdown;
mod oidc;
mod ops;
mod out;
mod passkey;
mod picture_key;
mod rejection_words;
mod request_inputs;
mod route;
mod router;
mod rule_inputs;
mod rule_words;
mod running_requests;
mod sealed;
mod tls;
mod web;
mod webhook_inputs;

pub use admission::Access;
pub use api::desk_json;
pub use archive::{Archive, ArchiveError};
pub use base_path::BasePath;
pub use changing::Changing;
pub use client::Network;
pub use forwarded::ProxyHeaders;
pub use hubs::CALLBACK;
pub use listening::Listening;
pub use oidc::{OidcSettings, provider_fault};
pub use request_inputs::mark_of;
pub use route::Route;
pub use router::routes;
pub use tls::{Tls, TlsError, TlsFiles, Validity};

use axum::Router;
use dateline_desk::Desk;
use dateline_store::Secret;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

/// Server settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The path below which the desk stands.
    pub base_path: BasePath,
    /// Names besides `localhost`, `127.0.0.1` and `[::1]` under which a browser may ask, without port.
    pub host_names: Vec<String>,
    /// Whether other machines can reach the listener; [`serve`] sees that by itself where it is an address.
    pub exposed: bool,
    /// Proxies whose headers count.
    pub trusted_proxies: Vec<Network>,
    /// Which of their headers count.
    pub proxy_headers: ProxyHeaders,
    /// Whether a proxy in front asks for a login of its own: a desk without accounts is then its owner's, wherever it is.
    pub login_by_proxy: bool,
    /// Whether a login is taken over plain HTTP from other machines, where everybody on the way can read it.
    pub plain_http_login: bool,
    /// The header in which a trusted proxy tells who is logged in at it.
    pub proxy_login: Option<ProxyLogin>,
    /// An identity provider by whose word somebody may log in.
    pub oidc: Option<OidcSettings>,
    /// Whether that is the only way: no login by name and password is taken.
    pub oidc_only: bool,
    /// With what the first account is made where the desk can be reached from elsewhere.
    pub setup: Option<Secret>,
}

/// By what a trusted proxy tells who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyLogin {
    /// Name of the header, in lower case.
    pub header: String,
    /// Names as the proxy tells them, each with that of an account; others let nobody in.
    pub users: BTreeMap<String, String>,
}

impl Settings {
    /// Whether whoever reaches the desk may be anybody: then it answers nothing but the setting up of an account.
    pub fn needs_account(&self) -> bool {
        let is_named = !self.host_names.is_empty() || !self.base_path.is_root();
        let reachable = self.exposed || is_named || !self.trusted_proxies.is_empty();
        reachable && !self.login_by_proxy
    }
}

/// Why the desk cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The listener failed.
    #[error("the desk cannot be served: {0}")]
    Io(#[from] std::io::Error),
}

/// Answers on `listening` until `stop` is ready, by settings that may change meanwhile; answers that have begun are finished first, unless that takes longer than
/// ten seconds. Connections are bounded in number, and in the time that they may keep the server waiting.
pub async fn serve(
    listening: impl Into<Listening>,
    desk: Desk,
    settings: impl Into<Changing>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let (listening, mut changing) = (listening.into(), settings.into());
    let settings = changing.now();
    let exposed = settings.exposed || listening.is_exposed()?;
    let app = app_state::App::new(desk, Settings { exposed, ..settings });
    let streams = Arc::clone(&app.streams);
    let stop = async move {
        stop.await;
        streams.close_all();
    };
    let (clock, limits) = (app.desk.clock(), connections::Limits::default());
    let current = changing::Current::new(app.clone());
    let served = listening.serve(current.router(), limits, clock, stop);
    tokio::select! {
        () = served => Ok(()),
        never = current.follow(app, changing) => match never {},
    }
}

/// Every route over one desk. Must be called inside a runtime: it listens to the desk's progress.
pub fn app(desk: Desk, settings: Settings) -> Router {
    router::router(app_state::App::new(desk, settings))
}

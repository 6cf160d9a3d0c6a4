//! The HTTP server, a folder for each audience with its own routes and rules: `web` (pages), `api` (JSON), `hubs` (WebSub
//! callbacks), `out` (feeds, OPML, pictures), `ops` (health, metrics). Reads the store, asks the desk to act; fetches nothing
//! itself.
//!
//! ```text
//! serve(listener, desk, settings, stop)   answers until `stop` is ready
//! app(desk, settings)                     the same as a router, for tests
//! routes()                                every route with its words; docs/api.md is held to it
//! CALLBACK                                where hubs call, if the desk has a public address
//! desk_json                               values as JSON
//! ```

mod activity;
mod api;
mod app_state;
mod connections;
mod error_response;
mod guard;
mod hubs;
mod ops;
mod out;
mod picture_key;
mod request_inputs;
mod route;
mod router;
mod web;

pub use api::desk_json;
pub use hubs::CALLBACK;
pub use route::Route;
pub use router::routes;

use axum::Router;
use dateline_desk::Desk;
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Server settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Names besides `localhost`, `127.0.0.1` and `[::1]` under which a browser may ask, without port.
    pub host_names: Vec<String>,
}

/// Why the desk cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The listener can be reached from other machines.
    #[error(
        "{0} can be reached from other machines, and this desk has no account yet: anybody could read and change it; \
         listen on 127.0.0.1"
    )]
    Exposed(SocketAddr),
    /// The listener failed.
    #[error("the desk cannot be served: {0}")]
    Io(#[from] std::io::Error),
}

/// Answers on `listener` until `stop` is ready; answers that have begun are finished first, unless that takes longer than
/// ten seconds. Connections are bounded in number, and in the time that they may keep the server waiting.
pub async fn serve(
    listener: TcpListener,
    desk: Desk,
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(ServeError::Exposed(address));
    }
    connections::serve(listener, app(desk, settings), connections::Limits::default(), stop).await;
    Ok(())
}

/// Every route over one desk. Must be called inside a runtime: it listens to the desk's progress.
pub fn app(desk: Desk, settings: Settings) -> Router {
    router::router(app_state::App::new(desk, settings))
}

//! For agents: the Model Context Protocol over streamable HTTP at `/mcp`. A few tools over what a reader sees; each answer is one JSON
//! document, and no session is kept. What publishers wrote is told apart from what the desk says, see [`untrusted`].

mod arguments;
mod dispatch;
mod message;
mod tools;
mod transport;
mod untrusted;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use axum::Router;

/// As for other programs: a page of another site, or of a name that was made to resolve to us, is refused (the protocol asks that
/// `Origin` be looked at); a session is not needed, and no stream is kept open.
static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(transport::write_error),
};

routes! {
    post "/mcp" Read "A message of the Model Context Protocol, for agents ([apps.md](apps.md#agents)); what a tool needs beyond reading, the token's scope decides." => transport::post;
}

/// The route behind its rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(table(), app, LoginBy::Token), app, &RULES)
}

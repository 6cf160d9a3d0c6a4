//! For publishers' hubs (WebSub): callbacks, there only where this desk has a public address.

mod websub;

pub use websub::CALLBACK;

use crate::app_state::App;
use crate::guard::{Changes, Hosts, Rules, guarded};
use axum::Router;

/// A hub is no browser and knows the desk by its public name; the token in the path is the secret, and what is sent is
/// signed. Answers are plain text that no browser takes for anything else.
static RULES: Rules = Rules {
    hosts: Hosts::Any,
    changes: Changes::Any,
    headers: &[
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ],
    cache: "no-store",
    body_max: websub::DELIVERY_MAX,
    errors: None,
};

/// The callbacks.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(websub::routes(), app, &RULES)
}

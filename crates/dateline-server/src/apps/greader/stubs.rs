//! What apps ask and a desk has nothing to say to, in the form that they expect.

use super::ask::Ask;
use super::stream_names::stream;
use super::{Answer, json, text};
use serde_json::json;

/// `GET` of the address itself.
pub(super) async fn root() -> Answer {
    text("OK")
}

/// `GET check/compatibility`.
pub(super) async fn compatibility() -> Answer {
    text("PASS")
}

/// `GET stream/details`.
pub(super) async fn details(ask: Ask) -> Answer {
    let name = ask.fields.one("s").unwrap_or_default();
    stream(&ask.app, name).await?;
    json(json!({"id": name, "subscribers": 1}))
}

/// `GET preference/list`.
pub(super) async fn preferences(_ask: Ask) -> Answer {
    json(json!({"prefs": []}))
}

/// `GET preference/stream/list`.
pub(super) async fn stream_preferences(_ask: Ask) -> Answer {
    json(json!({"streamprefs": {}}))
}

/// `POST preference/set`, `POST preference/stream/set`: nothing is kept.
pub(super) async fn set(_ask: Ask) -> Answer {
    text("OK")
}

/// `GET friend/list`.
pub(super) async fn friends(_ask: Ask) -> Answer {
    json(json!({"friends": []}))
}

/// `GET status`.
pub(super) async fn status(_ask: Ask) -> Answer {
    json(json!({"status": "up"}))
}

/// `GET ping`.
pub(super) async fn ping(_ask: Ask) -> Answer {
    text("OK")
}

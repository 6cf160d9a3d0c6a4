//! What answers, and whom.

use super::{Answer, ok};
use crate::admission::AsUser;
use serde_json::json;

/// The version of Nextcloud News whose API this is.
const VERSION: &str = "25.3.1";

/// `GET api`.
pub(super) async fn levels() -> Answer {
    ok(json!({"apiLevels": ["v1-2", "v1-3"]}))
}

/// `GET version`.
pub(super) async fn version() -> Answer {
    ok(json!({"version": VERSION}))
}

/// `GET status`.
pub(super) async fn status() -> Answer {
    let warnings = json!({"improperlyConfiguredCron": false, "incorrectDbCharset": false});
    ok(json!({"version": VERSION, "warnings": warnings}))
}

/// `GET user`.
pub(super) async fn user(AsUser(app): AsUser) -> Answer {
    let account = app.desk.store().account(app.caller.user).await?;
    let name = account.map(|account| account.user.name).unwrap_or_default();
    let now = app.desk.now().as_second();
    ok(json!({"userId": name, "displayName": name, "lastLoginTimestamp": now, "avatar": null}))
}

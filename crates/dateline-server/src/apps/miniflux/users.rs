//! Who is logged in, and what answers. A person sees nobody but themselves.

use super::{Answer, ok};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use serde_json::{Value, json};

/// The Miniflux whose API this is: clients show what they can do by it.
const VERSION: &str = "2.2.19";

/// `GET /healthcheck`.
pub(super) async fn health() -> Answer {
    Ok("OK".into_response())
}

/// `GET /v1/version`.
pub(super) async fn version() -> Answer {
    ok(json!({
        "version": VERSION,
        "commit": "",
        "build_date": "",
        "go_version": "",
        "compiler": "rustc",
        "arch": std::env::consts::ARCH,
        "os": std::env::consts::OS,
        "dateline": env!("CARGO_PKG_VERSION"),
    }))
}

/// `GET /v1/integrations/status`.
pub(super) async fn integrations() -> Answer {
    ok(json!({"has_integrations": false}))
}

/// `GET /v1/me`.
pub(super) async fn me(AsUser(app): AsUser) -> Answer {
    ok(user(&app).await?)
}

/// `GET /v1/users`.
pub(super) async fn all(AsUser(app): AsUser) -> Answer {
    ok(json!([user(&app).await?]))
}

/// `GET /v1/users/{id}`.
pub(super) async fn one(AsUser(app): AsUser, Path(id): Path<String>) -> Answer {
    if is_caller(&app, &id).await? { ok(user(&app).await?) } else { Err(ErrorResponse::not_found("user")) }
}

async fn name(app: &App) -> Result<String, ErrorResponse> {
    let account = app.desk.store().account(app.caller.user).await?;
    Ok(account.map(|account| account.user.name).unwrap_or_default())
}

/// Whether a number or name is that of who asks.
pub(super) async fn is_caller(app: &App, id: &str) -> Result<bool, ErrorResponse> {
    Ok(id == app.caller.user.0.to_string() || id.to_lowercase() == name(app).await?.to_lowercase())
}

async fn user(app: &App) -> Result<Value, ErrorResponse> {
    Ok(json!({
        "id": app.caller.user.0,
        "username": name(app).await?,
        "is_admin": app.caller.is_owner(),
        "theme": "system_serif",
        "language": "en_US",
        "timezone": "UTC",
        "entry_sorting_direction": "desc",
        "entry_sorting_order": "published_at",
        "entries_per_page": 100,
        "stylesheet": "",
        "custom_js": "",
        "external_font_hosts": "",
        "google_id": "",
        "openid_connect_id": "",
        "keyboard_shortcuts": true,
        "show_reading_time": true,
        "entry_swipe": true,
        "gesture_nav": "tap",
        "last_login_at": app.desk.now().to_string(),
        "display_mode": "standalone",
        "default_reading_speed": 265,
        "cjk_reading_speed": 500,
        "default_home_page": "unread",
        "categories_sorting_order": "alphabetical",
        "mark_read_on_view": true,
        "mark_read_on_media_player_completion": false,
        "media_playback_rate": 1,
        "block_filter_entry_rules": "",
        "keep_filter_entry_rules": "",
        "always_open_external_links": false,
        "open_external_links_in_new_tab": true,
    }))
}

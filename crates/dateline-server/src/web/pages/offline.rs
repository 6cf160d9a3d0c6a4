//! What makes the desk an app that can be installed and read offline: its manifest, its service worker and the page for what is not
//! kept. All three are the same for everybody.

use super::{Page, written};
use crate::admission::AsUser;
use crate::web::assets;
use crate::web::l10n;
use crate::web::view::{Nav, OfflinePage, Shell};
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header;
use serde_json::json;

/// `GET /manifest.webmanifest`.
pub(crate) async fn manifest(AsUser(app): AsUser) -> Response {
    let at = |path: &str| app.settings.base_path.of(path);
    let icon = |src: &str, sizes: &str, purpose: &str| json!({"src": at(src), "sizes": sizes, "type": "image/png", "purpose": purpose});
    let manifest = json!({
        "id": at("/"),
        "name": "Dateline",
        "short_name": "Dateline",
        "description": l10n::text("manifest-description"),
        "start_url": at("/"),
        "scope": at("/"),
        "display": "standalone",
        "background_color": "#fdfdfb",
        "theme_color": "#fdfdfb",
        "icons": [
            icon("/assets/icon-192.png", "192x192", "any"),
            icon("/assets/icon-512.png", "512x512", "any"),
            icon("/assets/icon-maskable.png", "512x512", "maskable"),
        ],
        "share_target": {"action": at("/read"), "method": "GET", "params": {"title": "title", "text": "text", "url": "url"}},
        "shortcuts": [
            {"name": "Articles", "url": at("/articles")},
            {"name": "Starred", "url": at("/starred")},
        ],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], Json(manifest).into_response().into_body())
        .into_response()
}

/// `GET /worker.js`: at the root, for what it keeps is everywhere below it. A browser asks for it anew each time.
pub(crate) async fn worker() -> Response {
    let bytes = assets::find("worker.js").map_or(&[][..], |asset| asset.bytes);
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, bytes).into_response()
}

/// `GET /offline`.
pub(crate) async fn offline() -> Page {
    let shell = Shell {
        title: l10n::text("offline").to_owned(),
        nav: Nav::Elsewhere,
        css: assets::css(),
        js: assets::js(),
        // Whoever sees it may be nobody.
        closed: true,
        ..Shell::default()
    };
    written(&OfflinePage { shell })
}

//! Files that the pages ask for, compiled in: style, script, fonts, icon. Nothing is ever asked of another host.

use crate::error_response::ErrorResponse;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// One file.
pub(crate) struct Asset {
    /// Path below `/assets/`.
    pub(crate) path: &'static str,
    /// Media type.
    pub(crate) media_type: &'static str,
    /// Its bytes.
    pub(crate) bytes: &'static [u8],
}

macro_rules! assets {
    ($($path:literal: $media_type:literal,)*) => {
        &[$(Asset { path: $path, media_type: $media_type, bytes: include_bytes!(concat!("../../assets/", $path)) },)*]
    };
}

/// Every file; fonts are under the SIL Open Font License 1.1, whose texts lie beside them.
pub(crate) const ASSETS: &[Asset] = assets! {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "reading.js": "text/javascript; charset=utf-8",
    "passkey.js": "text/javascript; charset=utf-8",
    "worker.js": "text/javascript; charset=utf-8",
    "icon.png": "image/png",
    "icon-192.png": "image/png",
    "icon-512.png": "image/png",
    "icon-maskable.png": "image/png",
    "fonts/serif-latin.woff2": "font/woff2",
    "fonts/serif-latin-italic.woff2": "font/woff2",
    "fonts/serif-latin-a.woff2": "font/woff2",
    "fonts/serif-latin-rest.woff2": "font/woff2",
    "fonts/serif-cyrillic.woff2": "font/woff2",
    "fonts/serif-greek.woff2": "font/woff2",
    "fonts/sans-latin.woff2": "font/woff2",
    "fonts/sans-latin-a.woff2": "font/woff2",
    "fonts/sans-latin-rest.woff2": "font/woff2",
    "fonts/sans-cyrillic.woff2": "font/woff2",
    "fonts/sans-greek.woff2": "font/woff2",
};

/// The file at a path below `/assets/`.
pub(crate) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// `GET /assets/{path}`: the pages name style and script with a fingerprint, so a browser may keep them.
pub(crate) async fn asset(Path(path): Path<String>) -> Response {
    match find(&path) {
        Some(found) => {
            let headers = [
                (header::CONTENT_TYPE, found.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, found.bytes).into_response()
        }
        None => ErrorResponse::not_found("file").into_response(),
    }
}

static CSS: LazyLock<String> = LazyLock::new(|| fingerprinted("desk.css"));
static JS: LazyLock<String> = LazyLock::new(|| fingerprinted("desk.js"));
static READING_JS: LazyLock<String> = LazyLock::new(|| fingerprinted("reading.js"));

/// Address of the style sheet; changes when the sheet does.
pub(crate) fn css() -> &'static str {
    &CSS
}

/// Address of the script.
pub(crate) fn js() -> &'static str {
    &JS
}

/// Address of the script for articles.
pub(crate) fn reading_js() -> &'static str {
    &READING_JS
}

static PASSKEY_JS: LazyLock<String> = LazyLock::new(|| fingerprinted("passkey.js"));

/// Address of the script for passkeys.
pub(crate) fn passkey_js() -> &'static str {
    &PASSKEY_JS
}

fn fingerprinted(path: &str) -> String {
    let bytes = find(path).map_or(&[][..], |asset| asset.bytes);
    let digest = Sha256::digest(bytes);
    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/{path}?v={short}")
}

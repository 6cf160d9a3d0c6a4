//! A reader's own style sheet: what may be in it, and its address. Pages load it after ours; it can look up nothing at other hosts,
//! which the content security policy sees to, and is told so where it tries.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::response::{IntoResponse, Response};
use http::header;
use sha2::{Digest, Sha256};

/// Its name among a reader's settings.
pub(crate) const NAME: &str = "css";
/// Largest sheet, in bytes.
pub(crate) const LARGEST: usize = 16_000;

/// What fetches something.
const FETCHING: [&str; 6] = ["@import", "@font-face", "url(", "src(", "image(", "image-set("];

/// What is wrong with a sheet: the id of a sentence.
pub(crate) fn wrong(sheet: &str) -> Option<&'static str> {
    if sheet.len() > LARGEST {
        return Some("style-too-long");
    }
    let plain = plain(sheet);
    FETCHING.iter().any(|word| plain.contains(word)).then_some("style-fetches")
}

/// A sheet in small letters, without comments and with its escapes read: as a browser understands it.
fn plain(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some(at) = rest.find("/*") {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).and_then(|comment| comment.split_once("*/")).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescaped(&text).to_lowercase()
}

/// `u\72 l` as `url` (CSS Syntax 3, 4.3.7).
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        let mut digits = String::new();
        while let Some(digit) = rest.next_if(|next| next.is_ascii_hexdigit() && digits.len() < 6) {
            digits.push(digit);
        }
        match u32::from_str_radix(&digits, 16) {
            Ok(code) => {
                out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                rest.next_if(char::is_ascii_whitespace);
            }
            Err(_) => out.extend(rest.next()),
        }
    }
    out
}

/// The address of a sheet; another one for each.
pub(crate) fn address(sheet: &str) -> String {
    let digest = Sha256::digest(sheet.as_bytes());
    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("/style.css?v={short}")
}

/// `GET /style.css`.
pub(crate) async fn style(AsUser(app): AsUser) -> Result<Response, ErrorResponse> {
    let sheet = app.reader().preferences().await?.remove(NAME).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    Ok((headers, sheet).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_fetches_nothing() {
        let check = |sheet: &str, expected: Option<&str>| assert_eq!(wrong(sheet), expected, "{sheet}");
        check("", None);
        check(".entry { color: red; } /* url(x) */ q::before { content: \"\\201C\"; }", None);
        check("body { background: URL(https://example.com/a.png); }", Some("style-fetches"));
        check("body { background: u\\72 l(/a.png); }", Some("style-fetches"));
        check("body { background: u\\000072l(/a.png); }", Some("style-fetches"));
        check("body { background: u/**/rl(/a.png); }", Some("style-fetches"));
        check("@IMPORT \"/a.css\";", Some("style-fetches"));
        check("/* no end url(", None);
        check(&"a".repeat(LARGEST + 1), Some("style-too-long"));
    }

    #[test]
    fn a_changed_sheet_has_another_address() {
        assert_ne!(address("a{}"), address("b{}"));
        assert!(address("a{}").starts_with("/style.css?v="));
    }
}

//! What stands before every route: the name that was asked for, where a change comes from, and the headers that tell a
//! browser to load and run nothing but ours.

use crate::state::App;
use crate::trouble::{Trouble, in_form};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Version};

/// Nothing but this server; no script, style or frame that is not a file of ours.
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Lets a request through, or answers it; every answer leaves with the headers.
pub(crate) async fn stand(State(app): State<App>, request: Request, next: Next) -> Response {
    let program = request.uri().path().starts_with("/api/");
    let response = match refusal(&request, &app.settings.host_names) {
        Some(trouble) => trouble.into_response(),
        None => next.run(request).await,
    };
    let mut response = in_form(response, program).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn refusal(request: &Request, names: &[String]) -> Option<Trouble> {
    let (method, headers) = (request.method(), request.headers());
    if !names_one_host(request) {
        return Some(Trouble::two_names());
    }
    let asked = request.uri().authority().map(http::uri::Authority::as_str);
    let asked = asked.or_else(|| text(headers, &header::HOST));
    let Some(asked) = asked.filter(|host| is_ours(host, names)) else {
        return Some(Trouble::wrong_name(asked.unwrap_or_default()));
    };
    let reads = matches!(*method, Method::GET | Method::HEAD);
    (!reads && !comes_from_us(headers, asked)).then(Trouble::foreign)
}

/// Whether the host is named as RFC 9112 (3.2) asks: one `Host`, which an address with a host agrees with. Only HTTP/1.0 may
/// leave it out.
fn names_one_host(request: &Request) -> bool {
    let mut named = request.headers().get_all(header::HOST).iter();
    match (named.next(), named.next()) {
        (None, _) => request.version() != Version::HTTP_11,
        (Some(host), None) => request
            .uri()
            .authority()
            .is_none_or(|authority| host.as_bytes().eq_ignore_ascii_case(authority.as_str().as_bytes())),
        (Some(_), Some(_)) => false,
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a `Host` is this desk: a page of another name that was made to resolve to us is not (DNS rebinding).
fn is_ours(host: &str, names: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    };
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]")
        || names.iter().any(|known| known.eq_ignore_ascii_case(&name))
}

/// Whether a change was asked for by a page of ours, or by a program that is no browser: browsers say where a request
/// comes from, and none sends `application/json` across sites without asking first.
fn comes_from_us(headers: &HeaderMap, host: &str) -> bool {
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let origin = text(headers, &header::ORIGIN);
    match (site, origin) {
        // A browser that says where a request comes from is believed: it hides `Origin` where no referrer is to be told.
        (Some(site), _) => site == "same-origin",
        (_, Some(origin)) => origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))
            .is_some_and(|authority| authority.eq_ignore_ascii_case(host)),
        (None, None) => {
            text(headers, &header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"))
        }
    }
}

/// A path of this desk to go back to; anything that could lead elsewhere becomes the front page.
pub(crate) fn way_back(path: &str) -> String {
    let plain =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t', '\0']);
    let ours = url::Url::parse("http://desk.invalid/").and_then(|base| base.join(path));
    match ours {
        Ok(url) if plain && url.host_str() == Some("desk.invalid") && url.scheme() == "http" => {
            let mut back = url.path().to_owned();
            if let Some(query) = url.query() {
                back = format!("{back}?{query}");
            }
            match url.fragment() {
                Some(fragment) if !back.starts_with("//") => format!("{back}#{fragment}"),
                _ if back.starts_with("//") => "/".to_owned(),
                _ => back,
            }
        }
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_are_answered() {
        let names = vec!["Desk.home.example".to_owned()];
        for host in
            ["localhost", "localhost:8460", "127.0.0.1:1", "[::1]:8460", "[::1]", "desk.home.example:80"]
        {
            assert!(is_ours(host, &names), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", ":80", "[::2]:80"]
        {
            assert!(!is_ours(host, &names), "{host}");
        }
    }

    #[test]
    fn changes_come_from_our_own_pages() {
        let check = |fields: &[(&'static str, &'static str)], expected: bool| {
            let headers = fields
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(comes_from_us(&headers, "localhost:8460"), expected, "{fields:?}");
        };
        check(&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8460")], true);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:8460")], false);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "null")], true);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("origin", "http://localhost:9999")], false);
        check(&[("origin", "null")], false);
        check(&[], false);
        check(&[("content-type", "application/json")], true);
        check(&[("content-type", "application/json"), ("origin", "https://evil.example")], false);
    }

    #[test]
    fn the_way_back_stays_here() {
        for path in ["/", "/story/3", "/?page=2&show=unread#s4", "/search?q=a%20b"] {
            assert_eq!(way_back(path), path);
        }
        for path in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "",
            "/\t/evil.example",
            "/.//evil.example",
            "javascript:1",
        ] {
            assert!(
                !way_back(path).starts_with("//") && way_back(path).starts_with('/'),
                "{path} -> {}",
                way_back(path)
            );
            assert!(
                !way_back(path).contains("evil.example") || way_back(path).starts_with("/evil"),
                "{path}"
            );
        }
    }
}

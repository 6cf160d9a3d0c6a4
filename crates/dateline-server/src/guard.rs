//! What stands before every route. Each audience (`web`, `api`, `hubs`, `out`, `ops`) states its [`Rules`] in one place: the
//! names it answers to, the changes it lets through, the headers of its answers and the form of its errors.

use crate::Settings;
use crate::app_state::App;
use crate::error_response::{ErrorResponse, Form, in_form};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Version};
use std::sync::Arc;

/// The rules of one audience.
pub(crate) struct Rules {
    /// Under which names it is answered.
    pub(crate) hosts: Hosts,
    /// Which requests that change something are let through.
    pub(crate) changes: Changes,
    /// Headers of every answer, in place of the handler's.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// `Cache-Control` of an answer whose handler gives none.
    pub(crate) cache: &'static str,
    /// Largest body of a request in bytes.
    pub(crate) body_max: usize,
    /// How errors are written; without it handlers and the router write their own.
    pub(crate) errors: Option<Form>,
}

/// Names of the desk that a request may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hosts {
    /// Loopback's and those of the settings: a foreign name may have been made to resolve to us (DNS rebinding).
    Known,
    /// Any: the address itself is the secret.
    Any,
}

/// Requests other than GET and HEAD that are let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changes {
    /// From a page of this desk, or from a program that is no browser (CSRF).
    SameOrigin,
    /// From whatever is no page of another site; the handler asks for a header that no page of another site can send.
    NoOtherSite,
    /// From pages of other sites too, where their browser asks first whether it may: by a method, a header or a kind of body that no
    /// form has. It then sends nothing that it knows by itself, such as a password that was typed once.
    AskedFirst,
    /// Any: the handler checks a signature.
    Any,
}

/// Largest body of a request in bytes: a pasted page, an OPML list.
pub(crate) const BODY_MAX: usize = 16 << 20;

/// What browsers are told with every answer: load and run nothing but ours, frame nothing, tell nobody.
pub(crate) const BROWSER_HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The rules of an audience with the host names of the settings.
#[derive(Clone)]
pub(crate) struct Guard {
    settings: Arc<Settings>,
    rules: &'static Rules,
}

impl Guard {
    /// The rules of an audience at a desk.
    pub(crate) fn new(app: &App, rules: &'static Rules) -> Self {
        Self { settings: Arc::clone(&app.settings), rules }
    }
}

/// Routes of one audience behind its rules.
pub(crate) fn guarded(routes: Router<App>, app: &App, rules: &'static Rules) -> Router<App> {
    routes
        .method_not_allowed_fallback(async || ErrorResponse::method_not_allowed())
        .layer(DefaultBodyLimit::max(rules.body_max))
        .route_layer(from_fn_with_state(Guard::new(app, rules), enforce))
}

/// Lets a request through, or answers it; every answer leaves with the audience's headers and in its form.
pub(crate) async fn enforce(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let Guard { settings, rules } = guard;
    let response = match refusal(&request, &settings.host_names, rules) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    let mut response = match &rules.errors {
        Some(form) => in_form(response, form).await,
        None => response,
    };
    for (name, value) in rules.headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let cache = HeaderValue::from_static(rules.cache);
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(cache);
    response
}

fn refusal(request: &Request, names: &[String], rules: &Rules) -> Option<ErrorResponse> {
    let (method, headers) = (request.method(), request.headers());
    if rules.hosts == Hosts::Known && !names_one_host(request) {
        return Some(ErrorResponse::ambiguous_host());
    }
    let asked = request.uri().authority().map(http::uri::Authority::as_str);
    let asked = asked.or_else(|| text(headers, &header::HOST));
    if rules.hosts == Hosts::Known && !asked.is_some_and(|host| is_ours(host, names)) {
        return Some(ErrorResponse::unknown_host(asked.unwrap_or_default()));
    }
    // No route takes another method, and whoever sends one is told that.
    let let_through = *method != Method::POST
        || match rules.changes {
            Changes::Any => true,
            Changes::SameOrigin => comes_from_us(headers, asked.unwrap_or_default()),
            Changes::AskedFirst => {
                is_asked_first(method, headers) || !comes_from_elsewhere(headers, asked.unwrap_or_default())
            }
            Changes::NoOtherSite => !comes_from_elsewhere(headers, asked.unwrap_or_default()),
        };
    if !let_through {
        return Some(ErrorResponse::cross_site());
    }
    // What is announced is refused before it is sent.
    let announced = text(headers, &header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    announced
        .is_some_and(|length| length > rules.body_max as u64)
        .then(|| ErrorResponse::too_large(rules.body_max))
}

/// Whether the host is named as RFC 9112 (3.2) asks: one `Host`, which an address with a host agrees with. HTTP/1.0 may name it
/// in the address alone.
fn names_one_host(request: &Request) -> bool {
    let mut named = request.headers().get_all(header::HOST).iter();
    match (named.next(), named.next()) {
        (None, _) => request.version() != Version::HTTP_11 && request.uri().authority().is_some(),
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

/// Whether a page of another site asked for a change. Apps that are made of pages say that they come from a file.
fn comes_from_elsewhere(headers: &HeaderMap, host: &str) -> bool {
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    match text(headers, &header::ORIGIN) {
        Some(origin) => {
            let by_page = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
            origin == "null" || by_page.is_some_and(|authority| !authority.eq_ignore_ascii_case(host))
        }
        None => matches!(site, Some("cross-site" | "same-site")),
    }
}

/// Whether a browser asks first before it sends this for a page of another site (CORS).
fn is_asked_first(method: &Method, headers: &HeaderMap) -> bool {
    let is_json =
        || text(headers, &header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    !matches!(*method, Method::POST) || headers.contains_key("x-auth-token") || is_json()
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
    fn apps_change_things_and_pages_of_other_sites_do_not() {
        let check = |fields: &[(&'static str, &'static str)], expected: bool| {
            let headers = fields
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(!comes_from_elsewhere(&headers, "desk.example"), expected, "{fields:?}");
        };
        check(&[], true);
        check(&[("origin", "file://"), ("sec-fetch-site", "cross-site")], true);
        check(&[("origin", "https://desk.example")], true);
        check(&[("origin", "https://evil.example")], false);
        check(&[("origin", "null")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "none")], true);
    }

    #[test]
    fn a_page_of_another_site_changes_nothing_with_what_a_form_can_send() {
        let check = |method: Method, field: Option<(&'static str, &'static str)>, expected: bool| {
            let headers = field
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            assert_eq!(is_asked_first(&method, &headers.collect()), expected, "{method} {field:?}");
        };
        check(Method::PUT, None, true);
        check(Method::DELETE, None, true);
        check(Method::POST, None, false);
        check(Method::POST, Some(("content-type", "text/plain")), false);
        check(Method::POST, Some(("authorization", "Basic QQ==")), false);
        check(Method::POST, Some(("content-type", "application/json; charset=utf-8")), true);
        check(Method::POST, Some(("x-auth-token", "a")), true);
    }
}

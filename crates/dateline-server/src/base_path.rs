//! The path below which the desk stands (`/news`), where its host has other pages too. Whoever writes a link writes it as if the desk
//! had the host for itself: the path is taken off requests, and put before the addresses in pages and redirects, in this one place.
//! What is no page and holds addresses of the desk asks [`BasePath::of`].

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{self, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use std::str::FromStr;
use std::sync::Arc;
use tower::ServiceExt as _;

/// A path without a slash at its end; empty where the desk has its host for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(Arc<str>);

/// Most characters of one.
const LONGEST: usize = 200;

impl BasePath {
    /// The path, empty where there is none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the desk has its host for itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// A path of the desk as browsers ask for it.
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// To what the cookies of the desk belong.
    pub(crate) fn cookies(&self) -> &str {
        if self.is_root() { "/" } else { &self.0 }
    }

    /// The path of the desk in one that a browser asked for: empty for the base itself, nothing where it is not below it.
    fn inner<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(&*self.0)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// An address of this desk behind the base; others as they are.
    fn before(&self, address: &str) -> Option<String> {
        is_own(address.as_bytes()).then(|| self.of(address))
    }
}

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let path = text.strip_suffix('/').unwrap_or(text);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        let is_segment =
            |part: &str| !part.is_empty() && !matches!(part, "." | "..") && part.chars().all(is_plain);
        let is_path = path
            .strip_prefix('/')
            .is_some_and(|rest| rest.len() < LONGEST && rest.split('/').all(is_segment));
        if text == "/" || is_path {
            return Ok(Self(path.into()));
        }
        Err(format!("{text:?} is no path such as /news: letters, digits, and - . _ ~ between slashes"))
    }
}

/// Where requests go: those below the base, and all others.
#[derive(Clone)]
pub(crate) struct Below {
    pub(crate) base: BasePath,
    /// What answers where the desk is not.
    pub(crate) elsewhere: Router,
}

/// Takes the base off a request. The base without a slash leads to the front page.
pub(crate) async fn below(State(at): State<Below>, mut request: Request, next: Next) -> Response {
    match at.base.inner(request.uri().path()) {
        Some("") if matches!(*request.method(), Method::GET | Method::HEAD) => {
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            Redirect::permanent(&at.base.of(&format!("/{query}"))).into_response()
        }
        Some(path) => match at_path(request.uri(), path) {
            Some(uri) => {
                *request.uri_mut() = uri;
                next.run(request).await
            }
            None => elsewhere(at.elsewhere, request).await,
        },
        None => elsewhere(at.elsewhere, request).await,
    }
}

async fn elsewhere(router: Router, request: Request) -> Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn at_path(uri: &Uri, path: &str) -> Option<Uri> {
    let path = if path.is_empty() { "/" } else { path };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(format!("{path}{query}")).ok()?);
    Uri::from_parts(parts).ok()
}

/// Puts the base before the addresses of an answer: where it leads, and the links and forms of a page.
pub(crate) async fn addressed(State(base): State<BasePath>, request: Request, next: Next) -> Response {
    let (mut parts, body) = next.run(request).await.into_parts();
    let leads = parts.headers.get(header::LOCATION).and_then(|to| base.before(to.to_str().ok()?));
    if let Some(to) = leads.and_then(|to| HeaderValue::try_from(to).ok()) {
        parts.headers.insert(header::LOCATION, to);
    }
    let is_page =
        parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Response::from_parts(parts, body);
    }
    // Pages are written whole, by templates of the desk: nothing is waited for, and nothing is longer than it was.
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(linked(&page, base.as_str())))
}

/// Attributes whose values are addresses.
const ADDRESSES: [&[u8]; 4] = [b"href", b"src", b"action", b"formaction"];

/// Whether an address is a path of this desk: `//` begins another host's.
fn is_own(address: &[u8]) -> bool {
    address.first() == Some(&b'/') && address.get(1) != Some(&b'/')
}

/// A page of the desk's own markup, whose attributes stand in quotation marks, with a base before every path in its links and forms.
fn linked(page: &[u8], base: &str) -> Vec<u8> {
    let mut written = Vec::with_capacity(page.len() + page.len() / 16);
    let mut rest = page;
    while let Some(at) = memchr::memchr(b'<', rest) {
        let (text, tag) = rest.split_at(at);
        written.extend_from_slice(text);
        rest = in_tag(tag, base, &mut written);
    }
    written.extend_from_slice(rest);
    written
}

/// Writes the tag at the beginning of `markup`; what stands after it is left.
fn in_tag<'m>(markup: &'m [u8], base: &str, written: &mut Vec<u8>) -> &'m [u8] {
    let mut rest = markup;
    while let Some(at) = memchr::memchr2(b'"', b'>', rest) {
        let (before, found) = rest.split_at(at);
        written.extend_from_slice(before);
        let Some((mark, value)) = found.split_first() else { break };
        written.push(*mark);
        if *mark == b'>' {
            return value;
        }
        let name = before.strip_suffix(b"=").unwrap_or_default();
        let name = name.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
        if ADDRESSES.contains(&name) && is_own(value) {
            written.extend_from_slice(base.as_bytes());
        }
        let end = memchr::memchr(b'"', value).map_or(value.len(), |end| end + 1);
        let (value, after) = value.split_at(end);
        written.extend_from_slice(value);
        rest = after;
    }
    written.extend_from_slice(rest);
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BasePath {
        "/news".parse().unwrap()
    }

    #[test]
    fn a_base_is_a_plain_path() {
        for (text, path) in [("/news", "/news"), ("/a/b-c.d_e~1/", "/a/b-c.d_e~1"), ("/", "")] {
            assert_eq!(text.parse::<BasePath>().unwrap().as_str(), path);
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for text in ["", "news", "//news", "/a//b", "/../a", "/a/.", "/a b", "/a%2f", "/a?b", "/ä", &long] {
            assert!(text.parse::<BasePath>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_below_the_base_is_the_desks() {
        for (path, inner) in [
            ("/news", Some("")),
            ("/news/", Some("/")),
            ("/news/story/3", Some("/story/3")),
            ("/newsroom", None),
            ("/", None),
            ("/story/3", None),
        ] {
            assert_eq!(base().inner(path), inner, "{path}");
        }
    }

    #[test]
    fn links_and_forms_of_a_page_get_the_base_and_words_do_not() {
        let check = |page: &str, expected: &str| {
            assert_eq!(String::from_utf8(linked(page.as_bytes(), "/news")).unwrap(), expected);
        };
        check(r#"<a class="b" href="/story/3?a=1#s">"#, r#"<a class="b" href="/news/story/3?a=1#s">"#);
        check(
            r#"<form action="/marks"><img src="/image/1">"#,
            r#"<form action="/news/marks"><img src="/news/image/1">"#,
        );
        check("<button\nformaction=\"/a\">", "<button\nformaction=\"/news/a\">");
        // Where a form leads back to goes through the desk, which puts the base before it then.
        for same in [
            r#"<input name="back" value="/story/3">"#,
            r##"<a href="#top"><a href="https://paper.example/"><a href="//paper.example/"><a href="">"##,
            r#"<a title="a > href="x>"#,
            r#"<a title=" href=" data-href="/x">"#,
            r#"He wrote href="/x" and src="/y"."#,
            "a < b",
            r#"<a href="/"#,
        ] {
            if same.ends_with("href=\"/") {
                check(same, "<a href=\"/news/");
            } else {
                check(same, same);
            }
        }
    }
}

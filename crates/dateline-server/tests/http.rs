//! The server over a real desk with an empty or a small store: names, origins, headers, pages, unknown numbers.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy};
use dateline_server::{Settings, app, routes};
use dateline_store::{Options, Store};
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use std::sync::Arc;
use tower::ServiceExt as _;

fn clock() -> Timestamp {
    "2026-11-23T14:05:00Z".parse().unwrap()
}

async fn desk() -> (tempfile::TempDir, Router) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.db"), Options::default()).unwrap();
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    let desk = Desk::open(store, fetcher, dateline_desk::Settings::default(), Arc::new(clock)).await.unwrap();
    (folder, app(desk, Settings::default()))
}

fn ask(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "localhost:8460")
}

async fn send(app: &Router, request: http::request::Builder, body: &str) -> Response<Body> {
    app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

fn concrete(path: &str) -> String {
    let path = path.replace("{id}", "7").replace("{key}", "e7").replace("{*path}", "desk.css");
    path.replace("{entry}", "7").replace("{hash}", "a69a3ba4ae7f0e14d1b0d6bbc1cb1e0c")
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let (_folder, app) = desk().await;
    for route in routes() {
        let response = send(&app, ask(route.method, &concrete(route.path)), "").await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(response.headers().contains_key(name), "{} {} lacks {name}", route.method, route.path);
        }
        assert!(
            !response.status().is_server_error(),
            "{} {}: {}",
            route.method,
            route.path,
            response.status()
        );
    }
}

#[tokio::test]
async fn no_change_without_our_own_page() {
    let (_folder, app) = desk().await;
    for route in routes().filter(|route| route.method != "GET") {
        for (name, value) in
            [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("accept", "*/*")]
        {
            let request = ask(route.method, &concrete(route.path))
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let response = send(&app, request, "feed=1").await;
            // Apps are no browsers, send forms and say nothing of where they come from; pages of other sites may be apps where their
            // browser asks first.
            let is_app = ["/api/greader.php/", "/fever", "/v1/", "/index.php/"]
                .iter()
                .any(|app| route.path.starts_with(app));
            if is_app && (name == "accept" || route.method != "POST") {
                let told_nothing = response.status().is_client_error() || route.path == "/fever";
                assert!(told_nothing, "{} {}", route.method, route.path);
                continue;
            }
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{} with {name}", route.path);
        }
    }
}

#[tokio::test]
async fn other_names_are_not_answered() {
    let (_folder, app) = desk().await;
    let request = Request::builder().uri("/").header(header::HOST, "evil.example");
    assert_eq!(send(&app, request, "").await.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn what_is_unknown_is_a_page() {
    let (_folder, app) = desk().await;
    for path in
        ["/story/7", "/story/x", "/article/7", "/article/%3Cb%3E", "/image/e7", "/image/x", "/nowhere"]
    {
        let response = send(&app, ask("GET", path), "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        let page = text(response).await;
        assert!(page.contains("There is no such") && page.contains("</html>"), "{path}: {page}");
    }
    let response = send(&app, ask("GET", "/api/v1/stories/7"), "").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(text(response).await.starts_with("{\"error\""));
}

#[tokio::test]
async fn an_empty_desk_says_what_to_do() {
    let (_folder, app) = desk().await;
    let page = text(send(&app, ask("GET", "/"), "").await).await;
    assert!(page.contains("Your desk is empty") && page.contains("action=\"/feeds/add\""));
}

#[tokio::test]
async fn marks_lead_back_and_nowhere_else() {
    let (_folder, app) = desk().await;
    for (back, expected) in
        [("/story/3%23a4", "/story/3#a4"), ("//evil.example", "/"), ("https://evil.example", "/")]
    {
        let request = ask("POST", "/marks")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = send(&app, request, &format!("entry=7&do=read&back={back}")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], expected);
    }
}

#[tokio::test]
async fn what_is_pasted_is_escaped() {
    let (_folder, app) = desk().await;
    let request = ask("POST", "/read")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let page =
        text(send(&app, request, "text=A+plain+line+%3Cscript%3Ealert(1)%3C/script%3E+here&url=").await)
            .await;
    assert!(page.contains("What came in") && !page.contains("<script>"));
    let page = text(send(&app, ask("GET", "/search?q=%22%3E%3Cscript%3E"), "").await).await;
    assert!(!page.contains("<script>"));
}

#[tokio::test]
async fn the_example_shows_every_kind() {
    let (_folder, app) = desk().await;
    let page = text(send(&app, ask("GET", "/read?example=1"), "").await).await;
    for name in ["Article", "Notice", "Teaser", "Several publishers", "Cookie line"] {
        assert!(page.contains(&format!("</span>{name} <span")), "{name}");
    }
}

#[test]
fn the_documentation_names_every_route() {
    let docs = include_str!("../../../docs/api.md");
    let documented: Vec<&str> = docs.lines().filter(|line| line.starts_with("| `/")).collect();
    let ours: Vec<String> =
        routes().map(|route| format!("| `{}` | {} | {} |", route.path, route.method, route.words)).collect();
    assert_eq!(documented, ours);
}

/// Whoever refuses a program (router, guard, reader of parameters or bodies, handler) does it in one form.
#[tokio::test]
async fn programs_are_refused_as_json() {
    let (_folder, app) = desk().await;
    let check = async |method: &str, path: &str, body: String, expected: u16| {
        let json = ask(method, path).header(header::CONTENT_TYPE, "application/json");
        let response = send(&app, json, &body).await;
        assert_eq!(response.status().as_u16(), expected, "{method} {path}");
        assert!(response.headers().contains_key("content-security-policy"), "{method} {path}");
        let text = text(response).await;
        let told: serde_json::Value =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {text}"));
        let error = &told["error"];
        assert_eq!(error["status"], expected, "{path}");
        assert!(
            error["message"].as_str().is_some_and(|words| !words.is_empty()) && error["next"].is_string()
        );
    };
    for list in ["stories", "entries", "search", "stories/7"] {
        for asked in ["limit=x", "limit=0", "limit=501", "limit=-1", "offset=4294967296"] {
            check("GET", &format!("/api/v1/{list}?{asked}"), String::new(), 400).await;
        }
    }
    check("GET", "/api/v1/stories?unread=perhaps", String::new(), 400).await;
    check("GET", "/api/v1/stories?section=nonsense", String::new(), 400).await;
    check("GET", "/api/v1/entries?feed=x", String::new(), 400).await;
    check("GET", "/api/v1/articles/%ff", String::new(), 400).await;
    check("GET", "/api/v1/stories/7", String::new(), 404).await;
    check("GET", "/api/v1/nothing", String::new(), 404).await;
    check("GET", "/api/", String::new(), 404).await;
    check("PUT", "/api/v1/stories", String::new(), 405).await;
    for route in routes().filter(|route| route.method == "POST" && route.path.starts_with("/api/v1/")) {
        check("POST", route.path, "{".to_owned(), 400).await;
        check("POST", route.path, "7".to_owned(), 400).await;
        check("POST", route.path, " ".repeat((16 << 20) + 1), 413).await;
    }
    let foreign = ask("POST", "/api/v1/marks").header(header::ORIGIN, "https://evil.example");
    let response = send(&app, foreign, "{}").await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(text(response).await.starts_with("{\"error\":{"));
}

/// A browser gets a page whatever refuses it.
#[tokio::test]
async fn browsers_are_refused_with_a_page() {
    let (_folder, app) = desk().await;
    for path in ["/?page=x", "/story/7?page=-1", "/article/%ff"] {
        let response = send(&app, ask("GET", path), "").await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
        assert!(text(response).await.contains("</html>"), "{path}");
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    let (_folder, app) = desk().await;
    let check = async |path: &str, hosts: &[&str], expected: u16| {
        let builder = Request::builder().uri(path);
        let request = hosts.iter().fold(builder, |request, host| request.header(header::HOST, *host));
        assert_eq!(send(&app, request, "").await.status().as_u16(), expected, "{path} {hosts:?}");
    };
    check("/about", &["localhost:8460"], 200).await;
    check("http://localhost:8460/about", &["LOCALHOST:8460"], 200).await;
    check("/about", &["localhost:8460", "localhost:8460"], 400).await;
    check("/about", &["localhost:8460", "evil.example"], 400).await;
    check("/about", &[], 400).await;
    check("http://localhost:8460/about", &[], 400).await;
    check("http://localhost:8460/about", &["evil.example"], 400).await;
    check("http://evil.example/about", &["localhost:8460"], 400).await;
    check("/about", &["evil.example"], 421).await;
}

/// Numbers at the ends of what can be asked, and text that would end a header or a line of a log.
#[tokio::test]
async fn extremes_are_answered() {
    let (_folder, app) = desk().await;
    let most = u32::MAX.to_string();
    for path in ["/", "/starred", "/feeds", "/search?q=ferry"] {
        let joint = if path.contains('?') { '&' } else { '?' };
        for page in ["0", "1", &most] {
            let response = send(&app, ask("GET", &format!("{path}{joint}page={page}")), "").await;
            assert_eq!(response.status(), StatusCode::OK, "{path} {page}");
        }
    }
    for number in ["0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808"] {
        for path in ["/story/", "/article/", "/image/e", "/image/s", "/image/e1-", "/api/v1/stories/"] {
            let response = send(&app, ask("GET", &format!("{path}{number}")), "").await;
            assert!(response.status().is_client_error(), "{path}{number}: {}", response.status());
        }
    }
    let odd = "%0d%0aX-Evil:%201%0d%0a%00%1b%5b31m%e2%80%ae%ef%bf%be";
    for path in ["/search?q=", "/?section=", "/?folder=", "/?lang=", "/article/", "/image/", "/assets/"] {
        let response = send(&app, ask("GET", &format!("{path}{odd}")), "").await;
        assert!(!response.status().is_server_error(), "{path}");
        assert!(!response.headers().contains_key("x-evil"), "{path}");
    }
    let form = ask("POST", "/marks")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = send(&app, form, &format!("entry=1&do=read&back=/{odd}")).await;
    assert_eq!(response.headers()[header::LOCATION], "/");
}

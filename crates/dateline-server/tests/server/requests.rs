//! The server over a real desk with an empty or a small store: names, origins, headers, pages, unknown numbers.

use axum::Router;
use axum::body::{Body, Bytes};
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy};
use dateline_server::{Settings, app, routes};
use dateline_store::{Options, Store};
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use http_body_util::channel::Channel;
use jiff::Timestamp;
use std::convert::Infallible;
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
    let docs = include_str!("../../../../docs/api.md");
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

/// A refusal names the field and what it may be, in a sentence: no type of the program, no place in a text.
#[tokio::test]
async fn refusals_say_what_is_wanted() {
    let (_folder, app) = desk().await;
    let check = async |method: &str, path: &str, body: &str, status: u16, words: &str| {
        let asked = ask(method, path).header(header::CONTENT_TYPE, "application/json");
        let response = send(&app, asked, body).await;
        assert_eq!(response.status().as_u16(), status, "{method} {path} {body}");
        let said = text(response).await;
        assert!(said.contains(words), "{method} {path} {body}: {said}");
        for leak in ["serialize", "struct ", "expected ", "i64", "u32", " column 1 "] {
            assert!(!said.contains(leak), "{method} {path} {body} leaks {leak}: {said}");
        }
    };
    check("GET", "/api/v1/entries?limit=x", "", 400, "Limit is a whole number from 1 to 500").await;
    check("GET", "/api/v1/entries?feed=x", "", 400, "Feed is a whole number").await;
    check("GET", "/api/v1/stories?unread=perhaps", "", 400, "Unread is true or false").await;
    check("GET", "/story/7?page=-1", "", 400, "<title>Page is a whole number from 1 on").await;
    check("POST", "/api/v1/read", "[]", 400, "is an object").await;
    check(
        "POST",
        "/api/v1/read",
        "{\"txt\": 1}",
        400,
        "txt, which is not known here; there are text, html, url",
    )
    .await;
    check("POST", "/api/v1/feeds/keep", "{\"feed\": 1, \"days\": -1}", 400, "from 0 to 36500, not -1").await;
    check("POST", "/api/v1/feeds/keep", "{\"feed\": 1, \"days\": 36501}", 400, "from 0 to 36500").await;
    check(
        "POST",
        "/api/v1/feeds/keep",
        "{\"feed\": 1, \"bytes\": 18446744073709551615}",
        400,
        "10000000 megabytes",
    )
    .await;
    check("POST", "/api/v1/follows", "{\"kind\": \"section\", \"value\": \"zzz\"}", 400, "ection is one of ")
        .await;
    check("POST", "/api/v1/marks/read", "{\"until\": \"9999-12-31T23:59:59Z\"}", 200, "changed").await;
    check("POST", "/api/v1/marks/read", "{\"until\": \"soon\"}", 400, "until is a time such as").await;
    for route in routes().filter(|route| route.method == "POST" && route.path.starts_with("/api/v1/")) {
        for body in ["", "{", "7", "[]", "null", "{\"feed\": {}}", "\"x\""] {
            check("POST", route.path, body, 400, "\"message\"").await;
        }
    }
    let form = ask("POST", "/feeds/keep")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = send(&app, form, "feed=1&days=36501&megabytes=").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_list_that_is_not_understood_is_neither_shown_nor_marked() {
    let (_folder, app) = desk().await;
    for (path, status) in [
        ("/articles?feed=x", 404),
        ("/articles?label=x", 404),
        ("/articles?show=evil", 400),
        ("/articles?order=sideways", 400),
        ("/articles?show=all&feed=&label=", 200),
    ] {
        assert_eq!(send(&app, ask("GET", path), "").await.status().as_u16(), status, "{path}");
    }
    for (list, status) in [("x", 400), ("feed%3Dx", 400), ("", 400), ("show%3Dunread", 303)] {
        let form = ask("POST", "/marks/list")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = send(&app, form, &format!("do=all&list={list}")).await;
        assert_eq!(response.status().as_u16(), status, "{list}");
    }
}

#[tokio::test]
async fn what_is_announced_as_too_large_is_refused_before_it_comes() {
    let (_folder, app) = desk().await;
    for path in ["/api/v1/read", "/feeds/import"] {
        let request = ask("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, "20000000");
        let (_sender, never) = Channel::<Bytes, Infallible>::new(1);
        let response = app.clone().oneshot(request.body(Body::new(never)).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}

#[tokio::test]
async fn methods_that_no_route_takes_are_told_apart_from_foreign_changes() {
    let (_folder, app) = desk().await;
    for method in ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
        for path in ["/", "/feeds", "/marks", "/api/v1/stories", "/api/v1/marks"] {
            let response = send(&app, ask(method, path), "").await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
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
    let old = Request::builder().uri("/about").version(http::Version::HTTP_10);
    assert_eq!(send(&app, old, "").await.status(), StatusCode::BAD_REQUEST);
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

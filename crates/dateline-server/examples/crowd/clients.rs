//! Apps that sync and people who read, as requests to the routes of a desk, each with the time that it took.

use axum::Router;
use axum::body::Body;
use http::{Request, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use std::time::{Duration, Instant};
use tower::ServiceExt as _;

const GREADER: &str = "/api/greader.php/reader/api/0";
const NEWS: &str = "/index.php/apps/news/api/v1-3";
/// Pages that people open first: what they are, where, and what they go on to.
const PAGES: [(&str, &str, &str); 3] = [
    ("page: stories", "/", "/story/"),
    ("page: articles", "/articles", "/article/"),
    ("page: all articles", "/articles?show=all", "/article/"),
];
/// Between two pages of one person, and two syncs of one app.
const PAUSE: Duration = Duration::from_secs(10);

/// What a request was, and the time that it took.
pub(crate) struct Took {
    pub(crate) what: &'static str,
    pub(crate) time: Duration,
}

async fn ask(app: &Router, what: &'static str, path: &str, field: (&str, &str)) -> (Took, String) {
    let request = Request::builder().uri(path).header(header::HOST, "localhost").header(field.0, field.1);
    let began = Instant::now();
    let answer = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let text = answer.into_body().collect().await.unwrap().to_bytes();
    let time = began.elapsed();
    assert!(status.is_success(), "{path}: {status}");
    (Took { what, time }, String::from_utf8_lossy(&text).into_owned())
}

/// What an app asks when it syncs: numbers of what is unread, and what is new since it asked before.
fn questions(one: i64, since: i64) -> Vec<(&'static str, String)> {
    match one % 3 {
        0 => vec![
            (
                "Google Reader, unread",
                format!("{GREADER}/stream/items/ids?n=10000&xt=user/-/state/com.google/read"),
            ),
            ("Google Reader, new", format!("{GREADER}/stream/contents?n=100&ot={since}")),
        ],
        1 => vec![
            ("Miniflux, changed", format!("/v1/entries?limit=250&changed_after={since}")),
            ("Miniflux, counters", "/v1/feeds/counters".to_owned()),
        ],
        _ => vec![("Nextcloud, updated", format!("{NEWS}/items/updated?type=3&lastModified={since}"))],
    }
}

/// Each app asks once for what it will ask for later.
pub(crate) async fn once(app: &Router, tokens: &[String]) {
    for (one, token) in (0..).zip(tokens) {
        for (what, path) in questions(one, Timestamp::now().as_second()) {
            ask(app, what, &path, ("x-auth-token", token)).await;
        }
    }
}

/// What each kind of request costs by itself, asked one after the other by many: seconds of the processor for each.
pub(crate) async fn alone(
    app: &Router,
    tokens: &[String],
    processor: fn() -> f64,
) -> Vec<(&'static str, f64)> {
    let since = Timestamp::now().as_second();
    let of_apps = (0..3).flat_map(|one| {
        questions(one, since).into_iter().map(|(what, path)| (what, path, true)).collect::<Vec<_>>()
    });
    let of_people = PAGES.iter().map(|(what, path, _)| (*what, (*path).to_owned(), false));
    let mut costs = Vec::new();
    for (what, path, is_app) in of_apps.chain(of_people) {
        let before = processor();
        for (one, token) in (0..).zip(tokens) {
            let cookie = format!("dateline_session={}", super::fill::session(one));
            let field = if is_app { ("x-auth-token", token.as_str()) } else { ("cookie", cookie.as_str()) };
            ask(app, what, &path, field).await;
        }
        costs.push((what, (processor() - before) / tokens.len() as f64));
    }
    for (what, list, link) in
        [("page: a story", "/", "/story/"), ("page: an article", "/articles", "/article/")]
    {
        let mut spent = 0.0;
        for one in 0..tokens.len() as i64 {
            let cookie = format!("dateline_session={}", super::fill::session(one));
            let text = ask(app, what, list, ("cookie", &cookie)).await.1;
            let before = processor();
            if let Some(path) = linked(&text, link) {
                ask(app, what, &path, ("cookie", &cookie)).await;
            }
            spent += processor() - before;
        }
        costs.push((what, spent / tokens.len() as f64));
    }
    costs
}

/// An app that syncs every ten seconds.
pub(crate) async fn sync(app: Router, token: String, one: i64, until: Instant) -> Vec<Took> {
    let (mut took, mut since) = (Vec::new(), Timestamp::now().as_second());
    tokio::time::sleep(PAUSE * (one as u32 % 20) / 20).await;
    while Instant::now() < until {
        let next = Timestamp::now().as_second();
        for (what, path) in questions(one, since) {
            took.push(ask(&app, what, &path, ("x-auth-token", &token)).await.0);
        }
        since = next;
        tokio::time::sleep(PAUSE).await;
    }
    took
}

/// A person who opens a page every ten seconds: stories, the list of articles, and what is linked there.
pub(crate) async fn read(app: Router, one: i64, until: Instant) -> Vec<Took> {
    let mut took = Vec::new();
    let cookie = format!("dateline_session={}", super::fill::session(one));
    let field = ("cookie", cookie.as_str());
    tokio::time::sleep(PAUSE * (one as u32 * 7 % 200) / 200).await;
    let mut turn = one;
    while Instant::now() < until {
        let (what, path, link) = PAGES[turn as usize % PAGES.len()];
        let (time, text) = ask(&app, what, path, field).await;
        took.push(time);
        tokio::time::sleep(PAUSE).await;
        if Instant::now() < until
            && let Some(path) = linked(&text, link)
        {
            let what = if link == "/story/" { "page: a story" } else { "page: an article" };
            took.push(ask(&app, what, &path, field).await.0);
            tokio::time::sleep(PAUSE).await;
        }
        turn += 1;
    }
    took
}

/// The first address of a page that begins so.
fn linked(text: &str, begins: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("href=\"{begins}"))?;
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!number.is_empty()).then(|| format!("{begins}{number}"))
}

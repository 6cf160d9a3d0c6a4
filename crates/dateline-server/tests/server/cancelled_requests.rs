//! Browsers go away whenever they like: each handler is dropped at each of its awaits, and afterwards index, store and
//! counters agree.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_server::routes;
use dateline_store::{Listing, Window};
use http::{Request, Response, header};
use std::convert::Infallible;
use std::task::Poll;
use tower::ServiceExt as _;

/// What is sent to a route that takes something; the others are sent nothing.
const BODIES: &[(&str, &str)] = &[
    ("/story/{id}/correct", "do=part&entry=7"),
    ("/corrections/undo", "act=1"),
    ("/searches/save", "q=harbour&name=Harbour&alert=1"),
    ("/searches/looked", "id=1"),
    ("/searches/forget", "id=1"),
    ("/follows/add", "kind=words&value=harbour"),
    ("/follows/remove", "id=1"),
    ("/feeds/add", "url=http://127.0.0.1:9/feed"),
    ("/feeds/keep", "feed=1&days=9&megabytes=9"),
    ("/feeds/polling", "feed=1&hours=9&pages=never"),
    ("/feeds/original", "feed=1&original=1"),
    ("/feeds/access", "feed=1&kind=bearer&secret=x&private=1"),
    ("/feeds/update", "feed=1"),
    ("/marks", "do=read&story=2"),
    ("/read", "text=Pilots left the harbour."),
    ("/api/v1/feeds/keep", r#"{"feed":1,"days":9,"bytes":null}"#),
    ("/api/v1/feeds/access", r#"{"feed":1,"private":true}"#),
    ("/api/v1/corrections", r#"{"do":"join","from":3,"into":4}"#),
    ("/api/v1/corrections/undo", r#"{"act":1}"#),
    ("/api/v1/follows", r#"{"kind":"words","value":"ferry"}"#),
    ("/api/v1/follows/remove", r#"{"id":1}"#),
    ("/api/v1/marks", r#"{"mark":"unread","story":2}"#),
    ("/api/v1/read", r#"{"text":"Pilots left the harbour."}"#),
];

/// A subscription is ended once all else was tried with it.
const LAST: &str = "/feeds/remove";

fn request(method: &str, path: &str) -> Request<Body> {
    let body = BODIES.iter().find(|(to, _)| *to == path).map_or("feed=1", |(_, body)| *body);
    let form = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
    let path = path
        .replace("{id}", "2")
        .replace("{key}", "e1")
        .replace("{token}", "none")
        .replace("{entry}", "2")
        .replace("{hash}", "none")
        .replace("{*path}", "desk.css");
    let asked = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8460");
    let asked = asked.header(header::ORIGIN, "http://localhost:8460").header(header::CONTENT_TYPE, form);
    asked.body(Body::from(if method == "POST" { body } else { "" })).unwrap()
}

/// Asks, and goes away after so many polls; the answer where there was one by then.
async fn leave_after(polls: usize, app: &Router, request: Request<Body>) -> Option<Response<Body>> {
    let mut asking = Box::pin(app.clone().oneshot(request));
    let mut polled = 0;
    std::future::poll_fn(move |context| {
        if polled == polls {
            return Poll::Ready(None);
        }
        polled += 1;
        match asking.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(answer.map_err(|never: Infallible| never).ok()),
            Poll::Pending if polled == polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

async fn check(desk: &Desk, what: &str) {
    assert_eq!(desk.misplaced().await.unwrap(), 0, "{what}: index and store");
    // The writing thread does one thing after the other: what was under way is done after this.
    desk.store().release(Vec::new()).await.unwrap();
    assert!(desk.store().check().await.unwrap().is_healthy(), "{what}");
    let all = desk.reader().entries(Listing::All, Window::first(500)).await.unwrap().items;
    let unread = all.iter().filter(|entry| entry.read_at.is_none()).count();
    assert_eq!(desk.reader().nav_summary().await.unwrap().unread as usize, unread, "{what}: counters");
}

#[tokio::test]
async fn handlers_that_are_dropped_leave_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 8, 4).await;
    let mut ordered: Vec<_> = routes().filter(|route| route.path != LAST).collect();
    ordered.extend(routes().filter(|route| route.path == LAST));
    let mut dropped = 0;
    for route in ordered {
        for polls in 0.. {
            let answer = leave_after(polls, &app, request(route.method, route.path)).await;
            check(&desk, &format!("{} {} after {polls} polls", route.method, route.path)).await;
            if let Some(answer) = answer {
                assert!(!answer.status().is_server_error(), "{} {}", route.method, route.path);
                break;
            }
            dropped += 1;
        }
    }
    assert!(dropped > routes().count(), "only {dropped} were dropped");
}

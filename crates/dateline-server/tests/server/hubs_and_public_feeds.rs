//! What the outside gets: hubs' calls, there only with a public address, under any name, and deaf to whoever does not
//! sign; and feeds that leave the desk.

use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{Article, FeedKind, Holding, Reading, Reservations, UserId, Verdict, WebUrl};
use dateline_server::{Settings, app};
use dateline_store::{
    FeedMeta, Hub, HubLease, HubTurn, Listing, NewFeed, Options, PollCommit, PollOutcome, ReadingCommit,
    Store, TextSource, Window,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use sha2::Sha256;
use std::sync::Arc;
use tower::ServiceExt as _;

const TOPIC: &str = "https://gull.example/feed";

fn clock() -> Timestamp {
    "2026-11-23T14:05:00Z".parse().unwrap()
}

/// A desk with one feed whose hub has been asked and not verified yet.
async fn desk(address: Option<&str>) -> (tempfile::TempDir, Router, Desk, HubLease) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.db"), Options::default()).unwrap();
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    let public_address = address.map(|address| WebUrl::parse(address).unwrap());
    let settings = dateline_desk::Settings { public_address, ..dateline_desk::Settings::default() };
    let desk = Desk::open(store, fetcher, settings, Arc::new(clock)).await.unwrap();
    let known = offered(desk.store()).await;
    (folder, app(desk.clone(), Settings::default()), desk, known)
}

async fn offered(store: &Store) -> HubLease {
    let topic = WebUrl::parse(TOPIC).unwrap();
    let new = NewFeed { url: topic.clone(), title: None, home: None, folder: None };
    let feed = store.reader(UserId::OWNER).add_feed(new, clock()).await.unwrap().0;
    let meta = FeedMeta {
        title: Some("The Gull".to_owned()),
        hub: Some(Hub { url: WebUrl::parse("https://hub.example/").unwrap(), topic }),
        ..FeedMeta::of(FeedKind::Rss)
    };
    let poll = PollCommit {
        feed,
        at: clock(),
        took_ms: 1,
        status: Some(200),
        outcome: PollOutcome::Fresh(Box::new(meta)),
        moved_to: None,
        next_due: Some(clock()),
        entries: Vec::new(),
        new_before: 0,
    };
    store.commit_poll(poll).await.unwrap();
    let address = "https://desk.example/".to_owned();
    let turn = HubTurn { now: clock(), again: clock(), address: address.clone(), limit: 1 };
    let known = store.hubs_due(turn).await.unwrap().remove(0);
    store.hub_asked(known.id, address, clock(), clock()).await.unwrap();
    known
}

/// A hub's call, under the name by which the public knows the desk.
async fn call(app: &Router, method: Method, path: &str, signature: &str, body: &str) -> (StatusCode, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "desk.example")
        .header(header::CONTENT_TYPE, "application/rss+xml")
        .header("x-hub-signature", signature)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

fn signature(known: &HubLease, body: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(known.secret.as_bytes()).unwrap().chain_update(body);
    let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}

fn question(token: &str, topic: &str) -> String {
    let topic = topic.replace(':', "%3A").replace('/', "%2F");
    format!(
        "/websub/{token}?hub.mode=subscribe&hub.topic={topic}&hub.challenge=%3Cb%3E7&hub.lease_seconds=864000"
    )
}

#[tokio::test]
async fn the_callback_is_there_only_where_the_desk_can_be_reached() {
    let (_folder, app, _, known) = desk(None).await;
    let (status, _) = call(&app, Method::GET, &question(&known.token, TOPIC), "", "").await;
    assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "the guard answers");
    let (_folder, app, _, known) = desk(Some("https://desk.example/")).await;
    for (method, path) in [(Method::GET, "/"), (Method::GET, "/feeds"), (Method::POST, "/feeds/update")] {
        assert_eq!(call(&app, method, path, "", "").await.0, StatusCode::MISDIRECTED_REQUEST, "{path}");
    }
    let wrong = question(&known.token, "https://tern.example/feed");
    assert_eq!(call(&app, Method::GET, &wrong, "", "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(call(&app, Method::GET, &question("0000", TOPIC), "", "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(
        call(&app, Method::GET, &format!("/websub/{}", known.token), "", "").await.0,
        StatusCode::BAD_REQUEST
    );
    let answer = call(&app, Method::GET, &question(&known.token, TOPIC), "", "").await;
    assert_eq!(answer, (StatusCode::OK, "<b>7".to_owned()));
}

#[tokio::test]
async fn only_what_is_signed_changes_anything() {
    let (_folder, app, desk, known) = desk(Some("https://desk.example/")).await;
    call(&app, Method::GET, &question(&known.token, TOPIC), "", "").await;
    let body = "<rss version='2.0'><channel><title>The Gull</title><item><guid>1</guid><title>Ferry aground</title>\
        </item></channel></rss>";
    let path = format!("/websub/{}", known.token);
    let held = async || desk.reader().entries(Listing::All, Window::first(9)).await.unwrap().items.len();
    for forged in ["", "sha256=00", "sha1=0000000000000000000000000000000000000000"] {
        assert_eq!(call(&app, Method::POST, &path, forged, body).await.0, StatusCode::ACCEPTED, "{forged}");
        assert_eq!(held().await, 0, "{forged}");
    }
    let signature = signature(&known, body);
    assert_eq!(call(&app, Method::POST, "/websub/0000", &signature, body).await.0, StatusCode::GONE);
    assert_eq!(call(&app, Method::POST, &path, &signature, body).await.0, StatusCode::ACCEPTED);
    assert_eq!(held().await, 1);
}

#[tokio::test]
async fn reserved_articles_leave_as_headline_and_link() {
    let (_folder, app, desk, known) = desk(Some("https://desk.example/")).await;
    call(&app, Method::GET, &question(&known.token, TOPIC), "", "").await;
    let body = "<rss version='2.0'><channel><title>The Gull</title><item><guid>1</guid><title>Ferry aground</title>\
        <description>It lies on the bar since dawn.</description></item></channel></rss>";
    call(&app, Method::POST, &format!("/websub/{}", known.token), &signature(&known, body), body).await;
    let held = desk.reader().entries(Listing::All, Window::first(9)).await.unwrap().items.remove(0);
    let nothing = Reservations::default();
    for (reservations, passed_on) in [
        (nothing.clone(), true),
        (Reservations { tdm: true, ..nothing.clone() }, false),
        (Reservations { noarchive: true, ..nothing.clone() }, false),
        (Reservations { nosnippet: true, ..nothing.clone() }, false),
        (nothing, true),
    ] {
        let article = Article { standfirst: held.standfirst.clone(), ..Article::default() };
        let reading = Reading {
            article: Some(article),
            asides: Vec::new(),
            verdict: Verdict::of(Holding::Full),
            reservations: reservations.clone(),
            caps: Vec::new(),
        };
        let commit = ReadingCommit::new(held.id, clock(), TextSource::Page, reading);
        desk.store().commit_reading(commit).await.unwrap();
        let saved = desk
            .reader()
            .save_search("ferries".to_owned(), "ferry".to_owned(), false, clock())
            .await
            .unwrap();
        for path in ["/feed.xml".to_owned(), format!("/searches/{}/feed.xml", saved.unwrap().token)] {
            let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            let feed = String::from_utf8_lossy(&bytes).into_owned();
            assert!(feed.contains("Ferry aground"), "{feed}");
            assert_eq!(feed.contains("It lies on the bar"), passed_on, "{reservations:?}: {feed}");
        }
    }
}

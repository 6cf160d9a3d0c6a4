//! What apps change: marks and feeds.

use super::{FIRST, ROOT, long};
use crate::fixture::clock;
use crate::house::House;
use axum::body::Body;
use dateline_model::{EntryId, FeedId, WebUrl};
use dateline_store::{EntryMark, NewFeed};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

#[tokio::test]
async fn marks_of_an_app_show_on_the_desk() {
    let house = House::new().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    let state = "user/-/state/com.google";
    let summary = async |id: i64| reader.article(EntryId(id)).await.unwrap().unwrap().summary;
    app.done("edit-tag", &format!("i={}&i={}&a={state}/read&ac=edit", long(1), 2 + FIRST)).await;
    assert!(summary(1).await.read_at.is_some() && summary(2).await.read_at.is_some());
    app.done("edit-tag", &format!("i={}&a={state}/kept-unread&r={state}/read&async=true", long(1))).await;
    assert!(summary(1).await.read_at.is_none());
    app.done("edit-tag", &format!("i={}&r={state}/kept-unread&a={state}/read", long(1))).await;
    assert!(summary(1).await.read_at.is_some());
    app.done(
        "edit-tag",
        &format!("i={}&a={state}/starred&a=user/-/label/A%2FB&a={state}/broadcast", long(3)),
    )
    .await;
    assert_eq!(
        (summary(3).await.starred_at.is_some(), summary(3).await.labels),
        (true, vec!["A/B".to_owned()])
    );
    app.done("edit-tag", &format!("i={}&r={state}/starred&r=user/-/label/A%2FB", long(3))).await;
    assert_eq!((summary(3).await.starred_at.is_some(), summary(3).await.labels.len()), (false, 0));
    app.done("edit-tag", "a=user/-/label/Empty").await;
    app.done("edit-tag", &format!("i=nonsense&i={}&a={state}/read", 77 + FIRST)).await;
    let contrary = app.post("edit-tag", &format!("i={}&a={state}/read&a={state}/kept-unread", long(4))).await;
    assert_eq!(contrary.status, StatusCode::BAD_REQUEST);
    assert!(summary(4).await.read_at.is_none());

    let cookie = house.desk.store().log_in(house.ada, Default::default(), None, clock()).await.unwrap();
    let page = Request::builder().uri("/api/v1/entries?show=unread").header(header::HOST, "localhost");
    let page = page.header(header::COOKIE, format!("dateline_session={}", cookie.expose()));
    let page = house.app.clone().oneshot(page.body(Body::empty()).unwrap()).await.unwrap();
    let bytes = page.into_body().collect().await.unwrap().to_bytes();
    let told: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(told["entries"].as_array().unwrap().len(), 4, "1 and 2 are read: {told}");
}

#[tokio::test]
async fn a_stream_is_read_up_to_when_it_was_looked_at() {
    for (body, expected) in [
        ("s=feed/1".to_owned(), 0),
        ("s=feed/https://paper.example/feed&ts=0".to_owned(), 0),
        (format!("s=user/-/state/com.google/reading-list&ts={}", clock().as_microsecond()), 0),
        (format!("s=user/-/label/Sea&ts={}", clock().as_second()), 0),
        (format!("s=user/-/label/Later&ts={}", clock().as_millisecond()), 4),
        (format!("s=feed/1&ts={}", clock().as_second() - 60), 6),
        ("s=user/-/label/Nowhere".to_owned(), 6),
        ("s=feed/9".to_owned(), 6),
        ("s=user/-/state/com.google/starred".to_owned(), 5),
    ] {
        let house = House::new().await;
        let app = house.ada().await;
        let reader = house.desk.store().reader(house.ada);
        reader.file_feed(FeedId(1), None, vec!["Sea".to_owned()]).await.unwrap();
        reader.set_label("Later".to_owned(), vec![EntryId(2), EntryId(5)]).await.unwrap();
        reader.mark(vec![EntryId(1)], EntryMark::Starred, clock()).await.unwrap();
        app.done("mark-all-as-read", &body).await;
        assert_eq!(reader.unread_counts().await.unwrap().all, expected, "{body}");
    }
    let house = House::new().await;
    let app = house.ada().await;
    for body in ["", "s=everything", "s=user/-/state/com.google/nonsense", "s=user/-/state/com.google/read"] {
        assert_eq!(app.post("mark-all-as-read", body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn feeds_are_managed_by_number_and_address() {
    let house = House::new().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    let feed = async || reader.feed(FeedId(1)).await.unwrap().unwrap();
    app.done("subscription/edit", "ac=edit&s=feed/1&t=My+paper&a=user/-/label/Sea").await;
    assert_eq!((feed().await.title.as_str(), feed().await.folders), ("My paper", vec!["Sea".to_owned()]));
    app.done(
        "subscription/edit",
        "ac=edit&s=feed/https://paper.example/feed&r=user/-/label/Sea&a=user/-/label/Sky",
    )
    .await;
    assert_eq!((feed().await.title.as_str(), feed().await.folders), ("My paper", vec!["Sky".to_owned()]));
    app.done("rename-tag", "s=user/-/label/Sky&dest=user/-/label/Air").await;
    assert_eq!(feed().await.folders, ["Air"]);
    let tags = app.json("tag/list?types=1&counts=1").await;
    assert_eq!(tags["tags"][0]["id"], "user/-/state/com.google/starred");
    assert_eq!((&tags["tags"][1]["label"], &tags["tags"][1]["type"]), (&"Air".into(), &"folder".into()));
    app.done("disable-tag", "t=Air").await;
    assert!(feed().await.folders.is_empty());
    assert_eq!(app.get("api/0/subscribed?s=feed/1").await.text, "true");
    let again = app.post("subscription/quickadd?quickadd=feed%2Fhttps://paper.example/feed", "").await;
    let told: Value = serde_json::from_str(&again.text).unwrap();
    assert_eq!(told["numResults"], 0);
    assert_eq!(told["error"], "Already subscribed! https://paper.example/feed");
    for wrong in ["quickadd=", "quickadd=ftp://a.example/feed", "quickadd=http://127.0.0.1:1/feed"] {
        let answer = app.post("subscription/quickadd", wrong).await;
        let refused = answer.status == StatusCode::BAD_REQUEST || answer.text.contains("\"numResults\":0");
        assert!(refused && !answer.text.contains("<html"), "{wrong}: {}", answer.text);
    }
    let export = app.get("api/0/subscription/export").await.text;
    assert!(export.contains("https://paper.example/feed"), "{export}");
    let list = "<opml version=\"2.0\"><body><outline text=\"Isles\"><outline type=\"rss\" text=\"Tern\" xmlUrl=\"https://tern.example/feed\"/>\
                </outline></body></opml>";
    let path = format!("{ROOT}/reader/api/0/subscription/import?T=x");
    let answer = house.google(&app.auth, "POST", &path, "text/xml", list).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "OK: 1"));
    assert_eq!(app.json("subscription/list").await["subscriptions"][0]["categories"][0]["label"], "Isles");
    app.done("subscription/edit", "ac=unsubscribe&s=feed/1").await;
    assert!(reader.feed(FeedId(1)).await.unwrap().is_none());
    let new = NewFeed {
        url: WebUrl::parse("https://paper.example/feed").unwrap(),
        title: None,
        home: None,
        folder: None,
    };
    let (again, _) = reader.add_feed(new, clock()).await.unwrap();
    assert_ne!(again, FeedId(1), "a number is never given again");
    for wrong in ["ac=edit", "ac=edit&s=feed/99", "ac=burn&s=feed/2", "ac=unsubscribe&s=nonsense"] {
        assert!(app.post("subscription/edit", wrong).await.status.is_client_error(), "{wrong}");
    }
}

//! What feeds gave beside the text, on the article's page and in the API.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_model::{EntryId, Holding, Reading, Reason, Reservations, Verdict, WebUrl};
use dateline_store::{EntryCommit, EntryFacts, EntryKey, ReadingCommit, TextSource, content_hash};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

async fn get(app: &Router, path: &str) -> String {
    let request = Request::get(path).header(header::HOST, "localhost:8460").body(Body::empty()).unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn post(app: &Router, path: &str, kind: &str, body: &str) -> (StatusCode, String) {
    let request = Request::post(path)
        .header(header::HOST, "localhost:8460")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let (status, bytes) = (answer.status(), answer.into_body().collect().await.unwrap().to_bytes());
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn json(app: &Router, path: &str) -> Value {
    serde_json::from_str(&get(app, path).await).unwrap()
}

async fn served() -> (tempfile::TempDir, Desk, Router) {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 1, 4).await;
    (folder, desk, app)
}

/// The article whose address ends so.
async fn article(app: &Router, end: &str) -> i64 {
    let list = json(app, "/api/v1/entries").await;
    let found = list["entries"].as_array().unwrap().iter();
    let found = { found }.find(|entry| entry["url"].as_str().unwrap().ends_with(end)).unwrap();
    found["id"].as_i64().unwrap()
}

#[tokio::test]
async fn the_other_reading_is_one_click_away_and_hidden_with_the_article() {
    let (_folder, desk, app) = served().await;
    let id = article(&app, "/news/2").await;
    let words = "Only the feed says so of the quay.";
    let page = get(&app, &format!("/article/{id}")).await;
    assert!(
        !page.contains(words) && page.contains(&format!("href=\"/article/{id}?reading=other\"")),
        "{page}"
    );
    let page = get(&app, &format!("/article/{id}?reading=other")).await;
    assert!(
        page.contains(words)
            && page.contains("excerpt from the feed")
            && page.contains(&format!("href=\"/article/{id}\""))
    );
    let told = json(&app, &format!("/api/v1/articles/{id}")).await;
    assert_eq!(
        (told["source"].as_str(), told["other_reading"]["source"].as_str()),
        (Some("page"), Some("feed"))
    );
    let verdict = &told["other_reading"]["reading"]["verdict"];
    assert_eq!(
        (verdict["holding"].as_str(), verdict["reasons"][0].as_str()),
        (Some("partial"), Some("feed_excerpt"))
    );
    assert!(get(&app, "/api/v1/search?q=quay").await.matches("Only the feed").count() == 0);
    withdraw(&desk, EntryId(id)).await;
    for path in
        [format!("/article/{id}"), format!("/article/{id}?reading=other"), format!("/api/v1/articles/{id}")]
    {
        let page = get(&app, &path).await;
        assert!(!page.contains(words) && !page.contains("reading=other"), "{path}");
    }
    assert!(!get(&app, "/feed.xml").await.contains(words));
}

/// The feed gives the first article another headline and another teaser, which is markup.
async fn corrected(desk: &Desk) {
    let title = "Ferry afloat again".to_owned();
    let (id, hash) = (Some("0".to_owned()), content_hash(&title, ""));
    let key = EntryKey { guid: id, title: hash, hash, content: hash, ..EntryKey::default() };
    let facts = EntryFacts {
        key: key.clone(),
        url: WebUrl::parse("https://paper0.example/news/0").ok(),
        title,
        summary: Some("<b>Bold</b> news.".to_owned()),
        published: None,
        publisher: None,
        publisher_host: None,
        language: None,
        image: None,
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: Vec::new(),
        attached: dateline_model::Attached::default(),
        content_given: false,
    };
    let feed = desk.reader().feeds().await.unwrap()[0].id;
    let id = desk.store().recognise(feed, vec![key]).await.unwrap()[0].id;
    let entry = EntryCommit { id, facts, page_wanted: false, reading: None, other: None };
    desk.store().commit_entries(feed, desk.now(), vec![entry]).await.unwrap();
}

#[tokio::test]
async fn earlier_versions_are_on_the_articles_page_and_in_the_api() {
    let (_folder, desk, app) = served().await;
    let id = article(&app, "/news/0").await;
    let before = json(&app, &format!("/api/v1/articles/{id}")).await;
    assert!(before["history"].as_array().unwrap().is_empty() && before["article"]["updated"].is_null());
    corrected(&desk).await;
    let told = json(&app, &format!("/api/v1/articles/{id}")).await;
    let old = &told["history"][0];
    assert_eq!(old["title"], before["article"]["title"]);
    assert!(
        old["url"].is_null()
            && old["standfirst"].as_str().is_some()
            && told["article"]["updated"].is_string()
    );
    assert_eq!(told["earlier_titles"][0]["title"], old["title"]);
    shown_and_hidden(&desk, &app, id).await;
}

/// The page of an article says that its publisher took it back.
async fn withdraw(desk: &Desk, id: EntryId) {
    let verdict = Verdict { reasons: vec![Reason::Gone], ..Verdict::of(Holding::None) };
    let (reservations, caps) = (Reservations::default(), Vec::new());
    let reading = Reading { article: None, asides: Vec::new(), verdict, reservations, caps };
    let commit = ReadingCommit::new(id, desk.now(), TextSource::Page, reading);
    desk.store().commit_reading(commit).await.unwrap();
}

/// The page shows both, escaped; withdrawn, the headlines alone.
async fn shown_and_hidden(desk: &Desk, app: &Router, id: i64) {
    let page = get(app, &format!("/article/{id}")).await;
    assert!(
        page.contains("Earlier versions (1)")
            && page.contains("class=\"updated\"")
            && !page.contains("<b>Bold"),
        "{page}"
    );
    assert!(page.contains("Summary: Talks in"), "{page}");
    withdraw(desk, EntryId(id)).await;
    let page = get(app, &format!("/article/{id}")).await;
    assert!(page.contains("Headline: ") && !page.contains("Summary: "), "{page}");
}

#[tokio::test]
async fn a_reader_renames_feed_and_publisher_and_takes_it_back() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let (_folder, _desk, app) = served().await;
    let entries = json(&app, "/api/v1/entries").await;
    let of = |entries: &Value| entries["entries"][0]["publisher"].as_str().unwrap().to_owned();
    let (host, own) = (entries["entries"][0]["publisher_host"].as_str().unwrap().to_owned(), of(&entries));
    let asked = [
        ("/publishers/rename", FORM, format!("host={host}&name=The+<b>Tern&back=/"), StatusCode::SEE_OTHER),
        ("/feeds/rename", FORM, "feed=1&name=My+paper".to_owned(), StatusCode::SEE_OTHER),
        ("/publishers/rename", FORM, "host=nobody.example&name=X".to_owned(), StatusCode::NOT_FOUND),
        ("/feeds/rename", FORM, "feed=99&name=X".to_owned(), StatusCode::NOT_FOUND),
    ];
    for (path, kind, body, expected) in asked {
        assert_eq!(post(&app, path, kind, &body).await.0, expected, "{path} {body}");
    }
    assert_eq!(of(&json(&app, "/api/v1/entries").await), "The <b>Tern");
    let front = get(&app, "/").await;
    assert!(front.contains("The &#60;b&#62;Tern") && !front.contains("<b>Tern"), "{front}");
    assert_eq!(json(&app, "/api/v1/feeds").await["feeds"][0]["title"], "My paper");
    assert!(get(&app, "/feeds?done=renamed&feed=1").await.contains("The feed is now called"));
    let (_, told) = post(
        &app,
        "/api/v1/publishers/rename",
        "application/json",
        &format!("{{\"host\": \"{host}\", \"name\": \"\"}}"),
    )
    .await;
    assert_eq!(told, "{\"renamed\":true}");
    post(&app, "/api/v1/feeds/rename", "application/json", "{\"feed\": 1, \"name\": \" \"}").await;
    assert_eq!(of(&json(&app, "/api/v1/entries").await), own);
    assert_eq!(json(&app, "/api/v1/feeds").await["feeds"][0]["title"], "Paper");
}

#[tokio::test]
async fn what_is_attached_is_listed_and_escaped_and_hidden_with_the_article() {
    let (_folder, desk, app) = served().await;
    let id = article(&app, "/news/3").await;
    let told = json(&app, &format!("/api/v1/articles/{id}")).await;
    let file = &told["attached"]["files"][0];
    assert_eq!((file["type"].as_str(), file["length"].as_i64()), (Some("audio/mpeg"), Some(1_234_567)));
    assert_eq!(
        (file["duration_seconds"].as_i64(), told["attached"]["people"][0]["role"].as_str()),
        (Some(245), Some("guest"))
    );
    assert!(
        told["article"]["medium"].is_null() && told["categories"].is_array() && told["authors"].is_array()
    );
    let page = get(&app, &format!("/article/{id}")).await;
    assert!(
        page.contains("https://paper3.example/listen/3.mp3") && page.contains("(audio/mpeg, 1.2 MB, 4:05)")
    );
    assert!(page.contains("With Mara Lund (guest).") && !page.contains("<b>Listen</b>"), "{page}");
    assert!(!page.contains("src=\"https://"), "the browser asks nobody else");
    withdraw(&desk, EntryId(id)).await;
    let told = json(&app, &format!("/api/v1/articles/{id}")).await;
    assert_eq!(told["attached"]["files"], Value::Array(Vec::new()));
    assert!(!get(&app, &format!("/article/{id}")).await.contains("3.mp3"));
}

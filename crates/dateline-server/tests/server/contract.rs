//! What programs may lean on: cursors, tags, problems, keys.

use crate::house::House;
use axum::body::Body;
use dateline_store::{EntryMark, TokenScope};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

type Answer = crate::house::Answer;

/// A program of somebody.
struct Program<'h> {
    house: &'h House,
    token: String,
}

impl Program<'_> {
    async fn ask(&self, fields: &[(&str, &str)], path: &str, body: Option<&str>) -> Answer {
        let request = Request::builder().method(if body.is_some() { "POST" } else { "GET" }).uri(path);
        let request = request.header(header::HOST, "localhost").header("content-type", "application/json");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        let request = fields.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let body = Body::from(body.unwrap_or_default().to_owned());
        let response = self.house.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.ask(&[], path, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }
}

async fn program(house: &House) -> Program<'_> {
    Program { house, token: house.password(house.ada, TokenScope::Manage).await }
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_cursor_walks_a_list_to_its_end() {
    let house = House::new().await;
    let program = program(&house).await;
    let reader = house.desk.store().reader(house.ada);
    let some = [1, 2, 5].map(dateline_model::EntryId).to_vec();
    reader.mark(some.clone(), EntryMark::Starred, crate::fixture::clock()).await.unwrap();
    reader.set_label("Later".to_owned(), some).await.unwrap();
    for (path, items) in [
        ("entries?show=all", "entries"),
        ("entries?show=unread", "entries"),
        ("entries?show=starred", "entries"),
        ("entries?feed=1", "entries"),
        ("entries?feed=1&show=unread", "entries"),
        ("entries?label=1", "entries"),
        ("entries?show=muted", "entries"),
        ("stories?unread=false", "stories"),
        ("stories/1?", "versions"),
        ("notes?", "articles"),
    ] {
        let whole = numbers(&program.get(&format!("/api/v1/{path}&limit=500")).await[items]);
        let (mut walked, mut by_offset, mut cursor) = (Vec::new(), Vec::new(), String::new());
        loop {
            let part = program.get(&format!("/api/v1/{path}&limit=1{cursor}")).await;
            walked.extend(numbers(&part[items]));
            assert_eq!(part["more"].as_bool().unwrap(), part["next_cursor"].is_string(), "{path}");
            let Some(next) = part["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
            assert!(walked.len() <= whole.len(), "{path} ends");
        }
        for offset in 0..whole.len() {
            let part = program.get(&format!("/api/v1/{path}&limit=1&offset={offset}")).await;
            by_offset.extend(numbers(&part[items]));
        }
        assert_eq!((&walked, &by_offset), (&whole, &whole), "{path}");
    }
    for wrong in ["entries?cursor=x", "stories?cursor=5", "search?q=a&cursor=-1", "notes?cursor=1.2.3"] {
        let answer = program.ask(&[], &format!("/api/v1/{wrong}"), None).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}: {}", answer.text);
    }
}

/// What comes meanwhile does not shift a walk.
#[tokio::test]
async fn a_cursor_stays_where_it_is_when_articles_go() {
    let house = House::new().await;
    let program = program(&house).await;
    let first = program.get("/api/v1/entries?show=unread&limit=2").await;
    let read = json!({"mark": "read", "entries": numbers(&first["entries"])}).to_string();
    assert_eq!(program.ask(&[], "/api/v1/marks", Some(&read)).await.json()["changed"], 2);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = program.get(&format!("/api/v1/entries?show=unread&cursor={cursor}")).await;
    assert_eq!(rest["entries"].as_array().unwrap().len(), 4, "none is passed over");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let house = House::new().await;
    let program = program(&house).await;
    for path in ["/api/v1/entries", "/api/v1/labels", "/api/v1/openapi.json"] {
        let first = program.ask(&[], path, None).await;
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        let again = program.ask(&[("if-none-match", &tag)], path, None).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(again.headers[header::ETAG], tag.as_str());
        assert_eq!(again.headers[header::CACHE_CONTROL], "private, no-cache");
        let other = program.ask(&[("if-none-match", "W/\"other\"")], path, None).await;
        assert_eq!((other.status, &other.text), (StatusCode::OK, &first.text));
    }
    let tag = program.ask(&[], "/api/v1/entries", None).await.headers[header::ETAG].clone();
    program.ask(&[], "/api/v1/marks", Some(r#"{"mark": "star", "entries": [1]}"#)).await;
    let changed = program.ask(&[("if-none-match", tag.to_str().unwrap())], "/api/v1/entries", None).await;
    assert_eq!(changed.status, StatusCode::OK);
    let missing = program.ask(&[], "/api/v1/articles/99", None).await;
    assert!(!missing.headers.contains_key(header::ETAG));
}

#[tokio::test]
async fn errors_are_problems_where_that_is_asked_for() {
    let house = House::new().await;
    let program = program(&house).await;
    for (path, status) in
        [("/api/v1/articles/99", 404), ("/api/v1/entries?limit=0", 400), ("/api/v1/nowhere", 404)]
    {
        let usual = program.ask(&[("accept", "application/json")], path, None).await;
        assert_eq!(usual.json()["error"]["status"], status, "{path}");
        let answer = program.ask(&[("accept", "application/problem+json")], path, None).await;
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
        assert!(answer.headers.contains_key("content-security-policy"), "{path}");
        let problem = answer.json();
        assert_eq!((&problem["type"], &problem["status"]), (&json!("about:blank"), &json!(status)));
        assert_eq!(problem["detail"], usual.json()["error"]["message"]);
    }
    let stranger = Program { house: &house, token: "0".repeat(64) };
    let answer = stranger.ask(&[("accept", "application/problem+json")], "/api/v1/feeds", None).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["status"]), (401, &json!(401)));
    assert!(answer.headers.contains_key(header::WWW_AUTHENTICATE));
    let app = program.ask(&[("accept", "application/problem+json")], "/v1/entries/99", None).await;
    assert!(app.json()["error_message"].is_string(), "apps are told in their own form");
}

#[tokio::test]
async fn a_request_with_a_key_is_carried_out_once() {
    let house = House::new().await;
    let program = program(&house).await;
    let key = [("idempotency-key", "a-1")];
    let body = r#"{"kind": "words", "value": "harbour pilots"}"#;
    let first = program.ask(&key, "/api/v1/follows", Some(body)).await;
    let again = program.ask(&key, "/api/v1/follows", Some(body)).await;
    assert_eq!((first.status, &first.text), (StatusCode::OK, &again.text));
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(program.get("/api/v1/follows").await["follows"].as_array().unwrap().len(), 1);
    let other = program.ask(&key, "/api/v1/follows", Some(r#"{"kind": "words", "value": "x"}"#)).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = program.ask(&key, "/api/v1/labels", Some(body)).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = [("idempotency-key", "a-2")];
    assert_eq!(program.ask(&refused, "/api/v1/follows", Some("{}")).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        program.ask(&refused, "/api/v1/follows", Some(body)).await.status,
        StatusCode::OK,
        "a refusal is not kept"
    );
    for wrong in ["", "with space", &"k".repeat(256)] {
        let answer = program.ask(&[("idempotency-key", wrong)], "/api/v1/follows", Some(body)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    // Another's key of the same name is another key.
    let bert = Program { house: &house, token: house.password(house.bert, TokenScope::Manage).await };
    let answer = bert.ask(&key, "/api/v1/follows", Some(r#"{"kind": "words", "value": "tern"}"#)).await;
    assert_eq!(answer.json()["follow"]["value"], "tern");
}

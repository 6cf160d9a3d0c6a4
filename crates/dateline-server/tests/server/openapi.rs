//! The OpenAPI document held to the server: every answer to its schema, every body to the fields that its handler takes, every row of
//! docs/api.md to its path.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use dateline_store::{EntryMark, FollowKind, NewNote};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tower::ServiceExt as _;

async fn ask(app: &Router, method: Method, path: &str, body: &str) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8460");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let answer = app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or_else(|_| panic!("{path}: {bytes:?}")))
}

async fn document(app: &Router) -> Value {
    let (status, document) = ask(app, Method::GET, "/api/v1/openapi.json", "").await;
    assert_eq!(status, StatusCode::OK);
    document
}

/// Says where a value breaks a schema: the keywords that the document uses.
fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{at}: {what}: {value}"));
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return check(root, root.pointer(reference.trim_start_matches('#')).unwrap(), value, at);
    }
    for keyword in ["anyOf", "oneOf"] {
        let Some(rules) = schema.get(keyword).and_then(Value::as_array) else { continue };
        let held = rules.iter().filter(|rule| check(root, rule, value, at).is_ok()).count();
        if held == 0 || keyword == "oneOf" && held > 1 {
            return fail(keyword);
        }
    }
    let types = schema.get("type").map(|kind| kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]));
    if types.is_some_and(|types| !types.iter().any(|kind| is_type(kind.as_str().unwrap(), value))) {
        return fail("type");
    }
    if schema.get("enum").is_some_and(|words| !words.as_array().unwrap().contains(value)) {
        return fail("enum");
    }
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        return fail("const");
    }
    if value.as_f64().zip(schema.get("minimum").and_then(Value::as_f64)).is_some_and(|(is, least)| is < least)
    {
        return fail("minimum");
    }
    for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = schema.get("items") {
            check(root, items, inner, &format!("{at}/{index}"))?;
        }
    }
    let (Some(fields), Some(known)) = (value.as_object(), schema.get("properties")) else { return Ok(()) };
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !fields.contains_key(name.as_str().unwrap()) {
            return fail(&format!("lacks {name}"));
        }
    }
    for (name, inner) in fields {
        match known.get(name) {
            Some(rule) => check(root, rule, inner, &format!("{at}/{name}"))?,
            None => return fail(&format!("unknown {name}")),
        }
    }
    Ok(())
}

fn is_type(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// A desk whose owner has something of everything.
async fn furnished(folder: &std::path::Path) -> Router {
    let (desk, app) = fixture::served(folder, 3, 2).await;
    let (reader, now) = (desk.reader(), fixture::clock());
    reader.follow(FollowKind::Words, "ferry".to_owned(), now).await.unwrap();
    reader.save_search("Sea".to_owned(), "ferries".to_owned(), true, now).await.unwrap();
    let ids = vec![dateline_model::EntryId(1), dateline_model::EntryId(4)];
    reader.set_label("Later".to_owned(), ids.clone()).await.unwrap();
    reader.mark(ids, EntryMark::Starred, now).await.unwrap();
    let note = NewNote { text: "Look again".to_owned(), ..NewNote::default() };
    reader.add_note(dateline_model::EntryId(4), note, now).await.unwrap().unwrap();
    let address = dateline_model::WebUrl::parse("https://hooks.example/first").unwrap();
    let topics = dateline_store::Topics { starred: true, ..dateline_store::Topics::default() };
    let hook = desk.add_webhook(address, topics).await.unwrap().unwrap();
    desk.try_webhook(hook.id).await.unwrap();
    reader.mute_story(dateline_model::StoryId(3), "Enough".to_owned(), now).await.unwrap().unwrap();
    app
}

/// A body that each route takes.
const BODIES: &[(&str, &str)] = &[
    ("/api/v1/feeds/rename", r#"{"feed": 1, "name": "Mine"}"#),
    ("/api/v1/publishers/rename", r#"{"host": "paper1.example", "name": "One"}"#),
    ("/api/v1/feeds/file", r#"{"feed": 1, "title": "Mine", "folders": ["Sea"]}"#),
    ("/api/v1/feeds/pause", r#"{"feeds": [1], "paused": false}"#),
    ("/api/v1/feeds/keep", r#"{"feed": 1, "days": 30}"#),
    ("/api/v1/feeds/polling", r#"{"feed": 1, "hours": 6, "pages": "always"}"#),
    ("/api/v1/feeds/original", r#"{"feed": 1, "original": true}"#),
    ("/api/v1/articles/fetch", r#"{"id": 1}"#),
    ("/api/v1/feeds/access", r#"{"feed": 1}"#),
    ("/api/v1/corrections", r#"{"do": "part", "entries": [2], "from": 1}"#),
    ("/api/v1/corrections/undo", r#"{"act": 1}"#),
    ("/api/v1/labels", r#"{"name": "New", "entries": [1]}"#),
    ("/api/v1/labels/rename", r#"{"id": 1, "name": "Soon"}"#),
    ("/api/v1/labels/remove", r#"{"id": 9}"#),
    ("/api/v1/follows", r#"{"kind": "section", "value": "science"}"#),
    ("/api/v1/follows/remove", r#"{"id": 9}"#),
    ("/api/v1/notes", r#"{"entry": 2, "text": "So"}"#),
    ("/api/v1/notes/remove", r#"{"id": 9}"#),
    ("/api/v1/progress", r#"{"entry": 1, "position": 5}"#),
    ("/api/v1/rules", r#"{"conditions": {"title": ["comet"]}, "actions": {"star": true, "label": "Sky"}}"#),
    ("/api/v1/rules/preview", r#"{"conditions": {"title": ["ferries"]}}"#),
    ("/api/v1/rules/apply", r#"{"id": 1}"#),
    ("/api/v1/rules/remove", r#"{"id": 9}"#),
    ("/api/v1/rules/mute", r#"{"story": 2}"#),
    ("/api/v1/rules/unmute", r#"{"entries": [3, 4]}"#),
    ("/api/v1/marks", r#"{"mark": "read", "entries": [1]}"#),
    ("/api/v1/marks/read", r#"{"feed": 1}"#),
    ("/api/v1/webhooks", r#"{"url": "https://hooks.example/in", "starred": true}"#),
    ("/api/v1/webhooks/remove", r#"{"id": 9}"#),
    ("/api/v1/webhooks/test", r#"{"id": 1}"#),
    ("/api/v1/read", r#"{"text": "A plain line."}"#),
];

#[tokio::test]
async fn every_answer_keeps_to_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let app = furnished(folder.path()).await;
    let document = document(&app).await;
    let mut tried = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let content = &operation["responses"]["200"]["content"];
            let Some(schema) = content["application/json"].get("schema") else { continue };
            let body = BODIES.iter().find(|(known, _)| known == path).map_or("", |(_, body)| *body);
            let more = if path.ends_with("/changes") { "?since=0" } else { "" };
            let asked = path.replace("{id}", if path.contains("articles") { "4" } else { "1" });
            let asked = asked + if path.ends_with("/search") { "?q=ferries" } else { more };
            let method: Method = method.to_uppercase().parse().unwrap();
            let (status, answer) = ask(&app, method.clone(), &asked, body).await;
            assert_eq!(status, StatusCode::OK, "{method} {asked} {body}: {answer}");
            check(&document, schema, &answer, path).unwrap();
            if method == Method::POST {
                check(
                    &document,
                    &operation["requestBody"]["content"]["application/json"]["schema"],
                    &serde_json::from_str(body).unwrap(),
                    path,
                )
                .unwrap();
            }
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
    let (status, error) = ask(&app, Method::GET, "/api/v1/stories/99", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    check(&document, &json!({"$ref": "#/components/schemas/Error"}), &error, "error").unwrap();
}

/// A handler names the fields that it takes when it is sent another.
#[tokio::test]
async fn every_body_has_the_fields_that_its_handler_takes() {
    let folder = tempfile::tempdir().unwrap();
    let app = furnished(folder.path()).await;
    let document = document(&app).await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(schema) = methods["post"]["requestBody"]["content"]["application/json"].get("schema") else {
            continue;
        };
        let (_, told) = ask(&app, Method::POST, path, r#"{"nosuchfield": 1}"#).await;
        let words = told["error"]["message"].as_str().unwrap();
        let listed = words.split_once("there are ").map(|(_, listed)| listed.split(", ").collect());
        let listed: BTreeSet<&str> = listed.unwrap_or_default();
        let written: BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(listed, written, "{path}: {words}");
    }
}

#[tokio::test]
async fn the_documentation_and_the_document_name_the_same_routes() {
    let folder = tempfile::tempdir().unwrap();
    let (_desk, app) = fixture::served(folder.path(), 1, 1).await;
    let document = document(&app).await;
    assert_eq!(document["openapi"], "3.1.0");
    let docs = include_str!("../../../../docs/api.md");
    let mut rows = 0;
    for line in docs.lines().filter(|line| line.starts_with("| `/api/v1/")) {
        let mut parts = line.trim_matches(['|', ' ']).splitn(3, " | ");
        let (path, method, words) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let told = &document["paths"][path.trim_matches('`')][method.to_lowercase()];
        assert_eq!(told["description"], words, "{path}");
        rows += 1;
    }
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(rows, paths.values().map(|methods| methods.as_object().unwrap().len()).sum::<usize>());
}

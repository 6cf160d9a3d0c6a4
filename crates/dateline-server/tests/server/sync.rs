//! What programs that keep a copy ask: labels, unread counts, changes, marks of a whole feed, polls.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Asks, or tells where there is a body, and gives status and answer.
async fn ask(app: &Router, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let method = if body.is_some() { Method::POST } else { Method::GET };
    let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8460");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let body = Body::from(body.map(|body| body.to_string()).unwrap_or_default());
    let answer = app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

async fn good(app: &Router, path: &str, body: Option<Value>) -> Value {
    let (status, answer) = ask(app, path, body).await;
    assert_eq!(status, StatusCode::OK, "{path}: {answer}");
    answer
}

#[tokio::test]
async fn labels_by_program() {
    let folder = tempfile::tempdir().unwrap();
    let (_desk, app) = fixture::served(folder.path(), 2, 2).await;
    let all = good(&app, "/api/v1/entries", None).await;
    let ids: Vec<i64> =
        all["entries"].as_array().unwrap().iter().map(|e| e["id"].as_i64().unwrap()).collect();
    let set = |entries: &[i64]| json!({"name": "To read", "entries": entries});
    assert_eq!(good(&app, "/api/v1/labels", Some(set(&ids[..2]))).await["changed"], 2);
    let labels = good(&app, "/api/v1/labels", None).await;
    let label = &labels["labels"][0];
    assert_eq!((label["name"].as_str(), label["entries"].as_i64()), (Some("To read"), Some(2)));
    let id = label["id"].as_i64().unwrap();
    let listed = good(&app, &format!("/api/v1/entries?label={id}"), None).await;
    assert_eq!(listed["entries"].as_array().unwrap().len(), 2);
    assert_eq!(listed["entries"][0]["labels"], json!(["To read"]));
    let found = good(&app, "/api/v1/search?q=label:%22to%20read%22", None).await;
    assert!(!found["groups"].as_array().unwrap().is_empty(), "{found}");
    let gone = json!({"name": "to read", "entries": [ids[0]], "set": false});
    assert_eq!(good(&app, "/api/v1/labels", Some(gone)).await["changed"], 1);
    let renamed = json!({"id": id, "name": "Later"});
    assert_eq!(good(&app, "/api/v1/labels/rename", Some(renamed)).await["renamed"], true);
    assert_eq!(good(&app, "/api/v1/labels/remove", Some(json!({"id": id}))).await["removed"], true);
    assert_eq!(good(&app, "/api/v1/labels", None).await["labels"], json!([]));
    for body in
        [json!({"name": "", "entries": [1]}), json!({"name": "x"}), json!({"name": "x", "entries": "all"})]
    {
        let (status, answer) = ask(&app, "/api/v1/labels", Some(body.clone())).await;
        assert!(
            status.is_client_error() && answer["error"]["message"].is_string(),
            "{body}: {status} {answer}"
        );
    }
}

#[tokio::test]
async fn counts_changes_and_marks_by_program() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 2, 2).await;
    let feed = desk.reader().feeds().await.unwrap()[0].id.0;
    let before = good(&app, "/api/v1/unread", None).await;
    let all = before["unread"].as_i64().unwrap();
    let by_feed: i64 =
        before["feeds"].as_array().unwrap().iter().map(|f| f["unread"].as_i64().unwrap()).sum();
    assert!(all > 0 && by_feed == all, "{before}");
    let place = good(&app, "/api/v1/changes", None).await["place"].as_i64().unwrap();
    let filed = json!({"feed": feed, "title": "Mine", "folders": ["Sea"]});
    assert_eq!(good(&app, "/api/v1/feeds/file", Some(filed)).await["filed"], true);
    let counts = good(&app, "/api/v1/unread", None).await;
    let unread = counts["folders"][0]["unread"].as_i64().unwrap();
    assert_eq!(counts["folders"][0]["folder"], "Sea");
    let marked = good(&app, "/api/v1/marks/read", Some(json!({"folder": "Sea"}))).await;
    assert_eq!(marked["changed"].as_i64(), Some(unread));
    assert_eq!(good(&app, "/api/v1/unread", None).await["unread"].as_i64(), Some(all - unread));
    let (mut since, mut after, mut seen) = (place, String::new(), 0);
    loop {
        let path = format!("/api/v1/changes?since={since}&limit=1{after}");
        let changes = good(&app, &path, None).await;
        let found = changes["changes"].as_array().unwrap();
        seen += found.len() as i64;
        if changes["more"] == false {
            break;
        }
        since = changes["place"].as_i64().unwrap();
        after = format!("&after={}", found[0]["entry"]);
    }
    assert_eq!(seen, unread, "each entry that was marked, once");
    for body in [json!({"feed": 1, "folder": "Sea"}), json!({"until": "soon"})] {
        assert_eq!(ask(&app, "/api/v1/marks/read", Some(body)).await.0, StatusCode::BAD_REQUEST);
    }
    let polls = good(&app, &format!("/api/v1/feeds/{feed}/polls"), None).await;
    assert!(polls["polls"][0]["outcome"].is_string() && polls["polls"][0]["error"].is_null(), "{polls}");
    assert!(polls["hub"].is_null());
    assert_eq!(ask(&app, "/api/v1/feeds/999/polls", None).await.0, StatusCode::NOT_FOUND);
}

//! `/healthz` over a store that no longer does what it is for.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

async fn health(app: &Router) -> (StatusCode, String) {
    let request = Request::builder().uri("/healthz").header(header::HOST, "localhost").body(Body::empty());
    let response = app.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_store_that_no_longer_writes_is_not_healthy() {
    let folder = tempfile::tempdir().unwrap();
    let (_desk, app) = fixture::served(folder.path(), 2, 2).await;
    assert_eq!(health(&app).await, (StatusCode::OK, "ok\n".to_owned()));
    let beside = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    beside.execute_batch("ALTER TABLE settings RENAME TO elsewhere").unwrap();
    let (status, why) = health(&app).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(why.ends_with('\n') && why.lines().count() == 1 && why.contains("settings"), "{why}");
    beside.execute_batch("ALTER TABLE elsewhere RENAME TO settings").unwrap();
    assert_eq!(health(&app).await.0, StatusCode::OK, "it writes again");
}

//! What a person of the desk does with articles beyond marks, by pages and by the API: rules, notes, progress.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../fixture/mod.rs"]
mod fixture;
mod notes;
mod offline;
mod rules;

use axum::Router;
use axum::body::Body;
use fixture::served;
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

struct Site {
    app: Router,
    _folder: tempfile::TempDir,
}

impl Site {
    /// A desk of one feed with sixty articles in thirty stories.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (_, app) = served(folder.path(), 30, 2).await;
        Self { app, _folder: folder }
    }

    async fn send(&self, request: http::request::Builder, body: String) -> Response<Body> {
        let request = request.header(header::HOST, "localhost:8460").body(Body::from(body)).unwrap();
        self.app.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> String {
        let response = self.send(Request::get(path), String::new()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        text(response).await
    }

    /// Sends a form and gives where it leads, or the status where it leads nowhere.
    async fn post(&self, path: &str, form: &str) -> Result<String, StatusCode> {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = self.send(request, form.to_owned()).await;
        match response.status() {
            StatusCode::SEE_OTHER => Ok(response.headers()[header::LOCATION].to_str().unwrap().to_owned()),
            status => Err(status),
        }
    }

    async fn ask(&self, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let builder = match &body {
            Some(_) => Request::post(path).header(header::CONTENT_TYPE, "application/json"),
            None => Request::get(path),
        };
        let response = self.send(builder, body.map(|body| body.to_string()).unwrap_or_default()).await;
        let status = response.status();
        (status, serde_json::from_str(&text(response).await).unwrap())
    }

    async fn unread(&self) -> u64 {
        self.ask("/api/v1/unread", None).await.1["unread"].as_u64().unwrap()
    }
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

//! A desk without accounts, as a browser and a program on the same machine ask it.

use crate::fixture::served;
use ::http::{Request, Response, StatusCode, header, request};
use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

pub(crate) struct Site {
    pub(crate) app: Router,
    pub(crate) desk: Desk,
    _folder: tempfile::TempDir,
}

impl Site {
    /// A desk of one feed with sixty articles in thirty stories.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, app) = served(folder.path(), 30, 2).await;
        Self { app, desk, _folder: folder }
    }

    pub(crate) async fn send(&self, request: request::Builder, body: &str) -> Response<Body> {
        let request =
            request.header(header::HOST, "localhost:8460").body(Body::from(body.to_owned())).unwrap();
        self.app.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> String {
        let response = self.send(Request::get(path), "").await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        text(response).await
    }

    /// Sends a form and gives where it leads, or the status where it leads nowhere.
    pub(crate) async fn post(&self, path: &str, fields: &str) -> Result<String, StatusCode> {
        let response = self.send(form(path), fields).await;
        match response.status() {
            StatusCode::SEE_OTHER => Ok(response.headers()[header::LOCATION].to_str().unwrap().to_owned()),
            status => Err(status),
        }
    }

    /// Asks the API, with a body or without.
    pub(crate) async fn ask(&self, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let builder = match &body {
            Some(_) => Request::post(path).header(header::CONTENT_TYPE, "application/json"),
            None => Request::get(path),
        };
        let response = self.send(builder, &body.map(|body| body.to_string()).unwrap_or_default()).await;
        let status = response.status();
        (status, serde_json::from_str(&text(response).await).unwrap())
    }
}

/// A form of our own pages.
pub(crate) fn form(path: &str) -> request::Builder {
    Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub(crate) async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

//! A desk of two people, and what a program with a password of one of them asks.

use crate::fixture::{self, clock};
use ::http::{HeaderMap, Request, StatusCode, header};
use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_model::UserId;
use dateline_store::{Role, TokenScope};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// Everybody's password.
pub(crate) const LONG: &str = "gull heron tern avocet";

pub(crate) struct House {
    _folder: TempDir,
    pub(crate) desk: Desk,
    pub(crate) app: Router,
    pub(crate) ada: UserId,
    pub(crate) bert: UserId,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }
}

impl House {
    /// Ada, who came first, has six articles of one feed in three stories; Bert has none.
    pub(crate) async fn new() -> Self {
        let alone = Self::of_ada(3, 2).await;
        let bert = open(&alone.desk, "Bert").await;
        Self { bert, ..alone }
    }

    /// A desk of Ada alone, with so many stories of so many articles.
    pub(crate) async fn of_ada(stories: usize, versions: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let (desk, app) = fixture::served(folder.path(), stories, versions).await;
        let ada = open(&desk, "Ada").await;
        Self { _folder: folder, desk, app, ada, bert: ada }
    }

    /// A desk without accounts, which is nobody's and so the first person's.
    pub(crate) async fn open_to_all() -> Self {
        let folder = TempDir::new().unwrap();
        let (desk, app) = fixture::served(folder.path(), 1, 1).await;
        Self { _folder: folder, desk, app, ada: UserId(1), bert: UserId(1) }
    }

    /// A password for programs.
    pub(crate) async fn password(&self, user: UserId, scope: TokenScope) -> String {
        let secret = self.desk.store().add_token(user, "Phone".to_owned(), scope, clock()).await.unwrap();
        secret.expose().to_owned()
    }

    /// Asks with header fields beside the host's, which is a name that may lead anywhere.
    pub(crate) async fn ask(&self, fields: &[(&str, &str)], method: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        let request = fields.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response =
            self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

/// An account of somebody new; the first is the owner's.
pub(crate) async fn open(desk: &Desk, name: &str) -> UserId {
    let store = desk.store();
    store.open_account(name.to_owned(), LONG.to_owned().into(), Role::Reader, clock()).await.unwrap()
}

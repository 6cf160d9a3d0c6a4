//! The APIs of Miniflux, Fever and Nextcloud News, as their clients ask them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod bad_input;
mod cors;
mod fever;
#[path = "../fixture/mod.rs"]
mod fixture;
mod miniflux;
mod nextcloud;
mod together;
mod two_readers;

use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_model::UserId;
use dateline_store::{NewFeed, Role, TokenScope};
use fixture::clock;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

const LONG: &str = "gull heron tern avocet";
const NEWS: &str = "/index.php/apps/news/api";

struct House {
    _folder: tempfile::TempDir,
    desk: Desk,
    app: Router,
    ada: UserId,
    bert: UserId,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }
}

/// A desk of two people: Ada has a feed of six articles and one without any, Bert has none.
async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 3, 2).await;
    let open = async |name: &str| {
        let store = desk.store();
        store.open_account(name.to_owned(), LONG.to_owned().into(), Role::Reader, clock()).await.unwrap()
    };
    let (ada, bert) = (open("Ada").await, open("Bert").await);
    let url = dateline_model::WebUrl::parse("https://second.example/feed").unwrap();
    let second = NewFeed { url, title: Some("Second".to_owned()), home: None, folder: None };
    desk.store().reader(ada).add_feed(second, clock()).await.unwrap();
    House { _folder: folder, desk, app, ada, bert }
}

impl House {
    async fn password(&self, user: UserId, scope: TokenScope) -> String {
        let secret = self.desk.store().add_token(user, "Phone".to_owned(), scope, clock()).await.unwrap();
        secret.expose().to_owned()
    }

    async fn ask(&self, fields: &[(&str, &str)], method: &str, path: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        let request = fields.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response =
            self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// An app of somebody that may do everything.
    async fn app(&self, user: UserId) -> App<'_> {
        App { house: self, token: self.password(user, TokenScope::Manage).await }
    }
}

/// Somebody's app.
struct App<'h> {
    house: &'h House,
    token: String,
}

impl App<'_> {
    async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.house.ask(&[("x-auth-token", &self.token)], method, path, body).await
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }

    /// Asks with a body, and gives the answer where it has the status.
    async fn send(&self, method: &str, path: &str, body: &str, status: u16) -> String {
        let answer = self.ask(method, path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}: {}", answer.text);
        answer.text
    }

    /// Numbers of the articles of a list of Miniflux.
    async fn ids(&self, query: &str) -> Vec<i64> {
        numbers(&self.get(&format!("/v1/entries?{query}")).await["entries"])
    }

    /// Asks Fever, as Ada.
    async fn fever(&self, flags: &str, fields: &str) -> Value {
        let body = format!("api_key={}&{fields}", self.key("Ada"));
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self.house.ask(&kind, "POST", &format!("/fever/?api&{flags}"), &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{flags} {fields}: {}", answer.text);
        answer.json()
    }

    fn key(&self, name: &str) -> String {
        use md5::Digest as _;
        let digest = md5::Md5::digest(format!("{name}:{}", self.token));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn numbers(items: &Value) -> Vec<i64> {
    items.as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

fn sorted(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers
}

//! The API of Google Reader, as each app asks it and decodes the answers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod changes;
#[path = "../fixture/mod.rs"]
mod fixture;
mod login;
mod profiles;
mod streams;

use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_model::UserId;
use dateline_store::{Role, TokenScope};
use fixture::clock;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

const LONG: &str = "gull heron tern avocet";
const ROOT: &str = "/api/greader.php";
const FIRST: i64 = 1_000_000_000_000_000;
const FORM: &str = "application/x-www-form-urlencoded";

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

/// A desk of two people: Ada has six articles of one feed, Bert has none.
async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 3, 2).await;
    let open = async |name: &str| {
        let store = desk.store();
        store.open_account(name.to_owned(), LONG.to_owned().into(), Role::Reader, clock()).await.unwrap()
    };
    let (ada, bert) = (open("Ada").await, open("Bert").await);
    House { _folder: folder, desk, app, ada, bert }
}

impl House {
    async fn password(&self, user: UserId, scope: TokenScope) -> String {
        let secret = self.desk.store().add_token(user, "Phone".to_owned(), scope, clock()).await.unwrap();
        secret.expose().to_owned()
    }

    async fn ask(&self, auth: &str, method: &str, path: &str, kind: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        let mut request = request.header(header::CONTENT_TYPE, kind);
        if !auth.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("GoogleLogin auth={auth}"));
        }
        let response =
            self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Logs in as Ada.
    async fn ada(&self) -> App<'_> {
        App { house: self, auth: self.login("Ada", self.ada, TokenScope::Manage).await }
    }

    async fn login(&self, name: &str, user: UserId, scope: TokenScope) -> String {
        let password = self.password(user, scope).await;
        let body = format!("Email={name}&Passwd={password}&service=reader&accountType=HOSTED_OR_GOOGLE");
        let answer = self.ask("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let lines: Vec<(&str, &str)> =
            answer.text.lines().map(|line| line.split_once('=').unwrap()).collect();
        assert_eq!(lines.iter().map(|line| line.0).collect::<Vec<_>>(), ["SID", "LSID", "Auth"]);
        assert!(lines[2].1.bytes().all(|c| c.is_ascii_alphanumeric()), "{}", answer.text);
        assert!(answer.text.ends_with('\n') && lines[2].1 != password);
        lines[2].1.to_owned()
    }
}

/// Somebody's app.
struct App<'h> {
    house: &'h House,
    auth: String,
}

impl App<'_> {
    async fn get(&self, path: &str) -> Answer {
        self.house.ask(&self.auth, "GET", &format!("{ROOT}/reader/{path}"), FORM, "").await
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.get(&format!("api/0/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{path}: {}", answer.text))
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.house.ask(&self.auth, "POST", &format!("{ROOT}/reader/api/0/{path}"), FORM, body).await
    }

    async fn done(&self, path: &str, body: &str) {
        let answer = self.post(path, body).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "OK"), "{path} {body}");
    }

    /// Numbers of a stream's articles, as the desk has them.
    async fn ids(&self, query: &str) -> Vec<i64> {
        let answer = self.json(&format!("stream/items/ids?{query}")).await;
        let refs = answer["itemRefs"].as_array().unwrap();
        let number = |one: &Value| {
            assert_eq!(one.as_object().unwrap().len(), 1, "nothing but the number: {one}");
            let text = one["id"].as_str().unwrap();
            assert_eq!(text.len(), 16, "{text}");
            text.parse::<i64>().unwrap() - FIRST
        };
        refs.iter().map(number).collect()
    }
}

fn long(id: i64) -> String {
    format!("tag:google.com,2005:reader/item/{:016x}", id + FIRST)
}

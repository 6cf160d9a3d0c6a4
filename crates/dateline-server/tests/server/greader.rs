//! The API of Google Reader, as each app asks it and decodes the answers.

mod changes;
mod login;
mod profiles;
mod replay;
mod streams;

use crate::house::{Answer, House};
use dateline_model::UserId;
use dateline_store::TokenScope;
use http::StatusCode;
use serde_json::Value;

const ROOT: &str = "/api/greader.php";
const FIRST: i64 = 1_000_000_000_000_000;
const FORM: &str = "application/x-www-form-urlencoded";

impl House {
    /// Asks as an app that has logged in, or as one that has not.
    async fn google(&self, auth: &str, method: &str, path: &str, kind: &str, body: &str) -> Answer {
        let login = format!("GoogleLogin auth={auth}");
        let fields = [("content-type", kind), ("authorization", &login)];
        self.ask(&fields[..if auth.is_empty() { 1 } else { 2 }], method, path, body).await
    }

    /// Logs in as Ada.
    async fn ada(&self) -> App<'_> {
        App { house: self, auth: self.login("Ada", self.ada, TokenScope::Manage).await }
    }

    async fn login(&self, name: &str, user: UserId, scope: TokenScope) -> String {
        let password = self.password(user, scope).await;
        let body = format!("Email={name}&Passwd={password}&service=reader&accountType=HOSTED_OR_GOOGLE");
        let answer = self.google("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, &body).await;
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
        self.house.google(&self.auth, "GET", &format!("{ROOT}/reader/{path}"), FORM, "").await
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.get(&format!("api/0/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{path}: {}", answer.text))
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.house.google(&self.auth, "POST", &format!("{ROOT}/reader/api/0/{path}"), FORM, body).await
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

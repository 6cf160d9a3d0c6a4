//! The APIs of Miniflux, Fever and Nextcloud News, as their clients ask them.

mod bad_input;
mod cors;
mod fever;
mod miniflux;
mod nextcloud;
mod together;
mod two_readers;
mod verdict_labels;

use crate::fixture::clock;
use crate::house::{Answer, House};
use dateline_model::UserId;
use dateline_store::{NewFeed, TokenScope};
use http::StatusCode;
use serde_json::Value;

const NEWS: &str = "/index.php/apps/news/api";

/// A desk of two people: Ada has a feed of six articles and one without any, Bert has none.
async fn house() -> House {
    let house = House::new().await;
    let url = dateline_model::WebUrl::parse("https://second.example/feed").unwrap();
    let second = NewFeed { url, title: Some("Second".to_owned()), home: None, folder: None };
    house.desk.store().reader(house.ada).add_feed(second, clock()).await.unwrap();
    house
}

impl House {
    /// Moves Ada's first feed to the folder "Sea".
    async fn put_at_sea(&self) {
        let reader = self.desk.store().reader(self.ada);
        reader.move_feeds(vec![dateline_model::FeedId(1)], "Sea".to_owned()).await.unwrap();
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

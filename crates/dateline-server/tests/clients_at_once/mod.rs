//! Clients that mark at once, each in a protocol of its own, with what must have come of it: most articles are one client's alone, and
//! some are everybody's, of which the last word of one of them must hold. For the tests, and the example at full size.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends")]

use axum::Router;
use axum::body::Body;
use http::{Request, header};
use http_body_util::BodyExt as _;
use md5::Digest as _;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt as _;

const NEWS: &str = "/index.php/apps/news/api/v1-3";
const GREADER: &str = "/api/greader.php/reader/api/0";
const FIRST: i64 = 1_000_000_000_000_000;
/// Of so many articles one is everybody's.
const SHARED: i64 = 10;

/// Protocols that mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Miniflux,
    Fever,
    Nextcloud,
    GoogleReader,
}

const PROTOCOLS: [Protocol; 4] =
    [Protocol::Miniflux, Protocol::Fever, Protocol::Nextcloud, Protocol::GoogleReader];

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Requests that marked.
    pub(crate) operations: usize,
    /// Marks that were set and are not there.
    pub(crate) lost: usize,
    /// Marks that are there and were not set.
    pub(crate) ghosts: usize,
    /// Lists of one protocol that say something else than those of another.
    pub(crate) unequal: usize,
    /// Articles that are unread, and starred, at the end.
    pub(crate) marked: (usize, usize),
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// What a client said last of articles: read and starred, by number.
type Said = BTreeMap<i64, (Option<bool>, Option<bool>)>;

/// Somebody's apps.
#[derive(Clone)]
pub(crate) struct Clients {
    app: Router,
    token: String,
    key: String,
}

impl Clients {
    /// By the name of a person and an app password that may mark.
    pub(crate) fn new(app: Router, name: &str, token: &str) -> Self {
        let digest = md5::Md5::digest(format!("{name}:{token}"));
        let key = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { app, token: token.to_owned(), key }
    }

    async fn ask(&self, method: &str, path: &str, kind: &str, body: String) -> Vec<u8> {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        let request = request.header("x-auth-token", &self.token).header(header::CONTENT_TYPE, kind);
        let answer = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{method} {path}: {}", answer.status());
        answer.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.ask("GET", path, "text/plain", String::new()).await).unwrap()
    }

    async fn fever(&self, flags: &str, fields: &str) -> Value {
        let body = format!("api_key={}&{fields}", self.key);
        let path = format!("/fever/?api&{flags}");
        let told = self.ask("POST", &path, "application/x-www-form-urlencoded", body).await;
        serde_json::from_slice(&told).unwrap()
    }

    async fn mark(&self, protocol: Protocol, ids: &[i64], mark: &str) {
        let json_kind = "application/json";
        match protocol {
            Protocol::Miniflux => {
                let body = match mark {
                    "read" | "unread" => json!({"entry_ids": ids, "status": mark}),
                    _ => json!({"entry_ids": ids, "starred": mark == "saved"}),
                };
                self.ask("PUT", "/v1/entries", json_kind, body.to_string()).await;
            }
            Protocol::Fever => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                self.fever("", &format!("mark=item&as={mark}&with_ids={}", ids.join(","))).await;
            }
            Protocol::Nextcloud => {
                let path = format!("{NEWS}/items/{}/multiple", mark.replace("saved", "star"));
                self.ask("POST", &path, json_kind, json!({"itemIds": ids}).to_string()).await;
            }
            Protocol::GoogleReader => {
                let (field, state) = match mark {
                    "read" => ("a", "read"),
                    "unread" => ("r", "read"),
                    "saved" => ("a", "starred"),
                    _ => ("r", "starred"),
                };
                let ids: String = ids.iter().map(|id| format!("&i={}", id + FIRST)).collect();
                let body = format!("{field}=user/-/state/com.google/{state}{ids}");
                let kind = "application/x-www-form-urlencoded";
                self.ask("POST", &format!("{GREADER}/edit-tag"), kind, body).await;
            }
        }
    }

    /// One client marks, some articles one by one and some many at once.
    async fn work(self, protocol: Protocol, own: Vec<i64>, rounds: usize) -> Said {
        let mut said = Said::new();
        let mut numbers = Numbers(protocol as u64 + 7);
        for _ in 0..rounds {
            let some = [1, 1, 5][numbers.below(3)];
            let ids: BTreeSet<i64> = (0..some).map(|_| own[numbers.below(own.len())]).collect();
            let ids: Vec<i64> = ids.into_iter().collect();
            let mark = ["read", "unread", "saved", "unsaved"][numbers.below(4)];
            self.mark(protocol, &ids, mark).await;
            for id in ids {
                let last = said.entry(id).or_default();
                match mark {
                    "read" | "unread" => last.0 = Some(mark == "read"),
                    _ => last.1 = Some(mark == "saved"),
                }
            }
        }
        said
    }

    /// What is unread and what is starred, as each protocol tells it.
    async fn told(&self) -> Vec<(BTreeSet<i64>, BTreeSet<i64>)> {
        let fever = self.fever("unread_item_ids&saved_item_ids", "").await;
        let listed = |key: &str| {
            let text = fever[key].as_str().unwrap().to_owned();
            text.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().unwrap()).collect()
        };
        let state = "user/-/state/com.google/";
        let unread = format!("s={state}reading-list&xt={state}read");
        vec![
            (self.miniflux("status=unread").await, self.miniflux("starred=true").await),
            (listed("unread_item_ids"), listed("saved_item_ids")),
            (self.news(6).await, self.news(2).await),
            (self.greader(&unread).await, self.greader(&format!("s={state}starred")).await),
        ]
    }

    async fn miniflux(&self, query: &str) -> BTreeSet<i64> {
        let mut found = BTreeSet::new();
        loop {
            let path = format!("/v1/entries/ids?limit=10000&offset={}&{query}", found.len());
            let some = self.json(&path).await["entry_ids"].as_array().unwrap().clone();
            if some.is_empty() {
                return found;
            }
            found.extend(some.iter().map(|id| id.as_i64().unwrap()));
        }
    }

    async fn news(&self, kind: u8) -> BTreeSet<i64> {
        let (mut found, mut offset) = (BTreeSet::new(), 0);
        loop {
            let path = format!("{NEWS}/items?type={kind}&id=0&batchSize=1000&offset={offset}&getRead=true");
            let some = self.json(&path).await["items"].as_array().unwrap().clone();
            let some: Vec<i64> = some.iter().map(|item| item["id"].as_i64().unwrap()).collect();
            let Some(least) = some.iter().min() else { return found };
            offset = *least;
            found.extend(some);
        }
    }

    async fn greader(&self, query: &str) -> BTreeSet<i64> {
        let told = self.json(&format!("{GREADER}/stream/items/ids?n=50000&{query}")).await;
        let refs = told["itemRefs"].as_array().unwrap().iter();
        refs.map(|one| one["id"].as_str().unwrap().parse::<i64>().unwrap() - FIRST).collect()
    }
}

/// Has the clients mark at once, in so many requests each, the articles of these numbers, all of them unread and none starred.
pub(crate) async fn run(clients: &Clients, ids: &[i64], rounds: usize) -> Outcome {
    let of = |place: i64| -> Vec<i64> {
        let own = |id: &&i64| **id % SHARED == 0 || **id % PROTOCOLS.len() as i64 == place;
        ids.iter().filter(own).copied().collect()
    };
    let work = PROTOCOLS
        .iter()
        .zip(0..)
        .map(|(protocol, place)| tokio::spawn(clients.clone().work(*protocol, of(place), rounds)));
    let mut said = Vec::new();
    for one in work.collect::<Vec<_>>() {
        said.push(one.await.unwrap());
    }
    let mut outcome = Outcome { operations: rounds * PROTOCOLS.len(), ..Outcome::default() };
    let told = clients.told().await;
    outcome.unequal = told.iter().filter(|one| **one != told[0]).count();
    let (unread, starred) = &told[0];
    outcome.marked = (unread.len(), starred.len());
    for id in ids {
        let last: Vec<_> = said.iter().filter_map(|said| said.get(id)).collect();
        let read: BTreeSet<bool> = last.iter().filter_map(|last| last.0).collect();
        let star: BTreeSet<bool> = last.iter().filter_map(|last| last.1).collect();
        for (is, said) in [(!unread.contains(id), read), (starred.contains(id), star)] {
            match (is, said.contains(&is), said.is_empty()) {
                (_, true, _) | (false, _, true) => {}
                (true, ..) => outcome.ghosts += 1,
                (false, false, false) => outcome.lost += 1,
            }
        }
    }
    outcome
}

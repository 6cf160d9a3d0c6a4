//! What apps that sync cost: `cargo run --release -p dateline-server --example sync -- 50000` fills a store with so many unread
//! articles of a reader of 300 feeds, and asks it in each protocol for all numbers, for the texts of 10,000, and a hundred times for
//! what is new when nothing is. Prints the seconds of each, by the clock and of the processor.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use axum::Router;
use axum::body::Body;
use dateline_model::{UserId, WebUrl};
use dateline_store::{NewFeed, Role, Store, TokenScope};
use fixture::clock;
use http::{Request, header};
use http_body_util::BodyExt as _;
use md5::Digest as _;
use std::time::Instant;
use tower::ServiceExt as _;

const NEWS: &str = "/index.php/apps/news/api/v1-3";
const GREADER: &str = "/api/greader.php/reader/api/0";
/// Texts that an app asks for at first.
const TEXTS: usize = 10_000;
/// Feeds of the reader.
const FEEDS: usize = 300;
/// How often it is asked what is new.
const TIMES: usize = 100;

struct Client {
    app: Router,
    token: String,
    key: String,
}

impl Client {
    /// Bytes of the answer.
    async fn ask(&self, path: &str) -> usize {
        let request = Request::builder().uri(path).header(header::HOST, "desk.example");
        let request = request.header("x-auth-token", &self.token).body(Body::empty()).unwrap();
        let answer = self.app.clone().oneshot(request).await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.into_body().collect().await.unwrap().to_bytes().len()
    }

    async fn measured(&self, what: &str, paths: Vec<String>) {
        let (begun, before, mut bytes) = (Instant::now(), processor(), 0);
        for path in &paths {
            bytes += self.ask(path).await;
        }
        let (asked, seconds) = (paths.len(), begun.elapsed().as_secs_f64());
        println!(
            "{what:<44} {asked:>5} requests {:>8.1} MB {seconds:>8.3} s, {:>6.2} s of processor, {:>8.2} ms each",
            bytes as f64 / 1e6,
            processor() - before,
            seconds * 1e3 / asked as f64
        );
    }
}

/// Seconds that this process has used of the processor, where the system tells; a hundredth is the least that it tells.
fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = told.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let articles = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(50_000_usize);
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), articles.div_ceil(3), 3).await;
    let store = desk.store();
    let ada = store.open_account(
        "Ada".to_owned(),
        "gull heron tern avocet".to_owned().into(),
        Role::Reader,
        clock(),
    );
    let ada = ada.await.unwrap();
    let token = store
        .add_token(ada, "Phone".to_owned(), TokenScope::Manage, clock())
        .await
        .unwrap()
        .expose()
        .to_owned();
    let digest = md5::Md5::digest(format!("Ada:{token}"));
    let key = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let client = Client { app, token, key };
    let fever = |flags: &str| format!("/fever?api&api_key={}&{flags}", client.key);
    let pages = |most: usize, page: &dyn Fn(usize) -> String| {
        (0..TEXTS.div_ceil(most)).map(|at| page(at * most)).collect()
    };

    client
        .measured(
            "numbers by Google Reader",
            vec![format!("{GREADER}/stream/items/ids?n=50000&xt=user/-/state/com.google/read")],
        )
        .await;
    let numbers = |at| format!("/v1/entries/ids?status=unread&limit=10000&offset={}", at * 10_000);
    client.measured("numbers by Miniflux", (0..articles.div_ceil(10_000)).map(numbers).collect()).await;
    client.measured("numbers by Fever", vec![fever("unread_item_ids")]).await;
    client
        .measured(
            "10,000 texts by Google Reader",
            pages(1_000, &|at| {
                format!("{GREADER}/stream/contents?n=1000&r=o&c={}", 1_000_000_000_000_000 + at.max(1))
            }),
        )
        .await;
    client
        .measured(
            "10,000 texts by Miniflux, 250 a page",
            pages(250, &|at| format!("/v1/entries?status=unread&limit=250&offset={at}")),
        )
        .await;
    client
        .measured(
            "10,000 texts by Miniflux, by number",
            pages(250, &|at| format!("/v1/entries?status=unread&limit=250&order=id&after_entry_id={at}")),
        )
        .await;
    client.measured("10,000 texts by Fever", pages(50, &|at| fever(&format!("items&since_id={at}")))).await;
    client
        .measured(
            "10,000 texts by Nextcloud News",
            pages(1_000, &|at| format!("{NEWS}/items?type=3&batchSize=1000&oldestFirst=true&offset={at}")),
        )
        .await;
    more_feeds(store, ada).await;
    store.reader(ada).place_at(clock(), clock() + jiff::SignedDuration::from_mins(30)).await.unwrap();
    nothing_new(&client, articles).await;
}

/// Feeds that bring nothing, beside the one that brought it all.
async fn more_feeds(store: &Store, ada: UserId) {
    let others = (1..FEEDS).map(|number| {
        let url = WebUrl::parse(&format!("https://paper{number}.example/feed")).unwrap();
        NewFeed {
            url,
            title: None,
            home: None,
            folder: (number % 3 > 0).then(|| format!("Folder {}", number % 10)),
        }
    });
    store.reader(ada).add_feeds(others.collect(), clock()).await.unwrap();
}

/// What is new when nothing is.
async fn nothing_new(client: &Client, articles: usize) {
    let since = clock().as_second() + 3_600;
    let often = |path: String| vec![path; TIMES];
    let fever = |flags: &str| format!("/fever?api&api_key={}&{flags}", client.key);
    client
        .measured(
            "nothing new by Google Reader",
            often(format!("{GREADER}/stream/items/ids?n=10000&ot={since}")),
        )
        .await;
    client
        .measured(
            "nothing new by Google Reader, texts",
            often(format!("{GREADER}/stream/contents?n=100&ot={since}")),
        )
        .await;
    client
        .measured("nothing new by Miniflux", often(format!("/v1/entries?limit=250&changed_after={since}")))
        .await;
    client.measured("nothing new by Fever", often(fever(&format!("items&since_id={articles}")))).await;
    client
        .measured(
            "nothing new by Nextcloud News",
            often(format!("{NEWS}/items/updated?type=3&lastModified={since}")),
        )
        .await;
}

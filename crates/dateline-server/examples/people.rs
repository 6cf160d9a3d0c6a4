//! A desk of many people: `cargo run --release -p dateline-server --example people` fills a store with 4,800 made articles that 50
//! people read, in a process of its own, and opens it with the product's allocator and threads. Then everybody looks at front page,
//! list and counts; then twenty logins a second are asked for while two people go on reading. Prints the resident memory of each
//! stage and what pages took. Arguments: articles, people, seconds of logins.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use dateline_desk::Desk;
use dateline_model::{UserId, WebUrl};
use dateline_store::{LoginWith, NewFeed, Options, Role, Store};
use fixture::clock;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Versions of a story.
const VERSIONS: usize = 3;
const PASSWORD: &str = "gull heron tern avocet";
/// Logins that are asked for in a second.
const LOGINS: u32 = 20;
/// What everybody looks at.
const PAGES: [&str; 3] = ["/", "/articles", "/api/v1/unread"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: usize| words.get(place).and_then(|w| w.parse().ok()).unwrap_or(usual);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if words.first().is_some_and(|word| word == "fill") {
        return runtime.block_on(fill(Path::new(&words[1]), number(2, 0), number(3, 0)));
    }
    let (articles, people, seconds) = (number(0, 4_800), number(1, 50), number(2, 15));
    let folder = tempfile::tempdir().unwrap();
    let mut filler = std::process::Command::new(std::env::current_exe().unwrap());
    filler.arg("fill").arg(folder.path()).args([articles.to_string(), people.to_string()]);
    assert!(filler.status().unwrap().success(), "the store could not be filled");
    println!("{}", resident("at the start"));
    runtime.block_on(measure(folder.path(), people, seconds));
}

/// A store of so many articles, which so many people have not read.
async fn fill(folder: &Path, articles: usize, people: usize) {
    let store = Store::open(&folder.join("store.db"), Options::default()).unwrap();
    for person in 0..people {
        let (name, password) = (name(person), PASSWORD.to_owned().into());
        let user = store.open_account(name, password, Role::Reader, clock()).await.unwrap();
        let url = WebUrl::parse("https://paper.example/feed").unwrap();
        let feed = NewFeed { url, title: None, home: None, folder: None };
        store.reader(user).add_feed(feed, clock()).await.unwrap();
    }
    fixture::fill(&store, articles.div_ceil(VERSIONS), VERSIONS).await;
    store.close().await;
}

fn name(person: usize) -> String {
    format!("Reader {person}")
}

async fn measure(folder: &Path, people: usize, seconds: usize) {
    let (desk, app) = fixture::served(folder, 0, VERSIONS).await;
    while !desk.is_whole().await.unwrap() {
        tokio::task::yield_now().await;
    }
    println!("{}", resident(&format!("opened, {} articles open", desk.open_articles().await.unwrap())));
    let mut cookies = Vec::new();
    for person in 0..people {
        let user = desk.store().account_named(&name(person)).await.unwrap().unwrap().user.id;
        cookies.push(cookie(&desk, user).await);
    }
    let mut took = Vec::new();
    for cookie in cookies.iter().cycle().take(people * 4) {
        took.extend(read(&app, cookie).await);
    }
    println!("{people} people read, one after the other: {}", shares(took));
    println!("{}", resident("they have read"));
    logins(&app, &cookies, people, seconds).await;
    println!("{}", resident("they have logged in"));
}

async fn cookie(desk: &Desk, user: UserId) -> String {
    let secret = desk.store().log_in(user, LoginWith::default(), None, clock()).await.unwrap();
    format!("dateline_session={}", secret.expose())
}

/// One person's look at everything: how long each page took.
async fn read(app: &Router, cookie: &str) -> Vec<Duration> {
    let mut took = Vec::new();
    for page in PAGES {
        let begun = Instant::now();
        let request = Request::builder().uri(page).header(header::HOST, "localhost");
        let request = request.header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let answer = app.clone().oneshot(request).await.unwrap();
        assert!(answer.status().is_success(), "{page}: {}", answer.status());
        answer.into_body().collect().await.unwrap();
        took.push(begun.elapsed());
    }
    took
}

/// Logins from many networks, and pages meanwhile.
async fn logins(app: &Router, cookies: &[String], people: usize, seconds: usize) {
    let ended = Arc::new(AtomicBool::new(false));
    let mut readers = JoinSet::new();
    for cookie in cookies.iter().take(2) {
        let (app, cookie, ended) = (app.clone(), cookie.clone(), ended.clone());
        readers.spawn(async move {
            let mut took = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                took.extend(read(&app, &cookie).await);
                // Somebody who reads looks at a page before the next one.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            took
        });
    }
    let (mut every, mut asked) = (tokio::time::interval(Duration::from_secs(1) / LOGINS), JoinSet::new());
    let begun = Instant::now();
    for number in 0..seconds * LOGINS as usize {
        every.tick().await;
        asked.spawn(log_in(app.clone(), name(number % people), number));
    }
    let entered = asked.join_all().await;
    let lasted = begun.elapsed().as_secs_f64();
    ended.store(true, Ordering::Relaxed);
    let pages = readers.join_all().await.concat();
    println!(
        "{} logins asked for, {LOGINS} a second, done in {lasted:.1} s: {}",
        entered.len(),
        shares(entered)
    );
    println!("pages meanwhile: {}", shares(pages));
}

async fn log_in(app: Router, name: String, number: usize) -> Duration {
    let begun = Instant::now();
    let form = format!("name={}&password={}", name.replace(' ', "+"), PASSWORD.replace(' ', "+"));
    let request = Request::post("/login").header(header::HOST, "localhost");
    let request = request.header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let mut request = request.body(Body::from(form)).unwrap();
    let [_, _, b, c] = u32::try_from(number).unwrap().to_be_bytes();
    let peer = SocketAddr::from(([127, b, c, 1], 9));
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = app.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    begun.elapsed()
}

/// Median, 99 of 100 and the longest.
fn shares(mut took: Vec<Duration>) -> String {
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 1_000];
    format!("{} times, p50 {:.1?}, p99 {:.1?}, longest {:.1?}", took.len(), at(500), at(990), at(1_000))
}

/// A line of what the kernel says that we hold.
fn resident(stage: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1_024.0
    };
    format!("{stage:<28} resident {:6.1} MB, most {:6.1} MB", megabytes("VmRSS"), megabytes("VmHWM"))
}

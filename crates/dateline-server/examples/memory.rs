//! What a desk takes of memory and time as its front page is read: `cargo run --release -p dateline-server --example memory`
//! fills a store with 4,800 made articles in a process of its own, opens it with the product's allocator and threads, asks for
//! `/` 2,000 times, four at a time, and prints the resident memory of each stage; then the same, 200 times, over a store with as
//! many searches that alert as can be kept. Arguments: articles, pages.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use axum::Router;
use axum::body::Body;
use dateline_model::UserId;
use dateline_store::{Options, SAVED, Store};
use http::{Request, header};
use http_body_util::BodyExt as _;
use std::path::Path;
use std::time::{Duration, Instant};
use tower::ServiceExt as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Versions of a story.
const VERSIONS: usize = 3;

/// Requests that are under way at once.
const AT_ONCE: usize = 4;

fn main() {
    let mut words = std::env::args().skip(1);
    let first = words.next();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if first.as_deref() == Some("fill") {
        let (folder, stories) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
        return runtime.block_on(fill(Path::new(&folder), stories));
    }
    let number =
        |word: Option<String>, usual: usize| word.and_then(|word| word.parse().ok()).unwrap_or(usual);
    let (articles, pages) = (number(first, 4_800), number(words.next(), 2_000));
    let folder = tempfile::tempdir().unwrap();
    let filled = std::process::Command::new(std::env::current_exe().unwrap())
        .arg("fill")
        .arg(folder.path())
        .arg(articles.div_ceil(VERSIONS).to_string())
        .status();
    assert!(filled.unwrap().success(), "the stores could not be filled");
    println!("{}", resident("at the start"));
    runtime.block_on(measure(&folder.path().join("plain"), pages));
    println!("with {SAVED} searches that alert:");
    runtime.block_on(measure(&folder.path().join("alerts"), pages / 10));
}

/// Two stores of the same articles; before they came, searches were kept in the second, so that all of them are new to these.
async fn fill(folder: &Path, stories: usize) {
    for name in ["plain", "alerts"] {
        let folder = folder.join(name);
        let store = Store::open(&folder.join("store.db"), Options::default()).unwrap();
        for word in 0..if name == "plain" { 0 } else { SAVED } {
            // Words of every article, and a condition that none meets: the most that a search can cost.
            let query = if word % 2 == 0 {
                format!("harbour -zebra{word} is:starred")
            } else {
                format!("has:copy -{word}")
            };
            store
                .reader(UserId::OWNER)
                .save_search(String::new(), query, true, fixture::clock())
                .await
                .unwrap()
                .unwrap();
        }
        fixture::fill(&store, stories, VERSIONS).await;
        store.close().await;
    }
}

async fn measure(folder: &Path, pages: usize) {
    let (desk, app) = fixture::served(folder, 0, VERSIONS).await;
    while !desk.is_whole().await.unwrap() {
        tokio::task::yield_now().await;
    }
    println!("{}", resident(&format!("opened, {} articles open", desk.open_articles().await.unwrap())));
    let (middle, worst) = ask(&app, pages).await;
    println!("{}", resident(&format!("{pages} front pages")));
    println!("a front page took {middle:.1?} in the median, {worst:.1?} at most, {AT_ONCE} at once");
}

/// Asks for the front page so many times; gives the median of what one took, and the longest.
async fn ask(app: &Router, pages: usize) -> (Duration, Duration) {
    let mut askers = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let app = app.clone();
        askers.spawn(async move {
            let mut took = Vec::new();
            for _ in 0..pages.div_ceil(AT_ONCE) {
                let begun = Instant::now();
                let request =
                    Request::builder().uri("/").header(header::HOST, "localhost").body(Body::empty());
                let response = app.clone().oneshot(request.unwrap()).await.unwrap();
                assert!(response.status().is_success());
                response.into_body().collect().await.unwrap();
                took.push(begun.elapsed());
            }
            took
        });
    }
    let mut took = askers.join_all().await.concat();
    took.sort();
    (took[took.len() / 2], took[took.len() - 1])
}

/// A line of what the kernel says that we hold.
fn resident(stage: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default()
    };
    let megabytes = |name| kilobytes(name) / 1_024.0;
    format!(
        "{stage:<28} resident {:6.1} MB, most {:6.1} MB; own {:6.1} MB, of files {:5.1} MB",
        megabytes("VmRSS"),
        megabytes("VmHWM"),
        megabytes("RssAnon"),
        megabytes("RssFile"),
    )
}

//! A desk in use: twenty apps that sync and two hundred people who open a page every ten seconds, over a store of a million made
//! articles, while a thousand feeds bring news. `cargo run --release -p dateline-server --example crowd -- FOLDER [ARTICLES]
//! [SECONDS]` makes the store where the folder has none, and prints what half and 99 of a hundred requests took, what the processor
//! did, and the most memory that was held. The publishers and the clients are in the same process, and counted with it. The packaged
//! service gives memory back at once: `MIMALLOC_PURGE_DELAY=0`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]
#![expect(clippy::disallowed_methods, reason = "a program that brings its own clock")]

mod clients;
mod fill;
#[path = "../../tests/fixture/mod.rs"]
#[expect(dead_code, reason = "the desk is opened here with settings of its own")]
mod fixture;
mod press;

use axum::Router;
use clients::Took;
use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, Policy, poll_interval::Bounds};
use dateline_store::{Options, Store};
use fill::{APPS, FEEDS, READERS};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_else(|| "/tmp/dateline-crowd".to_owned()));
    let articles: i64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(1_000_000);
    let seconds: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(60);
    let path = folder.join("desk.db");
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if !path.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        // In a process of its own, so that its memory is not this one's.
        if std::env::var_os("FILL").is_some() {
            return runtime().block_on(fill::fill(&path, articles));
        }
        let began = Instant::now();
        let filled = std::process::Command::new(std::env::current_exe().unwrap())
            .args(std::env::args_os().skip(1))
            .env("FILL", "1")
            .status();
        assert!(filled.unwrap().success(), "the store could not be filled");
        println!("{articles} articles made in {:.0} s", began.elapsed().as_secs_f64());
    }
    runtime().block_on(run(&path, Duration::from_secs(seconds)));
}

async fn run(path: &Path, time: Duration) {
    let address = press::start().await;
    let mut policy = Policy::new(Timestamp::now);
    for feed in 0..FEEDS {
        policy.hosts.insert(&format!("h{feed}.localhost"), address).unwrap();
    }
    // Each feed is asked about once in the time that is measured.
    let bounds = Bounds { shortest: time, usual: time, longest: time * 2 };
    let settings = Settings { bounds, ..Settings::default() };
    fill::due(path, time);
    let store = Store::open(path, Options::default()).unwrap();
    let tokens = fill::tokens(&store).await;
    let desk =
        Desk::open(store, Fetcher::new(policy).unwrap(), settings, Arc::new(Timestamp::now)).await.unwrap();
    while !desk.is_whole().await.unwrap() {
        tokio::task::yield_now().await;
    }
    println!("{}", memory("the desk is open"));
    let app = dateline_server::app(desk.clone(), dateline_server::Settings::default());
    clients::once(&app, &tokens).await;
    println!("{}", memory("each app has synced once"));
    for (what, cost) in clients::alone(&app, &tokens, processor).await {
        println!("{what:<28} by itself {:>7.1} ms of the processor", cost * 1e3);
    }
    let (began, before) = (Instant::now(), processor());
    let polls = tokio::spawn({
        let desk = desk.clone();
        async move { desk.run(tokio::time::sleep(time)).await }
    });
    let took = crowd(&app, &tokens, time).await;
    polls.await.unwrap();
    let spent = processor() - before;
    report(&took);
    let brought = press::brought();
    println!(
        "{brought} articles of {FEEDS} feeds came in {:.0} s; the processor worked for {spent:.1} s",
        began.elapsed().as_secs_f64()
    );
    println!("{}", memory("at the end"));
}

async fn crowd(app: &Router, tokens: &[String], time: Duration) -> Vec<Took> {
    let until = Instant::now() + time;
    let apps = (0..APPS).map(|one| clients::sync(app.clone(), tokens[one as usize].clone(), one, until));
    let pages = (0..READERS).map(|one| clients::read(app.clone(), one, until));
    let mut all = tokio::task::JoinSet::new();
    apps.for_each(|one| drop(all.spawn(one)));
    pages.for_each(|one| drop(all.spawn(one)));
    all.join_all().await.into_iter().flatten().collect()
}

fn report(took: &[Took]) {
    let mut kinds: Vec<&str> = took.iter().map(|one| one.what).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds.into_iter().map(Some).chain([None]) {
        let of = took.iter().filter(|one| kind.is_none_or(|kind| kind == one.what));
        let mut times: Vec<Duration> = of.map(|one| one.time).collect();
        times.sort_unstable();
        let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
        println!(
            "{:<28} {:>6} requests, half in {:>7.1} ms, 99 of 100 in {:>7.1} ms, all in {:>7.1} ms",
            kind.unwrap_or("all"),
            times.len(),
            at(50),
            at(99),
            at(100)
        );
    }
}

/// Seconds that this process has used of the processor, where the system tells.
fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = told.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn memory(stage: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default()
            / 1_024.0
    };
    format!("{stage}: {:.0} MB held, {:.0} MB at most", line("VmRSS"), line("VmHWM"))
}

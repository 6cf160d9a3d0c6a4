//! A large store, measured: `large FOLDER ARTICLES [DAYS]` makes a store of made articles of 2,000 feeds over so many days (30)
//! where the folder has none, then prints what it takes on disk, how fast a mixed log of searches and the front page are
//! answered, how soon a desk over it is ready, and what memory that took. `large FOLDER rebuild` builds the index anew.
//!
//! Processor time is that of the whole process, so that what else the machine does matters less.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports")]

mod fill;
mod queries;
mod spent;
mod words;

use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::UserId;
use dateline_store::{FrontQuery, Options, SearchQuery, Store, Window};
use jiff::Timestamp;
use spent::{Spent, memory, told};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

type Done<T> = Result<T, Box<dyn Error>>;

/// When the latest article was seen.
const NOW: i64 = 1_795_442_700;

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap_or_default()
}

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [folder, "rebuild"] => rebuild(Path::new(folder)).await,
        [folder, articles] => run(Path::new(folder), articles, "30").await,
        [folder, articles, days] => run(Path::new(folder), articles, days).await,
        _ => Err("usage: large FOLDER ARTICLES [DAYS] | large FOLDER rebuild".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(folder: &Path, articles: &str, days: &str) -> Done<()> {
    let path = folder.join("desk.db");
    let (articles, days) = (articles.parse()?, days.parse()?);
    if !path.exists() {
        let spent = Spent::begin();
        fill::fill(&path, articles, days).await?;
        println!("filled with {articles} articles of {days} days: {}", spent.told());
    }
    sizes(&path)?;
    let store = Store::open(&path, Options::default())?;
    let spent = Spent::begin();
    if store.optimize_index().await? {
        println!("the index was brought into one piece: {}", spent.told());
    }
    searches(&store).await?;
    front(&store).await?;
    println!("memory of the store alone: {} MB at most", memory("VmHWM:"));
    restart(store).await
}

async fn rebuild(folder: &Path) -> Done<()> {
    let store = Store::open(&folder.join("desk.db"), Options::default())?;
    let spent = Spent::begin();
    store.rebuild_index().await?;
    println!("index and rows of stories built anew: {}, {} MB at most", spent.told(), memory("VmHWM:"));
    Ok(())
}

fn sizes(path: &Path) -> Done<()> {
    let file = rusqlite::Connection::open(path)?;
    let count: i64 = file.query_row("SELECT count(*) FROM entries", (), |row| row.get(0))?;
    let index: i64 = file.query_row("SELECT sum(length(block)) FROM search_data", (), |row| row.get(0))?;
    let whole = std::fs::metadata(path)?.len();
    println!(
        "{count} articles take {} MB, {:.2} kB each; {:.2} kB of it is the index",
        whole / 1_000_000,
        whole as f64 / 1e3 / count as f64,
        index as f64 / 1e3 / count as f64
    );
    Ok(())
}

async fn searches(store: &Store) -> Done<()> {
    let mut all = Vec::new();
    for (kind, queries) in queries::log() {
        let mut times = Vec::new();
        let mut found = 0;
        for text in queries {
            let spent = Spent::begin();
            let answer =
                store.reader(UserId::OWNER).search(SearchQuery { text, window: Window::first(40) }).await?;
            times.push(spent.pair());
            found += answer.groups.iter().map(|group| group.hits.len()).sum::<usize>();
        }
        println!("{}, {:.1} articles found", told(kind, &mut times), found as f64 / times.len() as f64);
        all.append(&mut times);
    }
    println!("{}", told("all searches", &mut all));
    Ok(())
}

async fn front(store: &Store) -> Done<()> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let spent = Spent::begin();
        store.reader(UserId::OWNER).front(FrontQuery::all(now(), Window::first(40))).await?;
        times.push(spent.pair());
    }
    println!("{}", told("front page", &mut times));
    Ok(())
}

async fn restart(store: Store) -> Done<()> {
    let spent = Spent::begin();
    let fetcher = Fetcher::new(Policy::new(now))?;
    let desk = Desk::open(store, fetcher, Settings::default(), Arc::new(now)).await?;
    println!("a desk is ready to assign after {}", spent.told());
    while !desk.is_whole().await? {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("the open window of {} articles is there after {}", desk.open_articles().await?, spent.told());
    println!("memory: {} MB now, {} MB at most", memory("VmRSS:"), memory("VmHWM:"));
    Ok(())
}

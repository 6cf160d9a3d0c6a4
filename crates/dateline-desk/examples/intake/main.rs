//! What taking news in costs: a made press of 300 feeds over HTTP on loopback, the store included, while a reader stars
//! articles and somebody asks the story index. `intake [alike|worded|mixed] [ENTRIES A FEED] [POLLS]`; without words all three kinds with 40 entries of one poll.
//!
//! `alike`: one text with a number in it, the dearest that a press can be. `worded`: words by rank as in real news, three reports
//! of each event. `mixed`: half of each. Prints processor time per entry of each poll, what starring took meanwhile, the size
//! of the store and memory. Nothing is judged: figures belong beside those of another build of the same run.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports")]
#![expect(clippy::disallowed_methods, reason = "a program that brings its own clock")]

mod press;

use dateline_desk::{Desk, Settings, Which};
use dateline_fetch::{Fetcher, Pace, Policy};
use dateline_model::WebUrl;
use dateline_store::{EntryMark, FrontQuery, Listing, NewFeed, Options, Store, Window};
use jiff::Timestamp;
use press::{FEEDS, Kind, Press};
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}; usage: intake [alike|worded|mixed] [ENTRIES A FEED] [POLLS]");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(words: &[String]) -> Done<()> {
    let kinds = match words.first() {
        Some(word) => vec![Kind::from_word(word).ok_or("there is no such kind")?],
        None => vec![Kind::Alike, Kind::Worded, Kind::Mixed],
    };
    let number = |at: usize, usual: usize| words.get(at).map_or(Ok(usual), |word| word.parse());
    let (entries, polls) = (number(1, 40)?, number(2, 1)?);
    for kind in kinds {
        take_in(kind, entries, polls).await?;
    }
    Ok(())
}

async fn take_in(kind: Kind, entries: usize, polls: usize) -> Done<()> {
    let press = Press::start(kind, entries).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desk.db");
    let desk = desk(&path, &press).await?;
    println!("{}: {FEEDS} feeds of {entries} entries", kind.word());
    for poll in 0..polls {
        press.set_round(poll);
        let (processor, clock) = (processor()?, Instant::now());
        let (done, starring) = (Arc::new(AtomicBool::new(false)), desk.clone());
        let stop = Arc::clone(&done);
        let stars = tokio::spawn(async move { star(&starring, &stop).await });
        let (asking, stop) = (desk.clone(), Arc::clone(&done));
        let waits = tokio::spawn(async move { ask_index(&asking, &stop).await });
        desk.update(Which::All).await?;
        done.store(true, Ordering::Relaxed);
        let (mut stars, mut waits) = (stars.await??, waits.await??);
        let spent = self::processor()?.saturating_sub(processor);
        println!(
            "  poll {}: {:.1} s of processor, {:.2} ms an entry, {:.1} s by the clock; {}; {}",
            poll + 1,
            spent.as_secs_f64(),
            spent.as_secs_f64() * 1e3 / (entries * FEEDS) as f64,
            clock.elapsed().as_secs_f64(),
            told("starring", &mut stars),
            told("waiting for the story index", &mut waits)
        );
    }
    let front = desk.reader().front(FrontQuery::all(desk.now(), Window::first(1))).await?;
    let largest = front.items.first().map_or(0, |story| story.articles);
    println!(
        "  the first story has {largest} articles; store {} MB, memory {} MB",
        std::fs::metadata(&path)?.len() >> 20,
        memory()? >> 10
    );
    Ok(())
}

async fn desk(path: &std::path::Path, press: &Press) -> Done<Desk> {
    let mut policy = Policy::new(Timestamp::now);
    policy.local_pace = Pace { floor: Duration::ZERO, ..Pace::public() };
    let mut feeds = Vec::new();
    for host in Press::hosts() {
        policy.hosts.insert(&host, press.address)?;
        let url = WebUrl::parse(&format!("http://{host}/feed"))?;
        feeds.push(NewFeed { url, title: None, home: None, folder: None });
    }
    let store = Store::open(path, Options::default())?;
    let desk =
        Desk::open(store, Fetcher::new(policy)?, Settings::default(), Arc::new(Timestamp::now)).await?;
    desk.reader().add_feeds(feeds, desk.now()).await?;
    Ok(desk)
}

/// Stars the newest article again and again, and says how long each time took.
async fn star(desk: &Desk, stop: &AtomicBool) -> Result<Vec<Duration>, dateline_store::StoreError> {
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let newest = desk.reader().entries(Listing::All, Window::first(1)).await?;
        let Some(entry) = newest.items.first() else { continue };
        let begun = Instant::now();
        let mark = if times.len().is_multiple_of(2) { EntryMark::Starred } else { EntryMark::Unstarred };
        desk.reader().mark(vec![entry.id], mark, desk.now()).await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

/// Asks the story index something that takes no time, again and again, and says how long each answer took: what whoever has
/// articles to commit waits for whoever came before, looks at the whole window among them.
async fn ask_index(desk: &Desk, stop: &AtomicBool) -> Result<Vec<Duration>, dateline_store::StoreError> {
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(5)).await;
        let begun = Instant::now();
        desk.open_articles().await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn told(what: &str, times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at =
        |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    format!(
        "{what} {} times: p50 {:.1}, p99 {:.1}, worst {:.1} ms",
        times.len(),
        at(50).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3
    )
}

/// Processor time of this process so far, threads that ended included.
fn processor() -> Done<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: u64 = fields.iter().skip(11).take(2).map(|field| field.parse::<u64>().unwrap_or(0)).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// Kilobytes of memory that the system says of this process.
fn memory() -> Done<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    Ok(line.trim().split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

//! Moving in and out at size. `cargo run --release -p dateline-server --example moving -- round 20000` takes in that many articles
//! with states, labels and notes, writes an archive of everything, takes that in on another desk, and holds the two against each
//! other; `-- takeout 100` takes in a JSON file of so many megabytes, and says how much memory that took.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]

use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{Article, EntryId};
use dateline_server::Archive;
use dateline_store::{Options, Store};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// When all of it happens, and how far apart the articles are.
const NOW: i64 = 1_790_000_000;
const APART: i64 = 600;
/// Feeds that the articles are of.
const FEEDS: usize = 40;

fn main() {
    let mut words = std::env::args().skip(1);
    let mode = words.next().unwrap_or_else(|| "round".to_owned());
    let number = words.next().and_then(|word| word.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match mode.as_str() {
        "takeout" => runtime.block_on(takeout(folder.path(), number.unwrap_or(100))),
        _ => runtime.block_on(round(folder.path(), number.unwrap_or(20_000))),
    }
}

async fn desk(path: &Path) -> Desk {
    let clock = || Timestamp::from_second(NOW).unwrap();
    let store = Store::open(path, Options::default()).unwrap();
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    Desk::open(store, fetcher, Settings::default(), Arc::new(clock)).await.unwrap()
}

/// Words that tell one article from another.
fn text(number: usize, length: usize) -> String {
    let mut seed = number as u64 * 2_654_435_761 + 1;
    let mut words = String::new();
    while words.len() < length {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = ["harbour", "ferry", "council", "budget", "winter", "bridge", "market", "school"];
        words.push_str(word[(seed >> 33) as usize % word.len()]);
        words.push_str(&format!("{} ", (seed >> 40) % 997));
    }
    words
}

fn item(number: usize, length: usize) -> Value {
    let feed = format!("https://paper{}.example/feed", number % FEEDS);
    let mut states = vec!["user/1/state/com.google/reading-list".to_owned()];
    states.extend((!number.is_multiple_of(3)).then(|| "user/1/state/com.google/read".to_owned()));
    states.extend(number.is_multiple_of(7).then(|| "user/1/state/com.google/starred".to_owned()));
    states.extend(number.is_multiple_of(11).then(|| format!("user/1/label/Label {}", number % 5)));
    let notes =
        if number.is_multiple_of(13) { json!([{"content": format!("mind {number}")}]) } else { json!([]) };
    json!({
        "guid": format!("guid-{number}"), "title": format!("{} {number}", text(number, 30).trim()),
        "published": NOW - i64::try_from(number).unwrap() * APART, "categories": states, "annotations": notes,
        "alternate": [{"href": format!("https://paper{}.example/{number}", number % FEEDS)}],
        "content": {"content": format!("<p>{}</p>", text(number, length))},
        "origin": {"feedUrl": feed, "streamId": format!("feed/{feed}")},
    })
}

/// A file of articles of a size each, until `enough` of them or bytes; gives how many.
fn write_json(path: &Path, length: usize, enough: impl Fn(usize, usize) -> bool) -> usize {
    let mut out = BufWriter::new(std::fs::File::create(path).unwrap());
    out.write_all(b"{\"items\": [").unwrap();
    let (mut number, mut bytes) = (0, 0);
    while !enough(number, bytes) {
        let item = item(number, length).to_string();
        write!(out, "{}{item}", if number == 0 { "" } else { "," }).unwrap();
        (number, bytes) = (number + 1, bytes + item.len() + 1);
    }
    out.write_all(b"]}").unwrap();
    number
}

fn write_opml(path: &Path) {
    let feed =
        |n: usize| format!("<outline text='Paper {n}' type='rss' xmlUrl='https://paper{n}.example/feed'/>");
    let feeds: String = (0..FEEDS).map(feed).collect();
    std::fs::write(
        path,
        format!("<opml version='2.0'><body><outline text='Papers'>{feeds}</outline></body></opml>"),
    )
    .unwrap();
}

async fn import(desk: &Desk, path: PathBuf) {
    let began = Instant::now();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let report = desk.import_file(path, &|_| ()).await.unwrap();
    assert!(report.left.is_empty(), "{:?}", report.left);
    println!(
        "{name}: {} feeds, {} articles in {:.1} s, {}",
        report.feeds_new,
        report.entries_new,
        began.elapsed().as_secs_f64(),
        peak()
    );
}

/// The most memory that this process has held.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown");
    format!("at most {} so far", line.trim())
}

async fn takeout(folder: &Path, megabytes: usize) {
    write_opml(&folder.join("feeds.opml"));
    let written = write_json(&folder.join("takeout.json"), 40_000, |_, bytes| bytes >= megabytes * 1_000_000);
    println!("{written} articles in {megabytes} MB, {}", peak());
    let desk = desk(&folder.join("desk.db")).await;
    import(&desk, folder.join("feeds.opml")).await;
    import(&desk, folder.join("takeout.json")).await;
}

/// What must be the same on both desks, an article a line.
async fn lines(desk: &Desk) -> Vec<String> {
    let feeds = desk.reader().feeds().await.unwrap();
    let (mut lines, mut after) = (Vec::new(), EntryId(0));
    loop {
        let some = desk.reader().exported(after, 500).await.unwrap();
        let Some(last) = some.last() else { break };
        after = last.item.summary.id;
        for entry in &some {
            let summary = &entry.item.summary;
            let feed = entry.brought.first().and_then(|(id, _)| feeds.iter().find(|feed| feed.id == *id));
            let notes: Vec<_> =
                entry.notes.iter().map(|note| (&note.note, note.made_at, note.changed_at)).collect();
            let text =
                entry.item.reading.as_ref().and_then(|reading| reading.article.as_ref()).map(Article::text);
            lines.push(format!(
                "{:?} {:?} {} {:?} {:?} {:?} {:?} {notes:?} {text:?} {:?}",
                feed.map(|feed| &feed.url),
                entry.brought.first().map(|(_, guid)| guid),
                summary.title,
                summary.url,
                summary.published,
                summary.read_at,
                summary.starred_at,
                summary.labels,
            ));
        }
    }
    lines.sort();
    lines
}

async fn round(folder: &Path, articles: usize) {
    write_opml(&folder.join("feeds.opml"));
    write_json(&folder.join("items.json"), 1_500, |number, _| number >= articles);
    let first = desk(&folder.join("first.db")).await;
    import(&first, folder.join("feeds.opml")).await;
    import(&first, folder.join("items.json")).await;
    let began = Instant::now();
    let path = folder.join("all.zip");
    let mut out = std::fs::File::create(&path).unwrap();
    let mut archive = Archive::begin(first.reader(), first.now()).await.unwrap();
    while let Some(bytes) = archive.next().await.unwrap() {
        out.write_all(&bytes).unwrap();
    }
    let size = path.metadata().unwrap().len() / 1_000;
    println!(
        "all.zip: {} articles, {size} kB in {:.1} s, {}",
        archive.entries(),
        began.elapsed().as_secs_f64(),
        peak()
    );
    let second = desk(&folder.join("second.db")).await;
    import(&second, path).await;
    let (before, after) = (lines(&first).await, lines(&second).await);
    let differ = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    println!("{} and {} articles, {differ} differ", before.len(), after.len());
    if let Some((a, b)) = before.iter().zip(&after).find(|(a, b)| a != b) {
        println!("{a}\n{b}");
    }
    assert_eq!(before, after);
}

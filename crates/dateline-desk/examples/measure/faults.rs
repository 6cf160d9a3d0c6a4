//! Every fault as the desk records it: what the history of a feed, the verdict of a page or the shelf of pictures says.

use crate::Done;
use dateline_desk::{Desk, Settings, Which};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{FeedId, Place, WebUrl};
use dateline_store::{Listing, Options, Store, Window};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What the front answers, path by path, before the fault comes in its place.
type Shelf = Arc<Mutex<Vec<(String, String)>>>;

/// Rows that are no feeds: they are met as the page of a feed's entry.
const PAGES: &[&str] = &["html-deep", "html-amp", "html-attrs", "charset-utf7", "chunk-1byte", "cl-long"];

#[tokio::main]
pub(crate) async fn run(file: &str, port: &str) -> Done<bool> {
    let faults = SocketAddr::from(([127, 0, 0, 1], port.parse()?));
    let rows: Vec<Value> =
        std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut right = 0;
    for row in &rows {
        let id = row["id"].as_str().unwrap_or_default();
        let started = Instant::now();
        let state = one(id, faults).await?;
        let expected = row["state"].as_array().into_iter().flatten();
        let good = expected.filter_map(Value::as_str).any(|expected| state.word == expected) && state.kept;
        right += usize::from(good);
        let verdict = if good { "right" } else { "WRONG" };
        let took = started.elapsed().as_secs_f64();
        println!(
            "{verdict} {id:18} {:22} {:5} articles {took:5.1} s  {}",
            state.word, state.articles, state.words
        );
    }
    println!("{} faults, {right} recorded as they should be", rows.len());
    Ok(right == rows.len())
}

/// What the desk knows after it met a fault.
struct State {
    word: String,
    words: String,
    articles: u64,
    /// Whether the two articles held before are still there, once each, and a cut answer left no validator.
    kept: bool,
}

async fn one(id: &str, faults: SocketAddr) -> Done<State> {
    let shelf = Shelf::default();
    let front = front(Arc::clone(&shelf)).await?;
    let folder = tempfile::tempdir()?;
    let minutes = Arc::new(AtomicI64::new(0));
    let desk = desk(folder.path(), faults, front, Arc::clone(&minutes)).await?;
    set(&shelf, "/feed", &before(id));
    let address = WebUrl::parse("http://front.localhost/feed")?;
    let dateline_desk::Added::Feed { id: feed, .. } = desk.add(address, None).await? else {
        return Err("the front is no feed".into());
    };
    desk.update(Which::These(vec![feed])).await?;
    let old = desk.reader().feed(feed).await?.map_or(0, |feed| feed.entries);
    set(&shelf, "/feed", &moved(&format!("http://faults.localhost/{id}")));
    let word = match id {
        _ if id.starts_with("img-") => picture(&desk, id).await?,
        _ if id.starts_with("robots-") => {
            set(&shelf, "/robots.txt", &moved(&format!("http://faults.localhost/{id}")));
            page(&desk, &shelf, feed, "http://other.localhost/page").await?
        }
        _ if PAGES.contains(&id) => {
            page(&desk, &shelf, feed, &format!("http://faults.localhost/{id}")).await?
        }
        "flap" => until_ok(&desk, feed, &minutes).await?,
        _ => poll(&desk, feed).await?,
    };
    let record = desk.reader().feed(feed).await?.ok_or("the feed is not there any more")?;
    let cut = word.ends_with(":truncated") && record.health.truncated;
    let doubled = id == "flap" && record.entries != old + 20;
    Ok(State {
        word,
        words: record.health.error.clone().unwrap_or_default(),
        articles: record.entries,
        kept: old == 2 && record.entries >= old && !doubled && !(cut && record.validators.etag.is_some()),
    })
}

async fn desk(
    folder: &std::path::Path,
    faults: SocketAddr,
    front: SocketAddr,
    minutes: Arc<AtomicI64>,
) -> Done<Desk> {
    let start = Timestamp::now();
    let clock = move || start + SignedDuration::from_mins(minutes.load(Ordering::Relaxed));
    let mut policy = Policy::new(clock.clone());
    policy.hosts.insert("faults.localhost", faults)?;
    policy.hosts.insert("front.localhost", front)?;
    policy.hosts.insert("other.localhost", front)?;
    policy.limits.first_byte = Duration::from_secs(4);
    policy.limits.total = Duration::from_secs(15);
    policy.limits.rate_window = Duration::from_secs(4);
    let store = Store::open(&folder.join("desk.db"), Options::default())?;
    Ok(Desk::open(store, Fetcher::new(policy)?, Settings::default(), Arc::new(clock)).await?)
}

/// The feed as it was before the fault: two entries, and a validator only where the row needs one.
fn before(id: &str) -> String {
    let etag = if id == "304-forever" { "ETag: \"stale\"\r\n" } else { "" };
    served(etag, &document(&["http://other.localhost/1", "http://other.localhost/2"]))
}

fn document(links: &[&str]) -> String {
    let words = "Quiet words about the harbour and the town that stand in the feed itself. ".repeat(20);
    let item = |link: &&str| {
        format!(
            "<item><title>Told at {link}</title><link>{link}</link><guid>{link}</guid>\
             <content:encoded>{words}</content:encoded></item>"
        )
    };
    let items: String = links.iter().map(item).collect();
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>The Front</title><link>http://front.localhost/</link>{items}</channel></rss>"
    )
}

/// A feed whose only entry has no text of its own.
fn headline(link: &str) -> String {
    served(
        "",
        &format!(
            "<rss version=\"2.0\"><channel><title>The Front</title><item><title>A page</title><link>{link}</link></item></channel></rss>"
        ),
    )
}

fn served(fields: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn moved(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn set(shelf: &Shelf, path: &str, answer: &str) {
    if let Ok(mut shelf) = shelf.lock() {
        shelf.retain(|(at, _)| at != path);
        shelf.push((path.to_owned(), answer.to_owned()));
    }
}

/// Answers one request on each connection from the shelf, then closes.
async fn front(shelf: Shelf) -> Done<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let read = stream.read(&mut head).await.unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..read]);
            let path = head.split(' ').nth(1).unwrap_or_default();
            let found = shelf
                .lock()
                .ok()
                .and_then(|shelf| shelf.iter().find(|(at, _)| at == path).map(|(_, answer)| answer.clone()));
            let answer = found.unwrap_or_else(|| {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
            });
            let _closed = stream.write_all(answer.as_bytes()).await;
        }
    });
    Ok(address)
}

/// Polls the feed and gives what its history says last.
async fn poll(desk: &Desk, feed: FeedId) -> Done<String> {
    desk.update(Which::These(vec![feed])).await?;
    let history = desk.reader().polls(feed, 1).await?.unwrap_or_default();
    Ok(history.first().map(|poll| poll.outcome.clone()).unwrap_or_default())
}

async fn until_ok(desk: &Desk, feed: FeedId, minutes: &AtomicI64) -> Done<String> {
    let mut word = String::new();
    for _ in 0..200 {
        minutes.fetch_add(60 * 24, Ordering::Relaxed);
        word = poll(desk, feed).await?;
        if word == "ok" {
            break;
        }
    }
    Ok(word)
}

/// Lets an entry lead to the page, and gives what its reading says of the fetch.
async fn page(desk: &Desk, shelf: &Shelf, feed: FeedId, link: &str) -> Done<String> {
    set(shelf, "/feed", &headline(link));
    desk.update(Which::These(vec![feed])).await?;
    let entries = desk.reader().entries(Listing::Feed(feed), Window::first(9)).await?.items;
    let entry = entries.iter().find(|entry| entry.title == "A page").ok_or("the entry is not there")?;
    let reading = desk.reader().article(entry.id).await?.and_then(|article| article.reading);
    let reading = reading.ok_or("the page was not read")?;
    let failed = reading.verdict.evidence.iter().find_map(|evidence| match &evidence.place {
        Place::Http(word) if evidence.supports == "retrieval_failed" => Some(word.clone()),
        _ => None,
    });
    Ok(failed.unwrap_or_else(|| "ok".to_owned()))
}

/// Asks for a picture as a reader's browser does, and gives what the shelf says of it.
async fn picture(desk: &Desk, id: &str) -> Done<String> {
    let url = WebUrl::parse(&format!("http://faults.localhost/{id}"))?;
    let had = desk.picture(&url).await?;
    let kept = desk.store().image(url).await?;
    Ok(kept.filter(|_| had.is_none()).map(|kept| kept.media_type).unwrap_or_default())
}

//! From the wish to follow a feed to its first articles on the front page: a feed of fifty entries on loopback, once
//! with whole texts in the feed, once with excerpts and a page for each.

use crate::Done;
use dateline_desk::{Added, Desk, Settings, Which};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::WebUrl;
use dateline_store::{FrontQuery, Listing, Options, Store, Window};
use jiff::Timestamp;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const ENTRIES: usize = 50;
/// Allowed time to the first articles.
const ALLOWED: Duration = Duration::from_secs(3);

#[tokio::main]
pub(crate) async fn run() -> Done<bool> {
    let mut good = true;
    for (whole, what) in [(true, "whole texts in the feed"), (false, "excerpts, and a page for each")] {
        let asked = Arc::new(AtomicUsize::new(0));
        let address = press(whole, Arc::clone(&asked)).await?;
        let folder = tempfile::tempdir()?;
        let mut policy = Policy::new(Timestamp::now);
        policy.hosts.insert("press.localhost", address)?;
        let store = Store::open(&folder.path().join("desk.db"), Options::default())?;
        let desk =
            Desk::open(store, Fetcher::new(policy)?, Settings::default(), Arc::new(Timestamp::now)).await?;
        let (first, all) = times(&desk).await?;
        let pages = asked.load(Ordering::SeqCst);
        println!(
            "{what}: first articles after {:.2} s, all {ENTRIES} after {:.2} s; {pages} pages were asked for",
            first.as_secs_f64(),
            all.as_secs_f64()
        );
        good &= first < ALLOWED && pages == if whole { 0 } else { ENTRIES };
    }
    Ok(good)
}

/// Time to the first story with text on the front page, and to the last article read.
async fn times(desk: &Desk) -> Done<(Duration, Duration)> {
    let started = Instant::now();
    let Added::Feed { id, .. } = desk.add(WebUrl::parse("http://press.localhost/feed")?, None).await? else {
        return Err("the feed was not added".into());
    };
    let working = desk.clone();
    let update = tokio::spawn(async move { working.update(Which::These(vec![id])).await });
    let query = FrontQuery::all(desk.now(), Window::first(20));
    let mut first = None;
    loop {
        let front = desk.reader().front(query.clone()).await?;
        if first.is_none()
            && front
                .items
                .iter()
                .any(|story| story.lead_article.holding.is_some() && story.lead_article.words > 0)
        {
            first = Some(started.elapsed());
        }
        let held = desk.reader().entries(Listing::All, Window::first(100)).await?.items;
        if held.iter().filter(|entry| entry.words > 0).count() == ENTRIES {
            break;
        }
        if started.elapsed() > Duration::from_secs(120) {
            return Err("not all articles came".into());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let all = started.elapsed();
    update.await??;
    Ok((first.unwrap_or(all), all))
}

async fn press(whole: bool, asked: Arc<AtomicUsize>) -> Done<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let asked = Arc::clone(&asked);
            tokio::spawn(async move {
                let _closed = serve(stream, whole, &asked).await;
            });
        }
    });
    Ok(address)
}

async fn serve(mut stream: TcpStream, whole: bool, asked: &AtomicUsize) -> std::io::Result<()> {
    let mut head = Vec::new();
    loop {
        head.clear();
        while !head.ends_with(b"\r\n\r\n") {
            let mut step = [0; 2048];
            match stream.read(&mut step).await? {
                0 => return Ok(()),
                read => head.extend_from_slice(&step[..read]),
            }
        }
        let text = String::from_utf8_lossy(&head).into_owned();
        let path = text.split(' ').nth(1).unwrap_or_default();
        let (status, body) = match path {
            "/feed" => ("200 OK", feed(whole)),
            "/robots.txt" => ("404 Not Found", String::new()),
            _ => {
                asked.fetch_add(1, Ordering::SeqCst);
                ("200 OK", page(path))
            }
        };
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// Running text of an article, different for each.
fn text(n: &str) -> String {
    let paragraph = |part: usize| {
        format!(
            "<p>Village {n} has told our reporter, in part {part} of this account, what the council of village {n} decided \
             about the road, the school and the harbour. Several people of village {n} spoke for it and some against it, and \
             nobody could say what the year will bring. The mayor promised to answer every question in writing.</p>"
        )
    };
    (1..=8).map(paragraph).collect()
}

fn feed(whole: bool) -> String {
    let item = |n: usize| {
        let body = if whole {
            format!("<content:encoded><![CDATA[{}]]></content:encoded>", text(&n.to_string()))
        } else {
            "<description>What the council decided. […]</description>".to_owned()
        };
        format!(
            "<item><guid>{n}</guid><link>http://press.localhost/{n}</link><title>Council of village {n} decides</title>{body}</item>"
        )
    };
    let items: String = (0..ENTRIES).map(item).collect();
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Press</title>\
         <link>http://press.localhost/</link>{items}</channel></rss>"
    )
}

fn page(path: &str) -> String {
    let n = path.trim_start_matches('/');
    let links: String =
        (0..200).map(|link| format!("<li><a href=\"/section/{link}\">Section {link}</a></li>")).collect();
    format!(
        "<html lang=\"en\"><head><title>Council of village {n} decides</title></head><body><nav><ul>{links}</ul></nav>\
         <article><h1>Council of village {n} decides</h1>{}</article><footer>Imprint</footer></body></html>",
        text(n)
    )
}

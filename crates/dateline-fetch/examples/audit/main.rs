//! Holds the fetcher to case files: `audit faults FILE PORT SECONDS`, `audit ssrf FILE`, `audit robots FILE`,
//! `audit caching FILE`.
//!
//! `faults` asks a fault server on the loopback port for every id of the file, as `faults.localhost`, at the wall time
//! given in seconds since 1970; `ssrf` resolves every name to a public test address and opens no connection but to a
//! server of its own on loopback; `robots` only reads. Each prints what differs and the counts.

mod caching;

use dateline_fetch::guarded_connector::{Boxed, Dial, Resolve, System};
use dateline_fetch::{Answer, Fetcher, Kind, Policy, Request, address_ranges, robots::Robots};
use dateline_model::{Validators, WebUrl};
use jiff::Timestamp;
use serde_json::Value;
use std::error::Error;
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

type Done<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Done<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["faults", file, port, seconds] => faults(&rows(file)?, port.parse()?, seconds.parse()?).await,
        ["ssrf", file] => ssrf(&rows(file)?).await,
        ["robots", file] => robots(&rows(file)?),
        ["caching", file] => caching::run(&rows(file)?),
        _ => Err("usage: audit faults FILE PORT SECONDS | audit ssrf|robots|caching FILE".into()),
    }
}

fn rows(file: &str) -> Done<Vec<Value>> {
    std::fs::read_to_string(file)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

/// Answers one request on each connection with whatever the cell holds, then closes.
async fn canned(cell: Arc<Mutex<String>>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let read = stream.read(&mut head).await.unwrap_or(0);
            let robots = head[..read].starts_with(b"GET /robots.txt");
            let said = cell.lock().map(|said| said.clone()).unwrap_or_default();
            let said = if robots && !said.starts_with("robots ") {
                NOT_FOUND.to_owned()
            } else {
                said.replacen("robots ", "", 1)
            };
            let _ = stream.write_all(said.as_bytes()).await;
        }
    });
    Ok(address)
}

const NOT_FOUND: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const FOUND: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

async fn faults(rows: &[Value], port: u16, seconds: i64) -> Done<()> {
    let cell = Arc::new(Mutex::new(String::new()));
    let front = canned(Arc::clone(&cell)).await?;
    let now = Timestamp::from_second(seconds)?;
    let (mut right, mut left, mut wrong) = (0, 0, 0);
    let mut out = io::stdout().lock();
    for row in rows {
        let id = text(row, "id");
        let mut policy = Policy::new(move || now);
        policy.hosts.insert("faults.localhost", SocketAddr::from(([127, 0, 0, 1], port)))?;
        policy.hosts.insert("front.localhost", front)?;
        policy.limits.first_byte = Duration::from_secs(4);
        policy.limits.total = Duration::from_secs(15);
        policy.limits.rate_window = Duration::from_secs(4);
        if let Ok(mut cell) = cell.lock() {
            *cell = format!(
                "robots HTTP/1.1 302 Found\r\nLocation: http://faults.localhost/{id}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
        let start = Instant::now();
        let (word, sentence) = fault(id, &Fetcher::new(policy)?).await?;
        let took = start.elapsed().as_secs_f64();
        let states: Vec<&str> =
            row["state"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let verdict = if states.contains(&word) {
            right += 1;
            "right"
        } else if word == "ok" {
            left += 1;
            "left to the parser"
        } else {
            wrong += 1;
            "WRONG"
        };
        writeln!(out, "{verdict:18} {id:18} {word:22} {took:5.1} s  {sentence}")?;
    }
    writeln!(out, "{} faults: {right} right, {left} left to the parser, {wrong} wrong", rows.len())?;
    Ok(())
}

async fn fault(id: &str, fetcher: &Fetcher) -> Done<(&'static str, String)> {
    if id.starts_with("robots-") {
        // The front's robots.txt leads to the fault, so that a page of the front is judged by it.
        let page = Request::new(WebUrl::parse("http://front.localhost/page")?, Kind::Page);
        return Ok(match fetcher.get(page).await {
            Ok(_) => ("ok", String::new()),
            Err(error) if matches!(error.kind, dateline_fetch::FetchErrorKind::Redirects(_)) => {
                ("ok", String::new())
            }
            Err(error) => (error.word(), error.to_string()),
        });
    }
    let kind = if id.starts_with("img-") {
        Kind::Image
    } else if id.starts_with("html-") {
        Kind::Page
    } else {
        Kind::Feed
    };
    let mut request = Request::new(WebUrl::parse(&format!("http://faults.localhost/{id}"))?, kind);
    if id == "304-forever" {
        request.validators = Validators { etag: Some("\"stale\"".to_owned()), last_modified: None };
    }
    let attempts = if id == "flap" { 200 } else { 1 };
    let mut last = ("", String::new());
    for _ in 0..attempts {
        last = match fetcher.get(request.clone()).await {
            Ok(Answer::Fresh(page)) => {
                let note = format!("{} {} bytes {:?}", page.status, page.body.len(), page.truncation);
                (Answer::Fresh(page).word(), note)
            }
            Ok(answer) => (answer.word(), String::new()),
            Err(error) => (error.word(), error.to_string()),
        };
        if last.0 == "ok" {
            break;
        }
    }
    Ok(last)
}

/// Answers names as a row wants, and notes what was dialled. Public addresses lead to the canned server.
#[derive(Clone)]
struct Stage {
    dns: String,
    asked: Arc<Mutex<usize>>,
    dialled: Arc<Mutex<Vec<SocketAddr>>>,
    server: SocketAddr,
}

/// Where every name leads unless a row says otherwise.
const PUBLIC: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(93, 184, 215, 14));

impl Resolve for Stage {
    fn resolve(&self, _: &str, port: u16) -> Boxed<io::Result<Vec<SocketAddr>>> {
        let before = self.asked.lock().map_or(0, |mut asked| {
            *asked += 1;
            *asked - 1
        });
        let inward = IpAddr::from([127, 0, 0, 1]);
        let found = match self.dns.as_str() {
            "" => Ok(PUBLIC),
            "CNAME loop" => Err(io::Error::other("too many aliases")),
            text if text.starts_with("AAAA=") => text[5..].parse().map_err(io::Error::other),
            _ => Ok(if before == 0 { PUBLIC } else { inward }),
        };
        Box::pin(async move { Ok(vec![SocketAddr::new(found?, port)]) })
    }
}

impl Dial for Stage {
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        if let Ok(mut dialled) = self.dialled.lock() {
            dialled.push(to);
        }
        match address_ranges::reach(to.ip()) {
            address_ranges::Reach::Public => System.dial(self.server),
            _ => Box::pin(async { Err(io::Error::other("an inward connection was tried")) }),
        }
    }
}

async fn ssrf(rows: &[Value]) -> Done<()> {
    let cell = Arc::new(Mutex::new(String::new()));
    let server = canned(Arc::clone(&cell)).await?;
    let (mut inward, mut blocked, mut answered, mut controls, mut attempts) = (0, 0, 0, 0, 0);
    let mut out = io::stdout().lock();
    for row in rows {
        let location = text(row, "location");
        if let Ok(mut cell) = cell.lock() {
            *cell = match row["status"].as_u64() {
                Some(status) => format!(
                    "HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                ),
                None => FOUND.to_owned(),
            };
        }
        for kind in [Kind::Feed, Kind::Page, Kind::Image, Kind::Robots, Kind::Hub] {
            // A form is sent on by 307 and 308 alone.
            let sent_on = row["status"].as_u64().is_none_or(|status| matches!(status, 307 | 308));
            if kind == Kind::Hub && !sent_on {
                continue;
            }
            let stage = Stage {
                dns: text(row, "dns").to_owned(),
                asked: Arc::default(),
                dialled: Arc::default(),
                server,
            };
            let policy =
                Policy { pace: dateline_fetch::Pace::none(), ..Policy::new(|| Timestamp::UNIX_EPOCH) };
            let fetcher = Fetcher::with_connector(policy, Arc::new(stage.clone()), Arc::new(stage.clone()))?;
            // Twice, the second time with a condition: a name may lead elsewhere by then.
            let mut refused = 0;
            if let Ok(url) = WebUrl::parse(text(row, "url")) {
                for validators in [
                    Validators::default(),
                    Validators { etag: Some("\"a\"".to_owned()), last_modified: None },
                ] {
                    let request = match kind {
                        Kind::Hub => Request::to_hub(url.clone(), &[("hub.mode", "subscribe")]),
                        _ => Request::new(url.clone(), kind),
                    };
                    let answer = fetcher.get(request.since(validators)).await;
                    refused += usize::from(answer.is_err_and(|error| error.word() != "refused:type"));
                }
            } else {
                refused = 2;
            }
            let dialled = stage.dialled.lock().map(|dialled| dialled.clone()).unwrap_or_default();
            attempts += dialled.len();
            let bad: Vec<_> = dialled
                .iter()
                .filter(|to| address_ranges::reach(to.ip()) != address_ranges::Reach::Public)
                .collect();
            inward += bad.len();
            let allow = text(row, "must") == "allow";
            match (allow, refused) {
                (true, 0) => controls += 1,
                (true, _) => writeln!(out, "control refused: {row}")?,
                (false, 0) => {
                    answered += 1;
                    writeln!(
                        out,
                        "answered from a public address only: {} {location} {kind:?}",
                        text(row, "url")
                    )?;
                }
                (false, _) => blocked += 1,
            }
            if !bad.is_empty() {
                writeln!(out, "INWARD {bad:?}: {row}")?;
            }
        }
    }
    writeln!(
        out,
        "{} cases on 5 paths, {attempts} connections tried: {inward} inward; {blocked} blocked, {answered} answered by a public address, {controls} controls passed",
        rows.len()
    )?;
    Ok(())
}

fn robots(rows: &[Value]) -> Done<()> {
    let mut out = io::stdout().lock();
    let (mut right, mut wrong, mut google) = (0, 0, 0);
    for row in rows {
        let robots = Robots::parse(text(row, "robots").as_bytes(), text(row, "agent"));
        let url = text(row, "url");
        let after = url.find("//").map_or(url, |at| &url[at + 2..]);
        let path = after.find('/').map_or("/", |at| &after[at..]);
        let only_google = row["google_only"].as_bool() == Some(true);
        match (robots.closes(path).is_none() == (row["allowed"].as_bool() == Some(true)), only_google) {
            (true, _) => right += 1,
            (false, true) => google += 1,
            (false, false) => wrong += 1,
        }
        if robots.closes(path).is_none() != (row["allowed"].as_bool() == Some(true)) {
            writeln!(out, "differs{}: {row}", if only_google { " (only Google's reading)" } else { "" })?;
        }
    }
    writeln!(
        out,
        "{} cases: {right} right, {google} read otherwise by Google alone, {wrong} wrong",
        rows.len()
    )?;
    Ok(())
}

//! A press of `hN.localhost` hosts in a process of its own, so that its cost and its memory are not the desk's. It notes
//! every request, and reports when its standard input ends.

use crate::Done;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// The press as its customer sees it.
pub(crate) struct Press {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Press {
    /// Starts this program again as a press. `manner` is `well` or `mixed`, `delay` what a good host takes to answer.
    pub(crate) fn start(manner: &str, delay: Duration) -> Done<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", manner, &delay.as_millis().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        Ok(Self { child, input, output, address: line.trim().parse()? })
    }

    /// Ends the press and takes its report.
    pub(crate) fn report(mut self) -> Done<Value> {
        drop(self.input.take());
        let mut text = String::new();
        self.output.read_to_string(&mut text)?;
        self.child.wait()?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// What a host is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Well,
    /// Nobody listens there; the desk's table leads to a closed port.
    Dead,
    /// Takes the request and never answers.
    Silent,
    /// A byte now and then.
    Drips,
    /// Answers after six seconds.
    Slow,
    /// 429 with a time, as seconds.
    TooMany,
    /// 503 with a time, as a date.
    Down,
}

/// One host in ten is bad, each in its own way.
pub(crate) fn manner(mixed: bool, host: u32) -> Manner {
    let bad = [Manner::Dead, Manner::Silent, Manner::Drips, Manner::Slow, Manner::TooMany, Manner::Down];
    if mixed && host % 10 == 3 { bad[(host / 10) as usize % bad.len()] } else { Manner::Well }
}

/// Seconds for which [`Manner::TooMany`] and [`Manner::Down`] ask to be left alone.
const SILENCE: u64 = 20;

/// What is noted of a host.
#[derive(Default)]
struct Noted {
    /// Milliseconds since the start at which its feed was asked for.
    asked: Vec<u64>,
    now: u32,
    peak: u32,
    early: u32,
    unconditional: u32,
    repeats: u32,
    gave_etag: bool,
    not_before: Option<Instant>,
    robots: u32,
}

struct Shop {
    mixed: bool,
    delay: Duration,
    start: Instant,
    hosts: Mutex<HashMap<u32, Noted>>,
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn serve(manner: &str, delay: &str) -> Done<bool> {
    dateline_fetch::socket_limit();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let shop = Arc::new(Shop {
        mixed: manner == "mixed",
        delay: Duration::from_millis(delay.parse()?),
        start: Instant::now(),
        hosts: Mutex::default(),
    });
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    let open = Arc::clone(&shop);
    let accepting = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, Arc::clone(&open)));
        }
    });
    ended.await??;
    accepting.abort();
    println!("{}", shop.report());
    Ok(true)
}

impl Shop {
    fn note<T>(&self, host: u32, note: impl FnOnce(&mut Noted) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        note(hosts.entry(host).or_default())
    }

    fn report(&self) -> Value {
        let hosts = self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let sum =
            |figure: fn(&Noted) -> u32| hosts.values().map(|noted| u64::from(figure(noted))).sum::<u64>();
        let well = hosts.iter().filter(|(host, _)| manner(self.mixed, **host) == Manner::Well);
        json!({
            "hosts": hosts.len(),
            "requests": sum(|noted| noted.asked.len() as u32),
            "robots": sum(|noted| noted.robots),
            "most_at_once_per_host": hosts.values().map(|noted| noted.peak).max().unwrap_or(0),
            "early_retries": sum(|noted| noted.early),
            "unconditional_repeats": sum(|noted| noted.repeats),
            "asked": well.map(|(host, noted)| (host.to_string(), json!(noted.asked))).collect::<serde_json::Map<_, _>>(),
        })
    }
}

/// Requests of one connection, one after the other.
async fn connection(mut stream: TcpStream, shop: Arc<Shop>) {
    let mut head = Vec::new();
    loop {
        while !head.ends_with(b"\r\n\r\n") {
            let mut step = [0; 2048];
            match stream.read(&mut step).await {
                Ok(read) if read > 0 => head.extend_from_slice(&step[..read]),
                _ => return,
            }
        }
        let text = String::from_utf8_lossy(&head).to_ascii_lowercase();
        head.clear();
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let host = field("host")
            .and_then(|host| host.strip_prefix('h')?.split('.').next()?.parse().ok())
            .unwrap_or(0);
        shop.note(host, |noted| {
            noted.now += 1;
            noted.peak = noted.peak.max(noted.now);
        });
        let done = answer(&mut stream, &shop, host, &text, field("if-none-match").is_some()).await;
        shop.note(host, |noted| noted.now -= 1);
        if done.is_err() {
            return;
        }
    }
}

async fn answer(
    stream: &mut TcpStream,
    shop: &Shop,
    host: u32,
    head: &str,
    conditional: bool,
) -> std::io::Result<()> {
    if head.starts_with("get /robots.txt") {
        shop.note(host, |noted| noted.robots += 1);
        sleep(shop.delay).await;
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await;
    }
    let now = Instant::now();
    shop.note(host, |noted| {
        noted.asked.push(u64::try_from(now.duration_since(shop.start).as_millis()).unwrap_or(0));
        noted.early += u32::from(noted.not_before.is_some_and(|time| now < time));
        noted.unconditional += u32::from(!conditional);
        noted.repeats += u32::from(!conditional && noted.gave_etag);
    });
    match manner(shop.mixed, host) {
        Manner::Dead => Ok(()),
        Manner::Silent => gone(stream).await,
        Manner::Drips => loop {
            stream.write_all(b"H").await?;
            sleep(Duration::from_secs(1)).await;
        },
        Manner::Slow => {
            sleep(Duration::from_secs(6)).await;
            well(stream, shop, host, conditional).await
        }
        Manner::TooMany => {
            shop.note(host, |noted| noted.not_before = Some(now + Duration::from_secs(SILENCE)));
            let text = format!(
                "HTTP/1.1 429 Too Many Requests\r\nRetry-After: {SILENCE}\r\nContent-Length: 0\r\n\r\n"
            );
            stream.write_all(text.as_bytes()).await
        }
        Manner::Down => {
            let at = jiff::Timestamp::now() + Duration::from_secs(SILENCE + 1);
            // The date has whole seconds: this one is between the silence and a second more.
            shop.note(host, |noted| noted.not_before = Some(now + Duration::from_secs(SILENCE)));
            let date = jiff::tz::TimeZone::UTC.to_datetime(at).strftime("%a, %d %b %Y %H:%M:%S GMT");
            let text = format!("HTTP/1.1 503 Down\r\nRetry-After: {date}\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(text.as_bytes()).await
        }
        Manner::Well => {
            if !shop.delay.is_zero() {
                sleep(shop.delay).await;
            }
            well(stream, shop, host, conditional).await
        }
    }
}

/// Waits until the other side gives up.
async fn gone(stream: &mut TcpStream) -> std::io::Result<()> {
    while stream.read(&mut [0; 16]).await? > 0 {}
    Err(std::io::ErrorKind::ConnectionReset.into())
}

async fn well(stream: &mut TcpStream, shop: &Shop, host: u32, conditional: bool) -> std::io::Result<()> {
    if conditional {
        return stream.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n").await;
    }
    let body = format!(
        "<rss version=\"2.0\"><channel><title>Paper {host}</title><link>http://h{host}.localhost/</link></channel></rss>"
    );
    let text = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"1\"\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    shop.note(host, |noted| noted.gave_etag = true);
    stream.write_all(text.as_bytes()).await
}

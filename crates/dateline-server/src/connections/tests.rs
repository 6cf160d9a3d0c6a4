//! Connections in memory under a paused clock: who keeps us waiting is cut off, who reads on is not.

use super::{Limits, serve};
use crate::forwarded::OverTls;
use crate::tls::tests::pair;
use axum::body::{Body, Bytes};
use axum::routing::{get, post};
use axum::serve::Listener;
use axum::{Extension, Router};
use http_body_util::channel::Channel;
use jiff::Timestamp;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// Accepts the streams that a test dials.
struct Dialled(mpsc::UnboundedReceiver<DuplexStream>);

impl Listener for Dialled {
    type Io = DuplexStream;
    type Addr = ();

    async fn accept(&mut self) -> (DuplexStream, ()) {
        match self.0.recv().await {
            Some(stream) => (stream, ()),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A server that a test dials and stops.
struct Server {
    dial: mpsc::UnboundedSender<DuplexStream>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

const LARGE: usize = 4 << 20;

fn start(limits: Limits) -> Server {
    start_with(limits, None)
}

fn start_with(limits: Limits, tls: Option<TlsAcceptor>) -> Server {
    let router = Router::new()
        .route("/secure", get(async |over: Option<Extension<OverTls>>| over.is_some().to_string()))
        .route("/", get(async || "here"))
        .route("/take", post(async |body: Bytes| body.len().to_string()))
        .route("/large", get(async || vec![b'x'; LARGE]))
        .route("/slow", get(async || sleep(Duration::from_secs(300)).await))
        .route("/events", get(async || Body::new(events())));
    let (dial, dialled) = mpsc::unbounded_channel();
    let (stop, stopped) = oneshot::channel();
    let clock = Arc::new(|| Timestamp::UNIX_EPOCH);
    let ended = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        serve(Dialled(dialled), router, tls, limits, clock, stopped).await;
    });
    Server { dial, stop, ended }
}

/// One event a minute, for ever.
fn events() -> Channel<Bytes, Infallible> {
    let (mut send, body) = Channel::new(1);
    tokio::spawn(async move {
        while send.send_data(Bytes::from_static(b"data: x\n\n")).await.is_ok() {
            sleep(Duration::from_secs(60)).await;
        }
    });
    body
}

impl Server {
    async fn dial(&self, sent: &str) -> DuplexStream {
        let (mut ours, theirs) = tokio::io::duplex(16 << 10);
        self.dial.send(theirs).unwrap();
        ours.write_all(sent.as_bytes()).await.unwrap();
        ours
    }
}

fn asks(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

/// What comes until the other end closes.
async fn rest(stream: &mut DuplexStream) -> String {
    let mut bytes = Vec::new();
    // A stream that is cut off is at its end, too.
    let _cut = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test(start_paused = true)]
async fn answers_are_dated_by_the_clock_that_was_given() {
    let server = start(Limits::default());
    let mut stream = server.dial("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let answer = rest(&mut stream).await.to_ascii_lowercase();
    assert_eq!(answer.matches("date: thu, 01 jan 1970 00:00:00 gmt\r\n").count(), 1, "{answer}");
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_more_is_cut_off_in_time() {
    let limits = Limits::default();
    let server = start(limits);
    let check = async |sent: &str, within: Duration| {
        let (mut stream, begun) = (server.dial(sent).await, Instant::now());
        let read = rest(&mut stream).await;
        let took = begun.elapsed();
        assert!(took <= within + Duration::from_millis(10), "{sent:?} held a place for {took:?}: {read}");
        assert!(took >= within, "{sent:?} was cut off after {took:?}: {read}");
    };
    check("", limits.head).await;
    check("GET / HTTP/1.1\r\n", limits.head).await;
    check("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", limits.head).await;
    check(&asks("/"), limits.head).await;
    check(&asks("/large"), limits.head).await;
    check("POST /take HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf", limits.body).await;
    check(&format!("{}{}", asks("/slow"), asks("/")), Duration::from_secs(300) + limits.head).await;
}

#[tokio::test(start_paused = true)]
async fn a_head_that_drips_has_no_more_time() {
    let limits = Limits::default();
    let server = start(limits);
    let (mut stream, begun) = (server.dial("GET / HTTP/1.1\r\nX: ").await, Instant::now());
    while stream.write_all(b"x").await.is_ok() {
        sleep(Duration::from_secs(1)).await;
    }
    assert!(begun.elapsed() <= limits.head + Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_head_beyond_its_size_is_refused() {
    let limits = Limits::default();
    let server = start(limits);
    let mut stream = server.dial("GET / HTTP/1.1\r\nX: ").await;
    let read = async |stream: &mut DuplexStream| {
        let mut start = [0; 12];
        stream.read_exact(&mut start).await.unwrap();
        String::from_utf8_lossy(&start).into_owned()
    };
    // The answer comes before all of it is taken.
    let _refused = timeout(limits.head / 2, stream.write_all(&vec![b'x'; limits.buffer * 2])).await;
    assert_eq!(read(&mut stream).await, "HTTP/1.1 431");
}

/// Each head comes in one piece: what is read at once is more than the bound.
#[tokio::test(start_paused = true)]
async fn a_head_is_counted_to_the_byte() {
    let limits = Limits::default();
    let server = start(limits);
    let around = "GET / HTTP/1.1\r\nhost: a\r\nx: \r\n\r\n".len();
    for (bytes, expected) in
        [(limits.buffer, "HTTP/1.1 200"), (limits.buffer + 1, "HTTP/1.1 431"), (100_000, "HTTP/1.1 431")]
    {
        let field = "x".repeat(bytes - around);
        let sent = format!("GET / HTTP/1.1\r\nhost: a\r\nx: {field}\r\n\r\n");
        assert_eq!(sent.len(), bytes);
        let (near, far) = tokio::io::duplex(1 << 20);
        server.dial.send(far).unwrap();
        let mut near = near;
        near.write_all(sent.as_bytes()).await.unwrap();
        let mut start = [0; 12];
        near.read_exact(&mut start).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&start), expected, "{bytes}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_events_and_a_slow_download_go_on() {
    let server = start(Limits::default());
    let mut stream = server.dial(&asks("/events")).await;
    let mut read = String::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(3600) {
        let mut bytes = [0; 512];
        let count = stream.read(&mut bytes).await.unwrap();
        assert_ne!(count, 0, "the stream ended after {:?}", begun.elapsed());
        read.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    assert!(read.matches("data: x").count() >= 60, "{read}");

    let mut stream = server.dial(&asks("/large")).await;
    let (mut total, mut bytes) = (0, vec![0; 64 << 10]);
    while total < LARGE {
        sleep(Duration::from_secs(20)).await;
        total += stream.read(&mut bytes).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_takes_is_given_up() {
    let limits = Limits { connections: 1, ..Limits::default() };
    let server = start(limits);
    let (_unread, begun) = (server.dial(&asks("/large")).await, Instant::now());
    let mut next = server.dial(&asks("/")).await;
    assert!(rest(&mut next).await.contains("here"));
    assert!(begun.elapsed() < limits.unread + limits.head + Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn no_more_connections_than_there_are_places() {
    let limits = Limits { connections: 3, head: Duration::from_secs(10), ..Limits::default() };
    let server = start(limits);
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(server.dial("GET / HT").await);
    }
    let mut next = server.dial(&asks("/")).await;
    let mut byte = [0];
    let waits = timeout(limits.head / 2, next.read_exact(&mut byte)).await;
    assert!(waits.is_err(), "a fourth was answered");
    held.clear();
    assert!(rest(&mut next).await.contains("here"));
}

#[tokio::test(start_paused = true)]
async fn all_ends_when_told_to_stop() {
    let check = async |path: &str, taken: bool, within: Duration| {
        let server = start(Limits::default());
        let mut stream = server.dial(&asks(path)).await;
        let mut begin = [0; 12];
        if taken {
            stream.read_exact(&mut begin).await.unwrap();
        } else {
            sleep(Duration::from_millis(1)).await;
        }
        let begun = Instant::now();
        server.stop.send(()).unwrap();
        server.ended.await.unwrap();
        let took = begun.elapsed();
        assert!(took <= within + Duration::from_millis(10), "{path} held up the end for {took:?}");
    };
    let grace = Limits::default().grace;
    check("/", true, Duration::ZERO).await;
    check("/slow", false, grace).await;
    check("/events", true, grace).await;
    check("/large", true, grace).await;
}

#[tokio::test(start_paused = true)]
async fn over_tls_requests_are_answered_and_who_does_not_speak_it_is_cut_off() {
    let limits = Limits::default();
    let pair = pair("desk.example");
    let server = start_with(limits, Some(pair.tls().acceptor));
    let (mut silent, begun) = (server.dial("").await, Instant::now());
    let mut plain = server.dial(&asks("/secure")).await;
    assert!(!rest(&mut plain).await.contains("HTTP/1.1"), "plain HTTP is not answered");

    let mut roots = RootCertStore::empty();
    roots.add(pair.der.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("desk.example").unwrap();
    let stream = server.dial("").await;
    let mut inside = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    inside.write_all(asks("/secure").as_bytes()).await.unwrap();
    let mut answer = vec![0; 1024];
    let read = inside.read(&mut answer).await.unwrap();
    assert!(String::from_utf8_lossy(&answer[..read]).ends_with("true"), "while another one says nothing");

    assert_eq!(rest(&mut silent).await, "");
    assert!(begun.elapsed() <= limits.head + Duration::from_millis(10), "{:?}", begun.elapsed());
}

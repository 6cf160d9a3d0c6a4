//! A server on loopback that answers each request as a closure wants, counts and remembers. One request a connection.

use dateline_fetch::{Answer, FetchError, Fetcher, Kind, Message, Policy, Request};
use dateline_model::{Page, WebUrl};
use jiff::Timestamp;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What a closure may do with one request.
pub(crate) enum Reply {
    /// Bytes, then the end of the connection.
    Bytes(Vec<u8>),
    /// Bytes, then silence on an open connection.
    Silence(Vec<u8>),
    /// The same bytes again and again.
    Endless(Vec<u8>, Vec<u8>),
}

/// One request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) head: String,
}

impl Seen {
    /// A field's value, name in lower case.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

#[derive(Clone)]
pub(crate) struct Origin {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    peak: Arc<AtomicUsize>,
}

impl Origin {
    pub(crate) async fn start(reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let origin = Self { address, seen: Arc::default(), peak: Arc::default() };
        let (shared, reply, open) = (origin.clone(), Arc::new(reply), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (shared, reply, open) = (shared.clone(), Arc::clone(&reply), Arc::clone(&open));
                tokio::spawn(async move {
                    shared.peak.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    shared.serve(stream, reply.as_ref(), &open).await;
                });
            }
        });
        origin
    }

    /// A server that says the same to everyone and has no robots.txt.
    pub(crate) async fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |seen| {
            Reply::Bytes(if seen.path == "/robots.txt" {
                status("404 Not Found", "")
            } else {
                answer.clone()
            })
        })
        .await
    }

    async fn serve(
        &self,
        mut stream: tokio::net::TcpStream,
        reply: &(dyn Fn(&Seen) -> Reply + Sync),
        open: &AtomicUsize,
    ) {
        let mut head = Vec::new();
        // A TLS greeting (0x16) has no such end; whoever sends one is answered at once.
        while !head.windows(4).any(|four| four == b"\r\n\r\n") && head.first() != Some(&0x16) {
            let mut step = [0; 4096];
            match stream.read(&mut step).await {
                Ok(read) if read > 0 => head.extend_from_slice(&step[..read]),
                _ => {
                    open.fetch_sub(1, Ordering::SeqCst);
                    return;
                }
            }
        }
        let head: String = head.iter().map(|byte| char::from(*byte)).collect();
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let seen = Seen { path, head };
        let reply = reply(&seen);
        self.seen.lock().unwrap().push(seen);
        // Others get a chance to come in at the same time, if anyone lets them.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        open.fetch_sub(1, Ordering::SeqCst);
        match reply {
            Reply::Bytes(bytes) => drop(stream.write_all(&bytes).await),
            Reply::Silence(bytes) => {
                drop(stream.write_all(&bytes).await);
                std::future::pending::<()>().await;
            }
            Reply::Endless(bytes, again) => {
                drop(stream.write_all(&bytes).await);
                while stream.write_all(&again).await.is_ok() {}
            }
        }
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Their paths.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }

    /// Most connections that were open at once.
    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Ordering::SeqCst)
    }

    /// A fetcher for which every name of [`NAMES`] is this server.
    pub(crate) fn fetcher(&self) -> Fetcher {
        self.fetcher_with(|_| {})
    }

    pub(crate) fn fetcher_with(&self, tune: impl FnOnce(&mut Policy)) -> Fetcher {
        let mut policy = Policy::new(now);
        for name in NAMES {
            policy.hosts.insert(name, self.address).unwrap();
        }
        policy.limits.first_byte = Duration::from_secs(5);
        tune(&mut policy);
        Fetcher::new(policy).unwrap()
    }
}

pub(crate) const NAMES: [&str; 3] = ["herald.localhost", "courier.localhost", "pictures.localhost"];

/// Monday 2024-01-01, 10:20 UTC.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_704_104_400).unwrap()
}

/// Lets the wall clock of a fetcher be moved.
pub(crate) fn clock() -> (Arc<AtomicI64>, impl Fn() -> Timestamp + Send + Sync + 'static) {
    let seconds = Arc::new(AtomicI64::new(now().as_second()));
    let read = Arc::clone(&seconds);
    (seconds, move || Timestamp::from_second(read.load(Ordering::SeqCst)).unwrap())
}

/// An answer with a length and further header lines, each ended by `\r\n`.
pub(crate) fn answer(lines: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head =
        format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// An empty answer of another status.
pub(crate) fn status(status: &str, lines: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{lines}Content-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

pub(crate) fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

pub(crate) async fn get(fetcher: &Fetcher, address: &str, kind: Kind) -> Result<Answer, FetchError> {
    let request = match kind {
        Kind::Hub => Request::to_hub(url(address), &[("hub.mode", "subscribe")]),
        Kind::Webhook => Request::to_webhook(url(address), message()),
        _ => Request::new(url(address), kind),
    };
    fetcher.get(request).await
}

/// The word for the health record, whichever way it went.
pub(crate) fn word(result: &Result<Answer, FetchError>) -> &'static str {
    result.as_ref().map_or_else(FetchError::word, Answer::word)
}

pub(crate) fn page(result: Result<Answer, FetchError>) -> Page {
    match result {
        Ok(Answer::Fresh(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// A message of a webhook.
pub(crate) fn message() -> Message {
    Message { body: "{}".to_owned(), fields: vec![("webhook-id", "msg_1".to_owned())] }
}

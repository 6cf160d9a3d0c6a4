//! A publisher's server for tests: one listener on this machine, answers by host and path, a log of what was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) host: String,
    pub(crate) path: String,
    /// Its fields, names in lower case.
    pub(crate) fields: BTreeMap<String, String>,
}

/// What is answered.
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

enum Body {
    Whole(Vec<u8>),
    /// A piece, and how often it comes; no length is declared.
    Repeated(Vec<u8>, usize),
}

impl Reply {
    pub(crate) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type", kind.to_owned())], body: Body::Whole(body.into()) }
    }

    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "text/html; charset=utf-8", body)
    }

    pub(crate) fn feed(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "application/rss+xml", body)
    }

    pub(crate) fn missing() -> Self {
        Self::new(404, "text/plain", "not here")
    }

    pub(crate) fn moved(to: &str) -> Self {
        Self { headers: vec![("location", to.to_owned())], ..Self::new(302, "text/html", "") }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// After the body, a piece again and again, until nobody reads any more.
    pub(crate) fn endless(mut self, piece: Vec<u8>, times: usize) -> Self {
        self.body = Body::Repeated(piece, times);
        self
    }

    fn write(self, stream: &mut TcpStream) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {} -\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Body::Whole(bytes) = &self.body {
            head.push_str(&format!("content-length: {}\r\n", bytes.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        match self.body {
            Body::Whole(bytes) => stream.write_all(&bytes),
            Body::Repeated(piece, times) => (0..times).try_for_each(|_| stream.write_all(&piece)),
        }
    }
}

/// The server; it answers as long as the test runs.
pub(crate) struct Origin {
    pub(crate) port: u16,
    log: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Origin {
    pub(crate) fn new(answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
        let (answer, heard) = (Arc::new(answer), log.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, heard) = (answer.clone(), heard.clone());
                thread::spawn(move || {
                    // One who hangs up early is the subject of some tests.
                    serve(stream, &*answer, &heard).ok();
                });
            }
        });
        Self { port, log }
    }

    /// How often an address (`host/path`) was asked for.
    pub(crate) fn asked(&self, address: &str) -> usize {
        self.log.lock().unwrap().get(address).copied().unwrap_or_default()
    }

    /// How often it was asked for anything.
    pub(crate) fn asked_in_all(&self) -> usize {
        self.log.lock().unwrap().values().sum()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &dyn Fn(&Ask) -> Reply,
    log: &Mutex<BTreeMap<String, usize>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut fields = BTreeMap::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    let host = fields.get("host").and_then(|host| host.split(':').next()).unwrap_or_default().to_lowercase();
    let ask = Ask { host, path, fields };
    *log.lock().unwrap().entry(format!("{}{}", ask.host, ask.path)).or_default() += 1;
    answer(&ask).write(&mut stream)
}

/// An RSS feed with excerpts of the pages `slugs`.
pub(crate) fn rss(host: &str, slugs: &[String]) -> String {
    let items: String = slugs
        .iter()
        .map(|slug| {
            format!(
                "<item><title>The {slug} report of {host}</title><link>http://{host}/{slug}</link>\
                 <guid isPermaLink=\"false\">{slug}@{host}</guid><description>What {slug} means for {host}.</description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News of {host}</title><link>http://{host}/</link>\
         <description>News</description>{items}</channel></rss>"
    )
}

/// A whole article. Its words are those of `slug`, so that no two happenings are alike.
pub(crate) fn article(host: &str, slug: &str) -> String {
    let seed = slug.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    let word = |n: u64| {
        format!(
            "{}{}",
            SYLLABLES[((seed >> (n % 40)) % 8) as usize],
            SYLLABLES[((seed.wrapping_mul(n + 3) >> 20) % 8) as usize]
        )
    };
    let paragraph = |n: u64| {
        format!(
            "<p>The {} of {} said on Tuesday that the {} would be ready before the {} opens, although {} others had asked \
             for more time. Work on the {} began in spring and has cost more than the {} that was built beside it.</p>",
            word(n),
            word(n + 1),
            word(n + 2),
            word(n + 3),
            n + 2,
            word(n + 4),
            word(n + 5)
        )
    };
    let body: String = (0..6).map(|n| paragraph(n * 7)).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>The {slug} report of {host}</title></head><body><article>\
         <h1>The {slug} report of {host}</h1>{body}</article></body></html>"
    )
}

const SYLLABLES: [&str; 8] = ["bel", "tor", "mar", "sil", "ven", "dru", "hal", "quin"];

//! An invented press on loopback: answers by host and path, and a log of every request.

use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, HostTable, Policy};
use dateline_model::{EntryId, Holding, Reading, Reason, Reservations, Verdict, WebUrl};
use dateline_store::{EntrySummary, Listing, Options, ReadingCommit, Store, TextSource, Window};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Names of the publishers; all of them lead to the same socket.
const HOSTS: [&str; 4] = ["gull.localhost", "tern.localhost", "skua.localhost", "auk.localhost"];

#[derive(Clone)]
struct Said {
    status: u16,
    fields: String,
    body: String,
}

#[derive(Default)]
struct Shelf {
    answers: HashMap<String, Said>,
    asked: Vec<String>,
    forms: Vec<(String, String)>,
    /// What a request must hold to get an answer, by address.
    locks: HashMap<String, String>,
    /// Addresses that were asked for with a login of any kind.
    shown: Vec<String>,
}

/// The press, and a clock that the test turns.
pub(crate) struct Press {
    shelf: Arc<Mutex<Shelf>>,
    address: SocketAddr,
    minutes: Arc<AtomicI64>,
    pub(crate) dir: TempDir,
}

impl Press {
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let shown = Arc::clone(&shelf);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&shown)));
            }
        });
        Self { shelf, address, minutes: Arc::default(), dir: TempDir::new().unwrap() }
    }

    /// What an address answers from now on; `fields` are header lines. Status 0 breaks the connection.
    pub(crate) fn set(&self, url: &str, status: u16, fields: &str, body: &str) {
        let said = Said { status, fields: fields.to_owned(), body: body.to_owned() };
        self.shelf.lock().unwrap().answers.insert(url.to_owned(), said);
    }

    /// A whole page with a title and so many paragraphs about a subject.
    pub(crate) fn page(&self, url: &str, title: &str, subject: &str) {
        self.set(url, 200, "content-type: text/html", &article(title, subject));
    }

    /// An RSS feed of excerpts: paths and headlines.
    pub(crate) fn feed(&self, host: &str, items: &[(&str, &str)]) {
        let item = |(path, title): &(&str, &str)| {
            format!(
                "<item><guid>{path}</guid><link>http://{host}{path}</link><title>{title}</title>\
                 <description>A short word on it. […]</description>\
                 <pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item>"
            )
        };
        let items: String = items.iter().map(item).collect();
        let name = host.split('.').next().unwrap_or_default();
        let body = format!(
            "<rss version=\"2.0\"><channel><title>The {name}</title><link>http://{host}/</link>{items}</channel></rss>"
        );
        let etag = format!("etag: \"{:x}\"", dateline_store::content_hash(&body, ""));
        self.set(
            &format!("{host}/feed"),
            200,
            &format!("content-type: application/rss+xml\r\n{etag}"),
            &body,
        );
    }

    /// How often an address has been asked for.
    pub(crate) fn asked(&self, url: &str) -> usize {
        self.shelf.lock().unwrap().asked.iter().filter(|asked| *asked == url).count()
    }

    /// Requests so far, without those for robots.txt.
    pub(crate) fn requests(&self) -> usize {
        self.shelf.lock().unwrap().asked.iter().filter(|asked| !asked.ends_with("/robots.txt")).count()
    }

    /// Answers 401 from now on to whoever does not send this field.
    pub(crate) fn lock(&self, url: &str, field: &str) {
        self.shelf.lock().unwrap().locks.insert(url.to_owned(), field.to_owned());
    }

    /// Addresses that were asked for with a login, in order.
    pub(crate) fn shown(&self) -> Vec<String> {
        self.shelf.lock().unwrap().shown.clone()
    }

    /// Forms that were sent, with the address of each.
    pub(crate) fn forms(&self) -> Vec<(String, String)> {
        self.shelf.lock().unwrap().forms.clone()
    }

    pub(crate) fn pass_minutes(&self, minutes: i64) {
        self.minutes.fetch_add(minutes, Ordering::Relaxed);
    }

    pub(crate) async fn desk(&self) -> Desk {
        self.desk_in(&self.dir.path().join("desk.db")).await
    }

    /// A desk with settings of its own.
    pub(crate) async fn desk_set(&self, settings: Settings) -> Desk {
        self.desk_with(&self.dir.path().join("desk.db"), settings, || ()).await
    }

    /// A desk that hubs can reach.
    pub(crate) async fn reachable(&self) -> Desk {
        let settings = Settings { public_address: Some(url("http://desk.example/")), ..Settings::default() };
        self.desk_with(&self.dir.path().join("desk.db"), settings, || ()).await
    }

    /// A desk that does something whenever it looks at the clock.
    pub(crate) async fn desk_that(&self, at_each_look: impl Fn() + Send + Sync + 'static) -> Desk {
        self.desk_with(&self.dir.path().join("desk.db"), Settings::default(), at_each_look).await
    }

    /// A desk over a store that nobody else holds.
    pub(crate) async fn desk_in(&self, path: &Path) -> Desk {
        self.desk_with(path, Settings::default(), || ()).await
    }

    async fn desk_with(
        &self,
        path: &Path,
        settings: Settings,
        at_each_look: impl Fn() + Send + Sync + 'static,
    ) -> Desk {
        let minutes = Arc::clone(&self.minutes);
        let start: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let clock = move || start + SignedDuration::from_mins(minutes.load(Ordering::Relaxed));
        let mut policy = Policy::new(clock.clone());
        policy.hosts = HostTable::default();
        for host in HOSTS {
            policy.hosts.insert(host, self.address).unwrap();
        }
        let store = Store::open(path, Options::default()).unwrap();
        let fetcher = Fetcher::new(policy).unwrap();
        let looked = move || {
            at_each_look();
            clock()
        };
        Desk::open(store, fetcher, settings, Arc::new(looked)).await.unwrap()
    }
}

/// Lets a desk go, and waits until its store can be opened again.
pub(crate) async fn close(desk: Desk) {
    let store = desk.store().clone();
    drop(desk);
    store.close().await;
}

pub(crate) fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

/// All articles, latest first.
pub(crate) async fn held(desk: &Desk) -> Vec<EntrySummary> {
    desk.reader().entries(Listing::All, Window::first(500)).await.unwrap().items
}

/// A page of a publisher: navigation, headline, eight paragraphs that name the subject, footer.
pub(crate) fn article(title: &str, subject: &str) -> String {
    let paragraph = |n: usize| {
        format!(
            "<p>Paragraph {n} tells what is known of {subject} so far, and who has said it to our reporter on the quay. \
             Officials of the harbour spoke of {subject} for a long time, and several witnesses confirmed it later. \
             Nobody could say, however, what the next days will bring for the town and its people.</p>"
        )
    };
    let text: String = (1..=8).map(paragraph).collect();
    format!(
        "<html lang=\"en\"><head><title>{title}</title><meta property=\"og:type\" content=\"article\"></head><body>\
         <nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav><article><h1>{title}</h1>{text}</article>\
         <footer>Imprint</footer></body></html>"
    )
}

async fn answer(mut stream: TcpStream, shelf: Arc<Mutex<Shelf>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4_096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
        // The first byte of a handshake: this press speaks plainly alone.
        if request.first() == Some(&0x16) {
            return;
        }
    }
    let head = String::from_utf8_lossy(&request).into_owned();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
    let whole = head.find("\r\n\r\n").unwrap_or(head.len()) + 4 + length.unwrap_or(0);
    while request.len() < whole {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
    }
    let said = reply(&String::from_utf8_lossy(&request), &shelf);
    // A client that has gone away has its reasons.
    let _ = stream.write_all(said.as_bytes()).await;
}

fn reply(request: &str, shelf: &Mutex<Shelf>) -> String {
    let path = request.split(' ').nth(1).unwrap_or("/");
    let field = |name: &str| {
        let lines = request.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    };
    let host = field("host").unwrap_or_default().split(':').next().unwrap_or_default();
    let address = format!("{host}{path}");
    let mut shelf = shelf.lock().unwrap();
    shelf.asked.push(address.clone());
    if ["authorization", "cookie", "x-api-key"].iter().any(|name| field(name).is_some()) {
        shelf.shown.push(address.clone());
    }
    if shelf.locks.get(&address).is_some_and(|lock| !request.contains(lock)) {
        return "HTTP/1.1 401 Said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned();
    }
    if request.starts_with("POST ") {
        let form = request.split_once("\r\n\r\n").map_or("", |(_, form)| form).to_owned();
        shelf.forms.push((address.clone(), form));
    }
    let missing = Said { status: 404, fields: String::new(), body: "Not here.".to_owned() };
    let said = shelf.answers.get(&address).cloned().unwrap_or(missing);
    if said.status == 0 {
        return String::new();
    }
    let etag = said.fields.lines().find_map(|line| line.strip_prefix("etag: "));
    let (status, body) = match etag.is_some() && etag == field("if-none-match") {
        true => (304, ""),
        false => (said.status, said.body.as_str()),
    };
    let length = body.len();
    let fields = if said.fields.is_empty() { String::new() } else { format!("{}\r\n", said.fields) };
    format!("HTTP/1.1 {status} Said\r\n{fields}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

/// The page of an article says that its publisher took it back.
pub(crate) async fn withdraw(desk: &Desk, id: EntryId) {
    let verdict = Verdict { reasons: vec![Reason::Gone], ..Verdict::of(Holding::None) };
    let (reservations, caps) = (Reservations::default(), Vec::new());
    let reading = Reading { article: None, asides: Vec::new(), verdict, reservations, caps };
    let commit = ReadingCommit::new(id, desk.now(), TextSource::Page, reading);
    desk.store().commit_reading(commit).await.unwrap();
}

//! Three hundred made feeds with whole texts, served on loopback.

use crate::Done;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Feeds, each at a host of its own.
pub(crate) const FEEDS: usize = 300;
/// Different words of made news; rank r comes with a share of 1 / (r + 10).
const WORDS: usize = 30_000;
/// Words of an article.
const LENGTH: usize = 230;
/// Reports of one event.
const REPORTS: usize = 3;

/// What the entries are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Alike,
    Worded,
    Mixed,
}

impl Kind {
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Alike, Self::Worded, Self::Mixed].into_iter().find(|kind| kind.word() == word)
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::Worded => "worded",
            Self::Mixed => "mixed",
        }
    }
}

/// The press.
pub(crate) struct Press {
    pub(crate) address: SocketAddr,
    round: Arc<AtomicUsize>,
}

impl Press {
    pub(crate) async fn start(kind: Kind, entries: usize) -> Done<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, round) = (listener.local_addr()?, Arc::new(AtomicUsize::new(0)));
        let shown = Arc::clone(&round);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let round = shown.load(Ordering::Relaxed);
                tokio::spawn(async move {
                    // A client that has gone away has its reasons.
                    let _closed = answer(stream, kind, (round, entries)).await;
                });
            }
        });
        Ok(Self { address, round })
    }

    /// From now on each feed has other entries.
    pub(crate) fn set_round(&self, round: usize) {
        self.round.store(round, Ordering::Relaxed);
    }

    pub(crate) fn hosts() -> impl Iterator<Item = String> {
        (0..FEEDS).map(|feed| format!("h{feed}.localhost"))
    }
}

async fn answer(mut stream: TcpStream, kind: Kind, (round, entries): (usize, usize)) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut step = [0; 2048];
        match stream.read(&mut step).await? {
            0 => return Ok(()),
            read => head.extend_from_slice(&step[..read]),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let host = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("host: h")?.split('.').next()?.parse().ok());
    let (status, body) = match (head.split(' ').nth(1), host) {
        (Some("/feed"), Some(feed)) => ("200 OK", document(kind, feed, (round, entries))),
        _ => ("404 Not Found", String::new()),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/rss+xml\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).await
}

fn document(kind: Kind, feed: usize, (round, entries): (usize, usize)) -> String {
    let items: String = (0..entries)
        .map(|n| {
            let number = (round * entries + n) * FEEDS + feed;
            let alike = kind == Kind::Alike || (kind == Kind::Mixed && number.is_multiple_of(2));
            let (title, text) = if alike { alike_entry(number) } else { worded_entry(number) };
            format!(
                "<item><guid isPermaLink=\"false\">{number}</guid><link>http://h{feed}.localhost/{number}</link>\
                 <title>{title}</title><content:encoded><![CDATA[{text}]]></content:encoded></item>"
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>Paper {feed}</title><link>http://h{feed}.localhost/</link>{items}</channel></rss>"
    )
}

/// One text with a number in it.
fn alike_entry(number: usize) -> (String, String) {
    let paragraph = |part: usize| {
        format!(
            "<p>The council of village {number} has told our reporter, in part {part} of this account, what it decided about \
             the road, the school and the harbour. Several people spoke for it and some against it, and nobody could say what \
             the year will bring. The mayor promised to answer every question in writing before the summer comes.</p>"
        )
    };
    (format!("Council of village {number} decides on its road"), (1..=4).map(paragraph).collect())
}

/// Words by rank, a dozen of them the event's own.
fn worded_entry(number: usize) -> (String, String) {
    let event = number / REPORTS;
    let mut own = Chance(event as u64 + 1);
    let names: Vec<String> = (0..12).map(|_| word(WORDS + own.below(400_000))).collect();
    let mut chance = Chance((number as u64) << 20 | 7);
    let mut next = || match chance.below(9) {
        0 => names[chance.below(names.len())].clone(),
        _ => word(chance.rank()),
    };
    let mut title: Vec<String> = (0..5).map(|_| next()).collect();
    title.extend(names.iter().take(3).cloned());
    let mut paragraphs = String::new();
    for _ in 0..LENGTH / 46 {
        let words: Vec<String> = (0..46).map(|_| next()).collect();
        paragraphs.push_str(&format!("<p>The {}.</p>", words.join(" ")));
    }
    (title.join(" "), paragraphs)
}

/// A made word for each number; the numbers before it have others.
fn word(number: usize) -> String {
    const PARTS: [&str; 40] = [
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "zu", "bra",
        "cle", "dri", "flo", "gru", "sta", "tre", "pli", "sno", "tru", "kan", "mer", "lin", "ton", "bur",
        "sal", "ven", "rid", "mon", "dus", "har", "bel", "gin", "cor", "tus",
    ];
    let (mut left, mut made) = (number, String::new());
    loop {
        made.push_str(PARTS[left % PARTS.len()]);
        left /= PARTS.len();
        if left == 0 {
            return made;
        }
        left -= 1;
    }
}

/// Numbers by chance, the same at every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A rank with a share of 1 / (rank + 10).
    fn rank(&mut self) -> usize {
        let share = self.next() as f64 / u64::MAX as f64;
        (10.0 * ((WORDS as f64 / 10.0).ln() * share).exp()) as usize - 10
    }
}

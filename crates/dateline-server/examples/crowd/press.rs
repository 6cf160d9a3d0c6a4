//! A thousand publishers behind one socket: whichever feed is asked for has one article more than before.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Articles so far.
static BROUGHT: AtomicU64 = AtomicU64::new(0);

pub(crate) fn brought() -> u64 {
    BROUGHT.load(Ordering::Relaxed)
}

pub(crate) async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    address
}

async fn answer(mut stream: TcpStream) {
    let mut request = Vec::new();
    let mut buffer = [0; 4_096];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
    }
    let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let (status, body) = if text.starts_with("get /feed") { (200, feed(host)) } else { (404, String::new()) };
    let length = body.len();
    let said = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/rss+xml\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    // A client that has gone away has its reasons.
    let _ = stream.write_all(said.as_bytes()).await;
}

/// The latest article, whole; its words are those of no other.
fn feed(host: &str) -> String {
    let number = BROUGHT.fetch_add(1, Ordering::Relaxed);
    let word = |at: u64| {
        format!("{}{}", ["tide", "quay", "mast", "pier", "reef"][(at % 5) as usize], number * 31 + at % 13)
    };
    let text: String = (0..60)
        .map(|at| format!("The {} of the {} was seen by the {}. ", word(at), word(at + 1), word(at + 2)))
        .collect();
    format!(
        "<rss version=\"2.0\"><channel><title>{host}</title><link>http://{host}/</link><item><title>News {number} of the {}</title>\
         <link>http://{host}/new/{number}</link><guid>new-{number}</guid><description>{text}</description></item></channel></rss>",
        word(number)
    )
}

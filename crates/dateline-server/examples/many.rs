//! A desk of made articles to look at: `cargo run -p dateline-server --example many -- 10000 8470` fills a store of that
//! many in a folder that vanishes and serves it on that port.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says where it is"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

#[tokio::main]
async fn main() {
    let number = |place: usize, usual: usize| {
        std::env::args().nth(place).and_then(|word| word.parse().ok()).unwrap_or(usual)
    };
    let (articles, port) = (number(1, 10_000), number(2, 0));
    let folder = tempfile::tempdir().unwrap();
    let (_desk, app) = fixture::served(folder.path(), articles.div_ceil(3), 3).await;
    let listener =
        tokio::net::TcpListener::bind(("127.0.0.1", u16::try_from(port).unwrap_or(0))).await.unwrap();
    println!("{articles} articles: the desk is at http://{}/", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}

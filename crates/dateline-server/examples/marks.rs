//! Marks by clients of four protocols at once: `cargo run --release -p dateline-server --example marks -- 100000` has them mark some
//! thousands of articles in so many requests, a few of which are everybody's, and says how many marks were lost, how many appeared
//! that nobody set, and whether all four protocols tell the same.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that cannot be set up ends, and says what it measured"
)]

#[path = "../tests/clients_at_once/mod.rs"]
mod clients_at_once;
#[path = "../tests/fixture/mod.rs"]
mod fixture;

use clients_at_once::{Clients, Outcome, run};
use dateline_store::{Role, TokenScope};
use fixture::clock;
use std::time::Instant;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let operations: usize = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 1_000, 3).await;
    let password = "gull heron tern avocet".to_owned().into();
    let ada = desk.store().open_account("Ada".to_owned(), password, Role::Reader, clock()).await.unwrap();
    let token = desk.store().add_token(ada, "Phone".to_owned(), TokenScope::Mark, clock()).await.unwrap();
    let clients = Clients::new(app, "Ada", token.expose());
    let ids: Vec<i64> = (1..=3_000).collect();
    let began = Instant::now();
    let outcome = run(&clients, &ids, operations.div_ceil(4)).await;
    let Outcome { operations, lost, ghosts, unequal, marked } = &outcome;
    println!(
        "{operations} operations in {:.1} s: {lost} lost, {ghosts} ghosts, {unequal} of 4 protocols tell otherwise; {} unread, {} starred",
        began.elapsed().as_secs_f64(),
        marked.0,
        marked.1
    );
    assert!(desk.store().check().await.unwrap().is_healthy());
    assert_eq!((*lost, *ghosts, *unequal), (0, 0, 0));
}

//! Marks by clients of four protocols at once: nothing is lost, nothing appears, and all tell the same. The example `marks` has them do
//! so a hundred thousand times.

use crate::clients_at_once::{Clients, run};
use crate::house::House;
use dateline_store::TokenScope;

const STORIES: usize = 60;
const ROUNDS: usize = 750;

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn marks_by_clients_of_all_protocols_at_once_are_the_same_in_all() {
    let house = House::of_ada(STORIES, 3).await;
    let token = house.password(house.ada, TokenScope::Mark).await;
    let clients = Clients::new(house.app.clone(), "Ada", &token);
    let ids: Vec<i64> = (1..=180).collect();
    let outcome = run(&clients, &ids, ROUNDS).await;
    assert_eq!((outcome.lost, outcome.ghosts, outcome.unequal), (0, 0, 0), "{outcome:?}");
    assert!(outcome.marked.0 > 30 && outcome.marked.1 > 30, "{outcome:?}");
    let counted = house.app(house.ada).await.get("/v1/feeds/counters").await["unreads"]["1"].as_u64();
    assert_eq!(counted, Some(outcome.marked.0 as u64), "the counter");
    assert!(house.desk.store().check().await.unwrap().is_healthy());
    println!("{} operations by four clients: 0 lost, 0 ghosts", outcome.operations);
}

//! Searches that are kept: their feed's secret, what is new since the last look, and what is forgotten.

use crate::ground::*;
use dateline_model::Holding;

#[tokio::test]
async fn a_search_is_kept_told_and_forgotten() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let poll = async |slug: &str, title: &str| {
        let facts = item("gull.example", slug, title);
        let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
        ground.read(id, id.0, &facts, "The crews vote on Monday.", Holding::Full).await;
        id
    };
    let old = poll("a", "Ferry strike begins").await;
    let save = |query: &str| ground.store.save_search(String::new(), query.to_owned(), true, hour(3));
    assert_eq!(save("  ").await.unwrap(), None, "nothing is not a search");
    let saved = save("ferry -tunnel").await.unwrap().unwrap();
    assert_eq!((saved.name.as_str(), saved.new), ("ferry -tunnel", 0), "what is there already is not new");
    assert!(saved.token.len() == 32 && saved.token.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(save("ferry").await.unwrap().unwrap().token, saved.token);

    let new = poll("b", "Ferry strike ends").await;
    poll("c", "Ferry tunnel planned").await;
    let alerts = ground.store.alerts().await.unwrap();
    let told: Vec<_> = alerts.iter().map(|saved| (saved.query.as_str(), saved.new)).collect();
    assert_eq!(told, [("ferry", 2), ("ferry -tunnel", 1)]);
    let (_, found) = ground.store.searched_by(saved.token.clone(), 9).await.unwrap().unwrap();
    assert_eq!(found.iter().map(|entry| entry.id).collect::<Vec<_>>(), [new, old]);
    assert!(ground.store.searched_by("0".repeat(32), 9).await.unwrap().is_none());

    assert!(ground.store.search_looked_at(saved.id).await.unwrap());
    assert_eq!(ground.store.saved_searches().await.unwrap()[1].new, 0);
    assert!(ground.store.forget_search(saved.id).await.unwrap());
    assert!(ground.store.searched_by(saved.token, 9).await.unwrap().is_none(), "the feed is gone");
    assert!(!ground.store.forget_search(saved.id).await.unwrap());
}

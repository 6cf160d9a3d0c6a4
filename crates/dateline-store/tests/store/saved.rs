//! Searches that are kept: their feed's secret, what is new since the last look, and what is forgotten.

use crate::ground::*;
use dateline_model::Holding;
use dateline_store::SAVED;
use std::time::Duration;

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
    let save = |query: &str| ground.reader().save_search(String::new(), query.to_owned(), true, hour(3));
    assert_eq!(save("  ").await.unwrap(), None, "nothing is not a search");
    let saved = save("ferry -tunnel").await.unwrap().unwrap();
    assert_eq!((saved.name.as_str(), saved.new), ("ferry -tunnel", 0), "what is there already is not new");
    assert!(saved.token.len() == 32 && saved.token.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(save("ferry").await.unwrap().unwrap().token, saved.token);

    let new = poll("b", "Ferry strike ends").await;
    poll("c", "Ferry tunnel planned").await;
    let alerts = ground.reader().alerts_within(Duration::MAX).await.unwrap().0;
    let told: Vec<_> = alerts.iter().map(|saved| (saved.query.as_str(), saved.new)).collect();
    assert_eq!(told, [("ferry", 2), ("ferry -tunnel", 1)]);
    let (_, found) = ground.store.searched_by(saved.token.clone(), 9).await.unwrap().unwrap();
    assert_eq!(found.iter().map(|entry| entry.id).collect::<Vec<_>>(), [new, old]);
    assert!(ground.store.searched_by("0".repeat(32), 9).await.unwrap().is_none());

    assert!(ground.reader().search_looked_at(saved.id).await.unwrap());
    assert_eq!(ground.reader().saved_searches().await.unwrap()[1].new, 0);
    assert!(ground.reader().forget_search(saved.id).await.unwrap());
    assert!(ground.store.searched_by(saved.token, 9).await.unwrap().is_none(), "the feed is gone");
    assert!(!ground.reader().forget_search(saved.id).await.unwrap());
}

/// Two hundred searches cost a page no more than it has time for: counts are kept, and come to their end piece by piece.
#[tokio::test]
async fn counts_are_kept_and_made_anew_piece_by_piece() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    for number in 0..SAVED {
        let query = format!("ferry -tunnel{number}");
        ground.reader().save_search(format!("{number:03}"), query, true, hour(1)).await.unwrap().unwrap();
    }
    let within = async |time| {
        let (all, whole) = ground.reader().alerts_within(time).await.unwrap();
        assert_eq!(all.len(), SAVED as usize);
        (all.iter().map(|saved| saved.new).collect::<Vec<_>>(), whole)
    };
    let sum = |counts: &[u32]| counts.iter().sum::<u32>();
    for polls in 1..3 {
        let title = format!("Ferry strike goes on, day {polls}");
        let facts = item("gull.example", &polls.to_string(), &title);
        ground.poll(feed, hour(polls), vec![facts]).await;
        let before = (polls as u32 - 1) * SAVED;
        for asked in 1..=SAVED {
            let (counts, whole) = within(Duration::ZERO).await;
            assert_eq!((sum(&counts), whole), (before + asked, asked == SAVED), "one more at each page");
        }
        let (counts, whole) = within(Duration::ZERO).await;
        assert!(whole && counts.iter().all(|new| *new == polls as u32), "nothing is left to count");
    }
    let first = ground.reader().alerts_within(Duration::MAX).await.unwrap().0[0].id;
    assert!(ground.reader().search_looked_at(first).await.unwrap());
    let (counts, _) = within(Duration::ZERO).await;
    assert_eq!((counts[0], counts[1]), (0, 2), "what was seen is no longer told");
    assert_eq!(ground.reader().is_saved("ferry -tunnel7".to_owned()).await.unwrap(), (SAVED, true));
    assert_eq!(ground.reader().is_saved("ferry".to_owned()).await.unwrap(), (SAVED, false));
}

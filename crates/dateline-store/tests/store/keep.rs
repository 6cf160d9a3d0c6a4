//! What is kept of each feed: by age, by size, starred ones always.

use crate::ground::*;
use dateline_model::{EntryId, Headers, Holding, Page};
use dateline_store::{CachedImage, EntryMark, Listing, Retention, Scope, Window};

const DAY: i64 = 24;

/// Article `slug` of a host, seen at an hour, with so many words of text.
async fn article(ground: &Ground, host: &str, slug: &str, at: i64, words: usize) -> EntryId {
    let feed = ground.feed(host).await;
    let facts = item(host, slug, &format!("Ferry {slug}"));
    let id = ground.poll(feed, hour(at), vec![facts.clone()]).await.0[0].id;
    let words: Vec<String> = (0..words).map(|n| format!("w{n}{slug}")).collect();
    ground.read(id, id.0, &facts, &words.join(" "), Holding::Full).await;
    id
}

async fn held(ground: &Ground) -> Vec<EntryId> {
    let mut ids: Vec<EntryId> = ground
        .reader()
        .entries(Listing::All, Window::first(500))
        .await
        .unwrap()
        .items
        .iter()
        .map(|entry| entry.id)
        .collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_feeds_own_days_stand_before_the_desks() {
    let ground = Ground::new();
    let short = article(&ground, "gull.example", "a", 1, 9).await;
    let usual = article(&ground, "tern.example", "b", 2, 9).await;
    let good = article(&ground, "skua.example", "c", 3, 9).await;
    let (gull, skua) = (ground.feed("gull.example").await, ground.feed("skua.example").await);
    ground.reader().keep_feed(gull, Some(2), None).await.unwrap();
    ground.reader().keep_feed(skua, Some(0), None).await.unwrap();
    let keep = Retention { articles_days: 10, ..Retention::default() };
    assert_eq!(ground.store.clean(keep, hour(DAY)).await.unwrap().articles.len(), 0);
    assert_eq!(held(&ground).await, [short, usual, good]);
    assert_eq!(ground.store.clean(keep, hour(4 * DAY)).await.unwrap().articles.len(), 1);
    assert_eq!(held(&ground).await, [usual, good]);
    assert_eq!(ground.store.clean(keep, hour(400 * DAY)).await.unwrap().articles.len(), 1);
    assert_eq!(held(&ground).await, [good], "0 is for good");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn an_article_stays_as_long_as_one_of_its_feeds_keeps_it() {
    let ground = Ground::new();
    let id = article(&ground, "gull.example", "a", 1, 9).await;
    let (gull, tern) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    ground.poll(tern, hour(2), vec![item("gull.example", "a", "Ferry a")]).await;
    ground.reader().keep_feed(gull, Some(2), None).await.unwrap();
    ground.reader().keep_feed(tern, Some(9), None).await.unwrap();
    let keep = Retention::default();
    assert_eq!(ground.store.clean(keep, hour(5 * DAY)).await.unwrap().articles.len(), 0);
    // A feed that is gone keeps nothing; an article without feeds goes by the desk's rule.
    ground.reader().remove_feed(tern).await.unwrap();
    ground.reader().remove_feed(gull).await.unwrap();
    assert_eq!(ground.store.clean(keep, hour(5 * DAY)).await.unwrap().articles.len(), 0);
    assert_eq!(held(&ground).await, [id]);
    assert_eq!(ground.store.clean(keep, hour(370 * DAY)).await.unwrap().articles.len(), 1);
}

#[tokio::test]
async fn a_feed_takes_no_more_than_it_may_but_for_starred_ones() {
    let ground = Ground::new();
    let mut ids = Vec::new();
    for n in 0..8 {
        ids.push(article(&ground, "gull.example", &format!("a{n}"), n, 300).await);
    }
    let other = article(&ground, "tern.example", "b", 1, 300).await;
    ground.reader().mark(vec![ids[0]], EntryMark::Starred, hour(9)).await.unwrap();
    let gull = ground.feed("gull.example").await;
    // An article takes about 3 kB: its text twice, and what was read of it.
    ground.reader().keep_feed(gull, None, Some(10_000)).await.unwrap();
    let keep = Retention::default();
    let cleaned = ground.store.clean(keep, hour(10)).await.unwrap().articles.len();
    let left = held(&ground).await;
    assert!((3..6).contains(&cleaned), "{cleaned}");
    assert!(left.contains(&ids[0]) && left.contains(&ids[7]) && left.contains(&other), "{left:?}");
    assert!(!left.contains(&ids[1]), "the oldest goes first");
    assert_eq!(ground.store.clean(keep, hour(11)).await.unwrap().articles.len(), 0, "then it fits");
    let desk = Retention { feed_bytes: 1, keep_unread: true, ..keep };
    assert_eq!(ground.store.clean(desk, hour(12)).await.unwrap().articles.len(), 0, "nothing is read");
    ground.reader().mark_all_read(Scope::All, hour(99), hour(12)).await.unwrap();
    ground.store.clean(desk, hour(12)).await.unwrap();
    let left = held(&ground).await;
    assert!(left.contains(&ids[0]) && !left.contains(&other), "{left:?}");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

/// What is left of one article with page and picture, years later.
async fn left(keep: Retention) -> (usize, bool, bool) {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry");
    let id = ground.poll(feed, hour(1), vec![facts.clone()]).await.0[0].id;
    let mut commit = read(id, id.0, &facts, "Text.", Holding::Full);
    commit.page = Some(Page {
        url: url("https://gull.example/a"),
        final_url: url("https://gull.example/a"),
        redirects: Vec::new(),
        status: 200,
        headers: Headers::default(),
        body: b"<p>Text.".to_vec(),
        fetched_at: hour(2),
        truncation: None,
    });
    ground.store.commit_reading(commit).await.unwrap();
    let picture = url("https://gull.example/a.png");
    let image = CachedImage { media_type: "image/png".to_owned(), bytes: vec![1], at: hour(1), size: None };
    ground.store.put_image(picture.clone(), image).await.unwrap();
    ground.store.clean(keep, hour(4_000 * DAY)).await.unwrap();
    let page = ground.store.page(id).await.unwrap().is_some();
    (held(&ground).await.len(), page, ground.store.image(picture).await.unwrap().is_some())
}

#[tokio::test]
async fn no_days_and_more_days_than_there_were_keep_for_good() {
    let days =
        |days| Retention { pages_days: days, articles_days: days, images_days: days, ..Retention::default() };
    for n in [0, 9_999_999, u32::MAX] {
        assert_eq!(left(days(n)).await, (1, true, true), "{n} days");
    }
    assert_eq!(left(days(1)).await, (0, false, false));
}

//! Feeds, leases, identity of entries and the one transaction of a poll.

use crate::ground::*;
use dateline_model::{FeedId, Validators};
use dateline_store::{Known, Lease, Listing, Options, PollOutcome, Store, Window};

fn lease(n: i64, limit: u32) -> Lease {
    Lease { owner: "test".to_owned(), now: hour(n), until: hour(n + 1), limit }
}

#[tokio::test]
async fn a_feed_is_leased_to_one() {
    let ground = Ground::new();
    let (a, b) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    assert_eq!(ground.feed("gull.example").await, a, "adding twice adds nothing");
    let ids = |feeds: Vec<dateline_store::PollTarget>| feeds.iter().map(|feed| feed.id).collect::<Vec<_>>();
    assert_eq!(ids(ground.store.lease_due(lease(0, 1)).await.unwrap()), [a]);
    assert_eq!(ids(ground.store.lease_due(lease(0, 9)).await.unwrap()), [b]);
    assert!(ground.store.lease_feeds(lease(0, 9), vec![a, b]).await.unwrap().is_empty());
    ground.store.release(vec![b]).await.unwrap();
    assert_eq!(ids(ground.store.lease_due(lease(0, 9)).await.unwrap()), [b]);
    assert_eq!(ids(ground.store.lease_due(lease(1, 9)).await.unwrap()), [a, b], "a lease ends by itself");
}

#[tokio::test]
async fn a_clock_that_ran_ahead_keeps_no_feed_waiting() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.poll(feed, hour(9_000), vec![item("gull.example", "a", "One")]).await;
    assert_eq!(ground.store.lease_due(lease(9_000, 9)).await.unwrap().len(), 0, "not due yet");
    assert_eq!(ground.store.lease_due(lease(2, 9)).await.unwrap().len(), 1, "set right, it is asked at once");
    ground.poll(feed, hour(2), vec![]).await;
    assert_eq!(ground.store.lease_due(lease(2, 9)).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_store_opened_again_has_no_leases() {
    let Ground { dir, store } = Ground::new();
    let feed =
        dateline_store::NewFeed { url: url("https://gull.example/f"), title: None, home: None, folder: None };
    store.reader(UserId::OWNER).add_feed(feed, hour(0)).await.unwrap();
    assert_eq!(store.lease_due(lease(0, 9)).await.unwrap().len(), 1);
    store.close().await;
    let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    assert_eq!(store.lease_due(lease(0, 9)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_feed_twice_adds_nothing() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let items = || vec![item("gull.example", "a", "One"), item("gull.example", "b", "Two")];
    let (_, first) = ground.poll(feed, hour(1), items()).await;
    assert_eq!((first.new, first.changed), (2, 0));
    let (found, again) = ground.poll(feed, hour(2), items()).await;
    assert_eq!((again.new, again.changed), (0, 0));
    assert!(found.iter().all(|f| matches!(f.known, Known::Seen { in_feed: true, changed: false, .. })));
    assert_eq!(ground.store.wanted_pages(Some(feed), hour(9), 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_retitled_entry_keeps_what_it_has() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry late");
    let (found, _) = ground.poll(feed, hour(1), vec![facts.clone()]).await;
    let id = found[0].id;
    ground.read(id, 7, &facts, "The ferry was late.", dateline_model::Holding::Full).await;
    ground.reader().mark(vec![id], dateline_store::EntryMark::Read, hour(2)).await.unwrap();
    let mut retitled = item("gull.example", "a", "Ferry cancelled");
    retitled.key.url = Some("https://gull.example/a-2".to_owned());
    let (found, result) = ground.poll(feed, hour(3), vec![retitled]).await;
    assert_eq!((found[0].id, result.new, result.changed), (id, 0, 1));
    let article = ground.reader().article(id).await.unwrap().unwrap();
    assert_eq!(article.summary.title, "Ferry cancelled");
    assert_eq!(article.titles().collect::<Vec<_>>(), [("Ferry late", hour(3))]);
    assert_eq!(article.summary.read_at, Some(hour(2)));
    assert_eq!(article.summary.story, Some(dateline_model::StoryId(7)));
}

#[tokio::test]
async fn one_address_in_two_feeds_is_one_article() {
    let ground = Ground::new();
    let (a, b) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    let mut other = item("gull.example", "a", "One, told again");
    other.key.guid = Some("another".to_owned());
    let (first, _) = ground.poll(a, hour(1), vec![item("gull.example", "a", "One")]).await;
    let (second, result) = ground.poll(b, hour(2), vec![other]).await;
    assert_eq!((second[0].id, result.new), (first[0].id, 0));
    let article = ground.reader().article(first[0].id).await.unwrap().unwrap();
    assert_eq!(article.feeds.len(), 2);
    assert_eq!(article.summary.title, "One", "the first feed's headline stays");
}

#[tokio::test]
async fn doubtful_marks_double_and_swallow_nothing() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let mut same_guid = vec![item("gull.example", "a", "One"), item("gull.example", "b", "Two")];
    same_guid.iter_mut().for_each(|item| item.key.guid = Some("0".to_owned()));
    let (found, result) = ground.poll(feed, hour(1), same_guid).await;
    assert_eq!(result.new, 2);
    assert_ne!(found[0].id, found[1].id);

    let tern = ground.feed("tern.example").await;
    let mut no_marks = vec![item("tern.example", "c", "Three"), item("tern.example", "d", "Four")];
    no_marks.push(item("tern.example", "e", "Three"));
    no_marks.iter_mut().for_each(|item| {
        item.key.guid = None;
        item.key.url = None;
    });
    let (found, result) = ground.poll(tern, hour(1), no_marks).await;
    assert_eq!(result.new, 2, "the same text without any mark is the same article");
    assert_eq!(found[0].id, found[2].id);
}

#[tokio::test]
async fn a_truncated_document_stores_no_validators() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.poll(feed, hour(1), Vec::new()).await;
    let held = ground.reader().feed(feed).await.unwrap().unwrap();
    assert_eq!(held.validators.etag.as_deref(), Some("\"a\""));
    assert_eq!(held.hints.skip_hours, [3]);
    let mut poll = fresh(feed, hour(2), Vec::new());
    if let PollOutcome::Fresh(meta) = &mut poll.outcome {
        meta.truncated = true;
    }
    ground.store.commit_poll(poll).await.unwrap();
    let held = ground.reader().feed(feed).await.unwrap().unwrap();
    assert_eq!((held.validators, held.health.truncated), (Validators::default(), true));
}

#[tokio::test]
async fn failures_are_told_and_forgotten() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let failed = || PollOutcome::Failed { kind: "status".to_owned(), words: "answered 403".to_owned() };
    for n in 1..=3 {
        ground.store.commit_poll(poll(feed, hour(n), failed(), Vec::new())).await.unwrap();
    }
    let health = ground.reader().feed(feed).await.unwrap().unwrap().health;
    assert_eq!((health.failures, health.failing_since), (3, Some(hour(1))));
    assert_eq!(health.error.as_deref(), Some("answered 403"));
    ground.store.commit_poll(poll(feed, hour(4), PollOutcome::Unchanged, Vec::new())).await.unwrap();
    let health = ground.reader().feed(feed).await.unwrap().unwrap().health;
    assert_eq!((health.failures, health.failing_since, health.error), (0, None, None));
    let polls = ground.reader().polls(feed, 9).await.unwrap().unwrap();
    let outcomes: Vec<&str> = polls.iter().map(|poll| poll.outcome.as_str()).collect();
    assert_eq!(outcomes, ["unchanged", "status", "status", "status"]);
}

#[tokio::test]
async fn gone_is_never_due_and_a_move_takes_two() {
    let ground = Ground::new();
    let (gone, moving) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    ground.store.commit_poll(poll(gone, hour(1), PollOutcome::Gone, Vec::new())).await.unwrap();
    let record = ground.reader().feed(gone).await.unwrap().unwrap();
    assert_eq!((record.next_due, record.health.gone_at), (None, Some(hour(1))));
    let new_home = url("https://tern.example/new");
    for (n, expected) in [(1, false), (2, true)] {
        let mut poll = fresh(moving, hour(n), Vec::new());
        poll.moved_to = Some(new_home.clone());
        assert_eq!(ground.store.commit_poll(poll).await.unwrap().moved, expected);
    }
    let record = ground.reader().feed_by_url(url("https://tern.example/feed")).await.unwrap().unwrap();
    assert_eq!((record.id, record.url), (moving, new_home));
}

#[tokio::test]
async fn a_failed_commit_leaves_nothing() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "One");
    let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
    let mut entry = entry(found[0].id, facts.clone());
    // A reading for an entry that is not there: the whole poll must go.
    let stranger = dateline_model::EntryId(99);
    entry.reading = Some(read(stranger, 99, &facts, "Text.", dateline_model::Holding::Full));
    assert!(ground.store.commit_poll(fresh(feed, hour(1), vec![entry])).await.is_err());
    assert!(ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items.is_empty());
    assert_eq!(ground.reader().feed(feed).await.unwrap().unwrap().validators, Validators::default());
}

#[tokio::test]
async fn a_removed_feed_leaves_its_articles() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.poll(feed, hour(1), vec![item("gull.example", "a", "One")]).await;
    assert!(ground.reader().remove_feed(feed).await.unwrap());
    assert!(!ground.reader().remove_feed(FeedId(feed.0)).await.unwrap());
    assert_eq!(ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items.len(), 1);
    assert!(ground.store.wanted_pages(None, hour(9), 9).await.unwrap().is_empty());
}

/// A feed whose document names one address under two guids.
fn twins(first: &str, second: &str) -> Vec<dateline_store::EntryFacts> {
    let mut twin = item("gull.example", "a", second);
    twin.key.guid = Some("g-twin".to_owned());
    vec![item("gull.example", "a", first), twin]
}

#[tokio::test]
async fn two_guids_at_one_address_are_two_articles() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let (found, _) = ground.poll(feed, hour(1), twins("Ferry late", "Ferry very late")).await;
    assert_ne!(found[0].id, found[1].id);
    for n in 2..9 {
        let (_, result) = ground.poll(feed, hour(n), twins("Ferry late", "Ferry very late")).await;
        assert_eq!((result.new, result.changed), (0, 0), "poll {n}");
    }
    let article = ground.reader().article(found[0].id).await.unwrap().unwrap();
    assert_eq!((article.summary.title.as_str(), article.titles().count()), ("Ferry late", 0));
    let (_, result) = ground.poll(feed, hour(9), twins("Ferry late", "Ferry gone")).await;
    assert_eq!(result.changed, 1, "what really changed is told");
}

#[tokio::test]
async fn a_changed_guid_is_bridged_where_title_and_date_agree() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.poll(feed, hour(1), vec![item("gull.example", "a", "Ferry late")]).await;
    let renewed = |guid: &str, title: &str| {
        let mut item = item("gull.example", "a", title);
        item.key.guid = Some(guid.to_owned());
        item.key.content += 1;
        item
    };
    let (_, result) = ground.poll(feed, hour(2), vec![renewed("g-2", "Ferry late")]).await;
    assert_eq!((result.new, result.changed), (0, 1));
    let (_, result) = ground.poll(feed, hour(3), vec![renewed("g-3", "Ferry gone")]).await;
    assert_eq!((result.new, result.changed), (1, 0), "another guid and another title: another article");
}

#[tokio::test]
async fn earlier_headlines_are_remembered_to_a_bound() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let mut id = None;
    for n in 0..40 {
        let (found, _) =
            ground.poll(feed, hour(n), vec![item("gull.example", "a", &format!("Ferry {n}"))]).await;
        id = Some(found[0].id);
    }
    let article = ground.reader().article(id.unwrap()).await.unwrap().unwrap();
    let titles: Vec<_> = article.titles().collect();
    let titles: Vec<&str> = titles.iter().map(|(title, _)| *title).collect();
    assert_eq!((titles.len(), titles[0], titles[19]), (20, "Ferry 19", "Ferry 38"), "the latest");
}

/// A success of a feed that answers from where it has moved to for good.
fn moved(
    feed: FeedId,
    n: i64,
    to: &str,
    items: Vec<dateline_store::EntryCommit>,
) -> dateline_store::PollCommit {
    dateline_store::PollCommit { moved_to: Some(url(to)), ..fresh(feed, hour(n), items) }
}

#[tokio::test]
async fn a_feed_that_moves_onto_a_known_one_is_merged_into_it() {
    let ground = Ground::new();
    let (old, new) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    let bare = |slug: &str| {
        let mut bare = item("gull.example", slug, &format!("Ferry {slug}"));
        (bare.url, bare.key.url) = (None, None);
        bare
    };
    let (found, _) = ground.poll(old, hour(1), vec![bare("a"), bare("b")]).await;
    ground.reader().mark(vec![found[0].id], dateline_store::EntryMark::Read, hour(1)).await.unwrap();
    ground.reader().set_label("Later".to_owned(), vec![found[0].id]).await.unwrap();
    ground.reader().file_feed(old, Some("Mine".to_owned()), vec!["Sea".to_owned()]).await.unwrap();
    let (kept, _) = ground.poll(new, hour(2), vec![bare("a")]).await;
    assert_ne!(kept[0].id, found[0].id);
    for n in 3..5 {
        assert_eq!(ground.reader().feeds().await.unwrap().len(), 2);
        let poll = moved(old, n, "https://tern.example/feed", Vec::new());
        let result = ground.store.commit_poll(poll).await.unwrap();
        let gone: &[_] = if n == 4 { &[found[0].id] } else { &[] };
        assert_eq!((result.moved, &*result.gone), (n == 4, gone));
    }
    let feeds = ground.reader().feeds().await.unwrap();
    assert_eq!((feeds.len(), feeds[0].id, feeds[0].title.as_str()), (1, new, "Mine"));
    assert_eq!(feeds[0].folder.as_deref(), Some("Sea"));
    assert_eq!(feeds[0].health.moved_from.as_ref().map(dateline_model::WebUrl::host), Some("gull.example"));
    let held = ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items;
    assert_eq!(held.len(), 2, "what both brought is there once: {held:#?}");
    let of = |id| held.iter().find(|entry| entry.id == id).unwrap();
    assert!(of(kept[0].id).read_at.is_some() && of(found[1].id).read_at.is_none());
    assert_eq!(of(kept[0].id).labels, ["Later"]);
    assert_eq!(ground.feed("gull.example").await, new, "the old address is known");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_feed_that_comes_back_finds_what_was_read() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let items = || {
        let mut bare = item("gull.example", "a", "Ferry late");
        (bare.url, bare.key.url) = (None, None);
        vec![bare]
    };
    let (found, _) = ground.poll(feed, hour(1), items()).await;
    ground.reader().remove_feed(feed).await.unwrap();
    let again = ground.feed("gull.example").await;
    let (known, result) = ground.poll(again, hour(2), items()).await;
    assert_eq!((known[0].id, result.new), (found[0].id, 0));
}

//! Subscriptions at hubs: offered by a feed's document, due, verified, relied on, ended.

use crate::ground::*;
use dateline_model::FeedId;
use dateline_store::{Hub, HubLease, HubTurn, Lease, PollOutcome};

const HOME: &str = "https://desk.example/";

fn turn(n: i64) -> HubTurn {
    HubTurn { now: hour(n), again: hour(n + 1), address: HOME.to_owned(), limit: 9 }
}

fn hub(path: &str) -> Hub {
    Hub { url: url("https://hub.example/"), topic: url(&format!("https://gull.example/{path}")) }
}

impl Ground {
    async fn offers(&self, feed: FeedId, n: i64, hub: Option<Hub>) {
        let mut poll = fresh(feed, hour(n), Vec::new());
        if let PollOutcome::Fresh(meta) = &mut poll.outcome {
            meta.hub = hub;
        }
        self.store.commit_poll(poll).await.unwrap();
    }

    async fn due(&self, n: i64) -> Vec<HubLease> {
        self.store.hubs_due(turn(n)).await.unwrap()
    }

    /// A feed whose hub has verified at hour 1, until hour 100.
    async fn told(&self) -> (FeedId, HubLease) {
        let feed = self.feed("gull.example").await;
        self.offers(feed, 1, Some(hub("feed"))).await;
        let known = self.due(1).await.remove(0);
        self.store.hub_asked(known.id, HOME.to_owned(), hour(1), hour(2)).await.unwrap();
        self.store.hub_verified(known.id, hour(100), hour(75)).await.unwrap();
        (feed, known)
    }
}

#[tokio::test]
async fn an_offer_is_taken_up_once_and_its_secrets_are_its_own() {
    let ground = Ground::new();
    let (a, b) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    ground.offers(a, 1, Some(hub("feed"))).await;
    ground.offers(b, 1, Some(hub("other"))).await;
    ground.offers(a, 2, Some(hub("feed"))).await;
    let due = ground.due(2).await;
    assert_eq!(due.iter().map(|one| one.feed).collect::<Vec<_>>(), [Some(a), Some(b)]);
    assert!(ground.due(2).await.is_empty(), "in hand for an hour");
    assert_eq!(ground.due(3).await.len(), 2);
    assert_eq!((due[0].token.len(), due[0].secret.len()), (40, 64));
    assert!(due[0].token != due[1].token && due[0].secret != due[1].secret);
    let found = ground.store.hub_by_token(due[1].token.clone()).await.unwrap().unwrap();
    assert_eq!((found.feed, found.hub), (Some(b), hub("other")));
    assert_eq!(ground.store.hub_by_token("0".repeat(40)).await.unwrap(), None);
}

#[tokio::test]
async fn a_lease_is_relied_on_until_a_poll_finds_what_was_not_told() {
    let ground = Ground::new();
    let (feed, _) = ground.told().await;
    let pushed_until = async || ground.store.poll_target(feed).await.unwrap().unwrap().pushed_until;
    assert_eq!(pushed_until().await, Some(hour(100)));
    let facts = item("gull.example", "a", "One");
    let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
    let mut polled = fresh(feed, hour(3), vec![entry(found[0].id, facts)]);
    if let PollOutcome::Fresh(meta) = &mut polled.outcome {
        meta.hub = Some(hub("feed"));
    }
    ground.store.commit_poll(polled).await.unwrap();
    assert_eq!(pushed_until().await, None);
    let before = ground.reader().feed(feed).await.unwrap().unwrap();
    let facts = item("gull.example", "b", "Two");
    let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
    let mut told = poll(feed, hour(4), PollOutcome::Pushed, vec![entry(found[0].id, facts)]);
    told.next_due = None;
    assert_eq!(ground.store.commit_poll(told).await.unwrap().new, 1);
    assert_eq!(pushed_until().await, Some(hour(100)));
    let after = ground.reader().feed(feed).await.unwrap().unwrap();
    assert_eq!((after.next_due, &after.validators), (before.next_due, &before.validators));
    assert_eq!((after.health.last_poll, after.entries), (before.health.last_poll, 2));
    assert_eq!(ground.reader().polls(feed, 1).await.unwrap().unwrap()[0].outcome, "told");
    assert_eq!(after.pushed_until, Some(hour(100)));
}

#[tokio::test]
async fn a_lease_that_ends_makes_its_feed_due() {
    let ground = Ground::new();
    let (feed, known) = ground.told().await;
    let mut slow = fresh(feed, hour(2), Vec::new());
    slow.next_due = Some(hour(500));
    if let PollOutcome::Fresh(meta) = &mut slow.outcome {
        meta.hub = Some(hub("feed"));
    }
    ground.store.commit_poll(slow).await.unwrap();
    let due = ground.due(80).await;
    assert_eq!(due[0].lease_until, Some(hour(100)), "renewed in time");
    ground.store.hub_refused(known.id, "answers 500".to_owned(), hour(120)).await.unwrap();
    let due = ground.due(120).await;
    assert_eq!((due[0].lease_until, due[0].tries, due[0].words.as_deref()), (None, 1, Some("answers 500")));
    let lease = Lease { owner: "test".to_owned(), now: hour(120), until: hour(121), limit: 9 };
    let subjects = ground.store.lease_due(lease).await.unwrap();
    assert_eq!((subjects[0].id, subjects[0].pushed_until), (feed, None));
}

#[tokio::test]
async fn another_address_of_the_desk_is_agreed_anew() {
    let ground = Ground::new();
    let (_, known) = ground.told().await;
    assert!(ground.due(2).await.is_empty());
    let moved = HubTurn { address: "https://new.example/".to_owned(), ..turn(2) };
    let due = ground.store.hubs_due(moved).await.unwrap();
    assert_eq!((due[0].id, due[0].lease_until), (known.id, None));
}

#[tokio::test]
async fn what_ends_is_told_to_the_hub_where_it_knows() {
    let ground = Ground::new();
    let (feed, known) = ground.told().await;
    ground.offers(feed, 3, Some(hub("moved"))).await;
    let due = ground.due(3).await;
    assert_eq!(
        due.iter().map(|one| one.feed).collect::<Vec<_>>(),
        [None, Some(feed)],
        "old one ended, new one asked"
    );
    assert_eq!(due[0].token, known.token);
    ground.store.forget_hub(known.id).await.unwrap();
    // Never asked yet: nothing to tell.
    ground.reader().remove_feed(feed).await.unwrap();
    assert!(ground.due(9).await.is_empty());

    let ground = Ground::new();
    let (feed, _) = ground.told().await;
    ground.reader().remove_feed(feed).await.unwrap();
    assert_eq!(ground.due(3).await[0].feed, None);

    let ground = Ground::new();
    let (feed, _) = ground.told().await;
    ground.store.commit_poll(poll(feed, hour(3), PollOutcome::Gone, Vec::new())).await.unwrap();
    assert_eq!(ground.due(3).await[0].feed, None);
}

#[tokio::test]
async fn the_schema_before_hubs_opens() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    let mut packed = flate2::read::GzDecoder::new(&include_bytes!("../fixtures/v3.db.gz")[..]);
    std::io::copy(&mut packed, &mut std::fs::File::create(&path).unwrap()).unwrap();
    let store = dateline_store::Store::open(&path, dateline_store::Options::default()).unwrap();
    let ground = Ground { dir, store };
    let feeds = ground.reader().feeds().await.unwrap();
    assert_eq!(feeds.iter().map(|feed| feed.title.as_str()).collect::<Vec<_>>(), ["The Gull", "The Tern"]);
    assert_eq!(feeds[0].validators.etag.as_deref(), Some("\"a\""));
    ground.offers(feeds[0].id, 1, Some(hub("feed"))).await;
    assert_eq!(ground.due(1).await.len(), 1);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

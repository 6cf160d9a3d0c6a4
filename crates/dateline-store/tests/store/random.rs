//! Random sequences of polls, retitlings and imports again: nothing is doubled, nothing is lost, the derived agrees.

use crate::ground::*;
use dateline_model::{EntryId, Holding};
use dateline_store::{EntryMark, Known, Listing, Window};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    /// A feed brings articles, each under a headline of its own choice.
    Poll { feed: usize, items: Vec<(u8, u8)> },
    /// Pages wanted are read; each joins one of four stories.
    Read(u8),
    /// An article is marked.
    Mark(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let items = prop::collection::vec((0..12_u8, 0..3_u8), 0..6);
    prop_oneof![
        4 => (0..3_usize, items).prop_map(|(feed, items)| Step::Poll { feed, items }),
        2 => any::<u8>().prop_map(Step::Read),
        1 => (0..12_u8).prop_map(Step::Mark),
    ]
}

#[derive(Default)]
struct Expected {
    ids: BTreeMap<u8, EntryId>,
    read: BTreeSet<EntryId>,
}

async fn run(steps: Vec<Step>) {
    let ground = Ground::new();
    let hosts = ["gull.example", "tern.example", "skua.example"];
    let mut feeds = Vec::new();
    for host in hosts {
        feeds.push(ground.feed(host).await);
    }
    let mut expected = Expected::default();
    for (n, step) in steps.into_iter().enumerate() {
        take(&ground, &feeds, &mut expected, n as i64, step).await;
    }
    let held = ground.reader().entries(Listing::All, Window::first(99)).await.unwrap().items;
    let ids: BTreeSet<EntryId> = held.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, expected.ids.values().copied().collect(), "doubled or lost");
    let read: BTreeSet<EntryId> =
        held.iter().filter(|entry| entry.read_at.is_some()).map(|entry| entry.id).collect();
    assert_eq!(read, expected.read);
    assert!(ground.store.check().await.unwrap().is_healthy());
    let replayed = ground.store.placements(None, None, 999).await.unwrap();
    for change in replayed {
        let entry = held.iter().find(|entry| entry.id == change.entry).unwrap();
        assert_eq!(entry.story, Some(change.placement.story()));
    }
}

async fn take(
    ground: &Ground,
    feeds: &[dateline_model::FeedId],
    expected: &mut Expected,
    n: i64,
    step: Step,
) {
    match step {
        Step::Poll { feed, items } => {
            // Articles 0 to 5 are the first feed's at addresses that other feeds bring too; the rest stand in each alone.
            let item = |(slug, title): &(u8, u8)| {
                item("shared.example", &format!("{slug}"), &format!("T {slug} {title}"))
            };
            // A document that says nothing but one guid again and again is another matter.
            let one = items.iter().all(|(slug, _)| *slug == items[0].0);
            let items = if one { &items[..items.len().min(1)] } else { &items[..] };
            let facts: Vec<_> = items.iter().map(item).collect();
            let (found, _) = ground.poll(feeds[feed], hour(n), facts).await;
            for ((slug, _), found) in items.iter().zip(found) {
                let known = expected.ids.entry(*slug).or_insert(found.id);
                assert_eq!(*known, found.id, "article {slug} got a second number");
                assert_ne!(found.known, Known::Tombstone);
            }
        }
        Step::Read(story) => {
            for page in ground.store.wanted_pages(None, hour(2), 2).await.unwrap() {
                let story = 1 + i64::from(story % 4);
                ground.read(page.entry, story, &page.facts, "Text.", Holding::Full).await;
            }
        }
        Step::Mark(slug) => {
            if let Some(id) = expected.ids.get(&slug) {
                ground.reader().mark(vec![*id], EntryMark::Read, hour(n)).await.unwrap();
                expected.read.insert(*id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn nothing_is_doubled_or_lost(steps in prop::collection::vec(step(), 1..30)) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(run(steps));
    }
}

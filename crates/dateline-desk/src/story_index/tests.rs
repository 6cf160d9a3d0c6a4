//! An index that is filled behind the newest articles.

use super::*;
use dateline_model::{Article, Holding, Reading, UserId, Verdict};
use dateline_store::{EntryCommit, EntryFacts, EntryKey, NewFeed, Options, PollCommit, PollOutcome};
use dateline_store::{ReadingCommit, TextSource, content_hash, story_doc};

const ARTICLES: i64 = 11;
pub(super) const HAPPENINGS: [&str; 6] = [
    "Ferry Aurelia aground off Kestrel Island",
    "Glacier lake bursts above Ulvane",
    "Calder bank raises its rates",
    "Cup final goes to penalties in Wexmoor",
    "Wildfire burns near Tarn Valley",
    "New comet named by Astrild telescope",
];

pub(super) fn now() -> Timestamp {
    Timestamp::from_second(1_795_442_700).unwrap()
}

/// Articles in pairs of one story, each told twice.
fn facts(number: i64) -> EntryFacts {
    let title = HAPPENINGS[number as usize / 2].to_owned();
    EntryFacts {
        key: EntryKey {
            guid: Some(number.to_string()),
            title: content_hash(&title, ""),
            hash: content_hash(&title, ""),
            content: content_hash(&title, ""),
            ..EntryKey::default()
        },
        url: None,
        title,
        summary: None,
        published: None,
        publisher: Some(format!("Paper {number}")),
        publisher_host: None,
        language: None,
        image: None,
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: Vec::new(),
        attached: dateline_model::Attached::default(),
        content_given: false,
    }
}

fn reading() -> Reading {
    Reading {
        article: Some(Article::default()),
        asides: Vec::new(),
        verdict: Verdict::of(Holding::HeadlineOnly),
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    }
}

/// A store with articles, and the index that placed them.
async fn filled(folder: &std::path::Path) -> (Store, Stories) {
    let store = Store::open(&folder.join("desk.db"), Options::default()).unwrap();
    let url = dateline_model::WebUrl::parse("https://gull.example/feed").unwrap();
    let feed = NewFeed { url, title: None, home: None, folder: None };
    let feed = store.reader(UserId::OWNER).add_feed(feed, now()).await.unwrap().0;
    let all: Vec<EntryFacts> = (0..ARTICLES).map(facts).collect();
    let keys = all.iter().map(|facts| facts.key.clone()).collect();
    let known = store.recognise(feed, keys).await.unwrap();
    let mut stories = Stories::new(Settings::default());
    let entries = known.iter().zip(all).map(|(known, facts)| {
        let change = stories.plan(&story_doc(known.id, &facts, &reading(), now()));
        stories.apply(&change);
        let reading = ReadingCommit::new(known.id, now(), TextSource::Feed, reading());
        let reading = ReadingCommit { change: Some(change), ..reading };
        EntryCommit { id: known.id, facts, page_wanted: false, reading: Some(reading), other: None }
    });
    let commit = PollCommit {
        feed,
        at: now(),
        took_ms: 1,
        status: Some(200),
        outcome: PollOutcome::Pushed,
        moved_to: None,
        next_due: None,
        entries: entries.collect(),
        new_before: 0,
    };
    store.commit_poll(commit).await.unwrap();
    (store, stories)
}

#[tokio::test]
async fn the_index_is_filled_behind_the_newest_and_is_the_same_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (store, live) = filled(folder.path()).await;
    let mut index = StoryIndex::open(&store, OpenWindow::default(), now()).await.unwrap();
    let (oldest, newest) = (EntryId(1), EntryId(ARTICLES));
    assert!(!index.is_whole() && index.lacks(oldest) && !index.lacks(newest));
    assert_eq!(index.stories.len(), FIRST as usize);
    // One that was placed before its turn stays as it was placed.
    let mut doc = story_doc(EntryId(3), &facts(2), &reading(), now());
    doc.title = HAPPENINGS[3].to_owned();
    let early = index.stories.plan(&doc);
    index.stories.apply(&early);
    assert!(!index.lacks(EntryId(3)));
    let mut pieces = 0;
    while !index.is_whole() {
        index.fill(&store, now()).await.unwrap();
        pieces += 1;
    }
    assert_eq!((pieces, index.stories.len()), (4, ARTICLES as usize));
    assert!(!index.lacks(oldest));
    for id in (1..=ARTICLES).map(EntryId) {
        let expected = if id == EntryId(3) { Some(early.placement.story()) } else { live.story_of(id) };
        assert_eq!(index.stories.story_of(id), expected, "{id:?}");
    }
    assert_ne!(index.stories.story_of(EntryId(3)), live.story_of(EntryId(3)));
}

#[tokio::test]
async fn no_more_articles_are_open_than_were_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = filled(folder.path()).await;
    let open = OpenWindow { articles: 7, ..OpenWindow::default() };
    let mut index = StoryIndex::open(&store, open, now()).await.unwrap();
    while !index.is_whole() {
        index.fill(&store, now()).await.unwrap();
    }
    let held = (1..=ARTICLES).filter(|id| index.stories.story_of(EntryId(*id)).is_some());
    assert_eq!(held.collect::<Vec<_>>(), (5..=ARTICLES).collect::<Vec<_>>());
}

#[test]
fn the_longest_window_begins_with_the_calendar() {
    let check = |days, since| {
        assert_eq!(OpenWindow { days, ..OpenWindow::default() }.since(now()), since, "{days} days");
    };
    check(0, now());
    check(1, now() - SignedDuration::from_hours(24));
    check(u32::MAX, Timestamp::MIN);
}

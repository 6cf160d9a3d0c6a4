//! What one reader sees and does is that reader's alone: marks, counts, folders, follows, searches, changes.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, Holding};
use dateline_store::{
    EntryMark, FolderUnread, FollowKind, FrontQuery, Listing, NewFeed, Reader, Retention, Scope, SearchQuery,
    Window,
};

pub(crate) const SECOND: UserId = UserId(2);

/// Two feeds that both readers have and one that the second alone has; three articles each, one of them in two.
async fn house() -> (Ground, [FeedId; 3]) {
    let ground = Ground::new();
    assert_eq!(ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap(), Some(SECOND));
    let feeds = [ground.feed("gull.example").await, ground.feed("heron.example").await, {
        let added = ground.store.reader(SECOND).add_feed(new("tern.example", None), hour(0)).await.unwrap();
        assert!(added.1);
        added.0
    }];
    for host in ["gull.example", "heron.example"] {
        ground.store.reader(SECOND).add_feed(new(host, Some("Sea")), hour(0)).await.unwrap();
    }
    for (feed, host) in feeds.iter().zip(["gull.example", "heron.example", "tern.example"]) {
        let items = (0..3).map(|n| item(host, &format!("a{n}"), &format!("Ferry {n} of {host}"))).collect();
        ground.poll(*feed, hour(1), items).await;
    }
    // The heron tells of an article of the gull, at its address.
    ground.poll(feeds[1], hour(2), vec![item("gull.example", "a0", "Ferry 0 of gull.example")]).await;
    (ground, feeds)
}

pub(crate) fn new(host: &str, folder: Option<&str>) -> NewFeed {
    let url = url(&format!("https://{host}/feed"));
    NewFeed { url, title: None, home: None, folder: folder.map(str::to_owned) }
}

async fn unread(reader: Reader<'_>) -> Vec<i64> {
    let found = reader.entries(Listing::Unread, Window::first(99)).await.unwrap().items;
    found.iter().map(|entry| entry.id.0).collect()
}

/// Counts in all, of the feeds and of folders, held against the lists.
async fn counts(reader: Reader<'_>) -> (u64, Vec<u64>, Vec<(String, u64)>) {
    let counts = reader.unread_counts().await.unwrap();
    let listed = unread(reader).await;
    assert_eq!(counts.all, listed.len() as u64, "the count is that of the list");
    assert_eq!(counts.all, reader.nav_summary().await.unwrap().unread);
    assert_eq!(counts.all, reader.counts().await.unwrap().unread);
    for (feed, unread) in &counts.feeds {
        let of = reader.entries(Listing::FeedUnread(*feed), Window::first(99)).await.unwrap().items;
        assert_eq!(*unread, of.len() as u64, "feed {feed}");
        assert_eq!(*unread, reader.feed(*feed).await.unwrap().unwrap().unread);
    }
    let folders =
        counts.folders.into_iter().map(|FolderUnread { folder, unread }| (folder, unread)).collect();
    (counts.all, counts.feeds.into_iter().map(|(_, unread)| unread).collect(), folders)
}

async fn healthy(ground: &Ground) {
    let report = ground.store.check().await.unwrap();
    assert!(report.is_healthy(), "{report:?}");
}

#[tokio::test]
async fn marks_of_one_are_not_marks_of_another() {
    let (ground, feeds) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let sea = |n| vec![("Sea".to_owned(), n)];
    assert_eq!(counts(owner).await, (6, vec![3, 3], vec![]), "an article of two feeds counts once");
    assert_eq!(counts(second).await, (9, vec![3, 3, 3], sea(6)));
    let first = EntryId(unread(owner).await[0]);
    assert_eq!(owner.mark(vec![first], EntryMark::Read, hour(3)).await.unwrap(), 1);
    assert_eq!(owner.mark(vec![first], EntryMark::Read, hour(3)).await.unwrap(), 0);
    assert_eq!(second.mark(vec![first], EntryMark::Starred, hour(4)).await.unwrap(), 1);
    let of = async |reader: Reader<'_>| {
        let summary = reader.article(first).await.unwrap().unwrap().summary;
        (summary.read_at, summary.starred_at)
    };
    assert_eq!(of(owner).await, (Some(hour(3)), None));
    assert_eq!(of(second).await, (None, Some(hour(4))));
    assert_eq!((counts(owner).await.0, counts(second).await.0), (5, 9));

    assert_eq!(second.mark_all_read(Scope::Folder("Sea".to_owned()), hour(9), hour(5)).await.unwrap(), 6);
    assert_eq!(counts(second).await, (3, vec![0, 0, 3], sea(0)));
    assert_eq!(of(second).await.0, Some(hour(5)), "what all at once were read at");
    assert_eq!(counts(owner).await.0, 5);
    assert_eq!(second.mark(vec![first], EntryMark::Unread, hour(6)).await.unwrap(), 1);
    assert_eq!(counts(second).await.0, 4, "unread again in spite of the floor");
    assert_eq!(second.mark_all_read(Scope::Feed(feeds[2]), hour(9), hour(7)).await.unwrap(), 3);
    assert_eq!(second.mark_all_read(Scope::All, hour(9), hour(7)).await.unwrap(), 1);
    assert_eq!(counts(second).await.0, 0);
    let later = ground.poll(feeds[0], hour(8), vec![item("gull.example", "b", "Late")]).await.0[0].id;
    assert_eq!((unread(second).await, counts(owner).await.0), (vec![later.0], 6));
    healthy(&ground).await;
}

#[tokio::test]
async fn what_came_after_a_look_is_not_marked_with_it() {
    let (ground, feeds) = house().await;
    let owner = ground.reader();
    let late = ground.poll(feeds[0], hour(8), vec![item("gull.example", "b", "Late")]).await.0[0].id;
    let of = |scope| owner.mark_all_read(scope, hour(7), hour(9));
    assert_eq!(of(Scope::All).await.unwrap(), 6);
    assert_eq!(unread(owner).await, [late.0]);
    assert_eq!(of(Scope::All).await.unwrap(), 0);
    healthy(&ground).await;
}

#[tokio::test]
async fn floors_hold_for_large_feeds_and_are_swept() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    for part in 0..3 {
        let items = (0..900)
            .map(|n| item("gull.example", &format!("a{part}-{n}"), &format!("Ferry {part} {n}")))
            .collect();
        ground.poll(feed, hour(1 + part), items).await;
    }
    let owner = ground.reader();
    let kept = EntryId(unread(owner).await[5]);
    assert_eq!(owner.mark_all_read(Scope::All, hour(9), hour(4)).await.unwrap(), 2_700);
    assert_eq!(counts(owner).await.0, 0);
    owner.mark(vec![kept], EntryMark::Unread, hour(5)).await.unwrap();
    assert_eq!(unread(owner).await, [kept.0]);
    healthy(&ground).await;
    ground.store.clean(Retention::default(), hour(6)).await.unwrap();
    assert_eq!(unread(owner).await, [kept.0], "sweeping takes what is read alone");
    healthy(&ground).await;
}

#[tokio::test]
async fn a_new_reader_of_a_feed_has_all_of_it_as_something_new() {
    let (ground, feeds) = house().await;
    let owner = ground.reader();
    let before = owner.place().await.unwrap();
    assert_eq!(owner.changes(before, None, 99).await.unwrap(), []);
    assert!(owner.add_feed(new("tern.example", None), hour(4)).await.unwrap().1);
    let changes = owner.changes(before, None, 99).await.unwrap();
    assert_eq!(changes.len(), 3, "what was there before the reader came");
    assert!(changes.iter().all(|change| change.place > before));
    assert_eq!(counts(owner).await, (9, vec![3, 3, 3], vec![]));
    // A part at a time, nothing is told twice and nothing is left out.
    let (mut told, mut since, mut after) = (Vec::new(), 0, None);
    while let Some(change) = owner.changes(since, after, 1).await.unwrap().pop() {
        told.push(change.entry);
        (since, after) = (change.place, Some(change.entry));
    }
    assert_eq!(told.len(), 9);
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), 9);

    let place = owner.place().await.unwrap();
    owner.mark(vec![told[0]], EntryMark::Read, hour(5)).await.unwrap();
    assert_eq!(owner.changes(place, None, 99).await.unwrap()[0].entry, told[0]);
    let place = owner.place().await.unwrap();
    owner.mark_all_read(Scope::Feed(feeds[2]), hour(9), hour(6)).await.unwrap();
    assert_eq!(owner.changes(place, None, 99).await.unwrap().len(), 3, "a floor changes what lies below it");
    let second = ground.store.reader(SECOND);
    assert_eq!(second.changes(place, None, 99).await.unwrap(), []);
    let place = owner.place().await.unwrap();
    ground.poll(feeds[0], hour(7), vec![item("gull.example", "a1", "Ferry 1 after all")]).await;
    let changed = second.changes(place, None, 99).await.unwrap();
    assert_eq!(changed.len(), 1, "another headline is a change for all its readers");
    assert_eq!(owner.changes(place, None, 99).await.unwrap(), changed);
    healthy(&ground).await;
}

#[tokio::test]
async fn who_leaves_a_feed_keeps_its_articles_and_takes_them_from_nobody() {
    let (ground, feeds) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    second.mark_all_read(Scope::Feed(feeds[0]), hour(9), hour(3)).await.unwrap();
    assert!(second.remove_feed(feeds[0]).await.unwrap());
    assert!(!second.remove_feed(feeds[0]).await.unwrap());
    assert!(second.feed(feeds[0]).await.unwrap().is_none());
    assert_eq!(counts(second).await, (6, vec![3, 3], vec![("Sea".to_owned(), 3)]));
    assert_eq!(second.counts().await.unwrap().entries, 9, "what was there stays");
    assert_eq!(counts(owner).await, (6, vec![3, 3], vec![]));
    ground.poll(feeds[0], hour(4), vec![item("gull.example", "b", "Late")]).await;
    assert_eq!((counts(owner).await.0, counts(second).await.0), (7, 6));
    healthy(&ground).await;
    // Back again: what was read stays read, what came meanwhile is unread.
    second.add_feed(new("gull.example", None), hour(5)).await.unwrap();
    assert_eq!(counts(second).await.0, 7);
    assert!(owner.remove_feed(feeds[0]).await.unwrap() && second.remove_feed(feeds[0]).await.unwrap());
    assert!(
        !ground.store.askable_feeds().await.unwrap().contains(&feeds[0]),
        "the last one turns out the light"
    );
    assert_eq!((counts(owner).await.0, counts(second).await.0), (7, 7));
    let again = owner.add_feed(new("gull.example", None), hour(6)).await.unwrap().0;
    assert!(again > feeds[0], "numbers are not given twice");
    assert_eq!(owner.changes(0, None, 99).await.unwrap().len(), 7);
    assert_eq!(counts(owner).await, (7, vec![3, 4], vec![]));
    healthy(&ground).await;
}

#[tokio::test]
async fn a_feed_stands_in_several_folders() {
    let (ground, feeds) = house().await;
    let second = ground.store.reader(SECOND);
    let folders = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    second.file_feed(feeds[2], Some("Mine".to_owned()), folders(&["Birds", "Sea"])).await.unwrap();
    let feed = second.feed(feeds[2]).await.unwrap().unwrap();
    assert_eq!((feed.title.as_str(), feed.folder.as_deref(), feed.folders.len()), ("Mine", Some("Birds"), 2));
    assert_eq!(second.folders().await.unwrap(), folders(&["Birds", "Sea"]));
    assert_eq!(counts(second).await.2, [("Birds".to_owned(), 3), ("Sea".to_owned(), 9)]);
    assert!(ground.reader().folders().await.unwrap().is_empty());
    assert_eq!(second.mark_all_read(Scope::Folder("Birds".to_owned()), hour(9), hour(3)).await.unwrap(), 3);
    assert_eq!(
        counts(second).await,
        (6, vec![3, 3, 0], vec![("Birds".to_owned(), 0), ("Sea".to_owned(), 6)])
    );
    for stranger in [UserId::OWNER, UserId(77)] {
        let reader = ground.store.reader(stranger);
        assert!(reader.file_feed(feeds[2], None, Vec::new()).await.is_err());
        assert!(reader.keep_feed(feeds[2], Some(1), None).await.is_err());
    }
}

#[tokio::test]
async fn who_does_not_see_an_article_can_do_nothing_with_it() {
    let (ground, feeds) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let tern = second.entries(Listing::Feed(feeds[2]), Window::first(9)).await.unwrap().items;
    let id = tern[0].id;
    let facts = item("tern.example", "a2", "Ferry 2 of tern.example");
    ground.read(id, id.0, &facts, "The terns vote on Monday.", Holding::Full).await;
    for mark in [EntryMark::Read, EntryMark::Unread, EntryMark::Starred, EntryMark::Unstarred] {
        assert_eq!(owner.mark(vec![id], mark, hour(3)).await.unwrap(), 0);
    }
    let story = second.article(id).await.unwrap().unwrap().summary.story.unwrap();
    assert_eq!(owner.mark_story(story, EntryMark::Read, hour(3)).await.unwrap(), 0);
    assert!(owner.article(id).await.unwrap().is_none() && owner.member(id).await.unwrap().is_none());
    assert!(owner.story(story).await.unwrap().is_none() && owner.story_head(story).await.unwrap().is_none());
    assert!(owner.entries(Listing::Feed(feeds[2]), Window::first(9)).await.unwrap().items.is_empty());
    let terns = SearchQuery { text: "terns".to_owned(), window: Window::first(9) };
    assert!(owner.search(terns.clone()).await.unwrap().groups.is_empty());
    assert_eq!(second.search(terns).await.unwrap().groups.len(), 1);
    let all = FrontQuery::all(hour(3), Window::first(9));
    assert!(owner.front(all.clone()).await.unwrap().items.is_empty());
    assert_eq!(second.front(all).await.unwrap().items.len(), 1);
}

/// A story of three publishers, of which the owner has two: the first one's article is the whole one.
#[tokio::test]
async fn a_story_is_told_by_what_its_reader_sees() {
    let (ground, _) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let listed = second.entries(Listing::All, Window::first(99)).await.unwrap().items;
    let of = |host: &str| {
        let found = listed.iter().find(|entry| entry.publisher_host.as_deref() == Some(host)).unwrap();
        (found.id, item(host, "a", &found.title))
    };
    let (tern, facts) = of("tern.example");
    ground.read(tern, tern.0, &facts, "The terns vote on Monday.", Holding::Full).await;
    for host in ["gull.example", "heron.example"] {
        let (id, facts) = of(host);
        ground.read(id, tern.0, &facts, "Some vote on Monday.", Holding::Partial).await;
    }
    let head = async |reader: Reader<'_>| {
        let story = reader.front(FrontQuery::all(hour(3), Window::first(9))).await.unwrap().items.remove(0);
        let whole = reader.story(story.id).await.unwrap().unwrap();
        assert_eq!(whole.members.len(), story.articles as usize);
        assert_eq!(reader.story_head(story.id).await.unwrap().unwrap().lead_article, story.lead_article);
        (
            story.lead_article.publisher_host.unwrap(),
            story.articles,
            story.publisher_count,
            story.counts.full,
            story.unread,
        )
    };
    assert_eq!(head(second).await, ("tern.example".to_owned(), 3, 3, 1, 3));
    assert_eq!(head(owner).await.1, 2);
    assert_ne!(head(owner).await.0, "tern.example");
    let all = || FrontQuery::all(hour(3), Window::first(9));
    let sections = async |reader: Reader<'_>| reader.front_with_sections(all()).await.unwrap().1;
    assert_eq!(sections(owner).await, sections(second).await);
}

#[tokio::test]
async fn follows_and_searches_are_ones_own() {
    let (ground, _) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let follow = second.follow(FollowKind::Words, "ferry".to_owned(), hour(2)).await.unwrap().unwrap();
    assert!(owner.follows().await.unwrap().is_empty() && !owner.unfollow(follow.id).await.unwrap());
    assert!(owner.follow(FollowKind::Words, "ferry".to_owned(), hour(2)).await.unwrap().is_some());
    let saved = second.save_search(String::new(), "tern".to_owned(), true, hour(2)).await.unwrap().unwrap();
    assert!(owner.saved_searches().await.unwrap().is_empty());
    assert!(
        !owner.forget_search(saved.id).await.unwrap() && !owner.search_looked_at(saved.id).await.unwrap()
    );
    let found = ground.store.searched_by(saved.token, 9).await.unwrap().unwrap().1;
    assert_eq!(found.len(), 3, "an address tells what its owner sees");
}

#[tokio::test]
async fn starred_by_anyone_stays_and_numbers_are_not_given_twice() {
    let (ground, feeds) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let all = second.entries(Listing::All, Window::first(99)).await.unwrap().items;
    let starred = all[1].id;
    second.mark(vec![starred], EntryMark::Starred, hour(3)).await.unwrap();
    let keep = Retention { articles_days: 1, ..Retention::default() };
    let cleaned = ground.store.clean(keep, hour(24 * 9)).await.unwrap();
    assert_eq!(cleaned.articles.len(), 8);
    assert_eq!(second.entries(Listing::All, Window::first(99)).await.unwrap().items.len(), 1);
    assert!(counts(owner).await.0 <= 1 && counts(second).await.0 == 1);
    healthy(&ground).await;
    // Not even where nothing tells of the last one any more.
    let Ground { dir, store } = ground;
    store.close().await;
    let raw = rusqlite::Connection::open(dir.path().join("desk.db")).unwrap();
    raw.execute_batch("DELETE FROM tombstones; DELETE FROM changes;").unwrap();
    drop(raw);
    let store =
        dateline_store::Store::open(&dir.path().join("desk.db"), dateline_store::Options::default()).unwrap();
    let ground = Ground { dir, store };
    let next = ground.poll(feeds[0], hour(24 * 9), vec![item("gull.example", "new", "New")]).await.0[0].id;
    assert!(next.0 > 9, "{next}");
}

#[tokio::test]
async fn undated_items_are_numbered_oldest_first() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let undated = |slug: &str| {
        let mut facts = item("gull.example", slug, slug);
        (facts.published, facts.key.published) = (None, None);
        facts
    };
    let items = ["oldest", "middle", "latest"].map(undated).to_vec();
    let found = ground.poll(feed, hour(1), items).await.0;
    assert!(found[0].id < found[1].id && found[1].id < found[2].id, "{found:?}");
    let listed = ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items;
    assert_eq!(
        listed.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(),
        ["latest", "middle", "oldest"]
    );
    assert!(found.iter().all(|found| found.id.0 < 1 << 31));
}

#[tokio::test]
async fn a_publisher_is_followed_and_found_by_the_readers_own_name() {
    let (ground, _) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let listed = owner.entries(Listing::All, Window::first(99)).await.unwrap().items;
    let gull = listed.iter().find(|entry| entry.publisher_host.as_deref() == Some("gull.example")).unwrap();
    ground.read(gull.id, gull.id.0, &item("gull.example", "a1", &gull.title), "Text.", Holding::Full).await;
    assert!(owner.follow(FollowKind::Publisher, "Morning Bird".to_owned(), hour(2)).await.unwrap().is_some());
    let follow = async |reader: Reader<'_>| {
        reader.front(FrontQuery::all(hour(3), Window::first(9))).await.unwrap().items[0].rank.follow
    };
    let found = async |reader: Reader<'_>, text: &str| {
        let query = SearchQuery { text: text.to_owned(), window: Window::first(99) };
        reader.search(query).await.unwrap().groups.len()
    };
    assert_eq!((follow(owner).await, found(owner, "publisher:morning").await), (1.0, 0));
    assert!(owner.rename_publisher("gull.example", "Morning Bird").await.unwrap());
    assert_eq!((follow(owner).await, follow(second).await), (1.5, 1.0));
    for text in ["publisher:morning", "publisher:\"Morning Bird\"", "\"morning bird\"", "site:bird ferry"] {
        assert_eq!(found(owner, text).await, found(owner, "site:gull.example").await, "{text}");
        assert_eq!(found(second, text).await, 0, "{text}");
    }
    assert!(owner.rename_publisher("gull.example", "").await.unwrap());
    assert_eq!((follow(owner).await, found(owner, "publisher:morning").await), (1.0, 0));
}

#[tokio::test]
async fn a_paused_feed_is_polled_for_those_who_have_not_paused_it() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let new = NewFeed { url: url("https://gull.example/feed"), title: None, home: None, folder: None };
    let (owner, ada) = (ground.reader(), ground.store.reader(UserId(2)));
    ada.add_feed(new, hour(0)).await.unwrap();
    let due = async |now: i64| {
        let lease =
            dateline_store::Lease { owner: "t".to_owned(), now: hour(now), until: hour(now), limit: 9 };
        ground.store.lease_due(lease).await.unwrap().len()
    };
    assert_eq!(owner.pause_feeds(vec![feed, FeedId(9)], true, hour(1)).await.unwrap(), 1);
    assert_eq!(owner.pause_feeds(vec![feed], true, hour(1)).await.unwrap(), 0);
    assert_eq!(owner.feed(feed).await.unwrap().unwrap().paused_at, Some(hour(1)));
    assert_eq!(ada.feed(feed).await.unwrap().unwrap().paused_at, None);
    assert_eq!(due(2).await, 1, "another wants it");
    ground.poll(feed, hour(2), vec![item("gull.example", "a", "Ferry late")]).await;
    let unread = async |reader: Reader<'_>| reader.unread_counts().await.unwrap().all;
    assert_eq!(
        (unread(owner).await, unread(ada).await),
        (0, 1),
        "what comes meanwhile is read for who paused"
    );
    assert_eq!(ada.pause_feeds(vec![feed], true, hour(3)).await.unwrap(), 1);
    assert_eq!((due(9).await, ground.store.askable_feeds().await.unwrap().len()), (0, 0));
    assert_eq!(owner.pause_feeds(vec![feed], false, hour(9)).await.unwrap(), 1);
    assert_eq!((due(9).await, ground.store.askable_feeds().await.unwrap().len()), (1, 1));
    ground.poll(feed, hour(10), vec![item("gull.example", "b", "Ferry sails")]).await;
    assert_eq!((unread(owner).await, unread(ada).await), (1, 1));
    owner.remove_feed(feed).await.unwrap();
    assert_eq!(due(99).await, 0, "nobody is left who wants it");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

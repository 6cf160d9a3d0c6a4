//! A feed that one person alone sees: every answer to another person is, to the letter, the one without that feed.

use crate::ground::*;
use crate::readers::{SECOND, new};
use dateline_model::{EntryId, FeedId, Holding, StoryId};
use dateline_store::{
    Correction, EntryMark, FollowKind, FrontQuery, Listing, Retention, Scope, SearchQuery, Window,
};
use std::fmt::Debug;

/// Both readers have the gull; what it brings is read and stands in stories.
async fn house() -> (Ground, FeedId) {
    let ground = Ground::new();
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let feed = ground.feed("gull.example").await;
    let second = ground.store.reader(SECOND);
    second.add_feed(new("gull.example", Some("Sea")), hour(0)).await.unwrap();
    for n in 0..4 {
        bring(&ground, feed, "gull.example", &format!("a{n}"), 1 + n % 2).await;
    }
    second.follow(FollowKind::Words, "ferry".to_owned(), hour(2)).await.unwrap();
    second.save_search(String::new(), "ferry".to_owned(), true, hour(2)).await.unwrap();
    (ground, feed)
}

async fn bring(ground: &Ground, feed: FeedId, host: &str, slug: &str, story: i64) -> EntryId {
    let facts = item(host, slug, &format!("Ferry {slug}"));
    let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
    ground.read(id, story, &facts, &format!("The ferry {slug} of {host} sails."), Holding::Full).await;
    id
}

/// All that a reader can be told, but for secrets made by chance.
async fn told(ground: &Ground, user: UserId, ids: std::ops::Range<i64>) -> Vec<String> {
    let reader = ground.store.reader(user);
    let mut told = Vec::new();
    let mut note = |what: &dyn Debug| told.push(format!("{what:?}"));
    for listing in [Listing::All, Listing::Unread, Listing::Starred] {
        note(&reader.entries(listing, Window::first(99)).await.unwrap());
    }
    for id in ids {
        note(&reader.article(EntryId(id)).await.unwrap());
        note(&reader.member(EntryId(id)).await.unwrap());
        note(&reader.story(StoryId(id)).await.unwrap());
        note(&reader.story_head(StoryId(id)).await.unwrap());
        note(&reader.story_part(StoryId(id), Window::first(9)).await.unwrap());
        note(&reader.linked_stories(StoryId(id)).await.unwrap());
        note(&reader.gated(vec![StoryId(id)]).await.unwrap());
        note(&reader.corrections(Some(StoryId(id))).await.unwrap());
        note(&reader.feed(FeedId(id)).await.unwrap());
        note(&reader.entries(Listing::Feed(FeedId(id)), Window::first(9)).await.unwrap());
        note(&reader.entries(Listing::FeedUnread(FeedId(id)), Window::first(9)).await.unwrap());
        note(&reader.mark(vec![EntryId(id)], EntryMark::Read, hour(9)).await.unwrap());
        note(&reader.mark_story(StoryId(id), EntryMark::Unread, hour(9)).await.unwrap());
    }
    for text in ["ferry", "ferry is:unread", "has:image", "gull", "heron", "is:starred", "-is:read"] {
        let query = SearchQuery { text: text.to_owned(), window: Window::first(9) };
        note(&reader.search(query).await.unwrap());
    }
    let front = FrontQuery::all(hour(3), Window::first(9));
    note(&reader.front(FrontQuery { folder: Some("Sea".to_owned()), ..front.clone() }).await.unwrap());
    note(&reader.front(FrontQuery { unread: true, ..front.clone() }).await.unwrap());
    note(&reader.front(front).await.unwrap());
    note(
        &reader
            .front_with_sections(FrontQuery { unread: true, ..FrontQuery::all(hour(3), Window::first(9)) })
            .await
            .unwrap()
            .1,
    );
    note(&reader.feeds().await.unwrap());
    note(&reader.folders().await.unwrap());
    note(&reader.unread_counts().await.unwrap());
    note(&reader.nav_summary().await.unwrap());
    let mut counts = reader.counts().await.unwrap();
    // The file is everybody's.
    counts.bytes = 0;
    note(&counts);
    note(
        &reader
            .alerts_within(std::time::Duration::MAX)
            .await
            .unwrap()
            .0
            .iter()
            .map(|saved| (saved.name.clone(), saved.new))
            .collect::<Vec<_>>(),
    );
    let token = reader.saved_searches().await.unwrap().pop().map(|saved| saved.token).unwrap_or_default();
    note(&ground.store.searched_by(token, 9).await.unwrap().map(|found| found.1));
    note(&reader.follows().await.unwrap());
    note(&reader.all_corrections().await.unwrap());
    note(&reader.mark_all_read(Scope::All, hour(9), hour(9)).await.unwrap());
    told
}

#[tokio::test]
async fn another_readers_answers_are_the_same_with_and_without_it() {
    let (plain, _) = house().await;
    let (ground, _) = house().await;
    let owner = ground.reader();
    let heron = owner.add_feed(new("heron.example", None), hour(2)).await.unwrap().0;
    assert_eq!(ground.store.set_private(heron, Some(UserId::OWNER), hour(2)).await.unwrap(), Some(vec![]));
    // The same articles, to the address and to the letter, and others; each in a story of its own.
    for (n, slug) in ["a0", "a1", "own"].iter().enumerate() {
        bring(&ground, heron, "gull.example", slug, 20 + n as i64).await;
    }
    owner.correct(Correction::Join { from: StoryId(20), into: StoryId(1) }, hour(3)).await.unwrap();
    assert_eq!(told(&ground, SECOND, 1..30).await, told(&plain, SECOND, 1..30).await);
    assert_eq!(owner.counts().await.unwrap().entries, 7);
    assert!(owner.front(FrontQuery::all(hour(3), Window::first(9))).await.unwrap().items.len() > 2);
    assert_eq!(ground.store.placements(None, None, 99).await.unwrap().len(), 4, "no index learns from it");
    assert!(ground.store.check().await.unwrap().is_healthy());
    // The same address, added by somebody else, is another feed.
    let (other, new) =
        ground.store.reader(SECOND).add_feed(new("heron.example", None), hour(3)).await.unwrap();
    assert!(new && other != heron);
    let found = ground.poll(other, hour(3), vec![item("gull.example", "own", "Ferry own")]).await.0;
    assert!(owner.article(found[0].id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_feed_that_becomes_private_takes_its_articles_with_it() {
    let (ground, gull) = house().await;
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    let heron = owner.add_feed(new("heron.example", None), hour(2)).await.unwrap().0;
    second.add_feed(new("heron.example", None), hour(2)).await.unwrap();
    let own = bring(&ground, heron, "heron.example", "own", 1).await;
    let shared = ground.poll(heron, hour(3), vec![item("gull.example", "a0", "Ferry a0")]).await.0[0].id;
    second.mark(vec![own], EntryMark::Starred, hour(3)).await.unwrap();
    let left = ground.store.set_private(heron, Some(UserId::OWNER), hour(4)).await.unwrap();
    assert_eq!(left, Some(vec![own]));
    assert!(second.article(own).await.unwrap().is_none() && second.feed(heron).await.unwrap().is_none());
    assert!(
        second.article(shared).await.unwrap().is_some() && owner.article(shared).await.unwrap().is_some()
    );
    let story = owner.article(own).await.unwrap().unwrap().summary.story.unwrap();
    assert!(story != StoryId(1) && second.story(story).await.unwrap().is_none());
    assert_eq!(owner.story(story).await.unwrap().unwrap().members.len(), 1);
    assert_eq!(second.story(StoryId(1)).await.unwrap().unwrap().front.articles, 2);
    assert!(ground.store.check().await.unwrap().is_healthy());
    // What goes away there buries nothing elsewhere, and what it brings anew meets nobody's.
    let again = ground.poll(heron, hour(5), vec![item("gull.example", "a0", "Ferry a0")]).await.0[0].id;
    assert_ne!(again, shared);
    let keep = Retention { articles_days: 1, ..Retention::default() };
    ground.store.clean(keep, hour(24 * 9)).await.unwrap();
    let items = vec![item("heron.example", "own", "Ferry own")];
    assert_ne!(ground.poll(gull, hour(24 * 9), items).await.0[0].id, EntryId(0), "it is no grave for others");
    assert_eq!(ground.store.set_private(heron, None, hour(24 * 9)).await.unwrap(), Some(vec![]));
    assert_eq!(ground.store.set_private(FeedId(99), None, hour(24 * 9)).await.unwrap(), None);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

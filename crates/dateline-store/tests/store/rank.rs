//! The order of the front page: sections, follows, and outlets that write much.

use crate::ground::*;
use crate::readers::{SECOND, new};
use dateline_model::{Holding, StoryId};
use dateline_store::{
    EntryFacts, EntryMark, FollowKind, FrontQuery, FrontStory, Listing, Reader, Section, Window,
};
use std::collections::BTreeSet;

async fn lone(ground: &Ground, host: &str, slug: &str, title: &str, at: i64) -> StoryId {
    with(ground, host, EntryFacts { published: Some(hour(at)), ..item(host, slug, title) }).await
}

async fn with(ground: &Ground, host: &str, facts: EntryFacts) -> StoryId {
    let feed = ground.feed(host).await;
    let id = ground.poll(feed, hour(30), vec![facts.clone()]).await.0[0].id;
    ground.read(id, id.0, &facts, "Text.", Holding::Full).await;
    StoryId(id.0)
}

async fn front(ground: &Ground) -> Vec<FrontStory> {
    ground.reader().front(FrontQuery::all(hour(30), Window::first(99))).await.unwrap().items
}

async fn order(ground: &Ground) -> Vec<StoryId> {
    front(ground).await.iter().map(|story| story.id).collect()
}

#[tokio::test]
async fn what_is_followed_stands_higher_and_says_so() {
    let ground = Ground::new();
    let fresh = lone(&ground, "gull.example", "a", "Bakers strike", 29).await;
    let older = lone(&ground, "tern.example", "b", "Harbour pilots walk out", 25).await;
    assert_eq!(order(&ground).await, [fresh, older]);
    let words = ground.reader().follow(FollowKind::Words, " Pilots HARBOUR ".into(), hour(30)).await.unwrap();
    assert_eq!(words.as_ref().unwrap().value, "pilots harbour");
    assert_eq!(order(&ground).await, [older, fresh]);
    let rank = front(&ground).await[0].rank;
    assert_eq!(rank.follow, 1.5);
    assert!((rank.score() - rank.breadth * rank.freshness * 1.5).abs() < 1e-9);
    // What comes later is looked at as well.
    let third = lone(&ground, "skua.example", "c", "Talks", 25).await;
    ground.reader().follow(FollowKind::Publisher, "SKUA".into(), hour(30)).await.unwrap();
    let fourth = lone(&ground, "skua.example", "d", "Harbour: pilots talk", 24).await;
    let all = front(&ground).await;
    let follow = |id| all.iter().find(|story| story.id == id).unwrap().rank.follow;
    assert_eq!((follow(fresh), follow(older), follow(third), follow(fourth)), (1.0, 1.5, 1.5, 2.0));
    assert!(ground.reader().unfollow(words.unwrap().id).await.unwrap());
    let now = order(&ground).await;
    let place = |id| now.iter().position(|story| *story == id);
    assert!(place(fresh) < place(older) && place(third) < place(fresh), "{now:?}");
    for nothing in ["", " - "] {
        assert_eq!(ground.reader().follow(FollowKind::Words, nothing.into(), hour(30)).await.unwrap(), None);
    }
    assert_eq!(ground.reader().follow(FollowKind::Section, "cooking".into(), hour(30)).await.unwrap(), None);
    assert_eq!(ground.reader().follows().await.unwrap().len(), 1);
}

#[tokio::test]
async fn one_outlet_does_not_fill_the_page() {
    let ground = Ground::new();
    for n in 0..12 {
        lone(&ground, "gull.example", &format!("a{n}"), &format!("Notice {n}"), 29).await;
    }
    let other = lone(&ground, "tern.example", "b", "Harbour pilots walk out", 26).await;
    let all = front(&ground).await;
    assert_eq!(all.len(), 13);
    let place = all.iter().position(|story| story.id == other).unwrap();
    assert!((1..5).contains(&place), "{place}");
    assert_eq!(all[0].rank.diversity, 1.0);
    assert!(all.windows(2).all(|pair| pair[0].rank.score() >= pair[1].rank.score()));
}

#[tokio::test]
async fn sections_come_from_categories_paths_and_words() {
    let ground = Ground::new();
    let said = EntryFacts {
        categories: vec!["Top".into(), "World news".into()],
        ..item("gull.example", "sport/a", "Goalkeeper")
    };
    let said = with(&ground, "gull.example", said).await;
    let path = with(&ground, "gull.example", item("gull.example", "sport/b", "A match")).await;
    let words = with(&ground, "gull.example", item("gull.example", "c", "Central bank acts")).await;
    let none = with(&ground, "gull.example", item("gull.example", "d", "A town")).await;
    let all = front(&ground).await;
    let section = |id| all.iter().find(|story| story.id == id).unwrap().section;
    assert_eq!(section(said), Some(Section::World));
    assert_eq!(section(path), Some(Section::Sport));
    assert_eq!(section(words), Some(Section::Business));
    assert_eq!(section(none), None);
    assert_eq!(
        ground.reader().front_with_sections(FrontQuery::all(hour(30), Window::first(9))).await.unwrap().1,
        [Section::World, Section::Business, Section::Sport]
    );
    let query = FrontQuery { section: Some(Section::Sport), ..FrontQuery::all(hour(30), Window::first(9)) };
    let sport = ground.reader().front(query).await.unwrap().items;
    assert_eq!(sport.iter().map(|story| story.id).collect::<Vec<_>>(), [path]);
    ground.store.rebuild_index().await.unwrap();
    assert_eq!(front(&ground).await, all, "all of it can be derived anew");
}

#[tokio::test]
async fn previews_and_walls_never_lead_while_a_whole_article_exists() {
    for holding in [Holding::Partial, Holding::HeadlineOnly, Holding::None, Holding::OtherKind] {
        let ground = Ground::new();
        let feed = ground.feed("gull.example").await;
        // The one that is not whole comes first, with date and picture.
        let mut first = item("gull.example", "a", "Ferry late");
        first.image = Some(url("https://gull.example/a.png"));
        let mut second = EntryFacts { published: None, ..item("gull.example", "b", "Ferry late again") };
        second.image = None;
        let found = ground.poll(feed, hour(5), vec![first.clone(), second.clone()]).await.0;
        let (wall, whole) = (found[0].id, found[1].id);
        ground.read(wall, wall.0, &first, "Text.", holding).await;
        assert_eq!(front(&ground).await[0].lead_article.id, wall, "{holding:?}: nothing else is there");
        ground.read(whole, wall.0, &second, "Text.", Holding::Full).await;
        assert_eq!(front(&ground).await[0].lead_article.id, whole, "{holding:?}");
        // Among whole ones, date and picture decide.
        let mut third = item("gull.example", "c", "Ferry later");
        third.image = Some(url("https://gull.example/c.png"));
        let best = ground.poll(feed, hour(6), vec![third.clone()]).await.0[0].id;
        ground.read(best, wall.0, &third, "Text.", Holding::Full).await;
        assert_eq!(front(&ground).await[0].lead_article.id, best, "{holding:?}");
    }
}

/// 2,000 articles of twelve papers in some 1,000 stories, of which the second reader has four papers and a third one.
async fn crowd() -> Ground {
    let ground = Ground::new();
    for name in ["Ada", "Bo"] {
        ground.store.add_user(name.to_owned(), hour(0)).await.unwrap();
    }
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap()
    };
    let mut earlier: Vec<StoryId> = Vec::new();
    for paper in 0..12_i64 {
        let host = format!("paper{paper}.example");
        let feed = ground.feed(&host).await;
        for (user, of) in [(SECOND, 3), (UserId(3), 12)] {
            if paper % of == 0 {
                let folder = (paper % 2 == 0).then_some("Even");
                ground.store.reader(user).add_feed(new(&host, folder), hour(0)).await.unwrap();
            }
        }
        let items: Vec<EntryFacts> = (0..170)
            .map(|n| EntryFacts {
                published: Some(hour(draw(200))),
                ..item(&host, &format!("a{n}"), &format!("Ferry {n} of paper {paper} is late"))
            })
            .collect();
        let polled = ground.poll(feed, hour(200), items.clone()).await.0;
        for (entry, facts) in polled.iter().zip(&items) {
            let joins = !earlier.is_empty() && draw(2) == 0;
            let story =
                if joins { earlier[draw(earlier.len() as u64) as usize] } else { StoryId(entry.id.0) };
            earlier.push(story);
            ground.read(entry.id, story.0, facts, "Text.", Holding::Full).await;
        }
    }
    ground
}

/// Stories that cannot come onto a page are not ranked for it, and the page is as if they had been.
#[tokio::test]
async fn a_page_is_the_same_whether_or_not_all_stories_are_ranked() {
    let ground = crowd().await;
    let second = ground.store.reader(SECOND);
    let listed = second.entries(Listing::Unread, Window::first(500)).await.unwrap().items;
    let read = listed.iter().step_by(3).map(|entry| entry.id).collect();
    second.mark(read, EntryMark::Read, hour(200)).await.unwrap();
    second.follow(FollowKind::Words, "Ferry 7".to_owned(), hour(200)).await.unwrap();
    let all = |limit| FrontQuery::all(hour(201), Window::first(limit));
    for user in [UserId::OWNER, SECOND, UserId(3)] {
        let reader = ground.store.reader(user);
        for (folder, unread) in [(None, false), (None, true), (Some("Even".to_owned()), false)] {
            if user == UserId::OWNER && folder.is_some() {
                // The owner has no folders.
                continue;
            }
            let query = |limit| FrontQuery { folder: folder.clone(), unread, ..all(limit) };
            let ids = |stories: &[FrontStory]| stories.iter().map(|story| story.id).collect::<Vec<_>>();
            let whole = reader.front(query(500)).await.unwrap();
            for limit in [1, 12, 40, 200] {
                let page = reader.front(query(limit)).await.unwrap();
                let expected = whole.items.get(..limit as usize).unwrap_or(&whole.items);
                assert_eq!(ids(&page.items), ids(expected), "{user:?} {folder:?} {unread} {limit}");
                assert_eq!(page.more, whole.more || whole.items.len() > limit as usize);
            }
            let mut pages = Vec::new();
            for offset in (0..).step_by(100) {
                let window = Window { limit: 100, offset };
                let page = reader.front(FrontQuery { window, ..query(0) }).await.unwrap();
                pages.extend(ids(&page.items));
                if !page.more {
                    break;
                }
            }
            let mut once = pages.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), pages.len(), "no story stands on two pages");
            assert_eq!(pages.get(..whole.items.len()), Some(&*ids(&whole.items)));
            assert_eq!(
                once,
                stories_of(reader, folder.is_some(), unread).await,
                "{user:?} {folder:?} {unread}"
            );
        }
    }
}

/// Stories of what a reader sees, or has not read, or of it what even papers wrote, by the list of articles.
async fn stories_of(reader: Reader<'_>, even: bool, unread: bool) -> Vec<StoryId> {
    let listing = if unread { Listing::Unread } else { Listing::All };
    let mut stories = BTreeSet::new();
    for offset in (0..).step_by(500) {
        let window = Window { limit: 500, offset };
        let page = reader.entries(listing, window).await.unwrap();
        let is_even =
            |host: &str| host.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().unwrap() % 2 == 0;
        stories.extend(
            page.items
                .iter()
                .filter(|entry| !even || is_even(entry.publisher_host.as_deref().unwrap()))
                .filter_map(|entry| entry.story),
        );
        if !page.more {
            return stories.into_iter().collect();
        }
    }
    Vec::new()
}

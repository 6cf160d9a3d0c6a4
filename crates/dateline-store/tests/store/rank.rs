//! The order of the front page: sections, follows, and outlets that write much.

use crate::ground::*;
use dateline_model::{Holding, StoryId};
use dateline_store::{EntryFacts, FollowKind, FrontQuery, FrontStory, Section, Window};

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

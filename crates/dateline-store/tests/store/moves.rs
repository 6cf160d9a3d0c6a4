//! Stories that turn out to be one: articles move, links and readers' words follow, and a store opened anew knows it.

use crate::ground::*;
use dateline_model::{EntryId, Holding, StoryId, Why};
use dateline_store::{Correction, EntryMark, Options, Store, StoryLinks, StoryMove};

/// Articles of as many publishers, each in a story of its own.
async fn apart(ground: &Ground, hosts: &[&str]) -> Vec<EntryId> {
    let mut ids = Vec::new();
    for host in hosts {
        let feed = ground.feed(host).await;
        let facts = item(host, "a", "Ferry aground off Astrild");
        let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
        ground.read(id, id.0, &facts, &format!("What {host} has to say."), Holding::Full).await;
        ids.push(id);
    }
    ids
}

fn joined(entries: &[EntryId], from: EntryId, into: EntryId) -> StoryMove {
    let why = Why { score: 0.7, threshold: 0.4, terms: vec!["ferry".into()], hours_apart: Some(0.5) };
    StoryMove { entries: Some(entries.to_vec()), from: StoryId(from.0), into: StoryId(into.0), why }
}

#[tokio::test]
async fn two_stories_become_one() {
    let ground = Ground::new();
    let ids = apart(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let all: Vec<StoryId> = ids.iter().map(|id| StoryId(id.0)).collect();
    let unsettled = ground.store.unsettled_stories().await.unwrap();
    assert_eq!(unsettled.stories, all);
    // The third joins the second, then both the first.
    let all_of_it = StoryMove { entries: None, ..joined(&[], ids[1], ids[0]) };
    let moves = vec![joined(&ids[2..], ids[2], ids[1]), all_of_it];
    ground.store.move_articles(moves, hour(3)).await.unwrap();
    ground.store.settle(unsettled.through, 2).await.unwrap();
    let left = ground.store.unsettled_stories().await.unwrap().stories;
    assert_eq!(left, [all[0]], "three were moved, so another placement may have come between");
    ground.store.settle(unsettled.through, 3).await.unwrap();
    assert!(ground.store.unsettled_stories().await.unwrap().stories.is_empty());

    for old in &all {
        let story = ground.reader().story(*old).await.unwrap().unwrap();
        assert_eq!(
            (story.front.id, story.front.articles, story.front.independent_sources),
            (all[0], 3, 3),
            "link to {old}"
        );
        let terms: Vec<_> = story.members.iter().filter_map(|member| member.why.as_ref()).collect();
        assert!(terms.len() == 2 && terms.iter().all(|why| why.terms == ["ferry"] && why.score == 0.7));
    }
    assert_eq!(ground.reader().mark_story(all[2], EntryMark::Read, hour(4)).await.unwrap(), 3);
    assert_eq!(ground.reader().counts().await.unwrap().stories, 1);
    assert!(ground.store.check().await.unwrap().is_healthy());

    let path = ground.store.path().to_owned();
    let Ground { dir, store } = ground;
    store.close().await;
    let store = Store::open(&path, Options::default()).unwrap();
    let replayed = store.placements(None, None, 9).await.unwrap();
    assert!(replayed.iter().all(|change| change.placement.story() == all[0]), "{replayed:?}");
    assert!(replayed.iter().all(|change| change.doc.time == Some(hour(1))));
    assert_eq!((replayed.len(), store.last_story().await.unwrap()), (3, all[2]));
    drop(dir);
}

#[tokio::test]
async fn a_situation_lasts_as_long_as_both_its_stories() {
    let ground = Ground::new();
    let ids = apart(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let all: Vec<StoryId> = ids.iter().map(|id| StoryId(id.0)).collect();
    let linked = async |story: StoryId| -> Vec<(StoryId, Vec<String>)> {
        let found = ground.reader().linked_stories(story).await.unwrap();
        found.into_iter().map(|one| (one.story, one.terms)).collect()
    };
    let say = |terms: &str| (all[1], vec![terms.to_owned()]);
    // A story that is not there, and a story with itself, are no links; what is said again is said anew.
    let others =
        vec![say("Astrild"), (StoryId(99), Vec::new()), (all[2], vec!["ferry".into()]), (all[0], Vec::new())];
    ground.store.link_stories(vec![StoryLinks { story: all[0], others }]).await.unwrap();
    let others = vec![(all[0], vec!["Skerrow".to_owned()])];
    ground.store.link_stories(vec![StoryLinks { story: all[1], others }]).await.unwrap();
    assert_eq!(
        linked(all[0]).await,
        [(all[1], vec!["Skerrow".to_owned()]), (all[2], vec!["ferry".to_owned()])]
    );
    assert_eq!(linked(all[1]).await, [(all[0], vec!["Skerrow".to_owned()])]);
    let gone = StoryMove { entries: None, ..joined(&[], ids[1], ids[2]) };
    ground.store.move_articles(vec![gone], hour(3)).await.unwrap();
    assert_eq!(linked(all[0]).await, [(all[2], vec!["ferry".to_owned()])]);
    assert_eq!(linked(all[1]).await, [(all[0], vec!["ferry".to_owned()])], "an old link leads on");
}

#[tokio::test]
async fn a_story_that_keeps_an_article_keeps_its_link() {
    let ground = Ground::new();
    let ids = apart(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    ground.store.move_articles(vec![joined(&ids[1..2], ids[1], ids[0])], hour(3)).await.unwrap();
    // Said of an article that has moved on already: nothing happens to it.
    ground.store.move_articles(vec![joined(&ids[1..], ids[2], ids[1])], hour(3)).await.unwrap();
    let of = async |id: EntryId| {
        let story = ground.reader().story(StoryId(id.0)).await.unwrap().unwrap();
        (story.front.id.0, story.members.iter().map(|member| member.entry.id).collect::<Vec<_>>())
    };
    assert_eq!(of(ids[0]).await, (ids[0].0, ids[..2].to_vec()));
    // The second story lives again, with another article: its links are its own.
    assert_eq!(of(ids[1]).await, (ids[1].0, ids[2..].to_vec()));
    assert_eq!(of(ids[2]).await.0, ids[1].0);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_readers_word_follows_the_articles() {
    let ground = Ground::new();
    let ids = apart(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let story = |id: EntryId| StoryId(id.0);
    let join = Correction::Join { from: story(ids[2]), into: story(ids[1]) };
    ground.reader().correct(join, hour(3)).await.unwrap().unwrap();
    ground.store.move_articles(vec![joined(&ids[1..2], ids[1], ids[0])], hour(4)).await.unwrap();
    let whole = ground.reader().story(story(ids[2])).await.unwrap().unwrap();
    assert_eq!(
        (whole.front.id, whole.front.articles),
        (story(ids[0]), 3),
        "one story with what took the other"
    );
}

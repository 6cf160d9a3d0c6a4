//! What readers correct is done, said to the story room, kept, and taken back.

use crate::ground::*;
use dateline_model::{EntryId, Holding, StoryId};
use dateline_store::ReaderAct;

/// Articles of as many publishers in one story, numbered like the first.
async fn together(ground: &Ground, hosts: &[&str]) -> Vec<EntryId> {
    let mut ids: Vec<EntryId> = Vec::new();
    for host in hosts {
        let feed = ground.feed(host).await;
        let facts = item(host, "a", &format!("Ferry aground, says {host}"));
        let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
        let story = ids.first().map_or(id.0, |first| first.0);
        ground.read(id, story, &facts, &format!("What {host} has to say."), Holding::Full).await;
        ids.push(id);
    }
    ids
}

async fn members(ground: &Ground, story: StoryId) -> (StoryId, Vec<EntryId>) {
    let record = ground.reader().story(story).await.unwrap().unwrap();
    (record.front.id, record.members.iter().map(|member| member.entry.id).collect())
}

async fn words(ground: &Ground) -> Vec<(EntryId, StoryId, bool)> {
    let all = ground.store.corrections().await.unwrap();
    all.iter().map(|kept| (kept.entry, kept.story, kept.belongs)).collect()
}

#[tokio::test]
async fn a_story_is_parted_and_made_whole() {
    let ground = Ground::new();
    let ids = together(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let old = StoryId(ids[0].0);
    let part = |entries: &[EntryId]| ReaderAct::Part { entries: entries.to_vec(), from: old };
    assert_eq!(ground.reader().act(part(&ids), hour(3)).await.unwrap(), None, "all of it is not a part");
    assert_eq!(ground.reader().act(part(&[EntryId(999)]), hour(3)).await.unwrap(), None);

    let act = ground.reader().act(part(&ids[1..]), hour(3)).await.unwrap().unwrap();
    assert_eq!((act.kind.as_str(), act.from, act.articles.len()), ("part", old, 2));
    assert_eq!(members(&ground, old).await.1, ids[..1]);
    assert_eq!(members(&ground, act.into).await, (act.into, ids[1..].to_vec()));
    let said =
        [(ids[1], act.into, true), (ids[1], old, false), (ids[2], act.into, true), (ids[2], old, false)];
    assert_eq!(words(&ground).await, said);
    assert_eq!(ground.reader().acts(Some(old)).await.unwrap(), std::slice::from_ref(&act));
    assert_eq!(ground.store.last_story().await.unwrap(), act.into, "its number is taken");

    assert!(ground.reader().undo_act(act.id, hour(4)).await.unwrap());
    assert!(!ground.reader().undo_act(act.id, hour(4)).await.unwrap(), "once");
    assert_eq!(members(&ground, old).await.1, ids);
    assert_eq!(members(&ground, act.into).await.0, old, "its link leads back");
    assert!(words(&ground).await.is_empty());
    assert!(ground.reader().acts(Some(old)).await.unwrap().is_empty());
    assert_eq!(ground.reader().acts(None).await.unwrap()[0].undone_at, Some(hour(4)));
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn two_stories_are_joined_and_come_apart() {
    let ground = Ground::new();
    let (a, b) = (
        together(&ground, &["gull.example", "tern.example"]).await,
        together(&ground, &["skua.example", "auk.example"]).await,
    );
    let (first, second) = (StoryId(a[0].0), StoryId(b[0].0));
    // Said before; joining says the contrary.
    let apart = ReaderAct::Part { entries: vec![b[1]], from: second };
    let alone = ground.reader().act(apart, hour(3)).await.unwrap().unwrap().into;
    let join = ReaderAct::Join { from: second, into: first };
    let act = ground.reader().act(join, hour(3)).await.unwrap().unwrap();
    assert_eq!(members(&ground, second).await, (first, vec![a[0], a[1], b[0]]));
    assert!(words(&ground).await.contains(&(b[0], first, true)));
    assert!(ground.reader().undo_act(act.id, hour(4)).await.unwrap());
    assert_eq!(members(&ground, first).await, (first, a.clone()));
    assert_eq!(members(&ground, second).await, (second, vec![b[0]]));
    assert_eq!(members(&ground, alone).await.1, [b[1]]);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn an_article_moves_and_the_last_word_counts() {
    let ground = Ground::new();
    let a = together(&ground, &["gull.example", "tern.example"]).await;
    let b = together(&ground, &["skua.example"]).await;
    let (first, second) = (StoryId(a[0].0), StoryId(b[0].0));
    let to = |from, into| ReaderAct::Move { entries: vec![a[1]], from, into };
    assert_eq!(ground.reader().act(to(first, first), hour(3)).await.unwrap(), None);
    assert_eq!(ground.reader().act(to(first, StoryId(999)), hour(3)).await.unwrap(), None);
    let there = ground.reader().act(to(first, second), hour(3)).await.unwrap().unwrap();
    let back = ground.reader().act(to(second, first), hour(4)).await.unwrap().unwrap();
    assert_eq!(words(&ground).await, [(a[1], first, true), (a[1], second, false)]);
    // Taking the second act back leaves the first in force.
    assert!(ground.reader().undo_act(back.id, hour(5)).await.unwrap());
    assert_eq!(members(&ground, second).await.1, [a[1], b[0]]);
    assert_eq!(words(&ground).await, [(a[1], second, true), (a[1], first, false)]);
    assert!(ground.reader().undo_act(there.id, hour(6)).await.unwrap());
    assert_eq!(members(&ground, first).await.1, a);
}

//! What owners correct counts for every reader where the desk is set so, below what each reader corrects, and changes no shared row.

use crate::corrections::{members_of as members, second, together, told};
use crate::ground::*;
use dateline_model::{EntryId, Holding, StoryId, UserId, Why};
use dateline_store::{Correction, FollowKind, Password, ReaderPlacement, ReadingCommit, Role};

const OWNER: UserId = UserId(1);

/// A desk of an owner and a reader with the same feeds, the first of three articles and the second of two standing together.
async fn desk() -> (Ground, Vec<EntryId>, Vec<EntryId>) {
    let ground = Ground::new();
    let a = together(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let b = together(&ground, &["auk.example", "heron.example"]).await;
    let password = Password::from("gull heron tern avocet".to_owned());
    let owner = ground.store.open_account("Olga".to_owned(), password, Role::Owner, hour(0)).await.unwrap();
    assert_eq!(owner, OWNER);
    (ground, a, b)
}

/// Rows that everybody shares.
fn shared(ground: &Ground) -> Vec<(i64, Option<i64>)> {
    let rows = rusqlite::Connection::open(ground.store.path()).unwrap();
    let mut statement = rows.prepare("SELECT id, story FROM entries ORDER BY id").unwrap();
    statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn owners_corrections_count_for_all_only_while_they_are_published() {
    let (ground, a, b) = desk().await;
    let (owner, reader) = (ground.reader(), second(&ground).await);
    let (first, other) = (StoryId(a[0].0), StoryId(b[0].0));
    let stories = [first, other, StoryId(b[1].0 + 1), StoryId(b[1].0 + 2)];
    let before = (told(reader, &stories).await, shared(&ground));
    for act in [
        Correction::Part { entries: vec![a[1]], from: first },
        Correction::Move { entries: vec![a[2]], from: first, into: other },
        Correction::Join { from: other, into: first },
    ] {
        let done = owner.correct(act, hour(3)).await.unwrap().unwrap();
        assert_eq!(told(reader, &stories).await, before.0, "{}: not published", done.kind);
        ground.store.publish_corrections(true).await.unwrap();
        for story in stories {
            let (own, seen) = (owner.story(story).await.unwrap(), reader.story(story).await.unwrap());
            assert_eq!(own, seen, "{} {story}", done.kind);
        }
        assert_ne!(told(reader, &stories).await, before.0, "{}", done.kind);
        assert!(reader.corrections(None).await.unwrap().is_empty(), "they are the owner's");
        assert!(!reader.undo_correction(done.id, hour(4)).await.unwrap(), "nobody else takes them back");
        ground.store.publish_corrections(false).await.unwrap();
        assert_eq!(told(reader, &stories).await, before.0, "{}: as before", done.kind);
        assert!(owner.undo_correction(done.id, hour(4)).await.unwrap());
    }
    assert_eq!(shared(&ground), before.1);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_readers_own_word_stands_above_the_owners() {
    let (ground, a, b) = desk().await;
    let (owner, reader) = (ground.reader(), second(&ground).await);
    let (first, other) = (StoryId(a[0].0), StoryId(b[0].0));
    ground.store.publish_corrections(true).await.unwrap();
    let own = Correction::Move { entries: vec![a[1]], from: first, into: other };
    reader.correct(own, hour(3)).await.unwrap().unwrap();
    let part = Correction::Part { entries: vec![a[1], a[2]], from: first };
    let apart = owner.correct(part, hour(4)).await.unwrap().unwrap().into;
    assert_eq!(members(owner, apart).await, a[1..]);
    assert_eq!(members(reader, apart).await, a[2..], "what the reader moved stays where it was moved");
    assert_eq!(members(reader, other).await, [a[1], b[0], b[1]]);
    assert_eq!(members(owner, other).await, b);

    // What the reader says of a story that the owner made holds, and for what follows the owner into it too.
    let join = Correction::Join { from: apart, into: other };
    reader.correct(join, hour(5)).await.unwrap().unwrap();
    assert_eq!(members(reader, apart).await, [a[1], a[2], b[0], b[1]], "its link leads on");
    let act = owner.corrections(None).await.unwrap()[0].id;
    let why = Why { score: 0.5, threshold: 0.4, terms: vec!["ferry".to_owned()], hours_apart: None };
    let later = vec![ReaderPlacement { user: OWNER, story: apart, correction: act, why }];
    let came = came_later(&ground, first, later).await;
    assert_eq!(members(owner, apart).await, [a[1], a[2], came]);
    assert!(members(reader, other).await.contains(&came));
    assert!(!members(reader, first).await.contains(&came));
}

/// An article that comes later and stands elsewhere for those who corrected.
async fn came_later(ground: &Ground, story: StoryId, places: Vec<ReaderPlacement>) -> EntryId {
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "z", "Ferry afloat");
    let id = ground.poll(feed, hour(6), vec![facts.clone()]).await.0[0].id;
    let commit = read(id, story.0, &facts, "It floats.", Holding::Full);
    let commit = ReadingCommit { reader_placements: places, ..commit };
    ground.store.commit_reading(commit).await.unwrap();
    id
}

#[tokio::test]
async fn nobodys_corrections_are_published_but_owners() {
    let (ground, a, _) = desk().await;
    let (owner, reader) = (ground.reader(), second(&ground).await);
    let first = StoryId(a[0].0);
    ground.store.publish_corrections(true).await.unwrap();
    let before = told(owner, &[first]).await;
    let part = Correction::Part { entries: vec![a[1]], from: first };
    reader.correct(part, hour(3)).await.unwrap().unwrap();
    assert_eq!(told(owner, &[first]).await, before);
}

#[tokio::test]
async fn a_reader_follows_stories_as_the_owner_has_corrected_them() {
    let (ground, a, _) = desk().await;
    let (owner, reader) = (ground.reader(), second(&ground).await);
    let first = StoryId(a[0].0);
    reader.follow(FollowKind::Words, "tern".to_owned(), hour(3)).await.unwrap();
    let part = Correction::Part { entries: vec![a[1]], from: first };
    let act = owner.correct(part, hour(3)).await.unwrap().unwrap();
    let met = || {
        let rows = rusqlite::Connection::open(ground.store.path()).unwrap();
        let sql = "SELECT story FROM story_follows WHERE user = 2 AND met > 0";
        rows.query_row(sql, (), |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(met(), first.0);
    ground.store.publish_corrections(true).await.unwrap();
    assert_eq!(met(), act.into.0);
    ground.store.publish_corrections(false).await.unwrap();
    assert_eq!(met(), first.0);
    ground.store.publish_corrections(true).await.unwrap();
    assert!(owner.undo_correction(act.id, hour(4)).await.unwrap());
    assert_eq!(met(), first.0);
}

#[tokio::test]
async fn a_link_into_what_is_no_longer_published_leads_back() {
    let (ground, a, _) = desk().await;
    let (owner, reader) = (ground.reader(), second(&ground).await);
    let part = Correction::Part { entries: vec![a[1]], from: StoryId(a[0].0) };
    let apart = owner.correct(part, hour(3)).await.unwrap().unwrap().into;
    ground.store.publish_corrections(true).await.unwrap();
    assert_eq!(members(reader, apart).await, [a[1]]);
    ground.store.publish_corrections(false).await.unwrap();
    assert_eq!(members(reader, apart).await, a);
}

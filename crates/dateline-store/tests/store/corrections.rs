//! What readers correct is done for the reader who says so, kept, followed by later articles, and taken back.

use crate::ground::*;
use dateline_model::{EntryId, Holding, StoryId, UserId, Why};
use dateline_store::{
    Correction, EntryMark, FrontQuery, Listing, NewFeed, Reader, ReaderPlacement, ReadingCommit, SearchQuery,
    Window,
};

/// Articles of as many publishers in one story, numbered like the first.
pub(crate) async fn together(ground: &Ground, hosts: &[&str]) -> Vec<EntryId> {
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

/// Stories that readers have corrected, with their articles.
async fn corrected(ground: &Ground) -> Vec<(StoryId, Vec<EntryId>)> {
    let all = ground.store.reader_stories(hour(0)).await.unwrap();
    all.into_iter().map(|one| (one.story, one.members)).collect()
}

#[tokio::test]
async fn a_story_is_parted_and_made_whole() {
    let ground = Ground::new();
    let ids = together(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let old = StoryId(ids[0].0);
    let part = |entries: &[EntryId]| Correction::Part { entries: entries.to_vec(), from: old };
    assert_eq!(ground.reader().correct(part(&ids), hour(3)).await.unwrap(), None, "all of it is not a part");
    assert_eq!(ground.reader().correct(part(&[EntryId(999)]), hour(3)).await.unwrap(), None);

    let act = ground.reader().correct(part(&ids[1..]), hour(3)).await.unwrap().unwrap();
    assert_eq!((act.kind.as_str(), act.from, act.articles.len()), ("part", old, 2));
    assert_eq!(members(&ground, old).await.1, ids[..1]);
    assert_eq!(members(&ground, act.into).await, (act.into, ids[1..].to_vec()));
    assert_eq!(corrected(&ground).await, [(old, ids[..1].to_vec()), (act.into, ids[1..].to_vec())]);
    assert_eq!(ground.reader().corrections(Some(old)).await.unwrap(), std::slice::from_ref(&act));
    assert_eq!(ground.store.last_story().await.unwrap(), act.into, "its number is taken");

    assert!(ground.reader().undo_correction(act.id, hour(4)).await.unwrap());
    assert!(!ground.reader().undo_correction(act.id, hour(4)).await.unwrap(), "once");
    assert_eq!(members(&ground, old).await.1, ids);
    assert_eq!(members(&ground, act.into).await.0, old, "its link leads back");
    assert_eq!(corrected(&ground).await, [(old, ids.clone())]);
    assert!(ground.reader().corrections(Some(old)).await.unwrap().is_empty());
    assert_eq!(ground.reader().corrections(None).await.unwrap()[0].undone_at, Some(hour(4)));
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
    let apart = Correction::Part { entries: vec![b[1]], from: second };
    let alone = ground.reader().correct(apart, hour(3)).await.unwrap().unwrap().into;
    let join = Correction::Join { from: second, into: first };
    let act = ground.reader().correct(join, hour(3)).await.unwrap().unwrap();
    assert_eq!(members(&ground, second).await, (first, vec![a[0], a[1], b[0]]));
    assert!(ground.reader().undo_correction(act.id, hour(4)).await.unwrap());
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
    let to = |from, into| Correction::Move { entries: vec![a[1]], from, into };
    assert_eq!(ground.reader().correct(to(first, first), hour(3)).await.unwrap(), None);
    assert_eq!(ground.reader().correct(to(first, StoryId(999)), hour(3)).await.unwrap(), None);
    let there = ground.reader().correct(to(first, second), hour(3)).await.unwrap().unwrap();
    let back = ground.reader().correct(to(second, first), hour(4)).await.unwrap().unwrap();
    assert_eq!(corrected(&ground).await, [(first, a.clone()), (second, b.clone())]);
    // Taking the second act back leaves the first in force.
    assert!(ground.reader().undo_correction(back.id, hour(5)).await.unwrap());
    assert_eq!(members(&ground, second).await.1, [a[1], b[0]]);
    assert!(ground.reader().undo_correction(there.id, hour(6)).await.unwrap());
    assert_eq!(members(&ground, first).await.1, a);
}

const SECOND: UserId = UserId(2);

/// A second reader with all feeds of the first.
pub(crate) async fn second(ground: &Ground) -> Reader<'_> {
    assert_eq!(ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap(), Some(SECOND));
    let reader = ground.store.reader(SECOND);
    for feed in ground.reader().feeds().await.unwrap() {
        let new = NewFeed { url: feed.url, title: None, home: None, folder: None };
        reader.add_feed(new, hour(2)).await.unwrap();
    }
    reader
}

/// All that a reader is told of stories: lists, heads, members, counts, search.
pub(crate) async fn told(reader: Reader<'_>, stories: &[StoryId]) -> String {
    let mut told = Vec::new();
    for unread in [false, true] {
        let query = FrontQuery { unread, ..FrontQuery::all(hour(3), Window::first(9)) };
        told.push(format!("{:?}", reader.front(query).await.unwrap().items));
    }
    for story in stories {
        told.push(format!("{:?}", reader.story(*story).await.unwrap()));
        told.push(format!("{:?}", reader.story_head(*story).await.unwrap()));
        told.push(format!("{:?}", reader.linked_stories(*story).await.unwrap()));
        told.push(format!("{:?}", reader.corrections(Some(*story)).await.unwrap()));
    }
    let query = SearchQuery { text: "ferry".to_owned(), window: Window::first(9) };
    told.push(format!("{:?}", reader.search(query).await.unwrap().groups));
    told.push(format!("{:?}", reader.entries(Listing::All, Window::first(9)).await.unwrap().items));
    told.push(format!("{:?}", reader.counts().await.unwrap().stories));
    told.join("\n")
}

#[tokio::test]
async fn a_correction_is_its_readers_alone() {
    let ground = Ground::new();
    let a = together(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let b = together(&ground, &["auk.example", "heron.example"]).await;
    let (first, other) = (StoryId(a[0].0), StoryId(b[0].0));
    let (owner, second) = (ground.reader(), second(&ground).await);
    let stories = [first, other, StoryId(b[1].0 + 1), StoryId(b[1].0 + 2)];
    for act in [
        Correction::Part { entries: vec![a[1]], from: first },
        Correction::Move { entries: vec![a[2]], from: first, into: other },
        Correction::Join { from: other, into: first },
    ] {
        let (before, own) = (told(owner, &stories).await, told(second, &stories).await);
        let done = second.correct(act, hour(3)).await.unwrap().unwrap();
        assert_eq!(told(owner, &stories).await, before, "{}", done.kind);
        assert_ne!(told(second, &stories).await, own, "{}", done.kind);
        assert!(!owner.undo_correction(done.id, hour(4)).await.unwrap(), "another's");
        assert!(owner.corrections(None).await.unwrap().is_empty());
        assert!(second.undo_correction(done.id, hour(4)).await.unwrap());
        assert_eq!(told(owner, &stories).await, before, "{}", done.kind);
        let undone = told(second, &stories).await;
        // Why an article stands where it stands is told as before too.
        assert_eq!(undone, own, "{}", done.kind);
    }
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn lists_counts_and_lead_are_of_the_corrected_story() {
    let ground = Ground::new();
    let a = together(&ground, &["gull.example", "tern.example", "skua.example"]).await;
    let first = StoryId(a[0].0);
    let reader = ground.reader();
    let lead = reader.story_head(first).await.unwrap().unwrap().lead_article.id;
    let act = Correction::Part { entries: vec![lead], from: first };
    let own = reader.correct(act, hour(3)).await.unwrap().unwrap().into;
    let rest = reader.story(first).await.unwrap().unwrap();
    assert_eq!((rest.front.articles, rest.front.publisher_count, rest.front.unread), (2, 2, 2));
    assert_ne!(rest.front.lead_article.id, lead);
    let parted = reader.story(own).await.unwrap().unwrap();
    assert_eq!((parted.front.articles, parted.front.lead_article.id), (1, lead));
    let why = parted.members[0].why.as_ref().unwrap();
    assert!(why.threshold <= 0.0, "told as a correction");
    let front = reader.front(FrontQuery::all(hour(3), Window::first(9))).await.unwrap().items;
    let mut shown: Vec<StoryId> = front.iter().map(|story| story.id).collect();
    shown.sort_unstable();
    assert_eq!(shown, [first, own]);
    assert_eq!(reader.counts().await.unwrap().stories, 2);
    assert_eq!(reader.article(lead).await.unwrap().unwrap().summary.story, Some(own));
    assert_eq!(reader.mark_story(own, EntryMark::Read, hour(3)).await.unwrap(), 1);
    assert_eq!(reader.mark_story(first, EntryMark::Read, hour(3)).await.unwrap(), 2);
    let query = FrontQuery { unread: true, ..FrontQuery::all(hour(3), Window::first(9)) };
    assert!(reader.front(query).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_comes_later_follows_and_goes_with_the_correction() {
    let ground = Ground::new();
    let a = together(&ground, &["gull.example", "tern.example"]).await;
    let first = StoryId(a[0].0);
    let (owner, second) = (ground.reader(), second(&ground).await);
    let act = Correction::Part { entries: vec![a[1]], from: first };
    let done = second.correct(act, hour(3)).await.unwrap().unwrap();
    let corrected = ground.store.reader_stories(hour(0)).await.unwrap();
    let parted = corrected.iter().find(|one| one.story == done.into).unwrap();
    assert_eq!(
        (parted.user, parted.correction, parted.sources.as_slice()),
        (SECOND, done.id, &[done.into][..])
    );
    // As the desk commits it: in the shared story, and for the second reader with what was parted.
    let feed = ground.feed("tern.example").await;
    let facts = item("tern.example", "b", "Ferry still aground, says tern");
    let id = ground.poll(feed, hour(4), vec![facts.clone()]).await.0[0].id;
    let why = Why { score: 0.7, threshold: 0.5, terms: vec!["ferry".to_owned()], hours_apart: Some(2.0) };
    let place = ReaderPlacement { user: SECOND, story: done.into, correction: done.id, why: why.clone() };
    let commit = read(id, first.0, &facts, "More of it.", Holding::Full);
    let commit = ReadingCommit { reader_placements: vec![place], ..commit };
    ground.store.commit_reading(commit).await.unwrap();
    let stands = async |reader: Reader<'_>| reader.article(id).await.unwrap().unwrap().summary.story.unwrap();
    assert_eq!((stands(owner).await, stands(second).await), (first, done.into));
    assert_eq!(second.member(id).await.unwrap().unwrap().why, Some(why));
    assert!(second.undo_correction(done.id, hour(5)).await.unwrap());
    assert_eq!(stands(second).await, first);
    // What joins a story later is part of what it was joined with.
    let c = together(&ground, &["auk.example"]).await;
    let auk = ground.reader().feeds().await.unwrap().pop().unwrap();
    second.add_feed(NewFeed { url: auk.url, title: None, home: None, folder: None }, hour(5)).await.unwrap();
    let join = Correction::Join { from: first, into: StoryId(c[0].0) };
    second.correct(join, hour(5)).await.unwrap().unwrap();
    let facts = item("gull.example", "c", "Ferry afloat, says gull");
    let id = ground.poll(ground.feed("gull.example").await, hour(6), vec![facts.clone()]).await.0[0].id;
    ground.read(id, first.0, &facts, "It floats.", Holding::Full).await;
    let summary = second.article(id).await.unwrap().unwrap().summary;
    assert_eq!(summary.story, Some(StoryId(c[0].0)));
    assert_eq!(members_of(second, first).await, members_of(second, StoryId(c[0].0)).await);
}

pub(crate) async fn members_of(reader: Reader<'_>, story: StoryId) -> Vec<EntryId> {
    let record = reader.story(story).await.unwrap().unwrap();
    record.members.iter().map(|member| member.entry.id).collect()
}

//! What is read with something else, for readers who chose so: copies of one text, and all articles of a story but its lead.

use crate::ground::*;
use dateline_model::{CopyKind, CopyLink, EntryId, Holding};
use dateline_store::{COPIES_TOGETHER, EntryMark, LEADS_ALONE, Reader, Scope};

async fn choose(reader: Reader<'_>, (name, value): (&'static str, &str)) {
    reader.set_preferences(vec![(name, value.to_owned())]).await.unwrap();
}

/// An article of a host in the story of another, as a copy of it or by itself.
async fn arrives(
    ground: &Ground,
    host: &str,
    story: Option<EntryId>,
    copy_of: Option<EntryId>,
    holding: Holding,
) -> EntryId {
    let feed = ground.feed(host).await;
    let facts = item(host, "a", &format!("Ferry aground, says {host}"));
    let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
    let mut commit = read(id, story.unwrap_or(id).0, &facts, &format!("What {host} has to say."), holding);
    if let (Some(of), Some(change)) = (copy_of, commit.change.as_mut()) {
        change.copy = Some(CopyLink { of, share: 0.9, kind: CopyKind::Same });
    }
    ground.store.commit_reading(commit).await.unwrap();
    id
}

async fn unread(reader: Reader<'_>, ids: &[EntryId]) -> Vec<EntryId> {
    let found = reader.summaries(ids.to_vec()).await.unwrap();
    found.into_iter().filter(|one| one.read_at.is_none()).map(|one| one.id).collect()
}

/// Three articles of one text, each a copy of the one before, and one that tells of the same by itself.
async fn copies(ground: &Ground) -> [EntryId; 4] {
    let first = arrives(ground, "gull.example", None, None, Holding::Full).await;
    let second = arrives(ground, "tern.example", Some(first), Some(first), Holding::Full).await;
    let third = arrives(ground, "skua.example", Some(first), Some(second), Holding::Full).await;
    let other = arrives(ground, "auk.example", Some(first), None, Holding::Full).await;
    [first, second, third, other]
}

#[tokio::test]
async fn copies_are_read_together_where_their_reader_wants_it() {
    let ground = Ground::new();
    let reader = ground.reader();
    let all = copies(&ground).await;
    let [first, second, third, other] = all;
    assert_eq!(reader.mark(vec![second], EntryMark::Read, hour(3)).await.unwrap(), 1, "each by itself");
    assert_eq!(unread(reader, &all).await, [first, third, other]);
    choose(reader, COPIES_TOGETHER).await;
    assert_eq!(reader.mark(vec![third], EntryMark::Read, hour(3)).await.unwrap(), 2);
    assert_eq!(unread(reader, &all).await, [other]);
    assert_eq!(reader.mark(vec![third], EntryMark::Unread, hour(3)).await.unwrap(), 1, "unread is one alone");
    assert_eq!(unread(reader, &all).await, [third, other]);

    let late = arrives(&ground, "diver.example", Some(first), Some(second), Holding::Full).await;
    assert_eq!(unread(reader, &[late]).await, [], "a copy of what was read is read as it comes");

    reader.mark(all.to_vec(), EntryMark::Unread, hour(4)).await.unwrap();
    let feed =
        reader.feeds().await.unwrap().into_iter().find(|feed| feed.url.site() == "gull.example").unwrap();
    assert_eq!(reader.mark_all_read(Scope::Feed(feed.id), hour(5), hour(5)).await.unwrap(), 3);
    assert_eq!(unread(reader, &all).await, [other], "all of a feed, with its copies elsewhere");
    let marked = reader.mark_undoably(vec![other], EntryMark::Read, hour(5)).await.unwrap();
    assert_eq!(marked.changed, 1);
    reader.mark(all.to_vec(), EntryMark::Unread, hour(6)).await.unwrap();
    let marked = reader.mark_undoably(vec![first], EntryMark::Read, hour(6)).await.unwrap();
    assert_eq!((marked.changed, unread(reader, &all).await), (3, vec![other]));
    reader.undo_mark(marked.undo.unwrap(), hour(6)).await.unwrap().unwrap();
    assert_eq!(unread(reader, &all).await, all, "undone with its copies");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn of_a_story_its_lead_alone_stays_unread_where_its_reader_wants_it() {
    let ground = Ground::new();
    let reader = ground.reader();
    choose(reader, LEADS_ALONE).await;
    let preview = arrives(&ground, "gull.example", None, None, Holding::Partial).await;
    let headline = arrives(&ground, "tern.example", Some(preview), None, Holding::HeadlineOnly).await;
    let both = [preview, headline];
    assert_eq!(unread(reader, &both).await, [preview], "what comes later and is no lead is read");
    let whole = arrives(&ground, "skua.example", Some(preview), None, Holding::Full).await;
    assert_eq!(unread(reader, &[preview, headline, whole]).await, [whole], "the new lead takes its place");
    reader.mark(vec![whole], EntryMark::Read, hour(3)).await.unwrap();
    let late = arrives(&ground, "auk.example", Some(preview), None, Holding::Full).await;
    assert_eq!(unread(reader, &[late]).await, [], "a story that was read stays read");
    let alone = arrives(&ground, "diver.example", None, None, Holding::HeadlineOnly).await;
    assert_eq!(unread(reader, &[alone]).await, [alone]);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn what_one_reader_chose_is_nothing_to_another() {
    let ground = Ground::new();
    let all = copies(&ground).await;
    ground.store.add_user("Bert".to_owned(), hour(0)).await.unwrap();
    let bert = ground.store.reader(UserId(2));
    choose(bert, COPIES_TOGETHER).await;
    choose(bert, LEADS_ALONE).await;
    ground.reader().mark(vec![all[0]], EntryMark::Read, hour(3)).await.unwrap();
    arrives(&ground, "diver.example", Some(all[0]), Some(all[0]), Holding::Full).await;
    assert_eq!(unread(ground.reader(), &all).await, all[1..]);
    assert_eq!(
        bert.mark(all.to_vec(), EntryMark::Read, hour(3)).await.unwrap(),
        0,
        "what is not seen is not read"
    );
}

//! Lists of articles read from place to place, and marks of them that are taken back.

use crate::ground::*;
use crate::readers::{SECOND, new};
use dateline_model::{EntryId, FeedId};
use dateline_store::{
    Cursor, EntryFacts, EntryList, EntryMark, EntryScope, ListFrom, MarkPart, Neighbours, Reader, Retention,
    Show,
};
use jiff::SignedDuration;

/// Two feeds in a folder and one beside it; five articles each, an hour apart, every third starred and two with a label.
async fn house() -> (Ground, [FeedId; 3]) {
    let ground = Ground::new();
    assert_eq!(ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap(), Some(SECOND));
    let mut feeds = Vec::new();
    for (host, folder) in
        [("gull.example", Some("Sea")), ("heron.example", Some("Sea")), ("wren.example", None)]
    {
        feeds.push(ground.reader().add_feed(new(host, folder), hour(0)).await.unwrap().0);
        ground.store.reader(SECOND).add_feed(new(host, folder), hour(0)).await.unwrap();
    }
    for (place, host) in ["gull.example", "heron.example", "wren.example"].iter().enumerate() {
        let items = (0..5).map(|n| {
            dated(item(host, &format!("a{n}"), &format!("Ferry {n} of {host}")), 10 * n + place as i64)
        });
        ground.poll(feeds[place], hour(60), items.collect()).await;
    }
    // The heron tells of an article of the gull, at its address.
    let told = dated(item("gull.example", "a0", "Ferry 0 of gull.example"), 0);
    ground.poll(feeds[1], hour(61), vec![told]).await;
    let all = walk(ground.reader(), &list(EntryScope::All, Show::All)).await;
    for (n, entry) in all.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
        let at = hour(70) + SignedDuration::from_mins(n as i64);
        ground.reader().mark(vec![EntryId(*entry)], EntryMark::Starred, at).await.unwrap();
    }
    let some = vec![EntryId(all[2]), EntryId(all[7])];
    ground.reader().set_label("Tide".to_owned(), some).await.unwrap();
    (ground, feeds.try_into().unwrap())
}

fn dated(mut item: EntryFacts, at: i64) -> EntryFacts {
    item.published = Some(hour(at));
    item.key.published = Some(hour(at).as_millisecond());
    item
}

fn list(scope: EntryScope, show: Show) -> EntryList {
    EntryList { scope, show, oldest_first: false }
}

/// Every article of a list, three at a time.
async fn walk(reader: Reader<'_>, list: &EntryList) -> Vec<i64> {
    let (mut all, mut from) = (Vec::new(), ListFrom::Start);
    loop {
        let part = reader.list(list.clone(), from, 3).await.unwrap();
        all.extend(part.items.iter().map(|entry| entry.id.0));
        match part.after {
            Some(last) => from = ListFrom::After(last),
            None => return all,
        }
    }
}

#[tokio::test]
async fn every_list_is_walked_both_ways() {
    let (ground, [gull, heron, _]) = house().await;
    let reader = ground.reader();
    let label = reader.labels().await.unwrap()[0].id;
    let sea = EntryScope::Folder("Sea".to_owned());
    let lengths = [
        (EntryScope::All, Show::All, 15),
        (EntryScope::All, Show::Unread, 15),
        (EntryScope::All, Show::Starred, 5),
        (EntryScope::Feed(gull), Show::All, 5),
        (EntryScope::Feed(heron), Show::All, 6),
        (EntryScope::Feed(heron), Show::Unread, 5),
        (sea.clone(), Show::All, 10),
        (sea, Show::Unread, 10),
        (EntryScope::Folder("None".to_owned()), Show::All, 0),
        (EntryScope::Label(label), Show::All, 2),
        (EntryScope::Label(label), Show::Unread, 2),
        (EntryScope::Label(label), Show::Starred, 0),
    ];
    for (scope, show, length) in lengths {
        let newest = list(scope, show);
        let all = walk(reader, &newest).await;
        assert_eq!(all.len(), length, "{newest:?}");
        let oldest = EntryList { oldest_first: true, ..newest.clone() };
        let mut turned = walk(reader, &oldest).await;
        turned.reverse();
        assert_eq!(all, turned, "{newest:?}");
        beside(reader, &newest, &all).await;
    }
}

/// The articles beside each, and what stands before the last.
async fn beside(reader: Reader<'_>, list: &EntryList, all: &[i64]) {
    for (at, entry) in all.iter().enumerate() {
        let found = reader.neighbours(list.clone(), EntryId(*entry)).await.unwrap();
        let of = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|entry| EntryId(*entry));
        assert_eq!(found, Neighbours { previous: of(at.checked_sub(1)), next: of(Some(at + 1)) }, "{list:?}");
    }
    let first = reader.list(list.clone(), ListFrom::Start, 4).await.unwrap();
    assert_eq!(first.before, None);
    if let Some(last) = first.after {
        let back = reader.list(list.clone(), ListFrom::Before(last), 2).await.unwrap();
        let ids: Vec<i64> = back.items.iter().map(|entry| entry.id.0).collect();
        assert_eq!(ids, all[1..3], "{list:?}");
        assert!(back.before.is_some() && back.after.is_some(), "{list:?}");
    }
}

#[test]
fn a_place_is_two_numbers() {
    let place = Cursor { at: -5, entry: 12 };
    assert_eq!(place.to_string().parse(), Ok(place));
    for text in ["", "1", "1.", ".1", "1.2.3", "a.b", "1.99999999999999999999"] {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
}

#[tokio::test]
async fn a_part_of_a_list_is_marked_and_taken_back() {
    let (ground, [gull, ..]) = house().await;
    let reader = ground.reader();
    let all = walk(reader, &list(EntryScope::All, Show::Unread)).await;
    let label = reader.labels().await.unwrap()[0].id;
    let cases = [
        (EntryScope::All, Show::Unread, MarkPart::All, 15),
        (EntryScope::All, Show::All, MarkPart::Above(EntryId(all[4])), 4),
        (EntryScope::All, Show::Unread, MarkPart::Below(EntryId(all[4])), 10),
        (EntryScope::Feed(gull), Show::All, MarkPart::All, 5),
        (EntryScope::Feed(gull), Show::Unread, MarkPart::OlderThan(hour(30).as_millisecond()), 3),
        (EntryScope::Folder("Sea".to_owned()), Show::Unread, MarkPart::All, 10),
        (EntryScope::Label(label), Show::All, MarkPart::All, 2),
        (EntryScope::All, Show::Starred, MarkPart::All, 5),
        (EntryScope::All, Show::Starred, MarkPart::Below(EntryId(all[0])), 0),
    ];
    for (scope, show, part, changed) in cases {
        let what = format!("{scope:?} {show:?} {part:?}");
        let done = reader.mark_list(list(scope, show), part, hour(80), hour(80)).await.unwrap();
        assert_eq!(done.changed, changed, "{what}");
        assert_eq!(left(reader).await, 15 - changed, "{what}");
        let Some(undo) = done.undo else { continue };
        assert_eq!(
            ground.store.reader(SECOND).undo_mark(undo, hour(80)).await.unwrap(),
            None,
            "not another's"
        );
        assert_eq!(reader.undoable(undo, hour(81)).await.unwrap(), None, "not for ever");
        let undone = reader.undo_mark(undo, hour(80)).await.unwrap().unwrap();
        assert_eq!(undone.entries, changed, "{what}");
        assert_eq!(reader.undo_mark(undo, hour(80)).await.unwrap(), None, "not twice");
        assert_eq!(walk(reader, &list(EntryScope::All, Show::Unread)).await, all, "{what}");
        assert!(ground.store.check().await.unwrap().is_healthy(), "{what}");
    }
}

async fn left(reader: Reader<'_>) -> u64 {
    let counts = reader.unread_counts().await.unwrap();
    let feeds = reader.unread_feeds().await.unwrap();
    assert_eq!(counts.all, feeds.iter().map(|feed| feed.unread).sum::<u64>());
    counts.all
}

#[tokio::test]
async fn what_happened_since_a_mark_stays_when_it_is_taken_back() {
    let (ground, [gull, ..]) = house().await;
    let reader = ground.reader();
    let of_gull = list(EntryScope::Feed(gull), Show::Unread);
    let five = walk(reader, &of_gull).await;
    let before = reader.place().await.unwrap();
    let done = reader.mark_list(of_gull.clone(), MarkPart::All, hour(80), hour(80)).await.unwrap();
    // Cleaning leaves what can be undone; an article that came later, and one that is unread again, are counted once.
    ground.store.clean(Retention::default(), hour(80)).await.unwrap();
    reader.mark(vec![EntryId(five[0])], EntryMark::Unread, hour(80)).await.unwrap();
    ground.poll(gull, hour(80), vec![item("gull.example", "late", "A late ferry")]).await;
    reader.undo_mark(done.undo.unwrap(), hour(80)).await.unwrap().unwrap();
    assert_eq!(walk(reader, &of_gull).await.len(), 6);
    assert_eq!(left(reader).await, 16);
    let told = reader.changes(before, None, 99).await.unwrap();
    assert!(five.iter().all(|id| told.iter().any(|change| change.entry.0 == *id)), "programs are told");
    // A floor that was raised again is nobody's to lower.
    let first = reader.mark_list(of_gull.clone(), MarkPart::All, hour(80), hour(80)).await.unwrap();
    ground.poll(gull, hour(81), vec![item("gull.example", "later", "A later ferry")]).await;
    reader.mark_list(of_gull.clone(), MarkPart::All, hour(81), hour(80)).await.unwrap();
    reader.undo_mark(first.undo.unwrap(), hour(80)).await.unwrap();
    assert_eq!(walk(reader, &of_gull).await, Vec::<i64>::new());
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn settings_are_a_readers_own() {
    let (ground, _) = house().await;
    let reader = ground.reader();
    let set = async |value: &str| reader.set_preferences(vec![("theme", value.to_owned())]).await.unwrap();
    set("dark").await;
    assert_eq!(reader.preferences().await.unwrap().get("theme").map(String::as_str), Some("dark"));
    assert!(ground.store.reader(SECOND).preferences().await.unwrap().is_empty());
    set(&"x".repeat(300)).await;
    assert_eq!(reader.preferences().await.unwrap().len(), 1);
    set("").await;
    assert!(reader.preferences().await.unwrap().is_empty());
}

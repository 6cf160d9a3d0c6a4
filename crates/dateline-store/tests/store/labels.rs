//! Labels are their reader's alone, are changes, are searched for, and keep what has them.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, UserId};
use dateline_store::{EntryChange, LABELS, Listing, NewFeed, Reader, Retention, SearchQuery, Window};

/// Two readers of one feed with three articles.
async fn house() -> (Ground, Vec<EntryId>) {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    assert_eq!(ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap(), Some(UserId(2)));
    let new = NewFeed { url: url("https://gull.example/feed"), title: None, home: None, folder: None };
    ground.store.reader(UserId(2)).add_feed(new, hour(0)).await.unwrap();
    let items = (0..3).map(|n| item("gull.example", &format!("a{n}"), &format!("Ferry {n}"))).collect();
    ground.poll(feed, hour(1), items).await;
    let all = ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items;
    (ground, all.iter().map(|entry| entry.id).collect())
}

/// Labels of an article, as lists tell them.
async fn of(reader: Reader<'_>, id: EntryId) -> Vec<String> {
    reader.article(id).await.unwrap().unwrap().summary.labels
}

async fn found(reader: Reader<'_>, text: &str) -> usize {
    let query = SearchQuery { text: text.to_owned(), window: Window::first(9) };
    let answer = reader.search(query).await.unwrap();
    assert!(answer.problems.is_empty(), "{:?}", answer.problems);
    answer.groups.iter().map(|group| group.hits.len()).sum()
}

async fn names(reader: Reader<'_>) -> Vec<(String, u64)> {
    reader.labels().await.unwrap().into_iter().map(|label| (label.name, label.entries)).collect()
}

fn named(name: &str, entries: u64) -> (String, u64) {
    (name.to_owned(), entries)
}

#[tokio::test]
async fn labels_are_set_listed_renamed_and_deleted() {
    let (ground, ids) = house().await;
    let (owner, other) = (ground.reader(), ground.store.reader(UserId(2)));
    let set =
        async |name: &str, ids: &[EntryId]| owner.set_label(name.to_owned(), ids.to_vec()).await.unwrap();
    assert_eq!(set("  To   read ", &ids[..2]).await, Some(2));
    assert_eq!(set("to READ", &ids[..2]).await, Some(0), "one label, in whatever case");
    assert_eq!(set("Sea", &[ids[0], EntryId(999)]).await, Some(1), "what is not there is passed over");
    for nothing in ["", "  ", "--", "\u{200b}\u{202e}"] {
        assert_eq!(set(nothing, &ids).await, None, "{nothing:?}");
    }
    assert_eq!(names(owner).await, [named("Sea", 1), named("To read", 2)]);
    assert_eq!(of(owner, ids[0]).await, ["Sea", "To read"]);
    let label = owner.labels().await.unwrap()[1].id;
    let listed = owner.entries(Listing::Label(label), Window::first(9)).await.unwrap().items;
    assert_eq!(listed.iter().map(|entry| entry.id).collect::<Vec<_>>(), ids[..2]);
    for (text, count) in [
        ("label:sea", 1),
        ("label:\"to read\"", 2),
        ("ferry -label:sea", 2),
        ("label:read", 0),
        ("ferry label:sea", 1),
    ] {
        assert_eq!(found(owner, text).await, count, "{text}");
        assert_eq!(found(other, text).await, if text.contains('-') { 3 } else { 0 }, "{text}: another's");
    }
    assert!(names(other).await.is_empty() && of(other, ids[0]).await.is_empty());
    assert!(other.entries(Listing::Label(label), Window::first(9)).await.unwrap().items.is_empty());
    assert!(!other.rename_label(label, "Mine".to_owned()).await.unwrap());
    assert!(!other.delete_label(label).await.unwrap());
    assert_eq!(owner.unset_label("TO READ".to_owned(), ids.clone()).await.unwrap(), 2);
    assert_eq!(owner.unset_label("nothing".to_owned(), ids.clone()).await.unwrap(), 0);
    assert_eq!(set("To read", &ids[1..]).await, Some(2));
    assert!(!owner.rename_label(label, "-".to_owned()).await.unwrap());
    assert!(owner.rename_label(label, "to Read".to_owned()).await.unwrap(), "another case of itself");
    assert!(owner.rename_label(label, "sea".to_owned()).await.unwrap(), "two become one");
    assert_eq!(names(owner).await, [named("Sea", 3)]);
    let sea = owner.labels().await.unwrap()[0].id;
    assert!(owner.delete_label(sea).await.unwrap() && !owner.delete_label(sea).await.unwrap());
    assert!(of(owner, ids[0]).await.is_empty());
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_label_is_a_change_for_its_reader() {
    let (ground, ids) = house().await;
    let (owner, other) = (ground.reader(), ground.store.reader(UserId(2)));
    let since = async |reader: Reader<'_>, place: i64| {
        let changes: Vec<EntryChange> = reader.changes(place, None, 99).await.unwrap();
        changes.iter().map(|change| change.entry).collect::<Vec<_>>()
    };
    let place = owner.place().await.unwrap();
    owner.set_label("Sea".to_owned(), vec![ids[1]]).await.unwrap();
    assert_eq!((since(owner, place).await, since(other, place).await), (vec![ids[1]], vec![]));
    for step in ["rename", "unset", "set", "delete"] {
        let place = owner.place().await.unwrap();
        let label = owner.labels().await.unwrap()[0].id;
        let sea = || ("Ocean".to_owned(), vec![ids[1]]);
        match step {
            "rename" => assert!(owner.rename_label(label, "Ocean".to_owned()).await.unwrap()),
            "unset" => assert_eq!(owner.unset_label(sea().0, sea().1).await.unwrap(), 1),
            "set" => assert_eq!(owner.set_label(sea().0, sea().1).await.unwrap(), Some(1)),
            _ => assert!(owner.delete_label(label).await.unwrap()),
        }
        assert_eq!(since(owner, place).await, [ids[1]], "{step}");
    }
    let place = owner.place().await.unwrap();
    owner.set_label("Sea".to_owned(), vec![]).await.unwrap();
    owner.unset_label("Sea".to_owned(), ids).await.unwrap();
    assert_eq!(owner.place().await.unwrap(), place, "nothing changed");
}

#[tokio::test]
async fn what_has_a_label_stays_with_its_label() {
    let (ground, ids) = house().await;
    let other = ground.store.reader(UserId(2));
    other.set_label("Sea".to_owned(), vec![ids[1]]).await.unwrap();
    ground.reader().keep_feed(FeedId(1), Some(1), None).await.unwrap();
    ground.store.clean(Retention::default(), hour(999)).await.unwrap();
    let left = ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items;
    assert_eq!(left.iter().map(|entry| entry.id).collect::<Vec<_>>(), [ids[1]]);
    other.remove_feed(FeedId(1)).await.unwrap();
    assert_eq!(of(other, ids[1]).await, ["Sea"], "who leaves the feed keeps it");
    other.unset_label("Sea".to_owned(), vec![ids[1]]).await.unwrap();
    ground.store.clean(Retention::default(), hour(999)).await.unwrap();
    assert!(ground.reader().entries(Listing::All, Window::first(9)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn there_are_not_more_labels_than_may_be() {
    let (ground, _) = house().await;
    for n in 0..LABELS {
        assert!(ground.reader().set_label(format!("Label {n}"), vec![]).await.unwrap().is_some());
    }
    assert_eq!(ground.reader().set_label("One more".to_owned(), vec![]).await.unwrap(), None);
    assert!(ground.reader().set_label("label 7".to_owned(), vec![]).await.unwrap().is_some());
    assert!(ground.store.reader(UserId(2)).set_label("One more".to_owned(), vec![]).await.unwrap().is_some());
}

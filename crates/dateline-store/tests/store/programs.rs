//! What programs ask that keep no copy: sorted and cut lists, changes since a moment, folders by number.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, UserId};
use dateline_store::{
    Between, EntryMark, Role, Scope, SortedQuery, Stream, StreamOrder, StreamQuery, TokenScope,
};
use jiff::{SignedDuration, Timestamp};

fn sorted(of: Stream, order: StreamOrder) -> SortedQuery {
    SortedQuery {
        stream: StreamQuery::new(of, 0),
        above: None,
        published: Between::default(),
        changed_before: None,
        words: None,
        order,
        ascending: true,
        offset: 0,
        limit: 100,
    }
}

/// Two feeds of three articles, the later the headline stands in the alphabet the earlier it came.
async fn house() -> Ground {
    let ground = Ground::new();
    for host in ["gull.example", "tern.example"] {
        let feed = ground.feed(host).await;
        for (at, word) in ["Wind", "Sail", "Mast"].iter().enumerate() {
            let name = format!("{word} over {host}");
            ground.poll(feed, hour(1 + at as i64), vec![item(host, &format!("{at}"), &name)]).await;
        }
    }
    ground
}

#[tokio::test]
async fn a_list_is_in_order_and_has_its_length() {
    let ground = house().await;
    let reader = ground.reader();
    reader.mark(vec![EntryId(2)], EntryMark::Read, hour(50)).await.unwrap();
    reader.mark(vec![EntryId(4)], EntryMark::Starred, hour(40)).await.unwrap();
    for (order, expected) in [
        (StreamOrder::Arrival, vec![1, 2, 3, 4, 5, 6]),
        (StreamOrder::Title, vec![3, 6, 2, 5, 1, 4]),
        (StreamOrder::Read, vec![1, 3, 4, 5, 6, 2]),
        (StreamOrder::Feed, vec![1, 2, 3, 4, 5, 6]),
    ] {
        let page = reader.sorted_stream(sorted(Stream::All, order)).await.unwrap();
        assert_eq!((page.total, numbers(&page.ids)), (6, expected.clone()), "{order:?}");
        let down = SortedQuery { ascending: false, ..sorted(Stream::All, order) };
        let down = reader.sorted_stream(down).await.unwrap();
        assert_eq!(numbers(&down.ids), expected.into_iter().rev().collect::<Vec<_>>(), "{order:?}");
    }
    let changed = reader.sorted_stream(sorted(Stream::All, StreamOrder::Changed)).await.unwrap();
    assert_eq!(numbers(&changed.ids)[4..], [4, 2]);
    let part = SortedQuery { offset: 4, limit: 1, ..sorted(Stream::All, StreamOrder::Arrival) };
    let part = reader.sorted_stream(part).await.unwrap();
    assert_eq!((part.total, numbers(&part.ids)), (6, vec![5]));
    let words = SortedQuery { words: Some("mast".to_owned()), ..sorted(Stream::All, StreamOrder::Arrival) };
    assert_eq!(numbers(&reader.sorted_stream(words).await.unwrap().ids), [3, 6]);
    let until = SortedQuery { changed_before: Some(hour(30)), ..sorted(Stream::All, StreamOrder::Arrival) };
    assert_eq!(numbers(&reader.sorted_stream(until).await.unwrap().ids), [1, 3, 5, 6]);
}

fn numbers(ids: &[EntryId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

#[tokio::test]
async fn what_a_reader_left_is_of_no_subscription() {
    let ground = house().await;
    let reader = ground.reader();
    reader.mark(vec![EntryId(1)], EntryMark::Starred, hour(9)).await.unwrap();
    reader.remove_feed(FeedId(1)).await.unwrap();
    for (with, expected) in
        [(None, vec![4, 5, 6]), (Some(Stream::Starred), vec![]), (Some(Stream::Unread), vec![4, 5, 6])]
    {
        let query = StreamQuery {
            with: with.clone().into_iter().collect(),
            ascending: true,
            ..StreamQuery::new(Stream::Subscribed, 9)
        };
        assert_eq!(numbers(&reader.stream(query).await.unwrap().items), expected, "{with:?}");
    }
    assert_eq!(reader.stream_len(Stream::Starred).await.unwrap(), 1, "it was kept");
}

/// Everything that changed at or after a moment is told, whenever moments were written down, and what changed long before is not.
#[tokio::test]
async fn since_a_moment_is_since_a_place() {
    let ground = house().await;
    let reader = ground.reader();
    let at = |minutes: i64| hour(100) + SignedDuration::from_mins(minutes);
    let mut done: Vec<(Timestamp, i64)> = Vec::new();
    for step in 0..40 {
        let entry = 1 + step % 6;
        let now = at(step * 3);
        let mark = if step % 2 == 0 { EntryMark::Starred } else { EntryMark::Unstarred };
        let mark = if step >= 6 && step % 3 == 0 { EntryMark::Read } else { mark };
        if reader.mark(vec![EntryId(entry)], mark, now).await.unwrap() > 0 {
            done.push((now, entry));
        }
        if step % 7 == 0 {
            reader.place_at(at(step), now).await.unwrap();
        }
        for since in (0..=step).map(|step| at(step * 3)) {
            let place = reader.place_at(since, now).await.unwrap();
            let told: Vec<i64> =
                reader.changes(place, None, 100).await.unwrap().iter().map(|one| one.entry.0).collect();
            let must: Vec<i64> =
                done.iter().filter(|(when, _)| *when >= since).map(|(_, entry)| *entry).collect();
            assert!(must.iter().all(|entry| told.contains(entry)), "{since}: {told:?} lack of {must:?}");
        }
    }
    let later = at(1_000);
    reader.place_at(later, later).await.unwrap();
    let place = reader
        .place_at(later + SignedDuration::from_secs(30), later + SignedDuration::from_mins(5))
        .await
        .unwrap();
    assert_eq!(reader.changes(place, None, 100).await.unwrap(), []);
    let query = StreamQuery { changed_after: Some(place), ..StreamQuery::new(Stream::All, 9) };
    assert!(reader.stream(query.clone()).await.unwrap().items.is_empty());
    reader.mark_all_read(Scope::Feed(FeedId(2)), at(2_000), at(1_010)).await.unwrap();
    assert_eq!(numbers(&reader.stream(query).await.unwrap().items), [6, 5, 4]);
}

#[tokio::test]
async fn a_folder_that_was_made_stays_and_is_its_readers() {
    let ground = house().await;
    let reader = ground.reader();
    let (sea, new) = reader.make_folder(" Sea ".to_owned()).await.unwrap().unwrap();
    assert!(new && sea.name == "Sea");
    assert_eq!(reader.make_folder("Sea".to_owned()).await.unwrap().unwrap(), (sea.clone(), false));
    assert_eq!(reader.make_folder(" ".to_owned()).await.unwrap(), None);
    assert_eq!(
        reader.folders().await.unwrap(),
        [] as [String; 0],
        "a folder without a feed is none for pages"
    );
    reader.move_feeds(vec![FeedId(1)], "Sea".to_owned()).await.unwrap();
    reader.move_feeds(vec![FeedId(2)], "Sky".to_owned()).await.unwrap();
    let names =
        async || reader.numbered_folders().await.unwrap().into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(names().await, ["Sea", "Sky"]);
    reader.mark_all_read(Scope::Loose, hour(90), hour(90)).await.unwrap();
    assert_eq!(reader.unread_counts().await.unwrap().all, 6);
    for feed in [1, 2] {
        reader.remove_feed(FeedId(feed)).await.unwrap();
    }
    assert_eq!(names().await, ["Sea"]);
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    assert_eq!(ground.store.reader(UserId(2)).numbered_folders().await.unwrap(), []);
    assert!(reader.remove_folder("Sea".to_owned()).await.unwrap());
    assert_eq!(names().await, [] as [String; 0]);
}

#[tokio::test]
async fn a_key_of_fever_goes_with_its_password() {
    let ground = Ground::new();
    let store = &ground.store;
    let ada = store.open_account(
        "Ada".to_owned(),
        "gull heron tern avocet".to_owned().into(),
        Role::Owner,
        hour(0),
    );
    let ada = ada.await.unwrap();
    let secret = store.add_token(ada, "Phone".to_owned(), TokenScope::Mark, hour(0)).await.unwrap();
    let key = |name: &str| {
        use md5::Digest as _;
        let digest = md5::Md5::digest(format!("{name}:{}", secret.expose()));
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    for known in [key("Ada"), key("ada"), key("Ada").to_uppercase(), format!(" {} ", key("Ada"))] {
        let found = store.fever_user(&known, hour(1)).await.unwrap().unwrap();
        assert_eq!((found.user, found.scope), (ada, TokenScope::Mark), "{known}");
    }
    for unknown in [key("Bert"), secret.expose().to_owned(), String::new(), "0".repeat(32)] {
        assert_eq!(store.fever_user(&unknown, hour(1)).await.unwrap(), None, "{unknown}");
    }
    let token = store.tokens(ada).await.unwrap().pop().unwrap();
    store.revoke_token(ada, token.id, hour(2)).await.unwrap();
    assert_eq!(store.fever_user(&key("Ada"), hour(3)).await.unwrap(), None);
}

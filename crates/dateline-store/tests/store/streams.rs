//! Streams of numbers hold what a plain look at every article says, page by page, whoever asks.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, Holding, UserId};
use dateline_store::{
    ArticleRecord, EntryMark, Listing, NewFeed, Reader, Role, Scope, Stream, StreamQuery, TokenScope, Window,
};
use std::collections::BTreeSet;

/// Two readers and three feeds: the first reader has all, the second one of them; two articles stand in two feeds.
async fn house() -> Ground {
    let ground = Ground::new();
    let feeds = [
        ground.feed("gull.example").await,
        ground.feed("tern.example").await,
        ground.feed("auk.example").await,
    ];
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let new = NewFeed { url: url("https://tern.example/feed"), title: None, home: None, folder: None };
    ground.store.reader(UserId(2)).add_feed(new, hour(0)).await.unwrap();
    for round in 0..40 {
        for (at, feed) in feeds.iter().enumerate() {
            let host = ["gull.example", "tern.example", "auk.example"][at];
            let name = format!("r{round}f{at}");
            ground.poll(*feed, hour(1 + round), vec![item(host, &name, &format!("Ferry {name}"))]).await;
        }
    }
    let shared: Vec<_> =
        ["r3f0", "r30f0"].map(|name| item("gull.example", name, &format!("Ferry {name}"))).into();
    ground.poll(feeds[1], hour(50), shared).await;
    let reader = ground.reader();
    reader.file_feed(feeds[0], None, vec!["Sea".to_owned()]).await.unwrap();
    reader.file_feed(feeds[1], None, vec!["Sea".to_owned(), "Sky".to_owned()]).await.unwrap();
    let every = |step: usize| (1..=120).step_by(step).map(EntryId).collect::<Vec<_>>();
    reader.mark_all_read(Scope::Feed(feeds[2]), hour(20), hour(60)).await.unwrap();
    reader.mark(every(5), EntryMark::Read, hour(60)).await.unwrap();
    reader.mark(every(15), EntryMark::Unread, hour(61)).await.unwrap();
    reader.mark(every(7), EntryMark::Starred, hour(60)).await.unwrap();
    reader.set_label("Sea".to_owned(), every(11)).await.unwrap();
    reader.set_label("Later".to_owned(), every(13)).await.unwrap();
    for (id, holding) in [(1, Holding::Full), (11, Holding::Partial), (31, Holding::Full)] {
        let facts = item("gull.example", &format!("held{id}"), "Held");
        ground.read(EntryId(id), id, &facts, "Words.", holding).await;
    }
    ground
}

/// Whether an article is of a stream, as its own record and its feeds tell.
async fn is_of(reader: Reader<'_>, stream: &Stream, id: EntryId) -> bool {
    let Some(article) = reader.article(id).await.unwrap() else { return false };
    let summary = &article.summary;
    match stream {
        Stream::All => true,
        Stream::Read => summary.read_at.is_some(),
        Stream::Unread => summary.read_at.is_none(),
        Stream::Starred => summary.starred_at.is_some(),
        Stream::Held(holding) => summary.holding == Some(*holding),
        Stream::Feed(feed) => article.feeds.iter().any(|(id, _)| id == feed),
        Stream::Subscribed => !article.feeds.is_empty(),
        Stream::Folder(name) => folders(reader, &article).await.iter().any(|known| known.contains(name)),
        Stream::Loose => folders(reader, &article).await.iter().any(Vec::is_empty),
        Stream::Named(name) => {
            let folders = folders(reader, &article).await;
            summary.labels.contains(name) || folders.iter().any(|known| known.contains(name))
        }
    }
}

/// Those of unread articles that count in a stream of feeds: each does under the first of its feeds alone.
async fn counted(reader: Reader<'_>, stream: &Stream, ids: Vec<EntryId>) -> Vec<EntryId> {
    let mut found = Vec::new();
    for id in ids {
        let mut article = reader.article(id).await.unwrap().unwrap();
        article.feeds.truncate(1);
        let folders = folders(reader, &article).await;
        let counts = match stream {
            Stream::Feed(feed) => article.feeds.iter().any(|(id, _)| id == feed),
            Stream::Folder(name) => folders.iter().any(|known| known.contains(name)),
            Stream::Loose => folders.iter().any(Vec::is_empty),
            Stream::Named(name) => {
                article.summary.labels.contains(name) || folders.iter().any(|known| known.contains(name))
            }
            _ => true,
        };
        found.extend(counts.then_some(id));
    }
    found
}

/// The folders of each feed that brought an article.
async fn folders(reader: Reader<'_>, article: &ArticleRecord) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (feed, _) in &article.feeds {
        found.extend(reader.feed(*feed).await.unwrap().map(|feed| feed.folders));
    }
    found
}

#[tokio::test]
async fn a_stream_holds_what_a_look_at_every_article_says() {
    let ground = house().await;
    let parts = [
        Stream::All,
        Stream::Read,
        Stream::Unread,
        Stream::Starred,
        Stream::Feed(FeedId(1)),
        Stream::Feed(FeedId(2)),
        Stream::Feed(FeedId(9)),
        Stream::Named("Sea".to_owned()),
        Stream::Named("Sky".to_owned()),
        Stream::Named("Later".to_owned()),
        Stream::Named("None".to_owned()),
        Stream::Held(Holding::Full),
        Stream::Held(Holding::Partial),
        Stream::Subscribed,
        Stream::Folder("Sea".to_owned()),
        Stream::Folder("Later".to_owned()),
        Stream::Loose,
    ];
    let mut tried = 0;
    for user in [UserId::OWNER, UserId(2)] {
        let reader = ground.store.reader(user);
        let mut members: Vec<BTreeSet<EntryId>> = Vec::new();
        for part in &parts {
            let mut held = BTreeSet::new();
            for id in (1..=122).map(EntryId) {
                if is_of(reader, part, id).await {
                    held.insert(id);
                }
            }
            members.push(held);
        }
        for (of, (stream, held)) in parts.iter().zip(&members).enumerate() {
            assert_eq!(reader.stream_len(stream.clone()).await.unwrap(), held.len() as u64, "{stream:?}");
            for (at, (other, others)) in parts.iter().zip(&members).enumerate() {
                let (with, without): (Vec<_>, Vec<_>) = if (of + at).is_multiple_of(2) {
                    (vec![other.clone()], vec![])
                } else {
                    (vec![], vec![other.clone()])
                };
                let mut expected: Vec<EntryId> =
                    held.iter().copied().filter(|id| others.contains(id) != with.is_empty()).collect();
                // What is not read is unread.
                let unread = if with.is_empty() { Stream::Read } else { Stream::Unread };
                if *other == unread {
                    expected = counted(reader, stream, expected).await;
                } else if *stream == Stream::Unread && !with.is_empty() {
                    expected = counted(reader, other, expected).await;
                }
                for ascending in [true, false] {
                    let query = StreamQuery {
                        with: with.clone(),
                        without: without.clone(),
                        ascending,
                        ..StreamQuery::new(stream.clone(), 17)
                    };
                    let mut found = pages(reader, query).await;
                    if !ascending {
                        found.reverse();
                    }
                    assert_eq!(found, expected, "{user:?} {stream:?} with {with:?} without {without:?}");
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 2 * 17 * 17 * 2);
}

/// Every page of a query; none but the first may be empty.
async fn pages(reader: Reader<'_>, mut query: StreamQuery) -> Vec<EntryId> {
    let mut found = Vec::new();
    loop {
        let slice = reader.stream(query.clone()).await.unwrap();
        assert!(!(slice.more && slice.items.is_empty()) && slice.items.len() <= 17);
        found.extend(&slice.items);
        query.after = slice.items.last().copied();
        if !slice.more {
            return found;
        }
    }
}

#[tokio::test]
async fn since_and_until_go_by_coming_and_by_change() {
    let ground = house().await;
    let reader = ground.reader();
    let all = reader.stream(StreamQuery::new(Stream::All, 200)).await.unwrap().items;
    assert_eq!(all.len(), 120);
    for hours in [0, 1, 2, 17, 40, 41] {
        let since = StreamQuery { since: Some(hour(hours)), ..StreamQuery::new(Stream::All, 200) };
        let until = StreamQuery { until: Some(hour(hours)), ..StreamQuery::new(Stream::All, 200) };
        let came = |query| async { reader.stream(query).await.unwrap().items };
        let (since, until) = (came(since).await, came(until).await);
        assert_eq!(since.len() as i64, 120 - 3 * (hours - 1).clamp(0, 40), "since {hours}");
        assert_eq!(until.len() as i64, 3 * hours.clamp(0, 40), "until {hours}");
        assert!(since.is_sorted_by(|a, b| a > b));
    }
    // Somebody who adds a feed that others have gets all that it brought as something new.
    let other = ground.store.reader(UserId(2));
    let new = NewFeed { url: url("https://auk.example/feed"), title: None, home: None, folder: None };
    other.add_feed(new, hour(65)).await.unwrap();
    for (of, expected) in
        [(Stream::All, 40), (Stream::Feed(FeedId(3)), 40), (Stream::Feed(FeedId(2)), 0), (Stream::Unread, 40)]
    {
        let query = StreamQuery { since: Some(hour(64)), ..StreamQuery::new(of.clone(), 200) };
        assert_eq!(other.stream(query).await.unwrap().items.len(), expected, "{of:?}");
    }
    // An old article that says something else is found by those who ask since then, once.
    let old = all[110];
    let name = format!("r{}f{}", (old.0 - 1) / 3, (old.0 - 1) % 3);
    let host = ["gull.example", "tern.example", "auk.example"][((old.0 - 1) % 3) as usize];
    let before = item(host, &name, &format!("Ferry {name}"));
    let mut after = item(host, &name, "Another headline about the quay and nothing else");
    after.key.guid = before.key.guid.clone();
    after.url = before.url.clone();
    ground.poll(FeedId((old.0 - 1) % 3 + 1), hour(70), vec![after]).await;
    let article = reader.article(old).await.unwrap().unwrap();
    assert!(article.summary.revised_at.is_some(), "{article:?}");
    for of in [Stream::All, Stream::Feed(FeedId((old.0 - 1) % 3 + 1)), Stream::Unread] {
        for ascending in [false, true] {
            let query = StreamQuery { since: Some(hour(69)), ascending, ..StreamQuery::new(of.clone(), 9) };
            let found = reader.stream(query).await.unwrap();
            let expected: &[EntryId] =
                if of == Stream::Unread && article.summary.read_at.is_some() { &[] } else { &[old] };
            assert_eq!(found.items, expected, "{of:?}");
        }
    }
}

#[tokio::test]
async fn items_are_given_in_the_order_of_their_names_to_those_who_see_them() {
    let ground = house().await;
    let ids: Vec<EntryId> = [9, 3, 999, 3, 1].map(EntryId).into();
    let items = ground.reader().stream_items(ids.clone()).await.unwrap();
    assert_eq!(items.iter().map(|item| item.summary.id.0).collect::<Vec<_>>(), [9, 3, 3, 1]);
    assert!(items.iter().all(|item| item.feed.is_some()));
    let seen = ground.store.reader(UserId(2)).entries(Listing::All, Window::first(200)).await.unwrap().items;
    let items = ground.store.reader(UserId(2)).stream_items((1..=122).map(EntryId).collect()).await.unwrap();
    assert_eq!(items.len(), seen.len());
    let latest = ground.store.reader(UserId(2)).latest_arrivals().await.unwrap();
    assert_eq!(latest.len(), 1);
}

#[tokio::test]
async fn folders_are_renamed_joined_and_given_up() {
    let ground = house().await;
    let (reader, other) = (ground.reader(), ground.store.reader(UserId(2)));
    assert!(!other.rename_folder("Sea".to_owned(), "x".to_owned()).await.unwrap());
    assert!(!other.remove_folder("Sea".to_owned()).await.unwrap());
    assert!(!other.move_feed(FeedId(1), vec![], vec!["x".to_owned()]).await.unwrap());
    assert!(!other.name_feed(FeedId(1), "x".to_owned()).await.unwrap());
    assert!(reader.rename_folder("Sky".to_owned(), "Sea".to_owned()).await.unwrap());
    assert_eq!(reader.folders().await.unwrap(), ["Sea"]);
    assert!(!reader.rename_folder("Sea".to_owned(), " ".to_owned()).await.unwrap());
    assert!(reader.rename_folder("Sea".to_owned(), "Water".to_owned()).await.unwrap());
    assert!(reader.move_feed(FeedId(1), vec!["Water".to_owned()], vec!["Land".to_owned()]).await.unwrap());
    assert!(reader.name_feed(FeedId(1), "My own".to_owned()).await.unwrap());
    let feed = reader.feed(FeedId(1)).await.unwrap().unwrap();
    assert_eq!((feed.title.as_str(), feed.folders), ("My own", vec!["Land".to_owned()]));
    assert!(reader.name_feed(FeedId(1), String::new()).await.unwrap());
    assert_ne!(reader.feed(FeedId(1)).await.unwrap().unwrap().title, "My own");
    assert!(reader.remove_folder("Water".to_owned()).await.unwrap());
    assert_eq!(reader.folders().await.unwrap(), ["Land"]);
}

#[tokio::test]
async fn logins_of_apps_go_with_their_password() {
    let ground = Ground::new();
    let store = &ground.store;
    let long = "gull heron tern avocet".to_owned();
    let user = store.open_account("Ada".to_owned(), long.into(), Role::Owner, hour(0)).await.unwrap();
    let password = store.add_token(user, "Phone".to_owned(), TokenScope::Mark, hour(0)).await.unwrap();
    let login = store.app_login("ADA ".to_owned(), password.expose(), hour(1)).await.unwrap().unwrap();
    let known = store.token_user(login.expose(), hour(1)).await.unwrap().unwrap();
    assert_eq!((known.user, known.scope), (user, TokenScope::Mark));
    for (name, secret) in [("Bert", password.expose()), ("Ada", login.expose()), ("Ada", "nothing")] {
        assert_eq!(store.app_login(name.to_owned(), secret, hour(1)).await.unwrap(), None, "{name}");
    }
    let tokens = store.tokens(user).await.unwrap();
    assert_eq!((tokens.len(), tokens[0].used_at), (1, Some(hour(1))));
    store.token_used(known.token, hour(9)).await.unwrap();
    assert_eq!(store.tokens(user).await.unwrap()[0].used_at, Some(hour(9)), "use by its apps is use of it");
    store.revoke_token(user, tokens[0].id, hour(9)).await.unwrap();
    assert_eq!(store.token_user(login.expose(), hour(9)).await.unwrap(), None);
}

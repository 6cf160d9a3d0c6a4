//! A store of the old rule, by which one address was one entry, is opened: items that it merged are parted.

use crate::ground::hour;
use dateline_model::{FeedId, UserId, WebUrl};
use dateline_store::{EntryKey, Known, Options, Store, content_hash};
use rusqlite::{Connection, params};
use std::path::Path;

/// The schema as it was before the rules of identity were written down.
const OLD: [&str; 8] = [
    include_str!("../../src/schema/0001.sql"),
    include_str!("../../src/schema/0002.sql"),
    include_str!("../../src/schema/0003.sql"),
    include_str!("../../src/schema/0004.sql"),
    include_str!("../../src/schema/0005.sql"),
    include_str!("../../src/schema/0006.sql"),
    include_str!("../../src/schema/0007.sql"),
    include_str!("../../src/schema/0008.sql"),
];
const LINK: &str = "https://gull.example/releases";

/// An entry that the old rule made of some items of a list with one address: guids and titles, the last is what is shown.
fn merge(store: &Connection, id: i64, items: &[(&str, &str)]) {
    let (_, shown) = items.last().unwrap();
    let now = hour(1).as_millisecond();
    let retitled = items.iter().any(|(_, title)| title != shown);
    let sql = "INSERT INTO entries (id, url, title, sorted_at, seen, hash, retitled, read_at) VALUES (?, ?, ?, ?4, ?4, ?5, ?6, ?4)";
    store.execute(sql, params![id, LINK, shown, now, content_hash(shown, ""), retitled]).unwrap();
    let facts = serde_json::json!({"guid": items.last().unwrap().0, "hash": content_hash(shown, ""), "url": LINK, "title": shown});
    store.execute("INSERT INTO facts (entry, facts) VALUES (?, ?)", params![id, facts.to_string()]).unwrap();
    for (guid, title) in items {
        let sql = "INSERT INTO sightings (entry, feed, guid, hash, seen) VALUES (?, 1, ?, ?, ?)";
        store.execute(sql, params![id, guid, content_hash(title, ""), now]).unwrap();
        if title != shown {
            store
                .execute("INSERT INTO titles (entry, title, until) VALUES (?, ?, ?)", params![id, title, now])
                .unwrap();
        }
    }
}

fn old_store(path: &Path) {
    let store = Connection::open(path).unwrap();
    OLD.iter().for_each(|sql| store.execute_batch(sql).unwrap());
    store.pragma_update(None, "application_id", 0x4454_4c4e).unwrap();
    store.pragma_update(None, "user_version", 8).unwrap();
    let sql = "INSERT INTO feeds (id, url, added_at, last_ok, etag) VALUES (1, 'https://gull.example/feed', 0, 1, '\"a\"')";
    store.execute(sql, ()).unwrap();
    merge(&store, 1, &[("r1", "Release 1"), ("r2", "Release 2"), ("r3", "Release 3")]);
    // A new system gave another guid to the same words: rightly one.
    merge(&store, 2, &[("old", "Notes"), ("new", "Notes")]);
    // One item under one guid that changed its headline: rightly one.
    merge(&store, 3, &[("n", "News of the week")]);
}

fn key(guid: &str, title: &str) -> EntryKey {
    let url = WebUrl::parse(LINK).ok().map(|url| url.key());
    let hash = content_hash(title, "");
    EntryKey { guid: Some(guid.to_owned()), url, title: hash, hash, content: hash, ..EntryKey::default() }
}

#[tokio::test]
async fn items_that_an_earlier_version_merged_are_parted_where_the_store_still_knows() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    old_store(&path);
    let store = Store::open(&path, Options::default()).unwrap();
    let feed = store.reader(UserId::OWNER).feed(FeedId(1)).await.unwrap().unwrap();
    assert_eq!(feed.validators.etag, None, "the whole document is asked for once");
    let keys = vec![
        key("r1", "Release 1"),
        key("r2", "Release 2"),
        key("r3", "Release 3"),
        key("new", "Notes"),
        key("n", "News of the week"),
    ];
    let known = store.recognise(FeedId(1), keys).await.unwrap();
    assert!(known[0].known == Known::New && known[1].known == Known::New, "{known:?}");
    assert_ne!(known[0].id, known[1].id);
    let ids: Vec<i64> = known[2..].iter().map(|one| one.id.0).collect();
    assert_eq!(ids, [1, 2, 3], "what was rightly one stays, with its mark of having been read");
    let article = store.reader(UserId::OWNER).article(known[2].id).await.unwrap().unwrap();
    assert!(article.summary.read_at.is_some() && article.titles().count() == 2);
    assert!(store.check().await.unwrap().is_healthy());
    let history = |guid| key(guid, "Notes");
    let moved = store.recognise(FeedId(1), vec![history("old")]).await.unwrap();
    assert_eq!(moved[0].id.0, 2);
}

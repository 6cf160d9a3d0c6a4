//! Fills a store with made articles, directly: the first is committed as the desk commits it, the others are its rows under other
//! numbers, headlines, feeds and times. Three articles in ten are of a story with others. People have read all but the latest.

use crate::fixture;
use dateline_model::{UserId, WebUrl};
use dateline_store::{NewFeed, Options, Role, Store, TokenScope};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::time::Duration;

/// Feeds, apps that sync, and people who read pages; the apps are of the first of them.
pub(crate) const FEEDS: i64 = 1_000;
pub(crate) const APPS: i64 = 20;
pub(crate) const READERS: i64 = 200;
/// The latest articles, which nobody has read.
const UNREAD: i64 = 2_000;
/// Seconds that all of it came in.
const SPAN: i64 = 30 * 86_400;

/// What the browser of a person shows.
pub(crate) fn session(one: i64) -> String {
    format!("session-{one}")
}

/// Makes the store.
pub(crate) async fn fill(path: &Path, articles: i64) {
    let store = Store::open(path, Options::default()).unwrap();
    let password = || "gull heron tern avocet".to_owned().into();
    let owner =
        store.open_account("Owner".to_owned(), password(), Role::Owner, Timestamp::now()).await.unwrap();
    fixture::fill(&store, 1, 1).await;
    let feed = |number: i64| {
        let url = WebUrl::parse(&format!("http://h{number}.localhost/feed")).unwrap();
        NewFeed { url, title: None, home: None, folder: None }
    };
    store.reader(owner).add_feeds((0..FEEDS).map(feed).collect(), Timestamp::now()).await.unwrap();
    for one in 0..READERS {
        store
            .open_account(format!("Reader {one}"), password(), Role::Reader, Timestamp::now())
            .await
            .unwrap();
    }
    store.close().await;
    let mut file = Connection::open(path).unwrap();
    file.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;")
        .unwrap();
    let tx = file.transaction().unwrap();
    rows(&tx, articles);
    people(&tx, articles);
    tx.commit().unwrap();
    file.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
}

/// Articles from number 10 on: of each ten the first three are one story.
fn rows(tx: &Connection, articles: i64) {
    tx.execute_batch(
        "CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY, at INTEGER, story INTEGER, feed INTEGER)",
    )
    .unwrap();
    let sql = "WITH RECURSIVE c (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM c WHERE n < ?1)
        INSERT INTO numbers SELECT n, ?2 - (?1 - n) * ?3 / ?1, iif(n % 10 < 3, n - n % 10, n), ?4 + n % ?5 FROM c";
    let first: i64 =
        tx.query_row("SELECT min(id) FROM feeds WHERE url LIKE 'http://h0.%'", (), |row| row.get(0)).unwrap();
    tx.execute(sql, params![articles, Timestamp::now().as_millisecond(), SPAN * 1_000, first, FEEDS])
        .unwrap();
    tx.execute_batch(
        "INSERT INTO entries (id, url, title, standfirst, publisher, publisher_host, language, published, published_text, sorted_at,
             seen, updated, hash, holding, reasons, words, story, bytes, section)
         SELECT n, 'http://h' || n || '.localhost/old/' || n, 'Ferry ' || n || ' waits in harbour ' || n % 977, standfirst,
             'Paper ' || n % 1000, 'h' || n % 1000 || '.localhost', 'en', published, published_text, at, at, updated, n, holding,
             reasons, words, numbers.story, bytes, section FROM numbers CROSS JOIN entries e WHERE e.id = 1;
         INSERT INTO facts (entry, facts) SELECT n, facts FROM numbers CROSS JOIN facts f WHERE f.entry = 1;
         INSERT INTO readings (entry, at, source, reading) SELECT n, numbers.at, source, reading FROM numbers CROSS JOIN readings r
             WHERE r.entry = 1;
         INSERT INTO bodies (entry, blocks) SELECT n, blocks FROM numbers CROSS JOIN bodies b WHERE b.entry = 1;
         INSERT INTO texts (entry, title, standfirst, body, publisher) SELECT n, 'Ferry ' || n || ' waits', '', 'harbour ' || n % 977,
             publisher FROM numbers CROSS JOIN texts t WHERE t.entry = 1;
         INSERT INTO sightings (entry, feed, guid, hash, seen) SELECT n, feed, 'old-' || n, n, at FROM numbers;
         INSERT INTO addresses (url, entry) SELECT 'h' || n || '.localhost/old/' || n, n FROM numbers;
         INSERT INTO changes (entry, story, joined, time) SELECT n, story, n <> story, at FROM numbers;
         INSERT INTO feed_entries (feed, entry, place) SELECT feed, n, 10 + n FROM numbers ORDER BY feed, n;
         INSERT INTO stories (id, lead, first, last, articles, outlets, voices, outlet)
             SELECT story, min(n), min(at), max(at), count(*), count(*), count(*), 'paper ' || (min(n) % 1000) FROM numbers GROUP BY story;
         UPDATE sequence SET last = (SELECT max(n) + 10 FROM numbers);
         INSERT INTO sequence_times (at, place) SELECT max(at), max(n) + 10 FROM numbers;
         UPDATE entry_tallies SET entries = (SELECT count(*) FROM entries) WHERE user = 0;",
    )
    .unwrap();
}

/// Everybody has 100 feeds, those with an app 300; the owner has all.
fn people(tx: &Connection, articles: i64) {
    let sql = "INSERT OR IGNORE INTO subscriptions (user, feed, added_at) SELECT u.id, f.id, 0 FROM users u CROSS JOIN feeds f
        WHERE u.id > 1 AND f.id > 1 AND ((f.id + u.id) % 10 = 0 OR u.id <= 1 + ?1 AND (f.id + u.id) % 10 < 3)";
    tx.execute(sql, [APPS]).unwrap();
    let floor = articles + 10 - UNREAD;
    let now = Timestamp::now().as_millisecond();
    let sql = "INSERT INTO read_floors (user, feed, place, at, changed_seq, swept) SELECT user, feed, ?1, ?2, 10, 1 FROM subscriptions";
    tx.execute(sql, [floor, now]).unwrap();
    let sql = "INSERT OR IGNORE INTO unread (user, feed, at, entry, place) SELECT s.user, f.feed, numbers.at, n, f.place
        FROM numbers CROSS JOIN feed_entries f ON f.entry = n CROSS JOIN subscriptions s ON s.feed = f.feed WHERE f.place > ?1";
    tx.execute(sql, [floor]).unwrap();
    tx.execute_batch(
        "INSERT OR IGNORE INTO reader_counts (user, feed) SELECT user, feed FROM subscriptions;
         UPDATE reader_counts SET unread = coalesce((SELECT count(*) FROM unread u WHERE u.user = reader_counts.user
             AND u.feed = reader_counts.feed), 0), held = coalesce((SELECT entries FROM feed_tallies t WHERE t.feed = reader_counts.feed), 0)
             WHERE feed > 0;",
    )
    .unwrap();
    for one in 0..READERS {
        let hash = Sha256::digest(session(one)).to_vec();
        let sql =
            "INSERT INTO sessions (user, hash, made_at, seen_at, network, agent) VALUES (?, ?, ?, ?, '', '')";
        tx.execute(sql, params![one + 2, hash, now, now]).unwrap();
    }
}

/// A password for the app of each person who has one.
pub(crate) async fn tokens(store: &Store) -> Vec<String> {
    let mut tokens = Vec::new();
    for one in 0..APPS {
        let token =
            store.add_token(UserId(one + 2), "Phone".to_owned(), TokenScope::Manage, Timestamp::now());
        tokens.push(token.await.unwrap().expose().to_owned());
    }
    tokens
}

/// Has the feeds fall due one after the other within a time.
pub(crate) fn due(path: &Path, time: Duration) {
    let now = Timestamp::now().as_millisecond();
    let file = Connection::open(path).unwrap();
    let span = i64::try_from(time.as_millis()).unwrap();
    let sql = "UPDATE feeds SET next_due = ?1 + (id * 7919 % ?3) * ?2 / ?3";
    file.execute(sql, [now, span, FEEDS]).unwrap();
    file.execute("UPDATE sessions SET made_at = ?1, seen_at = ?1", [now]).unwrap();
}

//! Made stores: one with many readers of different habits, and one of the version before there were readers.

use super::Done;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use std::path::Path;

pub(crate) const FEEDS: i64 = 300;
pub(crate) const USERS: i64 = 50;
pub(crate) const FOLDERS: i64 = 10;

/// The made present, so many seconds back.
pub(crate) fn time(back: i64) -> Timestamp {
    let now = "2026-11-01T12:00:00Z".parse::<Timestamp>().unwrap_or(Timestamp::UNIX_EPOCH);
    now - SignedDuration::from_secs(back)
}

fn open(path: &Path) -> Done<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// Entries of a year, one after another by number, published up to three days before they were seen.
const ENTRIES: &str = "INSERT INTO entries (id, url, title, standfirst, publisher, publisher_host, language, published,
        published_text, sorted_at, seen, hash, holding, words, story)
    SELECT n, 'https://press' || (n % 300) || '.example/news/2026/' || n, 'Ferry ' || n || ' sails to the harbour of town ' || (n % 977),
        'The crews of ferry ' || n || ' voted on Monday. Talks go on, and the port is closed until the evening at least.',
        'Press ' || (n % 300), 'press' || (n % 300) || '.example', 'en', at - back, '2026-01-01T00:00:00Z', at - back, at, n, 'full',
        400, n FROM (SELECT n, ?2 - (?1 - n) * (31536000000 / ?1) AS at, (n * 7919) % 259200000 AS back FROM numbers)";

fn numbers(connection: &Connection, entries: i64) -> Done<()> {
    connection.execute_batch("CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)")?;
    let sql = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) INSERT INTO numbers SELECT n FROM c";
    connection.execute(sql, [entries])?;
    Ok(())
}

/// A store of many readers. Four entries are a story; every twentieth is brought by a second feed as well.
pub(crate) fn many(path: &Path, entries: i64) -> Done<()> {
    let mut connection = open(path)?;
    let tx = connection.transaction()?;
    numbers(&tx, entries)?;
    tx.execute_batch(&format!(
        "INSERT INTO users (name, made_at) SELECT 'Reader ' || n, 0 FROM numbers WHERE n < {USERS};
         INSERT INTO feeds (id, url, title, added_at) SELECT n, 'https://press' || n || '.example/feed', 'Press ' || n, 0
             FROM numbers WHERE n <= {FEEDS};
         INSERT INTO subscriptions (user, feed, added_at) SELECT u.id, f.id, 0 FROM users u, feeds f
             WHERE u.id <= 40 OR f.id <= 30;
         INSERT INTO folders (user, name) SELECT u.id, 'Folder ' || (n - 1) FROM users u, numbers WHERE n <= {FOLDERS};
         INSERT INTO subscription_folders (user, feed, folder) SELECT s.user, s.feed, o.id FROM subscriptions s
             JOIN folders o ON o.user = s.user AND o.name = 'Folder ' || (s.feed % {FOLDERS});"
    ))?;
    tx.execute(ENTRIES, [entries, time(0).as_millisecond()])?;
    tx.execute_batch(
        "UPDATE entries SET story = id - (id - 1) % 4;
         INSERT INTO stories (id, lead, first, last, articles, outlets, voices)
             SELECT story, min(id), min(sorted_at), max(sorted_at), count(*), count(DISTINCT publisher_host), count(*)
             FROM entries GROUP BY story;
         INSERT INTO feed_entries (feed, entry, place) SELECT 1 + n % 300, n, 2 * n FROM numbers ORDER BY 1, 2;
         INSERT INTO feed_entries (feed, entry, place) SELECT 1 + (n * 7 + 1) % 300, n, 2 * n + 1 FROM numbers
             WHERE n % 20 = 0 AND (n * 7 + 1) % 300 <> n % 300 ORDER BY 1, 2;
         UPDATE sequence SET last = (SELECT 2 * max(n) + 1 FROM numbers);",
    )?;
    for user in 1..=USERS {
        habits(&tx, user, entries)?;
    }
    tx.execute_batch(COUNTS)?;
    tx.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// What a reader has read: all but the latest at once; one by one from the latest on; every other one; nothing; and of few feeds
/// every other one.
fn habits(tx: &Connection, user: i64, entries: i64) -> Done<()> {
    let read = match (user - 1) / 10 {
        0 => {
            let place = 2 * (entries - 200);
            let sql = "INSERT INTO read_floors (user, feed, place, at, changed_seq, swept) SELECT ?1, feed, ?2, ?3, ?2, 1
                       FROM subscriptions WHERE user = ?1";
            tx.execute(sql, params![user, place, time(3_600).as_millisecond()])?;
            format!("n <= {}", entries - 200)
        }
        1 => format!("n > {} AND n % 40 <> 1", entries / 2),
        3 => "0".to_owned(),
        _ => "(n * 2654435761) % 97 < 48".to_owned(),
    };
    if user > 10 && read != "0" {
        let sql = format!(
            "INSERT INTO entry_states (user, entry, read_at, changed_seq) SELECT ?1, n, ?2, 2 * n FROM numbers WHERE {read}"
        );
        tx.execute(&sql, params![user, time(3_600).as_millisecond()])?;
    }
    let sql = format!(
        "INSERT INTO unread (user, feed, at, entry, place) SELECT ?1, f.feed, e.sorted_at, e.id, f.place
         FROM subscriptions s CROSS JOIN feed_entries f ON f.feed = s.feed CROSS JOIN entries e ON e.id = f.entry
         CROSS JOIN numbers ON n = e.id WHERE s.user = ?1 AND NOT ({read}) AND NOT EXISTS (SELECT 1 FROM feed_entries o
             CROSS JOIN subscriptions t ON t.user = ?1 AND t.feed = o.feed WHERE o.entry = e.id AND o.place < f.place)"
    );
    tx.execute(&sql, [user])?;
    Ok(())
}

const COUNTS: &str = "INSERT INTO reader_counts (user, feed) SELECT user, feed FROM subscriptions;
    UPDATE reader_counts SET unread = n FROM (SELECT user AS who, feed AS of, count(*) AS n FROM unread GROUP BY user, feed)
        WHERE user = who AND feed = of;
    UPDATE reader_counts SET held = n FROM (SELECT feed AS of, count(*) AS n FROM feed_entries f WHERE place % 2 = 0 GROUP BY feed)
        WHERE feed = of;
    UPDATE entry_tallies SET entries = (SELECT count(*) FROM entries);
    INSERT OR IGNORE INTO entry_tallies SELECT 0, count(*) FROM entries;";

/// A store of schema 9 with one reader, who has read every other article and starred one in a hundred.
pub(crate) fn old(path: &Path, entries: i64) -> Done<()> {
    let mut connection = open(path)?;
    let tx = connection.transaction()?;
    for sql in [
        include_str!("../../src/schema/0001.sql"),
        include_str!("../../src/schema/0002.sql"),
        include_str!("../../src/schema/0003.sql"),
        include_str!("../../src/schema/0004.sql"),
        include_str!("../../src/schema/0005.sql"),
        include_str!("../../src/schema/0006.sql"),
        include_str!("../../src/schema/0007.sql"),
        include_str!("../../src/schema/0008.sql"),
        include_str!("../../src/schema/0009.sql"),
    ] {
        tx.execute_batch(sql)?;
    }
    numbers(&tx, entries)?;
    tx.execute_batch(&format!(
        "INSERT INTO feeds (id, url, title, folder, added_at) SELECT n, 'https://press' || n || '.example/feed', 'Press ' || n,
             'Folder ' || (n % {FOLDERS}), 0 FROM numbers WHERE n <= {FEEDS};
         INSERT INTO settings (name, value) VALUES ('derived.version', '5');"
    ))?;
    tx.execute(ENTRIES, [entries, time(0).as_millisecond()])?;
    tx.execute_batch(
        "INSERT INTO sightings (entry, feed, guid, hash, seen, url, title, telling)
             SELECT n, 1 + n % 300, 'guid-' || n, n, n, 'press' || (n % 300) || '.example/' || n, n, 0 FROM numbers;
         INSERT INTO stories (id, lead, first, last, articles, outlets, voices) SELECT id, id, sorted_at, sorted_at, 1, 1, 1 FROM entries;
         UPDATE entries SET read_at = seen WHERE id % 2 = 0;
         UPDATE entries SET starred_at = seen WHERE id % 100 = 0;
         PRAGMA application_id = 1146375246; PRAGMA user_version = 9;",
    )?;
    tx.commit()?;
    Ok(())
}

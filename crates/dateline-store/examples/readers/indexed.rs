//! The other way: what is unread is what lies above a feed's floor and was not read by itself, found by index each time that it is
//! asked for. Nothing is kept for it beyond floors and states.

use super::Done;
use super::fill::{FOLDERS, USERS, time};
use super::times::Times;
use rusqlite::{Connection, params};
use std::path::Path;

const LIST: &str = "SELECT e.id FROM entries e WHERE NOT EXISTS (SELECT 1 FROM entry_states st WHERE st.user = ?1 AND st.entry = e.id
        AND st.read_at IS NOT NULL)
    AND EXISTS (SELECT 1 FROM feed_entries fe CROSS JOIN subscriptions su ON su.user = ?1 AND su.feed = fe.feed WHERE fe.entry = e.id)
    AND NOT EXISTS (SELECT 1 FROM feed_entries fe CROSS JOIN read_floors fl ON fl.user = ?1 AND fl.feed = fe.feed
        AND fe.place <= fl.place WHERE fe.entry = e.id)
    ORDER BY e.sorted_at DESC, e.id DESC LIMIT 50";

const COUNTS: &str = "SELECT su.feed, count(*) FROM subscriptions su
    CROSS JOIN feed_entries fe INDEXED BY feed_entries_place ON fe.feed = su.feed
        AND fe.place > coalesce((SELECT place FROM read_floors fl WHERE fl.user = ?1 AND fl.feed = su.feed), -1)
    WHERE su.user = ?1 AND NOT EXISTS (SELECT 1 FROM entry_states st WHERE st.user = ?1 AND st.entry = fe.entry
        AND st.read_at IS NOT NULL)
    GROUP BY su.feed";

const MARK: &str = "INSERT INTO read_floors (user, feed, place, at, changed_seq) SELECT ?1, s.feed, (SELECT last FROM sequence), ?3, 0
    FROM subscription_folders s JOIN folders o ON o.id = s.folder WHERE s.user = ?1 AND o.name = ?2
    ON CONFLICT DO UPDATE SET place = excluded.place";

pub(crate) fn measure(path: &Path) -> Done<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY")?;
    let (mut list, mut counts, mut marks) = (Times::default(), Times::default(), Times::default());
    for user in 1..=USERS {
        list.take(|| numbers(&connection, LIST, user))?;
        counts.take(|| numbers(&connection, COUNTS, user))?;
    }
    let tx = connection.transaction()?;
    for user in 1..=USERS {
        for folder in 0..FOLDERS {
            let values = params![user, format!("Folder {folder}"), time(0).as_millisecond()];
            marks.take(|| tx.prepare_cached(MARK)?.execute(values))?;
        }
    }
    tx.rollback()?;
    println!("  list of 50 unread: {list}");
    println!("  unread by feed: {counts}");
    println!("  all of a folder marked read (without the disk's answer): {marks}");
    Ok(())
}

fn numbers(connection: &Connection, sql: &str, user: i64) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached(sql)?.query_map([user], |row| row.get(0))?.collect()
}

//! Two feeds that turn out to be one: a feed has moved for good to where another one is polled already.

use crate::ids::note_last_entry;
use crate::reader::unread_rows::{entries_of, lift, settle, unkeep};
use crate::reader::{lift_all, settle_all};
use crate::rows::ms;
use crate::stories::Stale;
use crate::{StoreError, websub};
use dateline_model::{EntryId, FeedId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

/// Merges a feed that has pointed twice in a row to where another feed lives into that one, and says
/// which articles are no more; `None` where nothing was merged. What was read or starred stays so; articles that both brought
/// become one. A private feed stays by itself.
pub(crate) fn merge_moved(
    tx: &Connection,
    feed: FeedId,
    at: Timestamp,
    stale: &mut Stale,
) -> Result<Option<Vec<EntryId>>, StoreError> {
    let sql = "SELECT o.id FROM feeds f JOIN feeds o ON o.url = f.moving_to AND o.id <> f.id
               AND f.private_of IS NULL AND o.private_of IS NULL WHERE f.id = ? AND f.moving_seen >= 2";
    let other: Option<i64> = tx.prepare_cached(sql)?.query_row([feed.0], |row| row.get(0)).optional()?;
    let Some(other) = other else { return Ok(None) };
    note_last_entry(tx)?;
    let twins = twins(tx, feed.0, other)?;
    for (gone, kept) in &twins {
        merge_articles(tx, *gone, *kept, stale)?;
    }
    let mut entries = entries_of(tx, feed.0)?;
    entries.extend(entries_of(tx, other)?);
    entries.sort_unstable();
    entries.dedup();
    let stood = lift_all(tx, &entries, None)?;
    hand_over(tx, feed.0, other)?;
    let sql = "UPDATE feeds SET moved_from = coalesce(moved_from, (SELECT url FROM feeds WHERE id = ?1)),
               merged_from = (SELECT url FROM feeds WHERE id = ?1),
               next_due = min(coalesce(next_due, ?3), ?3) WHERE id = ?2";
    tx.prepare_cached(sql)?.execute(params![feed.0, other, ms(at)])?;
    websub::leave(tx, feed)?;
    tx.prepare_cached("DELETE FROM feeds WHERE id = ?")?.execute([feed.0])?;
    settle_all(tx, &stood, None)?;
    Ok(Some(twins.into_iter().map(|(gone, _)| EntryId(gone)).collect()))
}

/// What one feed brought, and who had it, goes over to the other.
fn hand_over(tx: &Connection, feed: i64, other: i64) -> Result<(), StoreError> {
    for sql in [
        "UPDATE OR IGNORE sightings SET feed = ?2 WHERE feed = ?1",
        "INSERT OR IGNORE INTO feed_entries (feed, entry, place) SELECT ?2, entry, place FROM feed_entries WHERE feed = ?1",
        "INSERT INTO subscriptions (user, feed, title, added_at, paused_at) SELECT user, ?2, title, added_at, paused_at
         FROM subscriptions WHERE feed = ?1 ON CONFLICT DO UPDATE SET title = coalesce(title, excluded.title)",
        "INSERT INTO subscription_folders (user, feed, folder) SELECT user, ?2, folder FROM subscription_folders f
         WHERE feed = ?1 AND NOT EXISTS (SELECT 1 FROM subscription_folders o WHERE o.user = f.user AND o.feed = ?2)",
        "INSERT OR IGNORE INTO reader_counts (user, feed) SELECT user, ?2 FROM subscriptions WHERE feed = ?1 AND ?2 > 0",
    ] {
        tx.prepare_cached(sql)?.execute([feed, other])?;
    }
    for table in ["feed_entries", "reader_counts", "read_floors", "unread", "feed_tallies"] {
        tx.execute(&format!("DELETE FROM {table} WHERE feed = ?"), [feed])?;
    }
    Ok(())
}

/// Articles that one feed alone brought and the other has as well, under the same guid and title, each with the other's.
fn twins(tx: &Connection, feed: i64, other: i64) -> rusqlite::Result<Vec<(i64, i64)>> {
    let sql = "SELECT a.entry, min(b.entry) FROM sightings a JOIN sightings b ON b.feed = ?2 AND b.guid = a.guid
               AND b.title = a.title AND b.url = a.url AND b.published IS a.published AND b.entry <> a.entry
               WHERE a.feed = ?1 AND NOT EXISTS (SELECT 1 FROM sightings o WHERE o.entry = a.entry AND o.feed <> ?1)
               GROUP BY a.entry";
    tx.prepare_cached(sql)?.query_map([feed, other], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// One article instead of two: for each reader read where one of them was, starred and labelled likewise.
fn merge_articles(tx: &Connection, gone: i64, kept: i64, stale: &mut Stale) -> Result<(), StoreError> {
    for id in [gone, kept] {
        let sql = "SELECT story FROM entries WHERE id = ?";
        stale.note(tx.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.flatten());
    }
    let (mut stood, other) = (lift(tx, kept, None)?, lift(tx, gone, None)?);
    for one in other {
        match stood.iter_mut().find(|stood| stood.user == one.user) {
            Some(stood) => stood.unread &= one.unread,
            None => stood.push(one),
        }
    }
    let sql = "INSERT INTO entry_states (user, entry, read_at, starred_at, changed_seq)
               SELECT user, ?2, read_at, starred_at, changed_seq FROM entry_states WHERE entry = ?1 ON CONFLICT DO UPDATE
               SET read_at = coalesce(read_at, excluded.read_at), starred_at = coalesce(starred_at, excluded.starred_at)";
    for sql in [
        sql,
        "UPDATE OR IGNORE reader_placements SET entry = ?2 WHERE entry = ?1",
        "UPDATE OR IGNORE entry_labels SET entry = ?2 WHERE entry = ?1",
        "UPDATE notes SET entry = ?2 WHERE entry = ?1",
        "UPDATE OR IGNORE progress SET entry = ?2 WHERE entry = ?1",
        "UPDATE OR IGNORE rule_matches SET entry = ?2 WHERE entry = ?1",
        "UPDATE OR IGNORE muted_entries SET entry = ?2 WHERE entry = ?1",
        "UPDATE OR IGNORE addresses SET entry = ?2 WHERE entry = ?1",
        "INSERT OR IGNORE INTO feed_entries (feed, entry, place) SELECT feed, ?2, place FROM feed_entries WHERE entry = ?1",
        "INSERT OR IGNORE INTO kept_entries (user, entry) SELECT user, ?2 FROM kept_entries WHERE entry = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([gone, kept])?;
    }
    tx.prepare_cached("UPDATE entries SET copy_of = NULL WHERE copy_of = ?")?.execute([gone])?;
    tx.prepare_cached("DELETE FROM changes WHERE entry = ?")?.execute([gone])?;
    tx.prepare_cached("DELETE FROM entries WHERE id = ?")?.execute([gone])?;
    unkeep(tx, kept)?;
    settle(tx, kept, &stood, None)
}

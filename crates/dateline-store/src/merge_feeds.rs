//! Two feeds that turn out to be one: a feed has moved for good to where another one is polled already.

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
               WHERE f.id = ? AND f.moving_seen >= 2 AND NOT f.private AND NOT o.private";
    let other: Option<i64> = tx.prepare_cached(sql)?.query_row([feed.0], |row| row.get(0)).optional()?;
    let Some(other) = other else { return Ok(None) };
    let twins = twins(tx, feed.0, other)?;
    for (gone, kept) in &twins {
        merge_articles(tx, *gone, *kept, stale)?;
    }
    let sql = "UPDATE OR IGNORE sightings SET feed = ?2 WHERE feed = ?1";
    tx.prepare_cached(sql)?.execute([feed.0, other])?;
    let sql = "UPDATE feeds SET moved_from = coalesce(moved_from, (SELECT url FROM feeds WHERE id = ?1)),
               merged_from = (SELECT url FROM feeds WHERE id = ?1),
               given_title = coalesce(given_title, (SELECT given_title FROM feeds WHERE id = ?1)),
               folder = coalesce(folder, (SELECT folder FROM feeds WHERE id = ?1)),
               next_due = min(coalesce(next_due, ?3), ?3) WHERE id = ?2";
    tx.prepare_cached(sql)?.execute(params![feed.0, other, ms(at)])?;
    websub::leave(tx, feed)?;
    tx.prepare_cached("DELETE FROM feeds WHERE id = ?")?.execute([feed.0])?;
    Ok(Some(twins.into_iter().map(|(gone, _)| EntryId(gone)).collect()))
}

/// Articles that one feed alone brought and the other has as well, under the same guid and title, each with the other's.
fn twins(tx: &Connection, feed: i64, other: i64) -> rusqlite::Result<Vec<(i64, i64)>> {
    let sql = "SELECT a.entry, min(b.entry) FROM sightings a JOIN sightings b ON b.feed = ?2 AND b.guid = a.guid
               AND b.title = a.title AND b.url = a.url AND b.published IS a.published AND b.entry <> a.entry
               WHERE a.feed = ?1 AND NOT EXISTS (SELECT 1 FROM sightings o WHERE o.entry = a.entry AND o.feed <> ?1)
               GROUP BY a.entry";
    tx.prepare_cached(sql)?.query_map([feed, other], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// One article instead of two: read where one of them was, starred likewise.
fn merge_articles(tx: &Connection, gone: i64, kept: i64, stale: &mut Stale) -> Result<(), StoreError> {
    for id in [gone, kept] {
        let sql = "SELECT story FROM entries WHERE id = ?";
        stale.note(tx.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.flatten());
    }
    let sql = "UPDATE entries SET read_at = coalesce(read_at, (SELECT read_at FROM entries WHERE id = ?1)),
               starred_at = coalesce(starred_at, (SELECT starred_at FROM entries WHERE id = ?1)) WHERE id = ?2";
    tx.prepare_cached(sql)?.execute([gone, kept])?;
    tx.prepare_cached("UPDATE OR IGNORE addresses SET entry = ?2 WHERE entry = ?1")?.execute([gone, kept])?;
    tx.prepare_cached("UPDATE entries SET copy_of = NULL WHERE copy_of = ?")?.execute([gone])?;
    tx.prepare_cached("DELETE FROM changes WHERE entry = ?")?.execute([gone])?;
    tx.prepare_cached("DELETE FROM entries WHERE id = ?")?.execute([gone])?;
    Ok(())
}

//! What each reader has not read, and how many: rows that are written when articles come, are read, move between feeds and go.
//!
//! An article counts once for each reader, under the first of that reader's feeds that brought it. Whatever changes which feeds
//! that are takes the article out first ([`lift`]) and puts it back afterwards ([`settle`]), so that rows and counts always agree.

use super::pauses::is_paused;
use crate::StoreError;
use rusqlite::{Connection, OptionalExtension as _, params};

/// How an article stood with one reader before something was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stood {
    pub(crate) user: i64,
    pub(crate) unread: bool,
}

/// The next place in the sequence of changes.
pub(crate) fn next_place(tx: &Connection) -> rusqlite::Result<i64> {
    tx.prepare_cached("UPDATE sequence SET last = last + 1 RETURNING last")?.query_row((), |row| row.get(0))
}

/// The latest place that was given.
pub(crate) fn last_place(tx: &Connection) -> rusqlite::Result<i64> {
    tx.prepare_cached("SELECT last FROM sequence")?.query_row((), |row| row.get(0))
}

/// An article that nobody had before comes with a feed: it is unread for each of its readers who has not paused the feed.
pub(crate) fn arrive(tx: &Connection, feed: i64, entry: i64) -> Result<(), StoreError> {
    let place = next_place(tx)?;
    tx.prepare_cached("INSERT INTO feed_entries (feed, entry, place) VALUES (?, ?, ?)")?
        .execute([feed, entry, place])?;
    let sql = "INSERT INTO unread (user, feed, at, entry, place) SELECT su.user, ?1, e.sorted_at, e.id, ?3
               FROM entries e CROSS JOIN subscriptions su ON su.feed = ?1 AND su.paused_at IS NULL WHERE e.id = ?2";
    tx.prepare_cached(sql)?.execute([feed, entry, place])?;
    let sql = "UPDATE reader_counts SET held = held + 1, unread = unread + NOT EXISTS (SELECT 1 FROM subscriptions su
               WHERE su.user = reader_counts.user AND su.feed = ?1 AND su.paused_at IS NOT NULL) WHERE feed = ?1";
    tx.prepare_cached(sql)?.execute([feed])?;
    Ok(())
}

/// A feed brings an article that was there before; nothing, and false, where this feed brought it already.
pub(crate) fn sight(tx: &Connection, feed: i64, entry: i64) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM feed_entries WHERE feed = ? AND entry = ?";
    if tx.prepare_cached(sql)?.exists([feed, entry])? {
        return Ok(false);
    }
    let stood = lift(tx, entry, None)?;
    tx.prepare_cached("INSERT INTO feed_entries (feed, entry, place) VALUES (?, ?, ?)")?.execute([
        feed,
        entry,
        next_place(tx)?,
    ])?;
    unkeep(tx, entry)?;
    settle(tx, entry, &stood, None)?;
    Ok(true)
}

/// An article that feeds have need not be kept for their readers.
pub(crate) fn unkeep(tx: &Connection, entry: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM kept_entries WHERE entry = ?1 AND user IN
               (SELECT su.user FROM feed_entries fe CROSS JOIN subscriptions su ON su.feed = fe.feed WHERE fe.entry = ?1)";
    tx.prepare_cached(sql)?.execute([entry])?;
    Ok(())
}

/// Readers who see an article, or one of them, each with the feed that it counts under.
fn holders(tx: &Connection, entry: i64, user: Option<i64>) -> rusqlite::Result<Vec<(i64, i64)>> {
    let sql = "SELECT su.user, fe.feed, fe.place FROM feed_entries fe CROSS JOIN subscriptions su ON su.feed = fe.feed
               WHERE fe.entry = ?1 AND (?2 IS NULL OR su.user = ?2)
               UNION ALL SELECT user, 0, 9e18 FROM kept_entries WHERE entry = ?1 AND (?2 IS NULL OR user = ?2)
               ORDER BY 1, 3";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map(params![entry, user], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
    found.dedup_by_key(|(user, _)| *user);
    Ok(found)
}

/// Takes an article out of its readers' rows and counts, or out of one reader's, and says how it stood.
pub(crate) fn lift(tx: &Connection, entry: i64, user: Option<i64>) -> Result<Vec<Stood>, StoreError> {
    let holders = holders(tx, entry, user)?;
    holders
        .into_iter()
        .map(|(user, feed)| Ok(Stood { user, unread: lift_one(tx, user, feed, entry)? }))
        .collect()
}

/// Whether it was unread.
fn lift_one(tx: &Connection, user: i64, feed: i64, entry: i64) -> Result<bool, StoreError> {
    let floor = floor(tx, user, feed)?;
    let unread =
        forget(tx, user, feed, entry)?.is_some_and(|place| floor.is_none_or(|(floor, _)| place > floor));
    let sql = "UPDATE reader_counts SET held = held - 1, unread = unread - ?3 WHERE user = ?1 AND feed = ?2";
    tx.prepare_cached(sql)?.execute(params![user, feed, unread])?;
    if let Some((_, at)) = floor.filter(|_| !unread) {
        // Under another feed the floor would no longer tell when it was read.
        let sql = "INSERT INTO entry_states (user, entry, read_at, changed_seq) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET read_at = coalesce(read_at, excluded.read_at)";
        tx.prepare_cached(sql)?.execute([user, entry, at, last_place(tx)?])?;
    }
    Ok(unread)
}

/// Takes the row of an unread article away and gives its place.
pub(crate) fn forget(tx: &Connection, user: i64, feed: i64, entry: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "DELETE FROM unread WHERE user = ?1 AND feed = ?2 AND entry = ?3
               AND at = (SELECT sorted_at FROM entries WHERE id = ?3) RETURNING place";
    let mut statement = tx.prepare_cached(sql)?;
    // All of it is asked for: a statement that is left half done may not have done all that it says.
    let places = statement.query_map([user, feed, entry], |row| row.get(0))?;
    Ok(places.collect::<Result<Vec<i64>, _>>()?.pop())
}

/// Up to where a reader has read a feed, and since when.
pub(crate) fn floor(tx: &Connection, user: i64, feed: i64) -> rusqlite::Result<Option<(i64, i64)>> {
    let sql = "SELECT place, at FROM read_floors WHERE user = ? AND feed = ?";
    tx.prepare_cached(sql)?.query_row([user, feed], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Puts an article back with its readers, or one of them, as it stood with each; for whoever sees it for the first time it is
/// unread and a change.
pub(crate) fn settle(
    tx: &Connection,
    entry: i64,
    stood: &[Stood],
    user: Option<i64>,
) -> Result<(), StoreError> {
    for (user, feed) in holders(tx, entry, user)? {
        let before = stood.iter().find(|stood| stood.user == user);
        let unread = match before {
            Some(stood) => stood.unread,
            None => !is_muted(tx, user, entry)? && !is_paused(tx, user, feed)?,
        };
        let sql = "INSERT INTO reader_counts (user, feed, held, unread) VALUES (?1, ?2, 1, ?3)
                   ON CONFLICT DO UPDATE SET held = held + 1, unread = unread + excluded.unread";
        tx.prepare_cached(sql)?.execute(params![user, feed, unread])?;
        let place = if unread { Some(next_place(tx)?) } else { None };
        if let Some(place) = place {
            note(tx, user, feed, entry, place)?;
        }
        if before.is_none() {
            change(tx, user, entry, place.map_or_else(|| last_place(tx), Ok)?)?;
        }
    }
    Ok(())
}

/// What a rule hides is read, whatever feed brings it.
fn is_muted(tx: &Connection, user: i64, entry: i64) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM muted_entries WHERE user = ? AND entry = ?")?.exists([user, entry])
}

/// Writes the row of an unread article.
pub(crate) fn note(tx: &Connection, user: i64, feed: i64, entry: i64, place: i64) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO unread (user, feed, at, entry, place)
               SELECT ?1, ?2, sorted_at, id, ?4 FROM entries WHERE id = ?3";
    tx.prepare_cached(sql)?.execute([user, feed, entry, place])?;
    Ok(())
}

/// Notes that an article is another one for a reader from a place on.
pub(crate) fn change(tx: &Connection, user: i64, entry: i64, place: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO entry_states (user, entry, changed_seq) VALUES (?, ?, ?)
               ON CONFLICT DO UPDATE SET changed_seq = excluded.changed_seq";
    tx.prepare_cached(sql)?.execute([user, entry, place])?;
    Ok(())
}

/// Notes that an article says something else for all its readers.
pub(crate) fn touch(tx: &Connection, entry: i64) -> Result<(), StoreError> {
    let place = next_place(tx)?;
    tx.prepare_cached("UPDATE entries SET changed_seq = ? WHERE id = ?")?.execute([place, entry])?;
    Ok(())
}

/// The rows of an article follow its time.
pub(crate) fn resort(tx: &Connection, entry: i64, from: i64, to: i64) -> Result<(), StoreError> {
    let sql = "UPDATE unread SET at = ?3 WHERE user = ?4 AND feed = ?5 AND at = ?2 AND entry = ?1";
    for (user, feed) in holders(tx, entry, None)? {
        tx.prepare_cached(sql)?.execute([entry, from, to, user, feed])?;
    }
    Ok(())
}

/// Articles that a feed brought.
pub(crate) fn entries_of(tx: &Connection, feed: i64) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT entry FROM feed_entries WHERE feed = ? ORDER BY entry";
    tx.prepare_cached(sql)?.query_map([feed], |row| row.get(0))?.collect()
}

/// Rows of read articles that are cleaned away at once.
const SWEPT: i64 = 2_000;

/// Cleans away rows that floors have made meaningless, some of them, but for what can be undone; whether more may be left.
pub(crate) fn sweep(tx: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT user, feed, place FROM read_floors r WHERE swept = 0 AND NOT EXISTS
               (SELECT 1 FROM mark_undo_floors m WHERE m.user = r.user AND m.feed = r.feed) LIMIT 1";
    let found: Option<(i64, i64, i64)> = tx
        .prepare_cached(sql)?
        .query_row((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((user, feed, place)) = found else { return Ok(false) };
    let sql = "DELETE FROM unread WHERE (user, feed, at, entry) IN (SELECT user, feed, at, entry FROM unread
               WHERE user = ?1 AND feed = ?2 AND place <= ?3 LIMIT ?4)";
    if tx.prepare_cached(sql)?.execute([user, feed, place, SWEPT])? < SWEPT.unsigned_abs() as usize {
        tx.prepare_cached("UPDATE read_floors SET swept = 1 WHERE user = ? AND feed = ?")?
            .execute([user, feed])?;
    }
    Ok(true)
}

/// How many rows of counts do not agree with what they count.
pub(crate) fn faults(tx: &Connection) -> Result<u64, StoreError> {
    let sql = format!(
        "WITH {COUNTED} SELECT count(*) FROM (SELECT user, feed, held, unread FROM reader_counts WHERE held <> 0 OR unread <> 0
         EXCEPT SELECT user, feed, held, unread FROM counted)
         UNION ALL SELECT count(*) FROM (SELECT user, feed, held, unread FROM counted
         EXCEPT SELECT user, feed, held, unread FROM reader_counts)"
    );
    let counts =
        tx.prepare(&sql)?.query_map((), |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(counts.into_iter().map(i64::unsigned_abs).sum())
}

/// Counts everything anew.
pub(crate) fn recount(tx: &Connection) -> Result<(), StoreError> {
    tx.execute("UPDATE reader_counts SET held = 0, unread = 0", ())?;
    let sql = format!(
        "INSERT INTO reader_counts (user, feed, held, unread) SELECT user, feed, held, unread FROM
         (WITH {COUNTED} SELECT * FROM counted) WHERE true
         ON CONFLICT DO UPDATE SET held = excluded.held, unread = excluded.unread"
    );
    tx.execute(&sql, ())?;
    Ok(())
}

/// What the counts should be.
const COUNTED: &str = "owned AS (
        SELECT user, feed, entry FROM (SELECT su.user AS user, fe.feed AS feed, fe.entry AS entry,
            row_number() OVER (PARTITION BY su.user, fe.entry ORDER BY fe.place) AS nth
            FROM feed_entries fe JOIN subscriptions su ON su.feed = fe.feed) WHERE nth = 1
        UNION ALL SELECT user, 0, entry FROM kept_entries),
    counted AS (SELECT o.user AS user, o.feed AS feed, count(*) AS held,
        count(u.entry) AS unread FROM owned o JOIN entries e ON e.id = o.entry
        LEFT JOIN read_floors f ON f.user = o.user AND f.feed = o.feed
        LEFT JOIN unread u ON u.user = o.user AND u.feed = o.feed AND u.at = e.sorted_at AND u.entry = o.entry
            AND u.place > coalesce(f.place, -1)
        GROUP BY o.user, o.feed)";

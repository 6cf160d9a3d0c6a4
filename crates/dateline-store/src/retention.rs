//! How long and how much is kept, and the cleaning that holds to it. A person sets every bound: for the desk in its settings,
//! for a feed at the feed.

use crate::ids::{LAST_STORY, first_seen_from, last_story, note_last_entry};
use crate::reader::{mark_undo, unread_rows};
use crate::rows::ms;
use crate::stories::Stale;
use crate::tombstones::{guid_key, titled_key};
use crate::{Store, StoreError, settings};
use dateline_model::EntryId;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

/// How long things are kept. Starred articles stay whatever is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days for which pages are kept as they arrived; 0 keeps them for good.
    pub pages_days: u32,
    /// Bytes that all pages together may take, packed.
    pub pages_bytes: u64,
    /// Days for which articles are kept, where their feed has no rule of its own; 0 keeps them for good.
    pub articles_days: u32,
    /// Bytes that the articles of a feed may take, where it has no rule of its own; 0 is any number.
    pub feed_bytes: u64,
    /// New entries that a feed may bring in a day, after its first poll; 0 is any number.
    pub new_a_day: u32,
    /// Whether unread articles stay beyond that.
    pub keep_unread: bool,
    /// Days for which pictures are kept; 0 keeps them for good.
    pub images_days: u32,
    /// Bytes that all pictures together may take.
    pub images_bytes: u64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            pages_days: 30,
            pages_bytes: 2_000_000_000,
            articles_days: 365,
            feed_bytes: 500_000_000,
            new_a_day: 2_000,
            keep_unread: false,
            images_days: 30,
            images_bytes: 500_000_000,
        }
    }
}

/// What a cleaning took away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Pages.
    pub pages: u64,
    /// Articles, by number.
    pub articles: Vec<EntryId>,
    /// Pictures.
    pub images: u64,
}

/// Articles that go in one transaction, so that others can write between two.
const AT_ONCE: usize = 500;
/// Days after which no feed is expected to bring an article again that was taken away for its age.
const TOMBSTONE_DAYS: u32 = 400;
const DAY: i64 = 24 * 3_600_000;

impl Store {
    /// Takes away what is older or more than is to be kept. An article that is taken leaves a tombstone, so that its feed
    /// does not bring it back.
    pub async fn clean(&self, keep: Retention, now: Timestamp) -> Result<Cleaned, StoreError> {
        let mut cleaned = self.write(move |tx| clean_around(tx, keep, now)).await?;
        self.write(move |tx| Ok(mark_undo::forget_undone(tx, ms(now))?)).await?;
        while self.write(|tx| unread_rows::sweep(tx)).await? {}
        // Looking reads much and is left to the readers' threads.
        let mut gone = self.read(move |tx| too_old(tx, keep, now)).await?;
        let (crowded, full) = self.read(move |tx| too_many(tx, keep)).await?;
        gone.extend(crowded);
        self.write(move |tx| note_full(tx, &full, now)).await?;
        gone.sort_unstable();
        gone.dedup();
        for some in gone.chunks(AT_ONCE) {
            let some = some.to_vec();
            cleaned.articles.extend(self.write(move |tx| remove_all(tx, &some, now)).await?);
        }
        Ok(cleaned)
    }
}

/// The moment before which things have been kept for long enough; 0 days are for good, and so are more than there have been.
fn before(now: Timestamp, days: u32) -> i64 {
    if days == 0 { i64::MIN } else { ms(now).saturating_sub(i64::from(days).saturating_mul(DAY)) }
}

/// Pages, pictures, tombstones and links of stories that nobody follows any more.
fn clean_around(tx: &Connection, keep: Retention, now: Timestamp) -> Result<Cleaned, StoreError> {
    let sql = "DELETE FROM pages WHERE fetched_at < ?
               AND entry NOT IN (SELECT entry FROM entry_states WHERE starred_at IS NOT NULL UNION SELECT entry FROM entry_labels
               UNION SELECT entry FROM notes)";
    let aged = tx.execute(sql, [before(now, keep.pages_days)])?;
    let sql = "DELETE FROM pages WHERE entry IN (SELECT entry FROM
               (SELECT entry, sum(length(body)) OVER (ORDER BY fetched_at DESC, entry) AS total FROM pages) WHERE total > ?)
               AND entry NOT IN (SELECT entry FROM entry_states WHERE starred_at IS NOT NULL UNION SELECT entry FROM entry_labels
               UNION SELECT entry FROM notes)";
    let crowded = tx.execute(sql, [signed(keep.pages_bytes)])?;
    let images = clean_images(tx, before(now, keep.images_days), keep.images_bytes)?;
    let graves = before(now, TOMBSTONE_DAYS);
    tx.execute("DELETE FROM tombstones WHERE reason = 'retention' AND at < ?", [graves])?;
    tx.execute("DELETE FROM joined_stories WHERE at < ?", [before(now, keep.articles_days)])?;
    Ok(Cleaned { pages: (aged + crowded) as u64, articles: Vec::new(), images })
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Pictures go by age, then the oldest until the rest fits.
fn clean_images(tx: &Connection, before: i64, most: u64) -> Result<u64, StoreError> {
    let aged = tx.execute("DELETE FROM images WHERE at < ?", [before])?;
    let sql = "DELETE FROM images WHERE url IN (SELECT url FROM
               (SELECT url, sum(length(bytes)) OVER (ORDER BY at DESC, url) AS total FROM images) WHERE total > ?)";
    let crowded = tx.execute(sql, [signed(most)])?;
    Ok((aged + crowded) as u64)
}

/// The condition that nobody has starred, labelled or noted something on an entry `e`.
const UNMARKED: &str =
    "(NOT EXISTS (SELECT 1 FROM entry_states st WHERE st.entry = e.id AND st.starred_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM entry_labels el WHERE el.entry = e.id)
    AND NOT EXISTS (SELECT 1 FROM notes no WHERE no.entry = e.id))";
/// The condition that an entry `e` is read by everybody who has it.
const READ: &str = "NOT EXISTS (SELECT 1 FROM unread un LEFT JOIN read_floors fl ON fl.user = un.user AND fl.feed = un.feed
    WHERE (un.user, un.feed) IN (SELECT su.user, fe.feed FROM feed_entries fe JOIN subscriptions su ON su.feed = fe.feed
        WHERE fe.entry = e.id UNION ALL SELECT user, 0 FROM kept_entries WHERE entry = e.id)
    AND un.at = e.sorted_at AND un.entry = e.id AND un.place > coalesce(fl.place, -1))";

/// Articles that every feed that brought them has kept for long enough; one whose feeds are gone goes by the desk's rule.
fn too_old(tx: &Connection, keep: Retention, now: Timestamp) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT min(coalesce(keep_days, ?1)) FROM feeds WHERE coalesce(keep_days, ?1) > 0";
    let shortest: Option<i64> = tx.query_row(sql, [keep.articles_days], |row| row.get(0))?;
    let desk = Some(i64::from(keep.articles_days)).filter(|days| *days > 0);
    let Some(shortest) = shortest.into_iter().chain(desk).min() else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT e.id FROM entries e WHERE e.id < ?5 AND e.seen < ?1 - ?6 * ?3 AND {UNMARKED} AND (?4 = 0 OR {READ})
               AND NOT EXISTS (SELECT 1 FROM sightings s JOIN feeds f ON f.id = s.feed WHERE s.entry = e.id
                   AND (coalesce(f.keep_days, ?2) = 0 OR e.seen >= ?1 - coalesce(f.keep_days, ?2) * ?3))
               AND (EXISTS (SELECT 1 FROM sightings s WHERE s.entry = e.id) OR (?2 > 0 AND e.seen < ?1 - ?2 * ?3))"
    );
    let first = first_seen_from(tx, ms(now).saturating_sub(shortest.saturating_mul(DAY)))?;
    let values = params![ms(now), keep.articles_days, DAY, keep.keep_unread, first, shortest];
    let found = tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// Articles of feeds that take more than they may, oldest first; one that several feeds brought counts for the feed that was
/// added first.
fn too_many(tx: &Connection, keep: Retention) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
    let sql = "SELECT id, coalesce(keep_bytes, ?1) FROM feeds WHERE coalesce(keep_bytes, ?1) > 0";
    let feeds = tx
        .prepare_cached(sql)?
        .query_map([signed(keep.feed_bytes)], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, i64)>, _>>()?;
    let sql = format!(
        "SELECT id FROM (SELECT e.id AS id, {UNMARKED} AS unmarked, (?3 = 0 OR {READ}) AS read,
                   sum(e.bytes) OVER (ORDER BY e.seen DESC, e.id DESC) AS total
                   FROM (SELECT DISTINCT entry FROM sightings WHERE feed = ?1) s JOIN entries e ON e.id = s.entry
                   WHERE NOT EXISTS (SELECT 1 FROM sightings o WHERE o.entry = e.id AND o.feed < ?1))
               WHERE total > ?2 AND unmarked AND read"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let (mut found, mut full) = (Vec::new(), Vec::new());
    for (feed, most) in feeds {
        let rows = statement.query_map(params![feed, most, keep.keep_unread], |row| row.get(0))?;
        let before = found.len();
        found.extend(rows.collect::<Result<Vec<i64>, _>>()?);
        full.extend((found.len() > before).then_some(feed));
    }
    Ok((found, full))
}

/// Notes which feeds give up articles for want of room.
fn note_full(tx: &Connection, feeds: &[i64], now: Timestamp) -> Result<(), StoreError> {
    for feed in feeds {
        tx.prepare_cached("UPDATE feeds SET full_at = ? WHERE id = ?")?.execute([ms(now), *feed])?;
    }
    Ok(())
}

/// Takes articles away that nobody has starred or labelled meanwhile, and says which those are.
fn remove_all(tx: &Connection, entries: &[i64], now: Timestamp) -> Result<Vec<EntryId>, StoreError> {
    settings::set(tx, LAST_STORY, Some(&last_story(tx)?.to_string()))?;
    note_last_entry(tx)?;
    let sql = format!("SELECT coalesce(story, 0) FROM entries e WHERE id = ? AND {UNMARKED}");
    let mut gone = Vec::new();
    let mut stale = Stale::default();
    for entry in entries {
        let story: Option<i64> = tx.prepare_cached(&sql)?.query_row([entry], |row| row.get(0)).optional()?;
        if let Some(story) = story {
            remove(tx, *entry, story, now)?;
            stale.note(Some(story));
            gone.push(EntryId(*entry));
        }
    }
    stale.refresh(tx)?;
    Ok(gone)
}

/// Keys under which an article is not to come back: its guids and addresses, each under the titles that it had there; an address
/// that no feed has any more by itself.
fn graves(tx: &Connection, entry: i64) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT feed, guid, url, title, (SELECT private_of IS NOT NULL FROM entries WHERE id = ?1) FROM sightings
               WHERE entry = ?1";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([entry])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let (guid, url, title) = (row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?);
        if !guid.is_empty() {
            keys.push(titled_key(&guid_key(row.get(0)?, &guid), title));
        }
        // A private feed buries for itself alone.
        let url = if row.get(4)? && !url.is_empty() { guid_key(row.get(0)?, &url) } else { url };
        if !url.is_empty() {
            keys.push(titled_key(&url, title));
        }
    }
    if keys.is_empty() {
        let mut statement = tx.prepare_cached("SELECT url FROM addresses WHERE entry = ?")?;
        keys = statement.query_map([entry], |row| row.get(0))?.collect::<Result<_, _>>()?;
    }
    Ok(keys)
}

/// Takes away every article that is one person's alone.
pub(crate) fn remove_private(tx: &Connection, user: i64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "SELECT id, coalesce(story, 0) FROM entries WHERE private_of = ?";
    let mut statement = tx.prepare_cached(sql)?;
    let found = statement.query_map([user], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut stale = Stale::default();
    for (entry, story) in found.collect::<Result<Vec<(i64, i64)>, _>>()? {
        remove(tx, entry, story, now)?;
        stale.note(Some(story));
    }
    stale.refresh(tx)
}

/// Takes one article away, with all that hangs on it, and leaves its tombstones.
pub(crate) fn remove(tx: &Connection, entry: i64, story: i64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO tombstones (key, entry, at, reason) VALUES (?, ?, ?, 'retention')";
    let mut grave = tx.prepare_cached(sql)?;
    for key in graves(tx, entry)? {
        grave.execute(params![key, entry, ms(now)])?;
    }
    tx.prepare_cached("UPDATE entries SET copy_of = NULL WHERE copy_of = ? AND story = ?")?
        .execute([entry, story])?;
    tx.prepare_cached("DELETE FROM changes WHERE entry = ?")?.execute([entry])?;
    unread_rows::lift(tx, entry, None)?;
    tx.prepare_cached("DELETE FROM entries WHERE id = ?")?.execute([entry])?;
    Ok(())
}

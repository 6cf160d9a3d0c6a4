//! Articles that were imported before a feed brought them. What a file told by an address alone lies in a private feed of its person
//! until a feed of that person brings the article; then what the person did with it goes over, and the copy is no more.

use crate::ids::note_last_entry;
use crate::reader::unread_rows::{lift, next_place, settle};
use crate::reader::{View, leave, sees};
use crate::record::facts;
use crate::rows::time;
use crate::stories::Stale;
use crate::{EntryFacts, Reader, Store, StoreError};
use dateline_model::{EntryId, FeedId, UserId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

/// Address of each person's feed of what was imported and belongs to no feed: a name that leads nowhere (RFC 6761), never asked.
pub const IMPORTED: &str = "https://imported.invalid/";

/// The reader's article at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleAt {
    /// Which it is.
    pub id: EntryId,
    /// Whether nothing is missing of its text, or it is not to be had any more.
    pub whole: bool,
    /// Words of its text.
    pub words: u32,
    /// Whether nobody else sees it.
    pub alone: bool,
}

/// An imported article, and the one that a feed has brought from its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedCopy {
    /// Whose it is.
    pub user: UserId,
    /// The imported one.
    pub copy: EntryId,
    /// That of the feed.
    pub entry: EntryId,
    /// Whether nothing is missing of the feed's text, or it is not to be had any more.
    pub whole: bool,
    /// Whether the feed's is still to be fetched from its page.
    pub waits: bool,
    /// Whether nobody else sees the feed's.
    pub alone: bool,
}

impl Reader<'_> {
    /// The reader's article at an address (see [`WebUrl::key`](dateline_model::WebUrl::key)), whichever feed brought it; where the
    /// address is somebody else's, or stands for several items of a feed, only under the same title, by its fingerprint.
    pub async fn article_at(self, url: String, title: i64) -> Result<Option<ArticleAt>, StoreError> {
        self.read(move |view| {
            let Some(id) = held_at(view, &url, title)? else { return Ok(None) };
            let copy = copy_of(view, 0, id)?;
            let sql = "SELECT words FROM entries WHERE id = ?";
            let words = view.tx.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
            Ok(Some(ArticleAt { id: EntryId(id), whole: copy.whole, words, alone: copy.alone }))
        })
        .await
    }
}

impl Store {
    /// Imported articles that feeds of their persons have brought by now: of these articles of feeds, or of all.
    pub async fn imported_copies(&self, of: Option<Vec<EntryId>>) -> Result<Vec<ImportedCopy>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT id, private_of FROM feeds WHERE private_of IS NOT NULL AND url = ?";
            let mut statement = tx.prepare_cached(sql)?;
            let rows = statement.query_map([IMPORTED], |row| Ok((row.get(0)?, UserId(row.get(1)?))))?;
            let homes: Vec<(i64, UserId)> = rows.collect::<Result<_, _>>()?;
            let mut found = Vec::new();
            for (home, user) in homes {
                let view = View { tx, user };
                let imported = match &of {
                    Some(entries) => at_addresses_of(tx, home, entries)?,
                    None => at_any_address(tx, home)?,
                };
                for (copy, url, title) in imported {
                    if let Some(entry) = held_at(view, &url, title)? {
                        found.push(copy_of(view, copy, entry)?);
                    }
                }
            }
            found.sort_by_key(|one| (one.copy, one.entry));
            found.dedup_by_key(|one| one.copy);
            Ok(found)
        })
        .await
    }

    /// What a feed says of an article, and when it was first seen.
    pub async fn facts_of(&self, entry: EntryId) -> Result<Option<(EntryFacts, Timestamp)>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT seen FROM entries WHERE id = ?";
            let seen = tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0).map(time)).optional()?;
            Ok(facts(tx, entry)?.zip(seen))
        })
        .await
    }

    /// Gives what persons did with imported articles to those that feeds brought, and takes the copies away; gives those that are
    /// no more, which the story index is to forget.
    pub async fn merge_imported(&self, copies: Vec<ImportedCopy>) -> Result<Vec<EntryId>, StoreError> {
        self.write(move |tx| {
            note_last_entry(tx)?;
            let (mut stale, mut gone) = (Stale::default(), Vec::new());
            for one in copies {
                // What has changed since they were found is left for the next time.
                let sql = format!("SELECT 1 FROM entries WHERE id = ?2 AND {}", sees("?3", "?1"));
                let (user, copy, entry) = (one.user.0, one.copy.0, one.entry.0);
                if tx.prepare_cached(&sql)?.exists([user, copy, entry])? {
                    merge(tx, &one, &mut stale)?;
                    gone.push(one.copy);
                }
            }
            stale.refresh(tx)?;
            leave_empty(tx)?;
            Ok(gone)
        })
        .await
    }
}

/// An imported article with an address of its and the fingerprint of its title.
type Imported = (i64, String, i64);

/// Those at the addresses of articles; none that another feed has as well.
fn at_addresses_of(tx: &Connection, home: i64, entries: &[EntryId]) -> rusqlite::Result<Vec<Imported>> {
    let sql = "SELECT i.entry, i.url, i.title FROM
               (SELECT url FROM addresses WHERE entry = ?2 UNION SELECT url FROM sightings WHERE entry = ?2 AND url <> '') a
               CROSS JOIN sightings i ON i.feed = ?1 AND i.url = a.url AND i.url <> '' WHERE i.entry <> ?2";
    let mut statement = tx.prepare_cached(sql)?;
    let mut found = Vec::new();
    for entry in entries {
        let rows = statement.query_map([home, entry.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        found.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

fn at_any_address(tx: &Connection, home: i64) -> rusqlite::Result<Vec<Imported>> {
    let sql = "SELECT entry, url, title FROM sightings WHERE feed = ? AND url <> ''";
    tx.prepare_cached(sql)?.query_map([home], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// The article of a feed of the reader at an address: one that others may have as well, else one of a private feed.
fn held_at(view: View<'_>, url: &str, title: i64) -> rusqlite::Result<Option<i64>> {
    let (tx, user) = (view.tx, view.user.0);
    let sql = format!("SELECT entry, own FROM addresses a WHERE url = ?2 AND {}", sees("a.entry", "?1"));
    let shared: Option<(i64, bool)> = tx
        .prepare_cached(&sql)?
        .query_row(params![user, url], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((entry, own)) = shared
        && (own && !is_shared(tx, entry, url)? || is_titled(tx, entry, title)?)
    {
        return Ok(Some(entry));
    }
    let sql = "SELECT s.entry FROM feeds f JOIN subscriptions su ON su.feed = f.id AND su.user = ?1
               CROSS JOIN sightings s ON s.feed = f.id AND s.url = ?2 AND s.url <> ''
               WHERE f.private_of = ?1 AND f.url <> ?3 ORDER BY s.title = ?4 DESC, s.entry LIMIT 1";
    let found: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row(params![user, url, IMPORTED, title], |row| row.get(0))
        .optional()?;
    let Some(entry) = found else { return Ok(None) };
    Ok((!is_shared(tx, entry, url)? || is_titled(tx, entry, title)?).then_some(entry))
}

/// Whether a feed that has brought an article has brought another one from the same address.
fn is_shared(tx: &Connection, entry: i64, url: &str) -> rusqlite::Result<bool> {
    let sql =
        "SELECT 1 FROM sightings s CROSS JOIN sightings o ON o.feed = s.feed AND o.url = ?2 AND o.url <> ''
               AND o.entry <> s.entry WHERE s.entry = ?1";
    tx.prepare_cached(sql)?.exists(params![entry, url])
}

fn is_titled(tx: &Connection, entry: i64, title: i64) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM sightings WHERE entry = ? AND title = ?")?.exists([entry, title])
}

/// Takes the feeds of what belongs to none away that hold nothing any more.
fn leave_empty(tx: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT f.id, f.private_of FROM feeds f WHERE f.private_of IS NOT NULL AND f.url = ?
               AND NOT EXISTS (SELECT 1 FROM feed_entries fe WHERE fe.feed = f.id)";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([IMPORTED], |row| Ok((FeedId(row.get(0)?), row.get(1)?)))?;
    let empty: Vec<(FeedId, i64)> = rows.collect::<Result<_, _>>()?;
    empty.into_iter().try_for_each(|(feed, user)| leave(tx, user, feed))
}

fn copy_of(view: View<'_>, copy: i64, entry: i64) -> rusqlite::Result<ImportedCopy> {
    let sql = "SELECT coalesce(holding = 'full', 0) OR withdrawn_at IS NOT NULL, page_wanted,
               NOT EXISTS (SELECT 1 FROM feed_entries fe CROSS JOIN subscriptions su ON su.feed = fe.feed AND su.user <> ?1
                           WHERE fe.entry = ?2)
               AND NOT EXISTS (SELECT 1 FROM kept_entries WHERE entry = ?2 AND user <> ?1) FROM entries WHERE id = ?2";
    view.tx.prepare_cached(sql)?.query_row([view.user.0, entry], |row| {
        Ok(ImportedCopy {
            user: view.user,
            copy: EntryId(copy),
            entry: EntryId(entry),
            whole: row.get(0)?,
            waits: row.get(1)?,
            alone: row.get(2)?,
        })
    })
}

fn merge(tx: &Connection, one: &ImportedCopy, stale: &mut Stale) -> Result<(), StoreError> {
    let (user, copy, entry) = (one.user.0, one.copy.0, one.entry.0);
    stale.note_entry(tx, one.copy)?;
    let unread = lift(tx, copy, None)?.iter().any(|stood| stood.unread);
    let sql = "SELECT read_at IS NOT NULL FROM entry_states WHERE user = ? AND entry = ?";
    let read: Option<bool> = tx.prepare_cached(sql)?.query_row([user, copy], |row| row.get(0)).optional()?;
    let mut stood = lift(tx, entry, Some(user))?;
    if read == Some(true) && !unread {
        stood.iter_mut().for_each(|stood| stood.unread = false);
    }
    let place = next_place(tx)?;
    let still_unread = stood.iter().any(|stood| stood.unread);
    let sql = "INSERT INTO entry_states (user, entry, read_at, starred_at, changed_seq)
               SELECT user, ?2, CASE WHEN ?5 THEN NULL ELSE read_at END, starred_at, ?4 FROM entry_states
               WHERE entry = ?1 AND user = ?3 ON CONFLICT DO UPDATE SET changed_seq = ?4,
               read_at = coalesce(read_at, excluded.read_at), starred_at = coalesce(starred_at, excluded.starred_at)";
    tx.prepare_cached(sql)?.execute(params![copy, entry, user, place, still_unread])?;
    for sql in [
        "UPDATE OR IGNORE entry_labels SET entry = ?2 WHERE entry = ?1",
        "UPDATE notes SET entry = ?2 WHERE entry = ?1 AND NOT EXISTS (SELECT 1 FROM notes o
         WHERE o.entry = ?2 AND o.user = notes.user AND o.quote = notes.quote AND o.text = notes.text)",
        "UPDATE OR IGNORE progress SET entry = ?2 WHERE entry = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([copy, entry])?;
    }
    tx.prepare_cached("DELETE FROM changes WHERE entry = ?")?.execute([copy])?;
    tx.prepare_cached("DELETE FROM entries WHERE id = ?")?.execute([copy])?;
    settle(tx, entry, &stood, Some(user))
}

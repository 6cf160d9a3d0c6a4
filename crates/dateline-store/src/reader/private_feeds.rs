//! Feeds that one person alone sees. What they bring meets nothing of anybody else's: it has no shared address, stands in a story
//! of its own, and is a copy of nothing.

use super::Reader;
use super::subscribe::lift_all;
use super::unread_rows::{Stood, lift, settle};
use crate::ids::last_story;
use crate::stories::Stale;
use crate::story_moves::{StoryMove, members, move_one};
use crate::{Store, StoreError, linked_stories, websub};
use dateline_model::{EntryId, FeedId, StoryId, UserId, Why};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

impl Store {
    /// Makes a feed one person's alone, or nobody's in particular again. What it alone brought goes with it; what other feeds
    /// brought as well stays theirs, and comes anew as this feed's own at its next poll. Gives the articles that left the shared
    /// stories, which the story index is to forget; `None` where there is no such feed, another one has its
    /// address, or it has a login and stays private.
    pub async fn set_private(
        &self,
        feed: FeedId,
        of: Option<UserId>,
        at: Timestamp,
    ) -> Result<Option<Vec<EntryId>>, StoreError> {
        self.write(move |tx| {
            let sql = "SELECT private_of FROM feeds f WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM feeds o
                       WHERE o.url = f.url AND o.id <> f.id AND o.private_of IS ?2)
                       AND NOT (?2 IS NULL AND EXISTS (SELECT 1 FROM logins l WHERE l.feed = f.id))";
            let of = of.map(|user| user.0);
            let found: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row(params![feed.0, of], |row| row.get(0)).optional()?;
            match (found, of) {
                (None, _) => Ok(None),
                (Some(before), _) if before == of => Ok(Some(Vec::new())),
                (Some(_), Some(user)) => close(tx, feed, user, at).map(Some),
                (Some(_), None) => open(tx, feed).map(|()| Some(Vec::new())),
            }
        })
        .await
    }
}

impl Reader<'_> {
    /// Whether somebody else subscribes to a feed of the reader's.
    pub async fn shares_feed(self, feed: FeedId) -> Result<bool, StoreError> {
        self.read(move |view| {
            let sql = "SELECT 1 FROM subscriptions WHERE feed = ? AND user <> ?";
            Ok(view.tx.prepare_cached(sql)?.exists([feed.0, view.user.0])?)
        })
        .await
    }
}

/// An article of a feed that one person alone sees: where it stands, if it stands anywhere yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart(pub Option<StoryId>);

impl Store {
    /// Whether one person alone sees a feed.
    pub async fn is_private(&self, feed: FeedId) -> Result<bool, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT 1 FROM feeds WHERE id = ? AND private_of IS NOT NULL";
            Ok(tx.prepare_cached(sql)?.exists([feed.0])?)
        })
        .await
    }

    /// Whether one person alone sees an article, and its story then.
    pub async fn apart(&self, entry: EntryId) -> Result<Option<Apart>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT story FROM entries WHERE id = ? AND private_of IS NOT NULL";
            let found: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0)).optional()?;
            Ok(found.map(|story| Apart(story.map(StoryId))))
        })
        .await
    }
}

/// Makes a feed one person's alone where it is nobody's in particular; gives the articles that left the shared stories.
pub(crate) fn make_private(
    tx: &Connection,
    feed: FeedId,
    user: UserId,
    at: Timestamp,
) -> Result<Vec<EntryId>, StoreError> {
    let sql = "SELECT private_of FROM feeds WHERE id = ?";
    let found: Option<Option<i64>> =
        tx.prepare_cached(sql)?.query_row([feed.0], |row| row.get(0)).optional()?;
    match found {
        None => Err(StoreError::Missing { what: "feed", id: feed.0 }),
        Some(Some(_)) => Ok(Vec::new()),
        Some(None) => close(tx, feed, user.0, at),
    }
}

fn set(tx: &Connection, feed: FeedId, of: Option<i64>) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE feeds SET private_of = ? WHERE id = ?")?.execute(params![of, feed.0])?;
    Ok(())
}

/// Articles of a feed with whether it alone brought them.
fn brought(tx: &Connection, feed: FeedId) -> rusqlite::Result<Vec<(i64, bool)>> {
    let sql =
        "SELECT entry, NOT EXISTS (SELECT 1 FROM feed_entries o WHERE o.entry = f.entry AND o.feed <> f.feed)
               FROM feed_entries f WHERE feed = ? ORDER BY entry";
    tx.prepare_cached(sql)?.query_map([feed.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn close(tx: &Connection, feed: FeedId, user: i64, at: Timestamp) -> Result<Vec<EntryId>, StoreError> {
    websub::leave(tx, feed)?;
    let entries = brought(tx, feed)?;
    let ids: Vec<i64> = entries.iter().map(|(entry, _)| *entry).collect();
    let stood = lift_all(tx, &ids, None)?;
    for table in ["subscriptions", "reader_counts", "read_floors", "unread"] {
        tx.execute(&format!("DELETE FROM {table} WHERE feed = ? AND user <> ?"), [feed.0, user])?;
    }
    let (mut stale, mut left) = (Stale::default(), Vec::new());
    for ((entry, alone), (_, stood)) in entries.iter().zip(&stood) {
        if *alone {
            left.extend(set_apart(tx, *entry, user, at, &mut stale)?);
        } else {
            for table in ["feed_entries", "sightings"] {
                tx.execute(&format!("DELETE FROM {table} WHERE feed = ? AND entry = ?"), [feed.0, *entry])?;
            }
        }
        settle(tx, *entry, stood, None)?;
    }
    set(tx, feed, Some(user))?;
    stale.refresh(tx)?;
    Ok(left)
}

/// Makes an article one person's alone.
fn set_apart(
    tx: &Connection,
    entry: i64,
    user: i64,
    at: Timestamp,
    stale: &mut Stale,
) -> Result<Option<EntryId>, StoreError> {
    for table in ["entry_states", "kept_entries", "entry_labels"] {
        tx.execute(&format!("DELETE FROM {table} WHERE entry = ? AND user <> ?"), [entry, user])?;
    }
    for table in ["addresses", "former_sightings", "reader_placements"] {
        tx.execute(&format!("DELETE FROM {table} WHERE entry = ?"), [entry])?;
    }
    tx.execute("UPDATE entries SET copy_of = NULL WHERE copy_of = ?", [entry])?;
    tx.execute("UPDATE entries SET private_of = ?2, copy_of = NULL WHERE id = ?1", [entry, user])?;
    let sql = "SELECT story FROM entries WHERE id = ?";
    let story: Option<i64> = tx.prepare_cached(sql)?.query_row([entry], |row| row.get(0))?;
    let Some(story) = story else { return Ok(None) };
    linked_stories::unlink(tx, story)?;
    stale.note(Some(story));
    if members(tx, StoryId(story))?.len() > 1 {
        let into = StoryId(last_story(tx)? + 1);
        let why = Why { score: 1.0, threshold: 0.0, terms: Vec::new(), hours_apart: None };
        let apart = StoryMove { entries: Some(vec![EntryId(entry)]), from: StoryId(story), into, why };
        move_one(tx, &apart, at, stale)?;
    }
    Ok(Some(EntryId(entry)))
}

/// Makes a feed with all that it brought nobody's in particular; its articles stay in stories of their own.
fn open(tx: &Connection, feed: FeedId) -> Result<(), StoreError> {
    let entries = brought(tx, feed)?;
    let mut stale = Stale::default();
    for (entry, _) in entries {
        let stood: Vec<Stood> = lift(tx, entry, None)?;
        tx.execute("UPDATE entries SET private_of = NULL WHERE id = ?", [entry])?;
        let sql = "INSERT OR IGNORE INTO addresses (url, entry, own)
                   SELECT url, entry, 1 FROM sightings WHERE entry = ? AND feed = ? AND url <> ''";
        tx.prepare_cached(sql)?.execute([entry, feed.0])?;
        settle(tx, entry, &stood, None)?;
        stale.note_entry(tx, EntryId(entry))?;
    }
    set(tx, feed, None)?;
    stale.refresh(tx)
}

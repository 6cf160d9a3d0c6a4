//! Subscribing and unsubscribing. A feed is one row for all its readers, and goes when the last of them leaves; what it brought
//! stays with whoever had it, until retention takes it.

use super::subscriptions::{file, has};
use super::unread_rows::{entries_of, lift, settle, unkeep};
use super::{Reader, View, sees};
use crate::rows::{ms, need_url};
use crate::{NewFeed, StoreError, rules, websub};
use dateline_model::{FeedId, UserId, WebUrl};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashMap;

impl Reader<'_> {
    /// Subscribes to a feed; one that nobody had is due at once. Gives its number and whether it is new to the reader.
    pub async fn add_feed(self, mut feed: NewFeed, at: Timestamp) -> Result<(FeedId, bool), StoreError> {
        feed.make_plain();
        self.write(move |view| view.add_one(&feed, false, at)).await
    }

    /// Subscribes to all feeds of a list at once, or to none.
    pub async fn add_feeds(
        self,
        mut feeds: Vec<NewFeed>,
        at: Timestamp,
    ) -> Result<Vec<(FeedId, bool)>, StoreError> {
        feeds.iter_mut().for_each(NewFeed::make_plain);
        self.write(move |view| {
            let moved = moved(view.tx)?;
            feeds.iter().map(|feed| view.add(feed, false, &moved, at)).collect()
        })
        .await
    }

    /// Ends a subscription. Its articles stay with the reader until retention takes them. Where nobody else has the feed, it is
    /// no longer polled, pages still to be read are given up, and its hub is told at the next turn. `false` if the reader has no
    /// such feed.
    pub async fn remove_feed(self, id: FeedId) -> Result<bool, StoreError> {
        self.write(move |view| {
            if !has(view.tx, view.user.0, id.0)? {
                return Ok(false);
            }
            leave(view.tx, view.user.0, id)?;
            Ok(true)
        })
        .await
    }
}

/// Ends one subscription, and takes the feed away where it was the last.
pub(crate) fn leave(tx: &Connection, user: i64, id: FeedId) -> Result<(), StoreError> {
    unsubscribe(tx, user, id)?;
    let left = tx.prepare_cached("SELECT 1 FROM subscriptions WHERE feed = ?")?.exists([id.0])?;
    if left { Ok(()) } else { remove(tx, id) }
}

/// Ends every subscription of a person, who is about to be deleted, and lets go of every article that was kept for that person.
pub(crate) fn leave_all(tx: &Connection, user: UserId) -> Result<(), StoreError> {
    let sql = "SELECT feed FROM subscriptions WHERE user = ?";
    let feeds = tx
        .prepare_cached(sql)?
        .query_map([user.0], |row| row.get(0).map(FeedId))?
        .collect::<Result<Vec<_>, _>>()?;
    feeds.into_iter().try_for_each(|feed| leave(tx, user.0, feed))
}

/// Former addresses of feeds that moved. Few, and without an index: they are looked up once for a whole list.
fn moved(tx: &Connection) -> rusqlite::Result<HashMap<String, FeedId>> {
    let sql = "SELECT moved_from, id FROM feeds WHERE moved_from IS NOT NULL AND private_of IS NULL";
    tx.prepare_cached(sql)?.query_map((), |row| Ok((row.get(0)?, FeedId(row.get(1)?))))?.collect()
}

impl View<'_> {
    /// Subscribes to one feed; `alone` where it is to be the reader's alone.
    pub(crate) fn add_one(
        self,
        feed: &NewFeed,
        alone: bool,
        at: Timestamp,
    ) -> Result<(FeedId, bool), StoreError> {
        self.add(feed, alone, &moved(self.tx)?, at)
    }

    fn add(
        self,
        feed: &NewFeed,
        alone: bool,
        moved: &HashMap<String, FeedId>,
        at: Timestamp,
    ) -> Result<(FeedId, bool), StoreError> {
        let url = feed.url.clone().without_fragment();
        // What others have too does not become one reader's alone.
        let sql = "SELECT id FROM feeds f WHERE url = ?1 AND (private_of = ?2 OR private_of IS NULL AND NOT (?3 AND EXISTS
                   (SELECT 1 FROM subscriptions s WHERE s.feed = f.id AND s.user <> ?2)))
                   ORDER BY private_of IS NULL LIMIT 1";
        let known = self
            .tx
            .prepare_cached(sql)?
            .query_row(params![url.as_str(), self.user.0, alone], |row| row.get(0).map(FeedId))
            .optional()?;
        let id = match known.or_else(|| moved.get(url.as_str()).copied().filter(|_| !alone)) {
            Some(id) => id,
            None => self.make(feed, &url, alone, at)?,
        };
        let new = !has(self.tx, self.user.0, id.0)?;
        if new {
            subscribe(self.tx, self.user.0, id, feed.title.as_deref(), at)?;
        }
        if let Some(folder) = &feed.folder {
            // Named anew, it stands where it is named.
            let sql = "DELETE FROM subscription_folders WHERE user = ? AND feed = ?";
            self.tx.prepare_cached(sql)?.execute([self.user.0, id.0])?;
            file(self.tx, self.user.0, id, folder)?;
        }
        if new {
            rules::on_subscribing(self, id, ms(at))?;
        }
        Ok((id, new))
    }
}

impl View<'_> {
    /// The row of a feed that nobody has, with what it brought when somebody had it. One that was the reader's alone is so again.
    fn make(self, feed: &NewFeed, url: &WebUrl, alone: bool, at: Timestamp) -> Result<FeedId, StoreError> {
        let sql = "SELECT 1 FROM former_sightings WHERE feed_url = ? AND private = ?";
        let alone = alone || self.tx.prepare_cached(sql)?.exists(params![url.key(), self.user.0])?;
        let of = alone.then_some(self.user.0);
        let home = feed.home.as_ref().map(WebUrl::as_str);
        let sql = "INSERT INTO feeds (url, home, added_at, next_due, private_of) VALUES (?, ?, ?, ?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![url.as_str(), home, ms(at), ms(at), of])?;
        let id = FeedId(self.tx.last_insert_rowid());
        restore_sightings(self.tx, id, url, of)?;
        Ok(id)
    }
}

/// What a reader subscribes to is all there from the beginning: unread, and each article a change, but for those that another
/// feed of the reader brought before.
pub(crate) fn subscribe(
    tx: &Connection,
    user: i64,
    feed: FeedId,
    title: Option<&str>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let entries = entries_of(tx, feed.0)?;
    let stood = lift_all(tx, &entries, Some(user))?;
    let sql = "INSERT INTO subscriptions (user, feed, title, added_at) VALUES (?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![user, feed.0, title, ms(at)])?;
    tx.prepare_cached("INSERT OR IGNORE INTO reader_counts (user, feed) VALUES (?, ?)")?
        .execute([user, feed.0])?;
    settle_all(tx, &stood, Some(user))
}

/// Articles out of rows and counts, each with how it stood.
type Lifted = Vec<(i64, Vec<super::unread_rows::Stood>)>;

/// Takes articles out of their readers' rows and counts.
pub(crate) fn lift_all(tx: &Connection, entries: &[i64], user: Option<i64>) -> Result<Lifted, StoreError> {
    entries.iter().map(|entry| Ok((*entry, lift(tx, *entry, user)?))).collect()
}

/// Puts articles back.
pub(crate) fn settle_all(tx: &Connection, lifted: &Lifted, user: Option<i64>) -> Result<(), StoreError> {
    for (entry, stood) in lifted {
        unkeep(tx, *entry)?;
        settle(tx, *entry, stood, user)?;
    }
    Ok(())
}

/// Ends one reader's subscription; what no other feed of the reader has is kept for the reader.
pub(crate) fn unsubscribe(tx: &Connection, user: i64, feed: FeedId) -> Result<(), StoreError> {
    let entries = entries_of(tx, feed.0)?;
    let stood = lift_all(tx, &entries, Some(user))?;
    for table in ["subscriptions", "reader_counts", "read_floors", "unread"] {
        tx.execute(&format!("DELETE FROM {table} WHERE user = ? AND feed = ?"), [user, feed.0])?;
    }
    tx.execute(
        "DELETE FROM folders WHERE NOT made AND id NOT IN (SELECT folder FROM subscription_folders)",
        (),
    )?;
    let sql = format!(
        "INSERT OR IGNORE INTO kept_entries (user, entry) SELECT ?1, ?2 WHERE NOT {}",
        sees("?2", "?1")
    );
    let mut keep = tx.prepare_cached(&sql)?;
    for entry in entries {
        keep.execute([user, entry])?;
    }
    settle_all(tx, &stood, Some(user))
}

/// Takes away a feed that nobody has.
pub(crate) fn remove(tx: &Connection, id: FeedId) -> Result<(), StoreError> {
    websub::leave(tx, id)?;
    remember_sightings(tx, id)?;
    tx.execute("DELETE FROM feeds WHERE id = ?", [id.0])?;
    tx.execute("DELETE FROM feed_tallies WHERE feed = ?", [id.0])?;
    let sql = "UPDATE entries SET page_wanted = 0 WHERE page_wanted = 1
               AND NOT EXISTS (SELECT 1 FROM sightings s WHERE s.entry = entries.id)";
    tx.execute(sql, ())?;
    Ok(())
}

/// Columns of a sighting beside its feed.
const SIGHTING: &str = "entry, guid, hash, seen, url, title, published, telling, content";

/// Keeps what a feed brought for the time when it is subscribed to again: what a private feed brought, for its reader alone.
fn remember_sightings(tx: &Connection, id: FeedId) -> Result<(), StoreError> {
    let sql = "SELECT url FROM feeds WHERE id = ?";
    let url: Option<String> = tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    let Some(url) = url else { return Ok(()) };
    let sql = format!(
        "INSERT OR REPLACE INTO former_sightings (feed_url, {SIGHTING}, private)
         SELECT ?1, {SIGHTING}, (SELECT coalesce(private_of, 0) FROM feeds WHERE id = ?2) FROM sightings WHERE feed = ?2"
    );
    tx.prepare_cached(&sql)?.execute(params![need_url(&url)?.key(), id.0])?;
    Ok(())
}

/// What a feed brought when it was subscribed to before is its own again: nothing is there twice, what was read stays read.
fn restore_sightings(tx: &Connection, id: FeedId, url: &WebUrl, of: Option<i64>) -> Result<(), StoreError> {
    let private = of.unwrap_or(0);
    let sql = format!(
        "INSERT OR IGNORE INTO sightings (feed, {SIGHTING}) SELECT ?1, {SIGHTING} FROM former_sightings
         WHERE feed_url = ?2 AND private = ?3"
    );
    tx.prepare_cached(&sql)?.execute(params![id.0, url.key(), private])?;
    let sql = "DELETE FROM former_sightings WHERE feed_url = ? AND private = ?";
    tx.prepare_cached(sql)?.execute(params![url.key(), private])?;
    let sql = "SELECT DISTINCT entry FROM sightings WHERE feed = ? ORDER BY entry";
    let mut statement = tx.prepare_cached(sql)?;
    let entries = statement.query_map([id.0], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    entries.into_iter().try_for_each(|entry| super::unread_rows::sight(tx, id.0, entry).map(|_| ()))
}

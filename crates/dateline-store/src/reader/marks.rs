//! Marks that a reader sets: read, unread, starred, and all of a feed or folder read at once.

use super::sequence_times::note_time;
use super::unread_rows::{change, floor, forget, next_place, note};
use super::{Reader, View, counted_feed, sees};
use crate::rows::ms;
use crate::{EntryMark, StoreError};
use dateline_model::{EntryId, FeedId, StoryId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

/// What is marked read at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All that the reader has.
    All,
    /// What a feed brought.
    Feed(FeedId),
    /// What the feeds of a folder brought, by the folder's name.
    Folder(String),
    /// What feeds brought that are in no folder.
    Loose,
}

/// A mark as rows name it.
pub(super) const fn mark_word(mark: EntryMark) -> &'static str {
    match mark {
        EntryMark::Read => "read",
        EntryMark::Unread => "unread",
        EntryMark::Starred => "star",
        EntryMark::Unstarred => "unstar",
    }
}

/// Rows that are cleaned away together with marking; more of them wait for the next cleaning.
const AT_ONCE: i64 = 500;

impl Reader<'_> {
    /// Marks articles; gives how many changed. What the reader does not see is passed over.
    pub async fn mark(self, ids: Vec<EntryId>, mark: EntryMark, at: Timestamp) -> Result<u64, StoreError> {
        self.write(move |view| view.mark_all(&ids, mark, at)).await
    }

    /// Marks all articles of a story that the reader sees; gives how many changed.
    pub async fn mark_story(self, id: StoryId, mark: EntryMark, at: Timestamp) -> Result<u64, StoreError> {
        self.write(move |view| {
            let members = view.standing(view.redirect(id)?)?;
            view.mark_all(&members, mark, at)
        })
        .await
    }

    /// Marks as read what was first seen up to a moment (what came later has not been looked at); gives how many changed. It
    /// costs one row for each feed, however much there is to be read.
    pub async fn mark_all_read(
        self,
        scope: Scope,
        seen_until: Timestamp,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write(move |view| {
            note_time(view.tx, ms(at))?;
            let (mut changed, mut room) = (0, AT_ONCE);
            let feeds = view.feeds_of(&scope)?;
            let copies = view.copies_of_unread(&feeds, ms(seen_until))?;
            for (feed, unread) in feeds {
                let few = unread <= room;
                room -= if few { unread } else { 0 };
                changed += view.read_feed((feed, unread), few, ms(seen_until), ms(at))?;
            }
            for copy in copies {
                changed += u64::from(view.mark_one(copy.0, EntryMark::Read, ms(at))?);
            }
            Ok(changed)
        })
        .await
    }
}

impl View<'_> {
    fn mark_all(self, ids: &[EntryId], mark: EntryMark, at: Timestamp) -> Result<u64, StoreError> {
        note_time(self.tx, ms(at))?;
        let mut changed = 0;
        for id in ids.iter().copied().chain(self.read_with(ids, mark)?) {
            changed += u64::from(self.mark_one(id.0, mark, ms(at))?);
        }
        Ok(changed)
    }

    pub(crate) fn mark_one(self, entry: i64, mark: EntryMark, at: i64) -> Result<bool, StoreError> {
        let (tx, user) = (self.tx, self.user.0);
        let sql = format!(
            "SELECT {} FROM entries e WHERE e.id = ?2 AND {}",
            counted_feed("e.id", "?1"),
            sees("e.id", "?1")
        );
        let found = tx.prepare_cached(&sql)?.query_row([user, entry], |row| row.get(0)).optional()?;
        let Some(feed) = found else { return Ok(false) };
        match mark {
            EntryMark::Read => self.set_read(feed, entry, at),
            EntryMark::Unread => self.set_unread(feed, entry),
            EntryMark::Starred => self.set_star(entry, Some(at)),
            EntryMark::Unstarred => self.set_star(entry, None),
        }
    }

    fn set_read(self, feed: i64, entry: i64, at: i64) -> Result<bool, StoreError> {
        let (tx, user) = (self.tx, self.user.0);
        let floor = floor(tx, user, feed)?.map_or(-1, |(place, _)| place);
        if forget(tx, user, feed, entry)?.is_none_or(|place| place <= floor) {
            return Ok(false);
        }
        self.count(feed, -1)?;
        change(tx, user, entry, next_place(tx)?)?;
        tx.prepare_cached("UPDATE entry_states SET read_at = ?3 WHERE user = ?1 AND entry = ?2")?
            .execute([user, entry, at])?;
        Ok(true)
    }

    fn set_unread(self, feed: i64, entry: i64) -> Result<bool, StoreError> {
        let (tx, user) = (self.tx, self.user.0);
        let floor = floor(tx, user, feed)?.map_or(-1, |(place, _)| place);
        let sql = "SELECT place FROM unread WHERE user = ?1 AND feed = ?2 AND entry = ?3
                   AND at = (SELECT sorted_at FROM entries WHERE id = ?3)";
        let place: Option<i64> =
            tx.prepare_cached(sql)?.query_row([user, feed, entry], |row| row.get(0)).optional()?;
        if place.is_some_and(|place| place > floor) {
            return Ok(false);
        }
        // Beyond the floor, whatever it is.
        let place = next_place(tx)?;
        note(tx, user, feed, entry, place)?;
        self.count(feed, 1)?;
        change(tx, user, entry, place)?;
        tx.prepare_cached("UPDATE entry_states SET read_at = NULL WHERE user = ? AND entry = ?")?
            .execute([user, entry])?;
        // What is hidden is read: who says that it is not takes it out of hiding.
        tx.prepare_cached("DELETE FROM muted_entries WHERE user = ? AND entry = ?")?
            .execute([user, entry])?;
        Ok(true)
    }

    fn count(self, feed: i64, by: i64) -> Result<(), StoreError> {
        let sql = "UPDATE reader_counts SET unread = unread + ?3 WHERE user = ?1 AND feed = ?2";
        self.tx.prepare_cached(sql)?.execute([self.user.0, feed, by])?;
        Ok(())
    }

    fn set_star(self, entry: i64, at: Option<i64>) -> Result<bool, StoreError> {
        let (tx, user) = (self.tx, self.user.0);
        let sql = "SELECT starred_at IS NOT NULL FROM entry_states WHERE user = ? AND entry = ?";
        let has: Option<bool> =
            tx.prepare_cached(sql)?.query_row([user, entry], |row| row.get(0)).optional()?;
        if has.unwrap_or(false) == at.is_some() {
            return Ok(false);
        }
        change(tx, user, entry, next_place(tx)?)?;
        tx.prepare_cached("UPDATE entry_states SET starred_at = ?3 WHERE user = ?1 AND entry = ?2")?
            .execute(params![user, entry, at])?;
        Ok(true)
    }

    /// The reader's feeds of a scope with what is unread in each.
    pub(super) fn feeds_of(self, scope: &Scope) -> Result<Vec<(i64, i64)>, StoreError> {
        let (feed, folder) = match scope {
            Scope::All => (None, None),
            Scope::Feed(feed) => (Some(feed.0), None),
            Scope::Folder(name) => (None, Some(name.as_str())),
            Scope::Loose => (None, None),
        };
        let loose = *scope == Scope::Loose;
        let sql = "SELECT feed, unread FROM reader_counts c WHERE user = ?1 AND unread > 0 AND (?2 IS NULL OR feed = ?2)
                   AND (?3 IS NULL OR EXISTS (SELECT 1 FROM subscription_folders s JOIN folders o ON o.id = s.folder
                        WHERE s.user = c.user AND s.feed = c.feed AND o.user = c.user AND o.name = ?3))
                   AND (NOT ?4 OR feed > 0 AND NOT EXISTS
                        (SELECT 1 FROM subscription_folders s WHERE s.user = c.user AND s.feed = c.feed))";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![self.user.0, feed, folder, loose], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Raises the floor of a feed beyond all that was seen up to a moment; gives how many unread articles are read now.
    pub(super) fn read_feed(
        self,
        (feed, unread): (i64, i64),
        few: bool,
        seen_until: i64,
        at: i64,
    ) -> Result<u64, StoreError> {
        let (tx, user) = (self.tx, self.user.0);
        let later = self.seen_after(feed, seen_until)?;
        let place = next_place(tx)?;
        let sql = "INSERT INTO read_floors (user, feed, place, at, changed_seq, swept) VALUES (?1, ?2, ?3, ?4, ?3, ?5)
                   ON CONFLICT DO UPDATE SET place = excluded.place, at = excluded.at, changed_seq = excluded.changed_seq,
                   swept = excluded.swept";
        tx.prepare_cached(sql)?.execute(params![user, feed, place, at, few])?;
        let left = i64::try_from(later.len()).unwrap_or(i64::MAX);
        let sql = "UPDATE reader_counts SET unread = ?3 WHERE user = ?1 AND feed = ?2";
        tx.prepare_cached(sql)?.execute([user, feed, left])?;
        for entry in later {
            note(tx, user, feed, entry, next_place(tx)?)?;
        }
        if few {
            tx.prepare_cached("DELETE FROM unread WHERE user = ? AND feed = ? AND place <= ?")?
                .execute([user, feed, place])?;
        }
        Ok((unread - left).unsigned_abs())
    }

    /// Unread articles of a feed that were first seen after a moment, few as a rule: the latest are looked at until one was seen
    /// before.
    fn seen_after(self, feed: i64, moment: i64) -> Result<Vec<i64>, StoreError> {
        let floor = floor(self.tx, self.user.0, feed)?.map_or(-1, |(place, _)| place);
        // Numbers follow the order of being seen; a few more are looked at for what was under way at once.
        let sql = "SELECT max(e.seen) FROM (SELECT entry FROM feed_entries WHERE feed = ? ORDER BY entry DESC LIMIT 16) f
                   CROSS JOIN entries e ON e.id = f.entry";
        let latest: Option<i64> = self.tx.prepare_cached(sql)?.query_row([feed], |row| row.get(0))?;
        if latest.is_some_and(|latest| latest <= moment) {
            return Ok(Vec::new());
        }
        let sql = "SELECT e.id FROM unread u CROSS JOIN entries e ON e.id = u.entry
                   WHERE u.user = ? AND u.feed = ? AND u.place > ? AND e.seen > ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([self.user.0, feed, floor, moment], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

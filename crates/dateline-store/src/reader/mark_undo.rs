//! Marks that can be taken back for a while: of articles, stories, and of a whole list or a part of it.

use super::list_positions::Stretch;
use super::marks::{Scope, mark_word};
use super::unread_rows::{floor, next_place};
use super::{Reader, View};
use crate::rows::ms;
use crate::{
    Cursor, EntryList, EntryMark, EntryScope, ListFrom, MarkPart, Marked, Show, StoreError, UndoableMark,
};
use dateline_model::{EntryId, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

/// How long a mark can be undone, in milliseconds: as long as its page may stand open before its reader looks up.
const UNDOABLE: i64 = 10 * 60_000;
/// Articles that are marked in one transaction, so that others can write between two.
const AT_ONCE: usize = 500;

impl Reader<'_> {
    /// Marks articles, so that it can be undone.
    pub async fn mark_undoably(
        self,
        ids: Vec<EntryId>,
        mark: EntryMark,
        at: Timestamp,
    ) -> Result<Marked, StoreError> {
        self.write(move |view| view.mark_noted(None, &ids, mark, ms(at))).await
    }

    /// Marks all articles of a story that the reader sees, so that it can be undone.
    pub async fn mark_story_undoably(
        self,
        id: StoryId,
        mark: EntryMark,
        at: Timestamp,
    ) -> Result<Marked, StoreError> {
        self.write(move |view| {
            let members = view.standing(view.redirect(id)?)?;
            view.mark_noted(None, &members, mark, ms(at))
        })
        .await
    }

    /// Marks as read a list or a part of it, of what was first seen up to a moment (what came later has not been looked at).
    pub async fn mark_list(
        self,
        list: EntryList,
        part: MarkPart,
        seen_until: Timestamp,
        at: Timestamp,
    ) -> Result<Marked, StoreError> {
        if list.show == Show::Muted {
            return Ok(Marked::default());
        }
        if let Some(scope) = feeds_whole(&list).filter(|_| part == MarkPart::All) {
            return self.write(move |view| view.read_scope(&scope, ms(seen_until), ms(at))).await;
        }
        let mut done = Marked::default();
        let mut next = Some(self.first_stretch(list.clone(), part).await?).flatten();
        while let Some((list, stretch)) = next {
            let undo = done.undo;
            let (marked, rest) = self
                .write(move |view| view.read_stretch(undo, &list, stretch, (ms(seen_until), ms(at))))
                .await?;
            done = Marked { undo: marked.undo.or(done.undo), changed: done.changed + marked.changed };
            next = rest;
        }
        Ok(done)
    }

    /// What a mark did, while it can be undone.
    pub async fn undoable(self, id: i64, now: Timestamp) -> Result<Option<UndoableMark>, StoreError> {
        self.read(move |view| view.undoable_mark(id, ms(now))).await
    }

    /// Takes a mark back; `None` where it is too late, or done already.
    pub async fn undo_mark(self, id: i64, now: Timestamp) -> Result<Option<UndoableMark>, StoreError> {
        self.write(move |view| {
            let Some(undoable) = view.undoable_mark(id, ms(now))? else { return Ok(None) };
            view.restore_entries(id, undoable.mark, ms(now))?;
            view.restore_floors(id)?;
            view.tx.prepare_cached("DELETE FROM mark_undos WHERE id = ?")?.execute([id])?;
            Ok(Some(undoable))
        })
        .await
    }

    /// Where marking begins, and which way it goes.
    async fn first_stretch(
        self,
        list: EntryList,
        part: MarkPart,
    ) -> Result<Option<(EntryList, Stretch)>, StoreError> {
        self.read(move |view| {
            // What is starred is looked through; else what is unread alone.
            let show = if list.show == Show::Starred { Show::Starred } else { Show::Unread };
            let entries = EntryList { show, ..list };
            let from = match part {
                MarkPart::All => Some(ListFrom::Start),
                MarkPart::Above(entry) => view.place_in(&entries, entry)?.map(ListFrom::Before),
                MarkPart::Below(entry) => view.place_in(&entries, entry)?.map(ListFrom::After),
                MarkPart::OlderThan(at) => {
                    let entries = EntryList { oldest_first: false, ..entries };
                    let place = Cursor { at, entry: i64::MIN };
                    return Ok(Some((
                        entries.clone(),
                        Stretch::of(&entries, ListFrom::After(place), AT_ONCE),
                    )));
                }
            };
            Ok(from.map(|from| (entries.clone(), Stretch::of(&entries, from, AT_ONCE))))
        })
        .await
    }
}

/// A list that is all of what feeds brought: then marking all costs one row for each feed.
fn feeds_whole(list: &EntryList) -> Option<Scope> {
    match (&list.scope, list.show) {
        (_, Show::Starred | Show::Muted) | (EntryScope::Label(_) | EntryScope::Rule(_), _) => None,
        (EntryScope::All, _) => Some(Scope::All),
        (EntryScope::Feed(feed), _) => Some(Scope::Feed(*feed)),
        (EntryScope::Folder(name), _) => Some(Scope::Folder(name.clone())),
    }
}

/// Forgets marks that can no longer be undone.
pub(crate) fn forget_undone(tx: &Connection, now: i64) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM mark_undos WHERE at < ?")?.execute([now - UNDOABLE])?;
    Ok(())
}

impl View<'_> {
    fn new_undo(self, mark: EntryMark, at: i64) -> rusqlite::Result<i64> {
        forget_undone(self.tx, at)?;
        let sql = "INSERT INTO mark_undos (user, at, mark) VALUES (?, ?, ?) RETURNING id";
        self.tx.prepare_cached(sql)?.query_row(params![self.user.0, at, mark_word(mark)], |row| row.get(0))
    }

    /// Marks articles and notes which of them changed, under a number that there is already or a new one.
    fn mark_noted(
        self,
        undo: Option<i64>,
        ids: &[EntryId],
        mark: EntryMark,
        at: i64,
    ) -> Result<Marked, StoreError> {
        let mut marked = Marked { undo, changed: 0 };
        for id in ids.iter().copied().chain(self.read_with(ids, mark)?) {
            if !self.mark_one(id.0, mark, at)? {
                continue;
            }
            let undo = marked.undo.map_or_else(|| self.new_undo(mark, at), Ok)?;
            let sql = "INSERT OR IGNORE INTO mark_undo_entries (undo, entry) VALUES (?, ?)";
            self.tx.prepare_cached(sql)?.execute([undo, id.0])?;
            (marked.undo, marked.changed) = (Some(undo), marked.changed + 1);
        }
        self.count_undo(marked)?;
        Ok(marked)
    }

    fn count_undo(self, marked: Marked) -> Result<(), StoreError> {
        let sql = "UPDATE mark_undos SET entries = entries + ?2 WHERE id = ?1";
        self.tx
            .prepare_cached(sql)?
            .execute(params![marked.undo, i64::try_from(marked.changed).unwrap_or(i64::MAX)])?;
        Ok(())
    }

    /// Marks the next articles of a list; gives where those begin that follow.
    fn read_stretch(
        self,
        undo: Option<i64>,
        list: &EntryList,
        stretch: Stretch,
        (seen_until, at): (i64, i64),
    ) -> Result<(Marked, Option<(EntryList, Stretch)>), StoreError> {
        let places = self.positions(list, stretch)?;
        let mut seen = self.tx.prepare_cached("SELECT 1 FROM entries WHERE id = ? AND seen <= ?")?;
        let mut ids = Vec::with_capacity(places.len());
        for place in &places {
            if seen.exists([place.entry, seen_until])? {
                ids.push(EntryId(place.entry));
            }
        }
        let marked = self.mark_noted(undo, &ids, EntryMark::Read, at)?;
        let full = places.len() == stretch.limit;
        let rest = places.last().filter(|_| full).map(|last| Stretch { from: Some(*last), ..stretch });
        Ok((marked, rest.map(|rest| (list.clone(), rest))))
    }

    /// Marks all of the feeds of a scope and notes where their floors were. The rows below the new ones stay until it can no longer be
    /// undone.
    fn read_scope(self, scope: &Scope, seen_until: i64, at: i64) -> Result<Marked, StoreError> {
        let mut marked = Marked::default();
        let feeds = self.feeds_of(scope)?;
        let copies = self.copies_of_unread(&feeds, seen_until)?;
        for (feed, unread) in feeds {
            let before = floor(self.tx, self.user.0, feed)?;
            let changed = self.read_feed((feed, unread), false, seen_until, at)?;
            let undo = marked.undo.map_or_else(|| self.new_undo(EntryMark::Read, at), Ok)?;
            let after = floor(self.tx, self.user.0, feed)?.map(|(place, _)| place);
            let sql = "INSERT INTO mark_undo_floors (undo, user, feed, before, at, after) VALUES (?, ?, ?, ?, ?, ?)";
            let (place, since) = before.unzip();
            self.tx.prepare_cached(sql)?.execute(params![undo, self.user.0, feed, place, since, after])?;
            (marked.undo, marked.changed) = (Some(undo), marked.changed + changed);
        }
        self.count_undo(marked)?;
        let with = self.mark_noted(marked.undo, &copies, EntryMark::Read, at)?;
        marked = Marked { undo: with.undo, changed: marked.changed + with.changed };
        Ok(Marked { undo: marked.undo.filter(|_| marked.changed > 0), ..marked })
    }

    pub(super) fn undoable_mark(self, id: i64, now: i64) -> Result<Option<UndoableMark>, StoreError> {
        let sql = "SELECT mark, entries FROM mark_undos WHERE id = ? AND user = ? AND at >= ?";
        let found: Option<(String, i64)> = self
            .tx
            .prepare_cached(sql)?
            .query_row([id, self.user.0, now - UNDOABLE], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.and_then(|(word, entries)| {
            let mark = EntryMark::ALL.into_iter().find(|mark| mark_word(*mark) == word)?;
            Some(UndoableMark { id, mark, entries: entries.unsigned_abs() })
        }))
    }

    fn restore_entries(self, undo: i64, mark: EntryMark, at: i64) -> Result<(), StoreError> {
        let sql = "SELECT entry FROM mark_undo_entries WHERE undo = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let entries = statement.query_map([undo], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let contrary = match mark {
            EntryMark::Read => EntryMark::Unread,
            EntryMark::Unread => EntryMark::Read,
            EntryMark::Starred => EntryMark::Unstarred,
            EntryMark::Unstarred => EntryMark::Starred,
        };
        entries.into_iter().try_for_each(|entry| self.mark_one(entry, contrary, at).map(|_| ()))
    }

    /// Puts floors back that nobody has raised since, and counts anew what lies above them.
    fn restore_floors(self, undo: i64) -> Result<(), StoreError> {
        let sql = "SELECT feed, before, at, after FROM mark_undo_floors m WHERE undo = ? AND EXISTS
                   (SELECT 1 FROM read_floors f WHERE f.user = m.user AND f.feed = m.feed AND f.place = m.after)";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement
            .query_map([undo], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<Vec<(i64, Option<i64>, Option<i64>, i64)>, _>>()?;
        for (feed, before, since, after) in rows {
            self.restore_floor(feed, before.zip(since), after)?;
        }
        Ok(())
    }

    fn restore_floor(self, feed: i64, before: Option<(i64, i64)>, after: i64) -> Result<(), StoreError> {
        let (tx, user, place) = (self.tx, self.user.0, next_place(self.tx)?);
        match before {
            Some((floor, since)) => {
                let sql = "UPDATE read_floors SET place = ?3, at = ?4 WHERE user = ?1 AND feed = ?2";
                tx.prepare_cached(sql)?.execute([user, feed, floor, since])?;
            }
            None => {
                let sql = "DELETE FROM read_floors WHERE user = ? AND feed = ?";
                tx.prepare_cached(sql)?.execute([user, feed])?;
            }
        }
        let floor = before.map_or(-1, |(floor, _)| floor);
        let sql = "INSERT INTO entry_states (user, entry, changed_seq) SELECT user, entry, ?5 FROM unread
                   WHERE user = ?1 AND feed = ?2 AND place > ?3 AND place <= ?4
                   ON CONFLICT DO UPDATE SET changed_seq = excluded.changed_seq";
        tx.prepare_cached(sql)?.execute([user, feed, floor, after, place])?;
        let sql =
            "UPDATE reader_counts SET unread = (SELECT count(*) FROM unread WHERE user = ?1 AND feed = ?2
                   AND place > ?3) WHERE user = ?1 AND feed = ?2";
        tx.prepare_cached(sql)?.execute([user, feed, floor])?;
        Ok(())
    }
}

//! States of entries as they are taken in from another reader or an archive: many at once, each as it was there.

use super::sequence_times::note_time;
use super::unread_rows::{change, next_place};
use super::{Reader, View, counted_feed, sees};
use crate::rows::ms;
use crate::{EntryMark, NOTES, NewNote, Progress, StoreError};
use dateline_model::EntryId;
use jiff::Timestamp;
use rusqlite::params;

/// Longest name and value of a setting of pages.
const PREFERENCE: u32 = 200;

/// What another reader says of an entry; what it does not say is left as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TakenState {
    /// Whether it was read, and when.
    pub read: Option<(bool, Timestamp)>,
    /// Whether it is starred, and since when.
    pub starred: Option<(bool, Timestamp)>,
    /// Labels that it has.
    pub labels: Vec<String>,
    /// Notes, each with when it was made and changed.
    pub notes: Vec<(NewNote, Timestamp, Timestamp)>,
    /// How far its reader came.
    pub progress: Vec<Progress>,
}

/// What changed by taking states in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenCounts {
    /// Marked as read.
    pub read: u64,
    /// Marked as unread.
    pub unread: u64,
    /// Starred.
    pub starred: u64,
    /// Labels given.
    pub labels: u64,
    /// Notes kept.
    pub notes: u64,
    /// Labels and notes that are beyond what a person may have.
    pub beyond: u64,
}

impl std::ops::AddAssign for TakenCounts {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.unread += other.unread;
        self.starred += other.starred;
        self.labels += other.labels;
        self.notes += other.notes;
        self.beyond += other.beyond;
    }
}

impl Reader<'_> {
    /// Takes states in; entries that the reader does not see are passed over, and a note that is there is not made again.
    pub async fn take_in(
        self,
        states: Vec<(EntryId, TakenState)>,
        at: Timestamp,
    ) -> Result<TakenCounts, StoreError> {
        self.write(move |view| {
            note_time(view.tx, ms(at))?;
            let mut counts = TakenCounts::default();
            for (entry, state) in &states {
                counts += view.take_one(*entry, state, at)?;
            }
            Ok(counts)
        })
        .await
    }
}

impl Reader<'_> {
    /// Sets what the person has not set; gives how many that were.
    pub async fn take_preferences(self, values: Vec<(String, String)>) -> Result<u64, StoreError> {
        self.write(move |view| {
            let sql = "INSERT OR IGNORE INTO reader_settings (user, name, value) SELECT ?1, ?2, ?3
                       WHERE length(?2) BETWEEN 1 AND ?4 AND length(?3) BETWEEN 1 AND ?4";
            let mut statement = view.tx.prepare_cached(sql)?;
            let mut set = 0;
            for (name, value) in &values {
                set += statement.execute(params![view.user.0, name, value, PREFERENCE])? as u64;
            }
            Ok(set)
        })
        .await
    }
}

impl View<'_> {
    fn take_one(self, entry: EntryId, state: &TakenState, now: Timestamp) -> Result<TakenCounts, StoreError> {
        let mut counts = TakenCounts::default();
        match state.read {
            Some((true, at)) => {
                counts.read += u64::from(self.mark_one(entry.0, EntryMark::Read, ms(at))?);
                self.note_read(entry, ms(at))?;
            }
            Some((false, _)) => {
                counts.unread += u64::from(self.mark_one(entry.0, EntryMark::Unread, ms(now))?);
            }
            None => {}
        }
        match state.starred {
            Some((true, at)) => {
                counts.starred += u64::from(self.mark_one(entry.0, EntryMark::Starred, ms(at))?);
            }
            Some((false, _)) => drop(self.mark_one(entry.0, EntryMark::Unstarred, ms(now))?),
            None => {}
        }
        for label in &state.labels {
            match self.take_label(entry, label)? {
                Some(given) => counts.labels += u64::from(given),
                None => counts.beyond += 1,
            }
        }
        for (note, made, changed) in &state.notes {
            match self.take_note(entry, note, *made, *changed)? {
                Some(kept) => counts.notes += u64::from(kept),
                None => counts.beyond += 1,
            }
        }
        for progress in &state.progress {
            self.take_progress(entry, progress, now)?;
        }
        Ok(counts)
    }

    /// What a paused feed brings counts as read, and nobody has said when: here it is said.
    fn note_read(self, entry: EntryId, at: i64) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO entry_states (user, entry, read_at, changed_seq)
             SELECT ?1, ?2, ?3, (SELECT last FROM sequence) WHERE {sees}
             AND EXISTS (SELECT 1 FROM subscriptions WHERE user = ?1 AND feed = {feed} AND paused_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM read_floors WHERE user = ?1 AND feed = {feed})
             AND NOT EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND feed = {feed} AND entry = ?2)
             ON CONFLICT DO UPDATE SET read_at = coalesce(read_at, excluded.read_at)",
            sees = sees("?2", "?1"),
            feed = counted_feed("?2", "?1"),
        );
        self.tx.prepare_cached(&sql)?.execute([self.user.0, entry.0, at])?;
        Ok(())
    }

    fn take_label(self, entry: EntryId, name: &str) -> Result<Option<bool>, StoreError> {
        let Some(label) = self.label_of(name)? else { return Ok(None) };
        let sql = format!(
            "INSERT OR IGNORE INTO entry_labels (user, label, entry) SELECT ?1, ?2, ?3 WHERE {}",
            sees("?3", "?1")
        );
        let given = self.tx.prepare_cached(&sql)?.execute([self.user.0, label, entry.0])? > 0;
        if given {
            change(self.tx, self.user.0, entry.0, next_place(self.tx)?)?;
        }
        Ok(Some(given))
    }

    /// Keeps a note as it was; `None` where the entry has as many as it may have.
    fn take_note(
        self,
        entry: EntryId,
        note: &NewNote,
        made: Timestamp,
        changed: Timestamp,
    ) -> Result<Option<bool>, StoreError> {
        let note = note.tidied();
        let (tx, user) = (self.tx, self.user.0);
        let sql = "SELECT 1 FROM notes WHERE user = ? AND entry = ? AND quote = ? AND text = ?";
        let known = tx.prepare_cached(sql)?.exists(params![user, entry.0, note.quote, note.text])?;
        if known || note.quote.is_empty() && note.text.is_empty() {
            return Ok(Some(false));
        }
        let sql = format!(
            "INSERT INTO notes (user, entry, made_at, changed_at, quote, prefix, suffix, text)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE {}
             AND (SELECT count(*) FROM notes WHERE user = ?1 AND entry = ?2) < ?9",
            sees("?2", "?1")
        );
        let values = params![
            user,
            entry.0,
            ms(made),
            ms(changed),
            note.quote,
            note.prefix,
            note.suffix,
            note.text,
            NOTES
        ];
        Ok((tx.prepare_cached(&sql)?.execute(values)? > 0).then_some(true))
    }

    fn take_progress(self, entry: EntryId, progress: &Progress, at: Timestamp) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO progress (user, entry, file, at, position, length, speed) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE {}
             ON CONFLICT DO NOTHING",
            sees("?2", "?1")
        );
        let Progress { file, position, length, speed } = *progress;
        let values = params![self.user.0, entry.0, file, ms(at), position, length, speed];
        self.tx.prepare_cached(&sql)?.execute(values)?;
        Ok(())
    }
}

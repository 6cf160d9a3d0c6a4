//! What has changed for a reader since a place in the sequence: articles that came, that say something else, that were read or
//! starred here or elsewhere.
//! One number answers every "since" of programs that sync.

use super::stream::Range;
use super::{Reader, View};
use crate::StoreError;
use crate::reader::unread_rows::last_place;
use dateline_model::EntryId;
use rusqlite::params;

/// An article that is new or another one for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryChange {
    /// The article.
    pub entry: EntryId,
    /// Place of its latest change in the sequence; several that changed at once share one.
    pub place: i64,
    /// What of it changed since the place that was asked from.
    pub what: ChangeKinds,
}

/// What changed of an article; several may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeKinds {
    /// It came, with one of the reader's feeds.
    pub came: bool,
    /// It says something else, or more or less of it is held.
    pub revised: bool,
    /// It was read, starred, labelled or muted, or no longer is.
    pub marked: bool,
}

/// Changes for the reader of the first parameter at or after the place of the second, some told twice or of articles that the reader
/// does not see.
const CHANGED: &str =
    "SELECT fe.entry, fe.place, 1 AS kind FROM subscriptions su CROSS JOIN feed_entries fe ON fe.feed = su.feed
    WHERE su.user = ?1 AND fe.place >= ?2
    UNION ALL SELECT entry, changed_seq, 3 FROM entry_states WHERE user = ?1 AND changed_seq >= ?2
    UNION ALL SELECT id, changed_seq, 2 FROM entries WHERE changed_seq >= ?2
    UNION ALL SELECT fe.entry, fl.changed_seq, 3 FROM read_floors fl CROSS JOIN feed_entries fe
    ON fe.feed = fl.feed AND fe.place <= fl.place WHERE fl.user = ?1 AND fl.changed_seq >= ?2";

impl Reader<'_> {
    /// The latest place in the sequence: what is asked since it tells of nothing.
    pub async fn place(self) -> Result<i64, StoreError> {
        self.read(|view| Ok(last_place(view.tx)?)).await
    }

    /// Articles that changed after a place, or after an article of it, each once with its latest change, in the order of
    /// (place, article); at most so many.
    pub async fn changes(
        self,
        since: i64,
        after: Option<EntryId>,
        limit: u32,
    ) -> Result<Vec<EntryChange>, StoreError> {
        self.read(move |view| view.changes(since, after, limit)).await
    }
}

impl View<'_> {
    /// See [`Reader::changes`].
    pub(crate) fn changes(
        self,
        since: i64,
        after: Option<EntryId>,
        limit: u32,
    ) -> Result<Vec<EntryChange>, StoreError> {
        let has = |kind: u8| format!("max(kind = {kind} AND (place, entry) > (?2, ?3))");
        let sql = format!(
            "SELECT entry, max(place) AS last, {}, {}, {} FROM ({CHANGED})
           WHERE EXISTS (SELECT 1 FROM feed_entries fe CROSS JOIN subscriptions su ON su.user = ?1 AND su.feed = fe.feed
                         WHERE fe.entry = entry)
              OR EXISTS (SELECT 1 FROM kept_entries k WHERE k.user = ?1 AND k.entry = entry)
           GROUP BY entry HAVING (last, entry) > (?2, ?3) ORDER BY last, entry LIMIT ?4",
            has(1), has(2), has(3)
        );
        let after = after.map_or(i64::MAX, |entry| entry.0);
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.user.0, since, after, limit], |row| {
            let what = ChangeKinds { came: row.get(2)?, revised: row.get(3)?, marked: row.get(4)? };
            Ok(EntryChange { entry: EntryId(row.get(0)?), place: row.get(1)?, what })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Articles that changed after a place, by number, whoever sees them.
    pub(super) fn changed_after(self, place: i64, range: Range) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT DISTINCT entry FROM ({CHANGED})");
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map([self.user.0, place.saturating_add(1)], |row| row.get(0))?;
        let mut numbers = rows.collect::<Result<Vec<i64>, _>>()?;
        numbers.retain(|number| (range.low..=range.high).contains(number));
        numbers.sort_unstable();
        Ok(numbers)
    }
}

//! Searches that a reader keeps, as feeds under a secret address and as alerts. What they find is `search`'s business.

use crate::reader::View;
use crate::rows::ms;
use crate::search::{count_after, latest};
use crate::summaries::summaries;
use crate::{EntrySummary, Reader, Store, StoreError};
use dateline_model::{UserId, make_each_plain};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A search that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Number.
    pub id: i64,
    /// Name that the reader gave it.
    pub name: String,
    /// What is searched for.
    pub query: String,
    /// Secret of the feed's address: 32 hexadecimal digits.
    pub token: String,
    /// Whether the front page tells of new articles.
    pub alert: bool,
    /// Articles found that came since the reader last looked, at most [`ALERTS`]; 0 where no alert is wanted.
    pub new: u32,
}

/// Articles that an alert counts before it says "so many or more".
pub const ALERTS: u32 = 100;
/// Searches that are kept at most.
pub const SAVED: u32 = 200;
/// Longest name, in characters.
const NAME: usize = 80;

impl Reader<'_> {
    /// Keeps a search; `None` where [`SAVED`] are kept already.
    pub async fn save_search(
        self,
        mut name: String,
        mut query: String,
        alert: bool,
        at: Timestamp,
    ) -> Result<Option<SavedSearch>, StoreError> {
        make_each_plain([&mut name, &mut query]);
        self.write(move |view| save(view, &name, &query, alert, at)).await
    }

    /// Searches that are kept, by name.
    pub async fn saved_searches(self) -> Result<Vec<SavedSearch>, StoreError> {
        Ok(self.counted("ORDER BY name COLLATE NOCASE, id", Duration::MAX).await?.0)
    }

    /// Those of them that tell of new articles on the front page, with whether every count is of now. Counts are kept until the store is written; beyond the time that is given,
    /// those that were made longest ago stay as they were for this time. One at least is made anew, so that asking again comes to an end.
    pub async fn alerts_within(self, time: Duration) -> Result<(Vec<SavedSearch>, bool), StoreError> {
        self.counted("AND alert = 1 ORDER BY name COLLATE NOCASE, id", time).await
    }

    async fn counted(
        self,
        clause: &'static str,
        time: Duration,
    ) -> Result<(Vec<SavedSearch>, bool), StoreError> {
        let (counts, written) = (self.store().kept_counts(), self.store().written());
        self.read(move |view| {
            // Asked before the transaction looks at the file for the first time.
            let written = written.load(Ordering::SeqCst);
            let mut all = select(view.tx, &format!("WHERE user = ?1 {clause}"), [view.user.0])?;
            let whole = counts.fill(view, &mut all, written, time)?;
            Ok((all, whole))
        })
        .await
    }

    /// How many searches are kept, and whether one of them is this.
    pub async fn is_saved(self, query: String) -> Result<(u32, bool), StoreError> {
        self.read(move |view| {
            let sql = "SELECT count(*), coalesce(max(query = ?2), 0) FROM searches WHERE user = ?1";
            let found = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok(view.tx.prepare_cached(sql)?.query_row(params![view.user.0, query], found)?)
        })
        .await
    }

    /// The reader has looked: only what comes from now on is new. False where there is no such search.
    pub async fn search_looked_at(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let looked = last_entry(view.tx)?;
            let sql = "UPDATE searches SET looked = ?2 WHERE id = ?1 AND user = ?3";
            Ok(view.tx.prepare_cached(sql)?.execute([id, looked, view.user.0])? > 0)
        })
        .await
    }

    /// Forgets a search; its feed is gone. False where there is none.
    pub async fn forget_search(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let sql = "DELETE FROM searches WHERE id = ? AND user = ?";
            Ok(view.tx.prepare_cached(sql)?.execute([id, view.user.0])? > 0)
        })
        .await
    }
}

impl Store {
    /// The search of a secret with the latest articles that it finds for whoever keeps it, latest first.
    pub async fn searched_by(
        &self,
        token: String,
        limit: u32,
    ) -> Result<Option<(SavedSearch, Vec<EntrySummary>)>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT user FROM searches WHERE token = ?";
            let user = tx.prepare_cached(sql)?.query_row([&token], |row| row.get(0)).optional()?;
            let Some(saved) = select(tx, "WHERE token = ?1", [&token])?.pop() else { return Ok(None) };
            let view = View { tx, user: UserId(user.unwrap_or_default()) };
            let ids = latest(view, &view.query(&saved.query)?, limit as usize)?;
            Ok(Some((saved, summaries(view, &ids)?)))
        })
        .await
    }
}

fn save(
    view: View<'_>,
    name: &str,
    query: &str,
    alert: bool,
    at: Timestamp,
) -> Result<Option<SavedSearch>, StoreError> {
    let tx = view.tx;
    let sql = "SELECT count(*) FROM searches WHERE user = ?";
    let kept: u32 = tx.query_row(sql, [view.user.0], |row| row.get(0))?;
    if kept >= SAVED || query.trim().is_empty() {
        return Ok(None);
    }
    let name = if name.trim().is_empty() { query } else { name };
    let name: String = name.trim().chars().take(NAME).collect();
    // SQLite's own generator, seeded by the system.
    let sql = "INSERT INTO searches (user, at, name, query, token, alert, looked)
               VALUES (?, ?, ?, ?, lower(hex(randomblob(16))), ?, ?)";
    tx.prepare_cached(sql)?.execute(params![
        view.user.0,
        ms(at),
        name,
        query.trim(),
        alert,
        last_entry(tx)?
    ])?;
    Ok(select(tx, "WHERE id = ?1", [tx.last_insert_rowid()])?.pop())
}

fn last_entry(tx: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) FROM entries";
    Ok(tx.prepare_cached(sql)?.query_row((), |row| row.get(0))?)
}

/// What searches were last seen to find. A count costs up to some 10 ms, and 200 of them are too many for one page.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<HashMap<i64, Count>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Count {
    new: u32,
    /// The article that was the last when the reader looked.
    looked: i64,
    /// How often the store had been written.
    written: u64,
}

impl Counts {
    /// Gives each search that alerts its count, oldest counts made anew for as long as there is time; whether all are of now.
    fn fill(
        &self,
        view: View<'_>,
        all: &mut [SavedSearch],
        written: u64,
        time: Duration,
    ) -> Result<bool, StoreError> {
        let begun = Instant::now();
        let mut stale = Vec::new();
        for saved in all.iter_mut().filter(|saved| saved.alert) {
            let looked: i64 = view
                .tx
                .prepare_cached("SELECT looked FROM searches WHERE id = ?")?
                .query_row([saved.id], |row| row.get(0))?;
            // A count from before the reader last looked is none.
            let kept = self.of(saved.id).filter(|count| count.looked == looked);
            saved.new = kept.map_or(0, |count| count.new);
            if kept.is_none_or(|count| count.written < written) {
                stale.push((kept.map_or(0, |count| count.written), looked, saved));
            }
        }
        stale.sort_by_key(|(made, ..)| *made);
        let mut left = stale.len();
        for (_, looked, saved) in stale {
            let new = count_after(view, &view.query(&saved.query)?, looked, ALERTS)?;
            self.keep(saved.id, Count { new, looked, written });
            saved.new = new;
            left -= 1;
            if begun.elapsed() >= time {
                break;
            }
        }
        Ok(left == 0)
    }

    fn of(&self, id: i64) -> Option<Count> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }

    fn keep(&self, id: i64, count: Count) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Forgotten searches leave theirs behind; numbers are not given twice.
        if counts.len() >= 2 * SAVED as usize {
            counts.clear();
        }
        counts.insert(id, count);
    }
}

/// Number, name and words of every search that a reader keeps.
pub(crate) fn queries(view: View<'_>) -> Result<Vec<(i64, String, String)>, StoreError> {
    let all = select(view.tx, "WHERE user = ?1 ORDER BY id", [view.user.0])?;
    Ok(all.into_iter().map(|saved| (saved.id, saved.name, saved.query)).collect())
}

fn select(
    tx: &Connection,
    clause: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<SavedSearch>, StoreError> {
    let sql = format!("SELECT id, name, query, token, alert FROM searches {clause}");
    let rows = tx.prepare_cached(&sql)?.query_map(values, saved)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn saved(row: &Row<'_>) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch {
        id: row.get(0)?,
        name: row.get(1)?,
        query: row.get(2)?,
        token: row.get(3)?,
        alert: row.get(4)?,
        new: 0,
    })
}

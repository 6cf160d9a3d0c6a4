//! Searches that a reader keeps, as feeds under a secret address and as alerts. What they find is `search`'s business.

use crate::lists::summaries;
use crate::query::Query;
use crate::rows::ms;
use crate::search::{count_after, latest};
use crate::{EntrySummary, Store, StoreError};
use dateline_model::make_each_plain;
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

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

impl Store {
    /// Keeps a search; `None` where [`SAVED`] are kept already.
    pub async fn save_search(
        &self,
        mut name: String,
        mut query: String,
        alert: bool,
        at: Timestamp,
    ) -> Result<Option<SavedSearch>, StoreError> {
        make_each_plain([&mut name, &mut query]);
        self.write(move |tx| save(tx, &name, &query, alert, at)).await
    }

    /// Searches that are kept, by name.
    pub async fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        self.read(|tx| counted(tx, select(tx, "ORDER BY name COLLATE NOCASE, id", ())?)).await
    }

    /// Those of them that tell of new articles on the front page.
    pub async fn alerts(&self) -> Result<Vec<SavedSearch>, StoreError> {
        self.read(|tx| counted(tx, select(tx, "WHERE alert = 1 ORDER BY name COLLATE NOCASE, id", ())?)).await
    }

    /// The search of a secret with the latest articles that it finds, latest first.
    pub async fn searched_by(
        &self,
        token: String,
        limit: u32,
    ) -> Result<Option<(SavedSearch, Vec<EntrySummary>)>, StoreError> {
        self.read(move |tx| {
            let Some(saved) = select(tx, "WHERE token = ?1", [token])?.pop() else { return Ok(None) };
            let ids = latest(tx, &Query::parse(&saved.query), limit as usize)?;
            Ok(Some((saved, summaries(tx, &ids)?)))
        })
        .await
    }

    /// The reader has looked: only what comes from now on is new. False where there is no such search.
    pub async fn search_looked_at(&self, id: i64) -> Result<bool, StoreError> {
        self.write(move |tx| {
            let looked = last_entry(tx)?;
            let sql = "UPDATE searches SET looked = ?2 WHERE id = ?1";
            Ok(tx.prepare_cached(sql)?.execute([id, looked])? > 0)
        })
        .await
    }

    /// Forgets a search; its feed is gone. False where there is none.
    pub async fn forget_search(&self, id: i64) -> Result<bool, StoreError> {
        self.write(move |tx| Ok(tx.prepare_cached("DELETE FROM searches WHERE id = ?")?.execute([id])? > 0))
            .await
    }
}

fn save(
    tx: &Connection,
    name: &str,
    query: &str,
    alert: bool,
    at: Timestamp,
) -> Result<Option<SavedSearch>, StoreError> {
    let kept: u32 = tx.query_row("SELECT count(*) FROM searches", (), |row| row.get(0))?;
    if kept >= SAVED || query.trim().is_empty() {
        return Ok(None);
    }
    let name = if name.trim().is_empty() { query } else { name };
    let name: String = name.trim().chars().take(NAME).collect();
    // SQLite's own generator, seeded by the system.
    let sql = "INSERT INTO searches (at, name, query, token, alert, looked)
               VALUES (?, ?, ?, lower(hex(randomblob(16))), ?, ?)";
    tx.prepare_cached(sql)?.execute(params![ms(at), name, query.trim(), alert, last_entry(tx)?])?;
    Ok(select(tx, "WHERE id = ?1", [tx.last_insert_rowid()])?.pop())
}

fn last_entry(tx: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) FROM entries";
    Ok(tx.prepare_cached(sql)?.query_row((), |row| row.get(0))?)
}

fn counted(tx: &Connection, mut all: Vec<SavedSearch>) -> Result<Vec<SavedSearch>, StoreError> {
    for saved in all.iter_mut().filter(|saved| saved.alert) {
        let looked: i64 = tx
            .prepare_cached("SELECT looked FROM searches WHERE id = ?")?
            .query_row([saved.id], |row| row.get(0))?;
        saved.new = count_after(tx, &Query::parse(&saved.query), looked, ALERTS)?;
    }
    Ok(all)
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

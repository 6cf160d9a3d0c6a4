//! What a feed changes of an article: everything that is still the feed's follows it.

use super::{measure, sort_again, write_facts};
use crate::record::date_text;
use crate::rows::ms;
use crate::word_segmentation::cut;
use crate::{EntryCommit, EntryFacts, KeptChanges, Store, StoreError, history, record};
use dateline_model::{Date, EntryId, WebUrl};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Headlines after which a page is not asked for again: a publisher that tries out headlines is not called at each trial.
const RETITLINGS: i64 = 5;

impl Store {
    /// Writes how entries changed before they came here.
    pub async fn take_changes(&self, taken: Vec<(EntryId, KeptChanges)>) -> Result<(), StoreError> {
        self.write(move |tx| {
            for (id, changes) in &taken {
                let sql = "UPDATE entries SET retitled = ?2, revised = ?3 WHERE id = ?1";
                let values = params![id.0, changes.retitled, changes.revised.map(ms)];
                tx.prepare_cached(sql)?.execute(values)?;
                history::take(tx, *id, &changes.versions)?;
                measure(tx, id.0)?;
            }
            Ok(())
        })
        .await
    }
}

/// A changed entry keeps its number, story and marks; what is replaced is remembered. What the page said better stays; what
/// the feed said before gives way to what it says now.
pub(super) fn change_entry(tx: &Connection, at: Timestamp, entry: &EntryCommit) -> Result<(), StoreError> {
    let (id, facts) = (entry.id.0, &entry.facts);
    let before = record::facts(tx, entry.id)?;
    change_columns(tx, id, facts, before.as_ref())?;
    let old: String = tx.query_row("SELECT title FROM entries WHERE id = ?", [id], |row| row.get(0))?;
    let changed = history::remember(tx, at, entry, before.as_ref(), &old)?;
    if changed.retitled {
        tx.prepare_cached("UPDATE entries SET title = ?, retitled = 1 WHERE id = ?")?
            .execute(params![facts.title, id])?;
        tx.prepare_cached("UPDATE texts SET title = ? WHERE entry = ?")?
            .execute(params![cut(&facts.title), id])?;
    }
    let sql = "UPDATE entries SET updated = ?, hash = ?, page_wanted = max(page_wanted, ? AND
               (SELECT count(*) FROM versions v WHERE v.entry = entries.id AND v.title IS NOT NULL) <= ?),
               revised = coalesce(?, revised) WHERE id = ?";
    tx.prepare_cached(sql)?.execute(params![
        ms(at),
        facts.key.hash,
        entry.page_wanted,
        RETITLINGS,
        changed.material.then(|| ms(at)),
        id
    ])?;
    if let Some(before) = &before {
        correct_reading(tx, id, before, facts)?;
    }
    write_facts(tx, entry.id, facts)
}

/// Address, summary, date and picture, each where what is shown is still the feed's.
fn change_columns(
    tx: &Connection,
    id: i64,
    facts: &EntryFacts,
    before: Option<&EntryFacts>,
) -> Result<(), StoreError> {
    let text = |at: Option<Timestamp>| at.map(|at| date_text(Date::Instant { at, offset: 0 }));
    let (published, image) = (text(facts.published), facts.image.as_ref().map(WebUrl::as_str));
    let sql = "UPDATE entries SET url = coalesce(?2, url),
               standfirst = CASE WHEN ?3 IS NOT NULL AND standfirst IS ?4 THEN ?3 ELSE standfirst END,
               published = CASE WHEN ?5 IS NOT NULL AND published_text IS ?6 THEN ?7 ELSE published END,
               published_text = CASE WHEN ?5 IS NOT NULL AND published_text IS ?6 THEN ?5 ELSE published_text END,
               image = CASE WHEN ?8 IS NOT NULL AND image IS ?9 THEN ?8 ELSE image END WHERE id = ?1";
    tx.prepare_cached(sql)?.execute(params![
        id,
        facts.url.as_ref().map(WebUrl::as_str),
        facts.summary,
        before.and_then(|facts| facts.summary.as_deref()),
        published,
        text(before.and_then(|facts| facts.published)),
        facts.published.map(ms),
        image,
        before.and_then(|facts| facts.image.as_ref()).map(WebUrl::as_str),
    ])?;
    sort_again(tx, EntryId(id))
}

/// Authors, teaser and date within the reading that is shown, where they are still the feed's.
fn correct_reading(
    tx: &Connection,
    id: i64,
    before: &EntryFacts,
    now: &EntryFacts,
) -> Result<(), StoreError> {
    let authors = (serde_json::to_string(&before.authors)?, serde_json::to_string(&now.authors)?);
    let teaser = (serde_json::to_string(&before.summary)?, serde_json::to_string(&now.summary)?);
    let text = |facts: &EntryFacts| facts.published.map(|at| date_text(Date::Instant { at, offset: 0 }));
    let date = (serde_json::to_string(&text(before))?, serde_json::to_string(&text(now).or(text(before)))?);
    let fields =
        [("$.article.bylines", authors), ("$.article.standfirst", teaser), ("$.article.published", date)];
    for (path, (old, new)) in fields {
        if old != new {
            let sql = "UPDATE readings SET reading = json_set(reading, ?2, json(?4)) WHERE entry = ?1 AND reading -> ?2 = ?3";
            tx.prepare_cached(sql)?.execute(params![id, path, old, new])?;
        }
    }
    Ok(())
}

//! What a feed changes of an article: everything that is still the feed's follows it.

use super::{sort_again, write_facts};
use crate::record::date_text;
use crate::rows::ms;
use crate::segment::cut;
use crate::{EntryCommit, EntryFacts, StoreError, polls};
use dateline_model::{Date, EntryId, WebUrl};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Headlines after which a page is not asked for again: a publisher that tries out headlines is not called at each trial.
const RETITLINGS: i64 = 5;

/// Earlier headlines of an article that are remembered, the latest; more than [`RETITLINGS`].
const TITLES_KEPT: i64 = 20;

/// A changed entry keeps its number, story and marks; a replaced headline is remembered. What the page said better stays; what
/// the feed said before gives way to what it says now.
pub(super) fn change_entry(tx: &Connection, at: Timestamp, entry: &EntryCommit) -> Result<(), StoreError> {
    let (id, facts) = (entry.id.0, &entry.facts);
    let before = polls::facts(tx, entry.id)?;
    change_columns(tx, id, facts, before.as_ref())?;
    let old: String = tx.query_row("SELECT title FROM entries WHERE id = ?", [id], |row| row.get(0))?;
    if old != facts.title && !facts.title.is_empty() {
        let sql = "INSERT INTO titles (entry, title, until) VALUES (?, ?, ?)";
        tx.prepare_cached(sql)?.execute(params![id, old, ms(at)])?;
        let sql = "DELETE FROM titles WHERE entry = ?1 AND rowid NOT IN
                   (SELECT rowid FROM titles WHERE entry = ?1 ORDER BY until DESC, rowid DESC LIMIT ?2)";
        tx.prepare_cached(sql)?.execute([id, TITLES_KEPT])?;
        tx.prepare_cached("UPDATE entries SET title = ?, retitled = 1 WHERE id = ?")?
            .execute(params![facts.title, id])?;
        tx.prepare_cached("UPDATE texts SET title = ? WHERE entry = ?")?
            .execute(params![cut(&facts.title), id])?;
    }
    let sql = "UPDATE entries SET updated = ?, hash = ?, page_wanted = max(page_wanted, ? AND
               (SELECT count(*) FROM titles t WHERE t.entry = entries.id) <= ?) WHERE id = ?";
    tx.prepare_cached(sql)?.execute(params![ms(at), facts.key.hash, entry.page_wanted, RETITLINGS, id])?;
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

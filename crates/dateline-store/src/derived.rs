//! What is derived from the articles (full-text index, sections, sizes, the rows of stories): building it anew, and knowing
//! when that must be. What earlier versions stored less carefully is mended first.

mod keys;
mod texts;

use crate::entries::measure;
use crate::filter_terms::index_terms;
use crate::reader::unread_rows;
use crate::word_segmentation::cut;
use crate::{EntryFacts, Section, StoreError, fts_optimize, record, section_classifier, settings, stories};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// Counts the ways in which articles were cut, marked and filed; a store that was derived in another way is derived anew
/// when it is opened.
const DERIVED: &str = "5";
/// Name of the setting that holds it.
const SETTING: &str = "derived.version";

/// Derives anew where that must be. A store without articles needs nothing.
pub(crate) fn bring_up(connection: &mut Connection) -> Result<(), StoreError> {
    if settings::get(connection, SETTING)?.as_deref() == Some(DERIVED) {
        return Ok(());
    }
    let tx = connection.transaction()?;
    if tx.query_row("SELECT 1 FROM entries LIMIT 1", (), |_| Ok(())).optional()?.is_some() {
        tracing::warn!("the index is built anew from the articles; a large store takes minutes");
        rebuild(&tx)?;
    }
    settings::set(&tx, SETTING, Some(DERIVED))?;
    tx.commit()?;
    Ok(())
}

/// Builds everything anew.
pub(crate) fn rebuild(tx: &Connection) -> Result<(), StoreError> {
    texts::make_plain(tx)?;
    keys::fill(tx)?;
    file(tx)?;
    let sql = "UPDATE texts SET standfirst = '', body = '' WHERE (standfirst <> '' OR body <> '')
               AND entry IN (SELECT id FROM entries WHERE withdrawn_at IS NOT NULL)";
    tx.execute(sql, ())?;
    tx.execute("INSERT INTO search (search) VALUES ('rebuild')", ())?;
    fts_optimize::forget(tx)?;
    unread_rows::recount(tx)?;
    let sql = "UPDATE entries SET story = (SELECT c.story FROM changes c WHERE c.entry = entries.id
               ORDER BY c.seq DESC LIMIT 1)";
    tx.execute(sql, ())?;
    tx.execute("DELETE FROM stories", ())?;
    let mut statement = tx.prepare("SELECT DISTINCT story FROM entries WHERE story IS NOT NULL")?;
    let numbers = statement.query_map((), |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    numbers.into_iter().try_for_each(|story| stories::refresh(tx, story))
}

/// Articles that are read at once.
const AT_ONCE: i64 = 1_000;

/// Section, index terms and size of every article.
fn file(tx: &Connection) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let sql = "SELECT e.id, e.publisher, e.publisher_host, e.language, e.standfirst, f.facts, r.reading FROM entries e
                   LEFT JOIN facts f ON f.entry = e.id LEFT JOIN readings r ON r.entry = e.id
                   WHERE e.id > ? ORDER BY e.id LIMIT ?";
        let some = tx
            .prepare_cached(sql)?
            .query_map([after, AT_ONCE], filed)?
            .collect::<Result<Vec<_>, rusqlite::Error>>()?;
        let Some(last) = some.last() else { return Ok(()) };
        after = last.id;
        for one in some {
            one.write(tx)?;
        }
    }
}

struct Filed {
    id: i64,
    terms: String,
    standfirst: Option<String>,
    facts: Option<String>,
    reading: Option<String>,
}

fn filed(row: &Row<'_>) -> rusqlite::Result<Filed> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    let (publisher, host, language) = (text(1)?, text(2)?, text(3)?);
    Ok(Filed {
        id: row.get(0)?,
        terms: index_terms(publisher.as_deref(), host.as_deref(), language.as_deref()),
        standfirst: text(4)?,
        facts: text(5)?,
        reading: text(6)?,
    })
}

impl Filed {
    fn make_plain(&mut self, tx: &Connection) -> Result<(), StoreError> {
        if let Some(plain) = self.facts.as_deref().and_then(texts::plain_facts) {
            tx.prepare_cached("UPDATE facts SET facts = ? WHERE entry = ?")?
                .execute(params![plain, self.id])?;
            self.facts = Some(plain);
        }
        if let Some(plain) = self.reading.as_deref().and_then(texts::plain_reading) {
            let sql = "UPDATE readings SET reading = ? WHERE entry = ?";
            tx.prepare_cached(sql)?.execute(params![plain, self.id])?;
            self.reading = Some(plain);
        }
        Ok(())
    }

    fn write(mut self, tx: &Connection) -> Result<(), StoreError> {
        self.make_plain(tx)?;
        let facts = self.facts.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let facts = facts.map(|row: record::FactsRow| EntryFacts::from(row));
        let reading = self.reading.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let said = reading.and_then(|row: record::ReadingRow| row.section());
        let section =
            section_classifier::of_facts(facts.as_ref(), said.as_deref(), self.standfirst.as_deref());
        let sql = "UPDATE entries SET section = ? WHERE id = ?";
        tx.prepare_cached(sql)?.execute(params![section.map(Section::word), self.id])?;
        tx.prepare_cached("UPDATE texts SET publisher = ? WHERE entry = ?")?
            .execute(params![cut(&self.terms), self.id])?;
        measure(tx, self.id)
    }
}

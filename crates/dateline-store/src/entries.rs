//! Writing entries, readings and their places among the stories; always part of a larger transaction.

mod change;

use crate::filter_terms::index_terms;
use crate::reader::unread_rows;
use crate::record::{FactsRow, PageHead, ReadingRow, blocks_to, date_text, pack};
use crate::rows::{ms, url};
use crate::sightings::{last_seen, sight, write_address};
use crate::stories::Stale;
use crate::story_doc::{sorted_at, untitled};
use crate::word_segmentation::{cut, words};
use crate::{
    EntryCommit, EntryFacts, ReadingCommit, Section, Store, StoreError, corrections, media_kind::medium,
    second_reading, section_classifier,
};
use change::change_entry;
use dateline_model::WebUrl;
use dateline_model::{Article, Change, CopyLink, Date, EntryId, FeedId, Medium, Placement, Why};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

impl Store {
    /// Commits one reading with its place among the stories: after it, the entry no longer wants its page.
    pub async fn commit_reading(&self, mut reading: ReadingCommit) -> Result<(), StoreError> {
        reading.make_plain();
        self.write(move |tx| {
            let mut stale = Stale::default();
            write_reading(tx, &reading, false, &mut stale)?;
            unread_rows::touch(tx, reading.entry.0)?;
            stale.refresh(tx)
        })
        .await
    }

    /// Gives up on pages that are not to be fetched after all; what is held of the articles stays.
    pub async fn forgo_pages(&self, entries: Vec<EntryId>) -> Result<(), StoreError> {
        self.write(move |tx| {
            for entry in entries {
                tx.prepare_cached("UPDATE entries SET page_wanted = 0 WHERE id = ?")?.execute([entry.0])?;
            }
            Ok(())
        })
        .await
    }
}

/// What came of writing an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    New,
    Changed,
    Sighted,
}

/// Writes what a feed says of an entry: a new one, a changed one, or one that this feed brings as well.
pub(crate) fn write_entry(
    tx: &Connection,
    feed: FeedId,
    at: Timestamp,
    entry: &EntryCommit,
    stale: &mut Stale,
) -> Result<Written, StoreError> {
    let id = entry.id.0;
    let exists = tx.prepare_cached("SELECT 1 FROM entries WHERE id = ?")?.exists([id])?;
    let key = &entry.facts.key;
    let here = last_seen(tx, feed, id, key.guid.as_deref(), ms(at))?;
    let written = match (exists, here) {
        (false, _) => insert_entry(tx, feed, at, entry).map(|()| Written::New)?,
        (true, Some(last)) if last.differs(key) => change_entry(tx, at, entry).map(|()| Written::Changed)?,
        (true, _) => Written::Sighted,
    };
    sight(tx, feed, at, entry)?;
    let came = match written {
        Written::New => unread_rows::arrive(tx, feed.0, id).map(|()| true)?,
        Written::Changed | Written::Sighted => unread_rows::sight(tx, feed.0, id)?,
    };
    if came {
        stale.came(entry.id, ms(at));
    } else if written == Written::Changed {
        stale.changed(entry.id, ms(at));
    }
    // What has only just come is new anyway.
    if written == Written::Changed || written == Written::Sighted && entry.reading.is_some() {
        unread_rows::touch(tx, id)?;
    }
    if let Some(reading) = &entry.reading {
        write_reading(tx, reading, entry.page_wanted, stale)?;
    }
    if let Some(other) = &entry.other {
        second_reading::write(tx, entry.id, other)?;
        measure(tx, entry.id.0)?;
    }
    Ok(written)
}

fn insert_entry(tx: &Connection, feed: FeedId, at: Timestamp, entry: &EntryCommit) -> Result<(), StoreError> {
    let facts = &entry.facts;
    let published = facts.published.map(|at| Date::Instant { at, offset: 0 });
    let sql =
        "INSERT INTO entries (id, url, title, standfirst, publisher, publisher_host, language, published,
               published_text, sorted_at, seen, hash, image, page_wanted, private_of)
               VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,(SELECT private_of FROM feeds WHERE id = ?))";
    tx.prepare_cached(sql)?.execute(params![
        entry.id.0,
        facts.url.as_ref().map(WebUrl::as_str),
        facts.title,
        facts.summary,
        facts.publisher,
        facts.publisher_host,
        facts.language,
        published.map(|date| ms(date.approximate())),
        published.map(date_text),
        ms(sorted_at(published, at)),
        ms(at),
        facts.key.hash,
        facts.image.as_ref().map(WebUrl::as_str),
        entry.page_wanted,
        feed.0,
    ])?;
    write_facts(tx, entry.id, facts)?;
    // A reading writes the rest, with what the feed says beside its own.
    if entry.reading.is_some() {
        return Ok(());
    }
    let standfirst = facts.summary.as_deref();
    let terms =
        index_terms(facts.publisher.as_deref(), facts.publisher_host.as_deref(), facts.language.as_deref());
    file_under(
        tx,
        entry.id,
        section_classifier::of_facts(Some(facts), None, standfirst),
        medium(facts, None),
    )?;
    write_text(tx, entry.id, &facts.title, standfirst.unwrap_or_default(), "", &terms)?;
    measure(tx, entry.id.0)
}

/// Writes an article's section, and what it is where it is none.
fn file_under(
    tx: &Connection,
    id: EntryId,
    section: Option<Section>,
    medium: Option<Medium>,
) -> Result<(), StoreError> {
    let sql = "UPDATE entries SET section = ?, medium = ? WHERE id = ?";
    let words = params![section.map(Section::word), medium.map(Medium::as_str), id.0];
    tx.prepare_cached(sql)?.execute(words)?;
    Ok(())
}

/// Writes the bytes that an article takes.
pub(crate) fn measure(tx: &Connection, id: i64) -> Result<(), StoreError> {
    let sql = "UPDATE entries SET bytes =
               coalesce((SELECT octet_length(title) + octet_length(standfirst) + octet_length(body) FROM texts WHERE entry = ?1), 0)
               + coalesce((SELECT octet_length(blocks) FROM bodies WHERE entry = ?1), 0)
               + coalesce((SELECT octet_length(reading) FROM readings WHERE entry = ?1), 0)
               + coalesce((SELECT octet_length(reading) + octet_length(blocks) FROM other_readings WHERE entry = ?1), 0)
               + coalesce((SELECT sum(coalesce(octet_length(text), 0) + 200) FROM versions WHERE entry = ?1), 0)
               + coalesce((SELECT octet_length(facts) FROM facts WHERE entry = ?1), 0) WHERE id = ?1";
    tx.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

fn write_facts(tx: &Connection, id: EntryId, facts: &EntryFacts) -> Result<(), StoreError> {
    let row = serde_json::to_string(&FactsRow::from(facts))?;
    let sql =
        "INSERT INTO facts (entry, facts) VALUES (?, ?) ON CONFLICT DO UPDATE SET facts = excluded.facts";
    tx.prepare_cached(sql)?.execute(params![id.0, row])?;
    Ok(())
}

/// Writes a reading, its blocks, its searchable text, its page and its place. `waits`: its page is wanted all the same.
pub(crate) fn write_reading(
    tx: &Connection,
    commit: &ReadingCommit,
    waits: bool,
    stale: &mut Stale,
) -> Result<(), StoreError> {
    let (id, reading) = (commit.entry, &commit.reading);
    stale.changed(id, ms(commit.at));
    let none = Article::default();
    let article = reading.article.as_ref().unwrap_or(&none);
    let row = serde_json::to_string(&ReadingRow::from(reading))?;
    let sql = "INSERT INTO readings (entry, at, source, reading) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
               SET at = excluded.at, source = excluded.source, reading = excluded.reading";
    tx.prepare_cached(sql)?.execute(params![id.0, ms(commit.at), commit.source.as_str(), row])?;
    let sql =
        "INSERT INTO bodies (entry, blocks) VALUES (?, ?) ON CONFLICT DO UPDATE SET blocks = excluded.blocks";
    tx.prepare_cached(sql)?.execute(params![id.0, blocks_to(&article.blocks)?])?;
    second_reading::settle(tx, id, commit.source)?;
    if let Some(other) = &commit.other {
        second_reading::write(tx, id, other)?;
    }
    let body = article.text();
    write_columns(tx, commit, article, (words(&body), waits))?;
    let shown = shown(tx, id)?;
    let section = section_classifier::of_facts(
        shown.facts.as_ref(),
        article.section.as_deref(),
        Some(&shown.standfirst),
    );
    let medium = shown.facts.as_ref().and_then(|facts| medium(facts, Some(reading)));
    file_under(tx, id, section, medium)?;
    let (standfirst, body) =
        if shown.withdrawn { ("", "") } else { (shown.standfirst.as_str(), body.as_str()) };
    write_text(tx, id, &shown.title, standfirst, body, &shown.terms)?;
    measure(tx, id.0)?;
    let own = shown.facts.as_ref().is_none_or(|facts| facts.key.own);
    if let Some(url) = article.canonical_url.as_ref().filter(|_| own) {
        write_address(tx, id, &url.key(), true)?;
    }
    if let Some(page) = &commit.page {
        let head = serde_json::to_string(&PageHead::from(page))?;
        let sql = "INSERT OR REPLACE INTO pages (entry, head, body, fetched_at) VALUES (?, ?, ?, ?)";
        tx.prepare_cached(sql)?.execute(params![id.0, head, pack(&page.body)?, ms(page.fetched_at)])?;
    }
    match &commit.change {
        Some(change) => {
            place(tx, change, stale)?;
            corrections::follow(tx, id, &commit.reader_placements)
        }
        None => stale.note_entry(tx, id),
    }
}

/// What is shown of an article, and what it is found by.
struct Shown {
    title: String,
    standfirst: String,
    terms: String,
    withdrawn: bool,
    facts: Option<EntryFacts>,
}

fn shown(tx: &Connection, id: EntryId) -> rusqlite::Result<Shown> {
    let sql =
        "SELECT e.title, coalesce(e.standfirst, ''), e.publisher, e.publisher_host, e.language, f.facts,
               e.withdrawn_at IS NOT NULL FROM entries e LEFT JOIN facts f ON f.entry = e.id WHERE e.id = ?";
    tx.prepare_cached(sql)?.query_row([id.0], |row| {
        let text = |at: usize| row.get::<_, Option<String>>(at);
        let (publisher, host, language, facts) = (text(2)?, text(3)?, text(4)?, text(5)?);
        Ok(Shown {
            title: row.get(0)?,
            standfirst: row.get(1)?,
            terms: index_terms(publisher.as_deref(), host.as_deref(), language.as_deref()),
            withdrawn: row.get(6)?,
            facts: facts.and_then(|text| serde_json::from_str::<FactsRow>(&text).ok()).map(EntryFacts::from),
        })
    })
}

/// The feed's word gives way to the page's where the page has one; the headline stays the feed's, which is never
/// "Subscribe to read on".
fn write_columns(
    tx: &Connection,
    commit: &ReadingCommit,
    article: &Article,
    (words, waits): (u32, bool),
) -> Result<(), StoreError> {
    let verdict = &commit.reading.verdict;
    let reasons: Vec<&str> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    let image = article.image.as_ref();
    let publisher = article.publisher.as_ref();
    let gone = verdict.reasons.contains(&dateline_model::Reason::Gone);
    let sql = "UPDATE entries SET holding = ?2, reasons = ?3, words = ?18,
        page_wanted = page_wanted AND (?4 OR (page_due IS NOT NULL AND page_due > ?17)),
        page_tries = CASE WHEN ?2 = 'none' THEN page_tries ELSE 0 END,
        title = CASE WHEN title IN ('', ?19) THEN coalesce(?5, title) ELSE title END,
        standfirst = coalesce(?6, standfirst), publisher = coalesce(?7, publisher),
        publisher_host = coalesce(?8, publisher_host), agency = ?9, language = coalesce(?10, language),
        published = coalesce(?11, published), published_text = coalesce(?12, published_text),
        image = coalesce(?13, image),
        image_credit = CASE WHEN ?13 IS NULL THEN image_credit ELSE ?14 END,
        image_alt = CASE WHEN ?13 IS NULL THEN image_alt ELSE ?15 END,
        withdrawn_at = CASE WHEN ?16 THEN coalesce(withdrawn_at, ?17) END
        WHERE id = ?1";
    let changed = tx.prepare_cached(sql)?.execute(params![
        commit.entry.0,
        verdict.holding.as_str(),
        reasons.join(" "),
        waits,
        article.title,
        article.standfirst.as_ref().filter(|text| !text.is_empty()),
        publisher.map(|publisher| &publisher.name),
        publisher.and_then(|publisher| publisher.host.as_ref()),
        article.agency,
        article.language,
        article.published.map(|date| ms(date.approximate())),
        article.published.map(date_text),
        image.map(|image| image.url.as_str()),
        image.and_then(|image| image.credit.as_ref()),
        image.and_then(|image| image.alt.as_ref()),
        gone,
        ms(commit.at),
        words,
        nameless(tx, commit.entry)?,
    ])?;
    if changed == 0 {
        return Err(StoreError::Missing { what: "article", id: commit.entry.0 });
    }
    sort_again(tx, commit.entry)
}

/// What an article is called where its feed gives neither headline nor text: the page's headline is better.
fn nameless(tx: &Connection, id: EntryId) -> Result<String, StoreError> {
    let sql = "SELECT url FROM entries WHERE id = ?";
    let address = tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?.flatten();
    Ok(untitled(url(address).as_ref()))
}

fn sort_again(tx: &Connection, id: EntryId) -> Result<(), StoreError> {
    let sql = "SELECT sorted_at, CASE WHEN published IS NULL OR published > seen THEN seen ELSE published END
               FROM entries WHERE id = ?";
    let (before, after): (i64, i64) =
        tx.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if before != after {
        unread_rows::resort(tx, id.0, before, after)?;
        tx.prepare_cached("UPDATE entries SET sorted_at = ? WHERE id = ?")?.execute([after, id.0])?;
    }
    Ok(())
}

fn write_text(
    tx: &Connection,
    id: EntryId,
    title: &str,
    standfirst: &str,
    body: &str,
    terms: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO texts (entry, title, standfirst, body, publisher) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET title = excluded.title, standfirst = excluded.standfirst,
               body = excluded.body, publisher = excluded.publisher";
    tx.prepare_cached(sql)?.execute(params![id.0, cut(title), cut(standfirst), cut(body), cut(terms)])?;
    Ok(())
}

/// Writes a placement into the log and the derived tables.
fn place(tx: &Connection, change: &Change, stale: &mut Stale) -> Result<(), StoreError> {
    let (joined, why) = match &change.placement {
        Placement::New(_) => (false, None),
        Placement::Join(_, why) => (true, Some(why)),
    };
    let (entry, story) = (change.entry.0, change.placement.story().0);
    let copy = change.copy.as_ref();
    let sql = "INSERT INTO changes (entry, story, joined, score, threshold, terms, hours, copy_of, copy_share, copy_kind,
               time) VALUES (?,?,?,?,?,?,?,?,?,?,?)";
    tx.prepare_cached(sql)?.execute(params![
        entry,
        story,
        joined,
        why.map(|why| why.score),
        why.map(|why| why.threshold),
        why.map(terms),
        why.and_then(|why| why.hours_apart),
        copy.map(|copy: &CopyLink| copy.of.0),
        copy.map(|copy| copy.share),
        copy.map(|copy| copy.kind.as_str()),
        change.doc.time.map(ms),
    ])?;
    let sql = "SELECT story FROM entries WHERE id = ?";
    let before: Option<i64> = tx.prepare_cached(sql)?.query_row([entry], |row| row.get(0))?;
    // What was cleaned away since the plan was made is nothing to be a copy of.
    let sql = "UPDATE entries SET story = ?, copy_of = (SELECT id FROM entries WHERE id = ?) WHERE id = ?";
    tx.prepare_cached(sql)?.execute(params![story, copy.map(|copy| copy.of.0), entry])?;
    stale.note(before);
    stale.note(Some(story));
    Ok(())
}

fn terms(why: &Why) -> String {
    why.terms.join("\n")
}

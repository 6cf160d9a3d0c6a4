//! What an entry was before its feed changed it: every change that a reader can see, within bounds.

use crate::record::{self, ReadingRow, blocks_from, pack, unpack};
use crate::rows::source_of;
use crate::rows::{maybe_time, ms, time, url};
use crate::{EntryCommit, EntryFacts, Store, StoreError, TextSource, noticeable_change, second_reading};
use dateline_model::{Article, EntryId, Reading, WebUrl};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// An earlier version of an entry: what was replaced at a time, and nothing of what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Version {
    /// When it was replaced.
    pub until: Timestamp,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<WebUrl>,
    /// Teaser; empty where there was none.
    pub summary: Option<String>,
    /// Date of publication.
    pub published: Option<Timestamp>,
    /// Authors; none where there were none.
    pub authors: Option<Vec<String>>,
    /// Addresses of the files.
    pub files: Option<Vec<String>>,
    /// The feed's own text.
    pub text: Option<String>,
}

/// Versions of an entry that are kept, the latest; more than the headlines after which a page is not asked for again.
const KEPT: i64 = 20;
/// Bytes of earlier texts of one entry, packed: beyond them the oldest texts go, and the rest of those versions stays.
const TEXT_BYTES: i64 = 128 << 10;

/// Keeps what is about to be replaced; says whether a reader would care, and whether there is a new headline.
pub(crate) fn remember(
    tx: &Connection,
    at: Timestamp,
    entry: &EntryCommit,
    before: Option<&EntryFacts>,
    title: &str,
) -> Result<Changed, StoreError> {
    let old_text = feed_text(tx, entry.id)?;
    let new_text = entry.own_text();
    let version = replaced(before, &entry.facts, title, (old_text, new_text.as_deref()), at);
    let retitled = version.title.is_some();
    let material =
        version.title.as_ref().is_some_and(|old| noticeable_change::title(old, &entry.facts.title))
            || version
                .text
                .as_ref()
                .is_some_and(|old| noticeable_change::text(old, new_text.as_deref().unwrap_or_default()))
            || version.summary.as_ref().is_some_and(|old| {
                noticeable_change::text(old, entry.facts.summary.as_deref().unwrap_or_default())
            });
    if version != (Version { until: at, ..Version::default() }) {
        insert(tx, entry.id, &version)?;
        prune(tx, entry.id)?;
    }
    Ok(Changed { retitled, material })
}

/// What a change was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changed {
    /// Another headline, to the letter.
    pub(crate) retitled: bool,
    /// Headline or text changed so that a reader would care.
    pub(crate) material: bool,
}

impl EntryCommit {
    /// The text that the feed gives now.
    fn own_text(&self) -> Option<String> {
        let shown = self.reading.as_ref().filter(|commit| commit.source == TextSource::Feed);
        let reading = shown.map(|commit| &commit.reading).or(self.other.as_ref().map(|other| &other.reading));
        reading.and_then(text_of)
    }
}

fn text_of(reading: &Reading) -> Option<String> {
    reading.article.as_ref().map(Article::text).filter(|text| !text.is_empty())
}

/// What of an entry is no more.
fn replaced(
    before: Option<&EntryFacts>,
    now: &EntryFacts,
    title: &str,
    (old_text, new_text): (Option<String>, Option<&str>),
    at: Timestamp,
) -> Version {
    let title = (title != now.title && !now.title.is_empty()).then(|| title.to_owned());
    // A feed that gives no text any more has not changed it.
    let text = old_text.filter(|old| new_text.is_some_and(|new| new != old));
    let Some(before) = before else { return Version { until: at, title, text, ..Version::default() } };
    let key = |url: &Option<WebUrl>| url.as_ref().map(WebUrl::key);
    let moved = now.url.is_some() && key(&before.url) != key(&now.url);
    let day = |at: Option<Timestamp>| at.map(|at| at.strftime("%F").to_string());
    let redated = now.published.is_some() && day(before.published) != day(now.published);
    let files = |facts: &EntryFacts| -> Vec<String> {
        facts.attached.files.iter().map(|file| file.url.as_str().to_owned()).collect()
    };
    let old_files = files(before);
    Version {
        until: at,
        title,
        url: before.url.clone().filter(|_| moved),
        // The teaser is the beginning of the text: where that is kept, it says no more.
        summary: (before.summary != now.summary && text.is_none())
            .then(|| before.summary.clone().unwrap_or_default()),
        published: before.published.filter(|_| redated),
        authors: (before.authors != now.authors).then(|| before.authors.clone()),
        files: (old_files != files(now)).then_some(old_files),
        text,
    }
}

impl Store {
    /// What a feed said of an entry last, and the texts that it gave.
    pub async fn given(&self, id: EntryId) -> Result<Option<Given>, StoreError> {
        self.read(move |tx| {
            let Some((facts, text)) = record::facts(tx, id)?.zip(feed_text(tx, id)?) else { return Ok(None) };
            let earlier = versions(tx, id)?.into_iter().flat_map(|version| [version.text, version.summary]);
            Ok(Some(Given { facts, text, earlier: earlier.flatten().collect() }))
        })
        .await
    }
}

/// What a feed gave of an entry.
#[derive(Debug, Clone)]
pub struct Given {
    /// What it says beside the text.
    pub facts: EntryFacts,
    /// The text that it gave last.
    pub text: String,
    /// Texts and teasers that it gave before.
    pub earlier: Vec<String>,
}

/// The text that the feed gave last.
pub(crate) fn feed_text(tx: &Connection, id: EntryId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT r.source, r.reading, b.blocks FROM readings r JOIN bodies b ON b.entry = r.entry WHERE r.entry = ?";
    let row =
        |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?));
    let Some((source, reading, blocks)) = tx.prepare_cached(sql)?.query_row([id.0], row).optional()? else {
        return Ok(None);
    };
    if source_of(&source) == TextSource::Feed {
        let reading: ReadingRow = serde_json::from_str(&reading)?;
        return Ok(text_of(&reading.reading(blocks_from(&blocks)?)));
    }
    let other = second_reading::of(tx, id)?.filter(|other| other.source == TextSource::Feed);
    Ok(other.and_then(|other| text_of(&other.reading)))
}

/// Writes versions of an entry that it had before it came here.
pub(crate) fn take(tx: &Connection, id: EntryId, versions: &[Version]) -> Result<(), StoreError> {
    versions.iter().try_for_each(|version| insert(tx, id, version))?;
    prune(tx, id)
}

fn insert(tx: &Connection, id: EntryId, version: &Version) -> Result<(), StoreError> {
    let list = |list: &Option<Vec<String>>| list.as_ref().map(serde_json::to_string).transpose();
    let text = version.text.as_ref().map(|text| pack(text.as_bytes())).transpose()?;
    let sql = "INSERT INTO versions (entry, until, title, url, summary, published, authors, files, text)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![
        id.0,
        ms(version.until),
        version.title,
        version.url.as_ref().map(WebUrl::as_str),
        version.summary,
        version.published.map(ms),
        list(&version.authors)?,
        list(&version.files)?,
        text,
    ])?;
    Ok(())
}

/// Holds an entry to its bounds. Versions of which the date alone is known go first: some feeds date their items anew each day.
fn prune(tx: &Connection, id: EntryId) -> Result<(), StoreError> {
    let sql = "DELETE FROM versions WHERE entry = ?1 AND id NOT IN (SELECT id FROM versions WHERE entry = ?1
               ORDER BY coalesce(title, url, summary, authors, files, text) IS NULL, until DESC, id DESC LIMIT ?2)";
    tx.prepare_cached(sql)?.execute([id.0, KEPT])?;
    let sql = "UPDATE versions SET text = NULL WHERE entry = ?1 AND text IS NOT NULL AND
               (SELECT sum(octet_length(v.text)) FROM versions v WHERE v.entry = ?1 AND v.id >= versions.id) > ?2";
    tx.prepare_cached(sql)?.execute([id.0, TEXT_BYTES])?;
    Ok(())
}

/// Earlier versions of an entry, oldest first.
pub(crate) fn versions(tx: &Connection, id: EntryId) -> Result<Vec<Version>, StoreError> {
    let sql =
        "SELECT until, title, url, summary, published, authors, files, text FROM versions WHERE entry = ?
               ORDER BY until, id";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let list = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
        let text: Option<Vec<u8>> = row.get(7)?;
        let text = text.map(|packed| unpack(&packed)).transpose()?;
        found.push(Version {
            until: time(row.get(0)?),
            title: row.get(1)?,
            url: url(row.get(2)?),
            summary: row.get(3)?,
            published: maybe_time(row.get(4)?),
            authors: list(row.get(5)?)?,
            files: list(row.get(6)?)?,
            text: text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        });
    }
    Ok(found)
}

/// Earlier headlines of an entry, oldest first, with the time they were replaced.
pub(crate) fn titles(tx: &Connection, id: EntryId) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let sql = "SELECT title, until FROM versions WHERE entry = ? AND title IS NOT NULL ORDER BY until, id";
    let rows = tx
        .prepare_cached(sql)?
        .query_map([id.0], |row| Ok((row.get(0)?, time(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

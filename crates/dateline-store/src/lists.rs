//! Articles in lists and one by one, marks on them, and the figures of the desk.

use crate::entries::{holding, source_of};
use crate::polls::facts;
use crate::record::{PageHead, ReadingRow, blocks_from, date_of, image_row, unpack};
use crate::rows::{maybe_time, ms, time, url};
use crate::stories::{MOST, refresh};
use crate::{
    ArticleRecord, DeskCounts, EntryMark, EntrySummary, Glance, Listing, Section, Slice, Store, StoreError,
    TextSource, Version, Window, history, moves, other,
};
use dateline_model::{EntryId, FeedId, Medium, Page, Reading, Reason, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

impl Store {
    /// Articles, latest first.
    pub async fn entries(&self, listing: Listing, window: Window) -> Result<Slice<EntrySummary>, StoreError> {
        self.read(move |tx| entries(tx, listing, window)).await
    }

    /// One article with everything.
    pub async fn article(&self, id: EntryId) -> Result<Option<ArticleRecord>, StoreError> {
        self.read(move |tx| article(tx, id)).await
    }

    /// The page of an article as it arrived, while it is kept.
    pub async fn page(&self, id: EntryId) -> Result<Option<Page>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT head, body FROM pages WHERE entry = ?";
            let found: Option<(String, Vec<u8>)> =
                tx.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((head, body)) = found else { return Ok(None) };
            let head: PageHead = serde_json::from_str(&head)?;
            Ok(head.with(unpack(&body)?))
        })
        .await
    }

    /// Marks articles; gives how many changed.
    pub async fn mark(&self, ids: Vec<EntryId>, mark: EntryMark, at: Timestamp) -> Result<u64, StoreError> {
        self.write(move |tx| {
            let mut statement = tx.prepare_cached(&format!("{} AND id = ?2", mark_sql(mark)))?;
            let mut changed = 0;
            for id in ids {
                changed += statement.execute(params![ms(at), id.0])?;
            }
            Ok(changed as u64)
        })
        .await
    }

    /// Marks all articles of a story; gives how many changed.
    pub async fn mark_story(&self, id: StoryId, mark: EntryMark, at: Timestamp) -> Result<u64, StoreError> {
        self.write(move |tx| {
            let sql = format!("{} AND story = ?2", mark_sql(mark));
            Ok(tx.prepare_cached(&sql)?.execute(params![ms(at), moves::lead(tx, id)?.0])? as u64)
        })
        .await
    }

    /// Marks as read what was first seen up to a moment (what came later has not been looked at), of one feed or of
    /// all.
    pub async fn mark_all_read(
        &self,
        feed: Option<FeedId>,
        seen_until: Timestamp,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        self.write(move |tx| {
            let sql = format!(
                "{} AND seen <= ?2 AND (?3 IS NULL OR EXISTS
                 (SELECT 1 FROM sightings s WHERE s.entry = entries.id AND s.feed = ?3))",
                mark_sql(EntryMark::Read)
            );
            let values = params![ms(at), ms(seen_until), feed.map(|feed| feed.0)];
            Ok(tx.prepare_cached(&sql)?.execute(values)? as u64)
        })
        .await
    }

    /// An article withdrawn by its publisher: its text is hidden and no longer searched.
    pub async fn withdraw(&self, id: EntryId, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql =
                "UPDATE entries SET withdrawn_at = coalesce(withdrawn_at, ?), page_wanted = 0 WHERE id = ?";
            tx.prepare_cached(sql)?.execute(params![ms(at), id.0])?;
            tx.prepare_cached("UPDATE texts SET standfirst = '', body = '' WHERE entry = ?")?
                .execute([id.0])?;
            let sql = "SELECT story FROM entries WHERE id = ?";
            let story: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
            story.flatten().map_or(Ok(()), |story| refresh(tx, story))
        })
        .await
    }

    /// What every page says of the whole.
    pub async fn glance(&self) -> Result<Glance, StoreError> {
        self.read(|tx| glance(tx)).await
    }

    /// Figures of the whole desk, its journal among the bytes. Counts all articles.
    pub async fn counts(&self) -> Result<DeskCounts, StoreError> {
        let length = |tail: &str| {
            let mut name = self.path().as_os_str().to_owned();
            name.push(tail);
            std::fs::metadata(name).map_or(0, |file| file.len())
        };
        let bytes = length("") + length("-wal");
        self.read(move |tx| counts(tx, bytes)).await
    }
}

const fn mark_sql(mark: EntryMark) -> &'static str {
    match mark {
        EntryMark::Read => "UPDATE entries SET read_at = ?1 WHERE read_at IS NULL",
        EntryMark::Unread => "UPDATE entries SET read_at = NULL WHERE read_at IS NOT NULL AND ?1 IS NOT NULL",
        EntryMark::Starred => "UPDATE entries SET starred_at = ?1 WHERE starred_at IS NULL",
        EntryMark::Unstarred => {
            "UPDATE entries SET starred_at = NULL WHERE starred_at IS NOT NULL AND ?1 IS NOT NULL"
        }
    }
}

/// What lists tell of an article. What its publisher has withdrawn is its headline, and a copy of what is gone is of nothing.
const COLUMNS: &str = "SELECT e.id, e.title, iif(e.withdrawn_at IS NULL, e.standfirst, NULL) AS standfirst, e.url,
    coalesce((SELECT n.name FROM publisher_names n WHERE n.host = e.publisher_host), e.publisher) AS publisher, e.publisher_host, e.language,
    e.published_text, e.seen, e.holding, e.reasons, e.image, e.image_credit, e.image_alt, e.words, e.story,
    (SELECT o.id FROM entries o WHERE o.id = e.copy_of) AS copy_of, e.agency, e.read_at, e.starred_at, e.retitled, e.withdrawn_at, e.section, e.medium, e.revised FROM entries e ";

fn summary(row: &Row<'_>) -> rusqlite::Result<EntrySummary> {
    let reasons: String = row.get("reasons")?;
    let published: Option<String> = row.get("published_text")?;
    Ok(EntrySummary {
        id: EntryId(row.get("id")?),
        title: row.get("title")?,
        standfirst: row.get("standfirst")?,
        url: url(row.get("url")?),
        publisher: row.get("publisher")?,
        publisher_host: row.get("publisher_host")?,
        language: row.get("language")?,
        published: published.as_deref().and_then(date_of),
        seen: time(row.get("seen")?),
        holding: holding(row.get::<_, Option<String>>("holding")?.as_deref()),
        reasons: reasons.split(' ').filter_map(Reason::from_word).collect(),
        image: image_row(row.get("image")?, row.get("image_credit")?, row.get("image_alt")?),
        words: row.get("words")?,
        story: row.get::<_, Option<i64>>("story")?.map(StoryId),
        copy_of: row.get::<_, Option<i64>>("copy_of")?.map(EntryId),
        agency: row.get("agency")?,
        read_at: maybe_time(row.get("read_at")?),
        starred_at: maybe_time(row.get("starred_at")?),
        retitled: row.get("retitled")?,
        withdrawn_at: maybe_time(row.get("withdrawn_at")?),
        revised_at: maybe_time(row.get("revised")?),
        section: row.get::<_, Option<String>>("section")?.as_deref().and_then(Section::from_word),
        medium: row.get::<_, Option<String>>("medium")?.as_deref().and_then(Medium::from_word),
    })
}

/// The named articles in the order of their names; those that do not exist are left out.
pub(crate) fn summaries(tx: &Connection, ids: &[i64]) -> Result<Vec<EntrySummary>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE e.id = ?"))?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(statement.query_row([id], summary).optional()?);
    }
    Ok(found)
}

fn entries(tx: &Connection, listing: Listing, window: Window) -> Result<Slice<EntrySummary>, StoreError> {
    const OF_FEED: &str = "EXISTS (SELECT 1 FROM sightings s WHERE s.entry = e.id AND s.feed = ?3)";
    let (clause, feed) = match listing {
        Listing::All => ("?3 IS NULL".to_owned(), None),
        Listing::Unread => ("?3 IS NULL AND e.read_at IS NULL".to_owned(), None),
        Listing::Starred => ("?3 IS NULL AND e.starred_at IS NOT NULL".to_owned(), None),
        Listing::Feed(feed) => (OF_FEED.to_owned(), Some(feed.0)),
        Listing::FeedUnread(feed) => (format!("{OF_FEED} AND e.read_at IS NULL"), Some(feed.0)),
    };
    let order = if listing == Listing::Starred { "e.starred_at" } else { "e.sorted_at" };
    let limit = window.limit.min(MOST);
    let sql = format!("{COLUMNS} WHERE {clause} ORDER BY {order} DESC, e.id DESC LIMIT ?1 OFFSET ?2");
    let values = params![i64::from(limit) + 1, window.offset, feed];
    let mut items: Vec<_> = tx.prepare_cached(&sql)?.query_map(values, summary)?.collect::<Result<_, _>>()?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    Ok(Slice { items, more })
}

fn article(tx: &Connection, id: EntryId) -> Result<Option<ArticleRecord>, StoreError> {
    let Some(summary) = summaries(tx, &[id.0])?.pop() else { return Ok(None) };
    let mut read = reading(tx, id)?;
    if let Some((reading, ..)) = read.as_mut().filter(|_| summary.withdrawn_at.is_some()) {
        hide(reading);
    }
    let facts = facts(tx, id)?;
    let held = facts.as_ref().filter(|_| summary.withdrawn_at.is_none());
    let sql = "SELECT DISTINCT f.id, coalesce(f.given_title, f.title), f.url FROM sightings s JOIN feeds f
               ON f.id = s.feed WHERE s.entry = ? ORDER BY s.seen, f.id";
    let feeds = tx
        .prepare_cached(sql)?
        .query_map([id.0], |row| Ok((FeedId(row.get(0)?), feed_name(row.get(1)?, row.get(2)?))))?
        .collect::<Result<_, _>>()?;
    let (reading, source, at) = match read {
        Some((reading, source, at)) => (Some(reading), Some(source), Some(at)),
        None => (None, None, None),
    };
    Ok(Some(ArticleRecord {
        summary,
        reading,
        source,
        read_from_at: at,
        other: if held.is_some() { other::of(tx, id)? } else { None },
        showing_other: false,
        feeds,
        history: shown_versions(history::versions(tx, id)?, held.is_some()),
        comments: facts.as_ref().and_then(|facts| facts.comments.clone()),
        related: facts.as_ref().map(|facts| facts.related.clone()).unwrap_or_default(),
        attached: held.map(|facts| facts.attached.clone()).unwrap_or_default(),
        authors: facts.as_ref().map(|facts| facts.authors.clone()).unwrap_or_default(),
        categories: facts.map(|facts| facts.categories).unwrap_or_default(),
        page_kept: tx.prepare_cached("SELECT 1 FROM pages WHERE entry = ?")?.exists([id.0])?,
    }))
}

/// A feed's name, else its host.
fn feed_name(name: Option<String>, address: String) -> String {
    name.filter(|name| !name.is_empty())
        .or_else(|| url(Some(address)).map(|url| url.site().to_owned()))
        .unwrap_or_default()
}

/// Of what was withdrawn, headlines alone.
fn shown_versions(versions: Vec<Version>, all: bool) -> Vec<Version> {
    if all {
        return versions;
    }
    let titles = versions.into_iter().filter(|version| version.title.is_some());
    titles
        .map(|version| Version { until: version.until, title: version.title, ..Version::default() })
        .collect()
}

/// Takes the words of an article that its publisher has withdrawn out of its reading; the verdict and its evidence stay.
fn hide(reading: &mut Reading) {
    if let Some(article) = &mut reading.article {
        article.standfirst = None;
        article.blocks.clear();
    }
    reading.asides.clear();
}

fn reading(tx: &Connection, id: EntryId) -> Result<Option<(Reading, TextSource, Timestamp)>, StoreError> {
    let sql =
        "SELECT r.reading, r.source, r.at, b.blocks FROM readings r LEFT JOIN bodies b ON b.entry = r.entry
               WHERE r.entry = ?";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let meta: ReadingRow = serde_json::from_str(&row.get::<_, String>(0)?)?;
    let blocks: Option<Vec<u8>> = row.get(3)?;
    let blocks = blocks.map(|bytes| blocks_from(&bytes)).transpose()?.unwrap_or_default();
    let source = source_of(&row.get::<_, String>(1)?);
    Ok(Some((meta.reading(blocks), source, time(row.get(2)?))))
}

fn glance(tx: &Connection) -> Result<Glance, StoreError> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM feeds WHERE failures > 0 OR gone_at IS NOT NULL),
         (SELECT count(*) FROM (SELECT 1 FROM entries WHERE read_at IS NULL LIMIT {}))",
        Glance::MOST
    );
    let number = |row: &Row<'_>, at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
    let glance = |row: &Row<'_>| {
        Ok(Glance { feeds: number(row, 0)?, failing: number(row, 1)?, unread: number(row, 2)? })
    };
    Ok(tx.prepare_cached(&sql)?.query_row((), glance)?)
}

fn counts(tx: &Connection, bytes: u64) -> Result<DeskCounts, StoreError> {
    let one = |sql: &str| -> Result<u64, StoreError> {
        Ok(tx.prepare_cached(sql)?.query_row((), |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let mut counts = DeskCounts {
        feeds: one("SELECT count(*) FROM feeds")?,
        failing: one("SELECT count(*) FROM feeds WHERE failures > 0 OR gone_at IS NOT NULL")?,
        entries: one("SELECT count(*) FROM entries")?,
        unread: one("SELECT count(*) FROM entries WHERE read_at IS NULL")?,
        starred: one("SELECT count(*) FROM entries WHERE starred_at IS NOT NULL")?,
        stories: one("SELECT count(*) FROM stories")?,
        bytes,
        ..DeskCounts::default()
    };
    let mut statement = tx.prepare_cached("SELECT holding, count(*) FROM entries GROUP BY holding")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        *counts.holdings.of(holding(row.get::<_, Option<String>>(0)?.as_deref())) = row.get(1)?;
    }
    Ok(counts)
}

//! Articles in lists and one by one.

use crate::limits::MOST;
use crate::reader::{View, not_muted, sees};
use crate::record::{PageHead, ReadingRow, blocks_from, facts, unpack};
use crate::rows::{source_of, time, url};
use crate::summaries::summaries;
use crate::{
    ArticleRecord, EntrySummary, Listing, OtherReading, Reader, Slice, Store, StoreError, TextSource,
    Version, Window, history, second_reading,
};
use dateline_model::{EntryId, FeedId, Page, Reading};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

impl Reader<'_> {
    /// Articles, latest first.
    pub async fn entries(self, listing: Listing, window: Window) -> Result<Slice<EntrySummary>, StoreError> {
        self.read(move |view| entries(view, listing, window)).await
    }

    /// The named articles as lists show them, in the order of their names; those that the reader does not see are left out.
    pub async fn summaries(self, ids: Vec<EntryId>) -> Result<Vec<EntrySummary>, StoreError> {
        self.read(move |view| summaries(view, &ids.iter().map(|id| id.0).collect::<Vec<_>>())).await
    }

    /// One article with everything.
    pub async fn article(self, id: EntryId) -> Result<Option<ArticleRecord>, StoreError> {
        self.read(move |view| article(view, id)).await
    }
}

/// What is held of an article, whoever sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldReading {
    /// What is shown.
    pub reading: Reading,
    /// Where it was had from.
    pub source: TextSource,
    /// The reading that is one click away.
    pub other: Option<OtherReading>,
}

impl Store {
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

    /// What is held of an article, with where it was had from: for whoever reads its page anew.
    pub async fn reading(&self, id: EntryId) -> Result<Option<HeldReading>, StoreError> {
        self.read(move |tx| {
            let Some((reading, source, _)) = reading(tx, id)? else { return Ok(None) };
            Ok(Some(HeldReading { reading, source, other: second_reading::of(tx, id)? }))
        })
        .await
    }
}

fn entries(view: View<'_>, listing: Listing, window: Window) -> Result<Slice<EntrySummary>, StoreError> {
    let window = Window { limit: window.limit.min(MOST), ..window };
    let mut ids = match listing {
        Listing::Unread => view.unread(None, window)?,
        Listing::FeedUnread(feed) => view.unread(Some(feed.0), window)?,
        Listing::All => all(view, window)?,
        Listing::Feed(feed) => of_feed(view, feed, window)?,
        Listing::Starred => starred(view, window)?,
        Listing::Label(label) => labelled(view, label, window)?,
        Listing::Muted => muted(view, window)?,
    };
    let more = ids.len() > window.limit as usize;
    ids.truncate(window.limit as usize);
    Ok(Slice { items: summaries(view, &ids)?, more })
}

/// Numbers of all articles, latest first, one more than the window has.
fn all(view: View<'_>, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM entries e WHERE {} AND {} ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        view.sight()?.condition("?1"),
        not_muted("e.id", "?1")
    );
    numbers(view, &sql, params![view.user.0, i64::from(window.limit) + 1, window.offset])
}

/// Of one of the reader's feeds. A feed that brings little is read whole: to look for it among all takes longer.
fn of_feed(view: View<'_>, feed: FeedId, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT coalesce((SELECT entries FROM feed_tallies WHERE feed = ?), 0),
               (SELECT coalesce(sum(entries), 0) FROM entry_tallies)";
    let (held, all): (i64, i64) =
        view.tx.prepare_cached(sql)?.query_row([feed.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let wanted = i64::from(window.limit) + i64::from(window.offset);
    let from = match wanted.saturating_mul(all) < held.saturating_mul(held) {
        true => "entries e WHERE EXISTS (SELECT 1 FROM feed_entries f WHERE f.feed = ?4 AND f.entry = e.id)",
        false => "feed_entries f CROSS JOIN entries e ON e.id = f.entry WHERE f.feed = ?4",
    };
    let sql = format!(
        "SELECT e.id FROM {from} AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ?1 AND s.feed = ?4) AND {}
         ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        not_muted("e.id", "?1")
    );
    numbers(view, &sql, params![view.user.0, i64::from(window.limit) + 1, window.offset, feed.0])
}

/// Starred ones, the latest star first.
fn starred(view: View<'_>, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT entry FROM entry_states st WHERE user = ?1 AND starred_at IS NOT NULL AND {}
         ORDER BY starred_at DESC, entry DESC LIMIT ?2 OFFSET ?3",
        sees("st.entry", "?1")
    );
    numbers(view, &sql, params![view.user.0, i64::from(window.limit) + 1, window.offset])
}

/// With a label of the reader's, latest first.
fn labelled(view: View<'_>, label: i64, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM entry_labels el CROSS JOIN entries e ON e.id = el.entry
         WHERE el.user = ?1 AND el.label = ?4 AND {} ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        sees("e.id", "?1")
    );
    numbers(view, &sql, params![view.user.0, i64::from(window.limit) + 1, window.offset, label])
}

/// What rules hide, latest first.
fn muted(view: View<'_>, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM muted_entries mu CROSS JOIN entries e ON e.id = mu.entry
         WHERE mu.user = ?1 AND {} ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        sees("e.id", "?1")
    );
    numbers(view, &sql, params![view.user.0, i64::from(window.limit) + 1, window.offset])
}

fn numbers(view: View<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Vec<i64>, StoreError> {
    Ok(view.tx.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn article(view: View<'_>, id: EntryId) -> Result<Option<ArticleRecord>, StoreError> {
    let tx = view.tx;
    let Some(summary) = summaries(view, &[id.0])?.pop() else { return Ok(None) };
    let mut read = reading(tx, id)?;
    if let Some((reading, ..)) = read.as_mut().filter(|_| summary.withdrawn_at.is_some()) {
        hide(reading);
    }
    let facts = facts(tx, id)?;
    let held = facts.as_ref().filter(|_| summary.withdrawn_at.is_none());
    let sql = "SELECT DISTINCT f.id, coalesce(u.title, f.title), f.url FROM sightings s
               JOIN subscriptions u ON u.user = ?2 AND u.feed = s.feed JOIN feeds f ON f.id = s.feed
               WHERE s.entry = ?1 ORDER BY s.seen, f.id";
    let feeds = tx
        .prepare_cached(sql)?
        .query_map([id.0, view.user.0], |row| Ok((FeedId(row.get(0)?), feed_name(row.get(1)?, row.get(2)?))))?
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
        other: if held.is_some() { second_reading::of(tx, id)? } else { None },
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
pub(crate) fn shown_versions(versions: Vec<Version>, all: bool) -> Vec<Version> {
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

/// The reading of an article as it may be shown.
pub(crate) fn shown_reading(
    tx: &Connection,
    id: EntryId,
    withdrawn: bool,
) -> Result<Option<Reading>, StoreError> {
    Ok(shown_text(tx, id, withdrawn)?.map(|text| text.reading))
}

/// The same with where its text was had from, and when.
pub(crate) fn shown_text(
    tx: &Connection,
    id: EntryId,
    withdrawn: bool,
) -> Result<Option<OtherReading>, StoreError> {
    let found = reading(tx, id)?.map(|(reading, source, at)| OtherReading { source, at, reading });
    Ok(found.map(|mut text| {
        if withdrawn {
            hide(&mut text.reading);
        }
        text
    }))
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

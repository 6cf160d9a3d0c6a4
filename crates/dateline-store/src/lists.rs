//! Articles in lists and one by one, and the figures of what a reader has.

use crate::entries::{holding, source_of};
use crate::polls::facts;
use crate::reader::overlay::{Grouping, TOUCHED};
use crate::reader::{Sight, View, counted_feed, inbox, sees};
use crate::record::{PageHead, ReadingRow, blocks_from, date_of, image_row, unpack};
use crate::rows::{maybe_time, ms, time, url};
use crate::stories::{MOST, refresh};
use crate::{
    ArticleRecord, DeskCounts, EntrySummary, Glance, Listing, OtherReading, Reader, Section, Slice, Store,
    StoreError, TextSource, Version, Window, history, other,
};
use dateline_model::{EntryId, FeedId, Medium, Page, Reading, Reason, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::sync::LazyLock;

impl Reader<'_> {
    /// Articles, latest first.
    pub async fn entries(self, listing: Listing, window: Window) -> Result<Slice<EntrySummary>, StoreError> {
        self.read(move |view| entries(view, listing, window)).await
    }

    /// One article with everything.
    pub async fn article(self, id: EntryId) -> Result<Option<ArticleRecord>, StoreError> {
        self.read(move |view| article(view, id)).await
    }

    /// What every page says of the whole.
    pub async fn glance(self) -> Result<Glance, StoreError> {
        self.read(glance).await
    }

    /// Figures of all that the reader has, and the bytes of the desk with its journal. Counts all articles.
    pub async fn counts(self) -> Result<DeskCounts, StoreError> {
        let length = |tail: &str| {
            let mut name = self.store().path().as_os_str().to_owned();
            name.push(tail);
            std::fs::metadata(name).map_or(0, |file| file.len())
        };
        let bytes = length("") + length("-wal");
        self.read(move |view| counts(view, bytes)).await
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
            Ok(Some(HeldReading { reading, source, other: other::of(tx, id)? }))
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
            inbox::touch(tx, id.0)?;
            let sql = "SELECT story FROM entries WHERE id = ?";
            let story: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
            story.flatten().map_or(Ok(()), |story| refresh(tx, story))
        })
        .await
    }
}

/// What lists tell of an article to the reader of the first parameter. What its publisher has withdrawn is its headline, and a copy
/// of what is gone, or of what the reader does not see, is of nothing. What was read by a floor that is gone was read when it came.
static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    let (feed, original) = (counted_feed("e.id", "?1"), sees("o.id", "?1"));
    let story = Grouping::Own("?1").story();
    format!(
        "SELECT e.id, e.title, iif(e.withdrawn_at IS NULL, e.standfirst, NULL) AS standfirst, e.url,
         coalesce((SELECT n.name FROM publisher_names n WHERE n.user = ?1 AND n.host = e.publisher_host), e.publisher) AS publisher,
         e.publisher_host, e.language, e.published_text, e.seen, e.holding, e.reasons, e.image, e.image_credit, e.image_alt,
         e.words, {story} AS story, iif(e.copy_of IS NULL, NULL, (SELECT o.id FROM entries o WHERE o.id = e.copy_of AND {original})) AS copy_of,
         e.agency, e.retitled, e.withdrawn_at, e.section, e.medium, e.revised, st.starred_at,
         CASE WHEN un.place > coalesce((SELECT fl.place FROM read_floors fl WHERE fl.user = ?1 AND fl.feed = un.feed), -1)
             THEN NULL
             ELSE coalesce(st.read_at, (SELECT fl.at FROM read_floors fl WHERE fl.user = ?1 AND fl.feed = {feed}), e.seen)
         END AS read_at,
         (SELECT group_concat(name, char(10)) FROM (SELECT l.name FROM entry_labels el CROSS JOIN labels l ON l.id = el.label
             WHERE el.entry = e.id AND el.user = ?1 ORDER BY l.name)) AS labels
         FROM entries e LEFT JOIN entry_states st ON st.user = ?1 AND st.entry = e.id
         LEFT JOIN unread un ON un.user = ?1 AND un.feed = {feed} AND un.at = e.sorted_at AND un.entry = e.id "
    )
});

/// One article, the second parameter, where the reader sees it.
static ONE: LazyLock<String> =
    LazyLock::new(|| format!("{} WHERE e.id = ?2 AND {}", *COLUMNS, sees("e.id", "?1")));

fn summary(row: &Row<'_>) -> rusqlite::Result<EntrySummary> {
    let reasons: String = row.get("reasons")?;
    let published: Option<String> = row.get("published_text")?;
    let labels: Option<String> = row.get("labels")?;
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
        labels: labels.map(|names| names.lines().map(str::to_owned).collect()).unwrap_or_default(),
        retitled: row.get("retitled")?,
        withdrawn_at: maybe_time(row.get("withdrawn_at")?),
        revised_at: maybe_time(row.get("revised")?),
        section: row.get::<_, Option<String>>("section")?.as_deref().and_then(Section::from_word),
        medium: row.get::<_, Option<String>>("medium")?.as_deref().and_then(Medium::from_word),
    })
}

/// The named articles in the order of their names; those that do not exist, or that the reader does not see, are left out.
pub(crate) fn summaries(view: View<'_>, ids: &[i64]) -> Result<Vec<EntrySummary>, StoreError> {
    let mut statement = view.tx.prepare_cached(&ONE)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(statement.query_row([view.user.0, *id], summary).optional()?);
    }
    Ok(found)
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
    };
    let more = ids.len() > window.limit as usize;
    ids.truncate(window.limit as usize);
    Ok(Slice { items: summaries(view, &ids)?, more })
}

/// Numbers of all articles, latest first, one more than the window has.
fn all(view: View<'_>, window: Window) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM entries e WHERE {} ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3",
        view.sight()?.condition("?1")
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
        "SELECT e.id FROM {from} AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ?1 AND s.feed = ?4)
         ORDER BY e.sorted_at DESC, e.id DESC LIMIT ?2 OFFSET ?3"
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

fn glance(view: View<'_>) -> Result<Glance, StoreError> {
    let sql = "SELECT count(*), coalesce(sum(f.failures > 0 OR f.gone_at IS NOT NULL), 0),
               (SELECT coalesce(sum(unread), 0) FROM reader_counts WHERE user = ?1)
               FROM subscriptions s JOIN feeds f ON f.id = s.feed WHERE s.user = ?1";
    let number = |row: &Row<'_>, at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
    let glance = |row: &Row<'_>| {
        let unread = number(row, 2)?.min(Glance::MOST);
        Ok(Glance { feeds: number(row, 0)?, failing: number(row, 1)?, unread })
    };
    Ok(view.tx.prepare_cached(sql)?.query_row([view.user.0], glance)?)
}

fn counts(view: View<'_>, bytes: u64) -> Result<DeskCounts, StoreError> {
    let one = |sql: &str| -> Result<u64, StoreError> {
        Ok(view.tx.prepare_cached(sql)?.query_row([view.user.0], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let Glance { feeds, failing, .. } = glance(view)?;
    let sight = view.sight()?;
    let seen = sight.condition("?1");
    let grouping = view.grouping()?;
    let stories = match (sight, grouping) {
        (Sight::Some, _) => {
            let story = grouping.story();
            format!("SELECT count(DISTINCT {story}) FROM entries e WHERE e.story IS NOT NULL AND {seen}")
        }
        (Sight::All | Sight::Public, Grouping::Shared) => {
            "SELECT count(*) FROM stories WHERE private_of IS NULL OR private_of = ?1".to_owned()
        }
        (Sight::All | Sight::Public, Grouping::Own(_)) => format!(
            "SELECT (SELECT count(*) FROM stories WHERE (private_of IS NULL OR private_of = ?1) AND id NOT IN ({TOUCHED}))
                 + (SELECT count(*) FROM ({TOUCHED}) t
                    WHERE EXISTS (SELECT 1 FROM entries e WHERE {} AND {seen}))",
            grouping.within("t.story")
        ),
    };
    let mut counts = DeskCounts {
        feeds,
        failing,
        entries: one("SELECT coalesce(sum(held), 0) FROM reader_counts WHERE user = ?")?,
        unread: one("SELECT coalesce(sum(unread), 0) FROM reader_counts WHERE user = ?")?,
        starred: one(&format!(
            "SELECT count(*) FROM entry_states st WHERE user = ?1 AND starred_at IS NOT NULL AND {}",
            sees("st.entry", "?1")
        ))?,
        stories: one(&stories)?,
        bytes,
        ..DeskCounts::default()
    };
    let sql = format!("SELECT e.holding, count(*) FROM entries e WHERE {seen} GROUP BY e.holding");
    let mut statement = view.tx.prepare_cached(&sql)?;
    let mut rows = statement.query([view.user.0])?;
    while let Some(row) = rows.next()? {
        *counts.holdings.of(holding(row.get::<_, Option<String>>(0)?.as_deref())) = row.get(1)?;
    }
    Ok(counts)
}

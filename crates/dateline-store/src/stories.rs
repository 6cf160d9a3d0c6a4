//! Stories as the front page and the story page show them, and the derived table they are read from.

mod derived_row;
mod member_pages;
mod reader_rows;

pub(crate) use derived_row::{Stale, refresh};

use crate::limits::{MOST, RANKED};
use crate::reader::correction_overlay::{Grouping, TOUCHED};
use crate::reader::{Sight, View, is_unread, not_muted};
use crate::rows::{ms, time};
use crate::story_members::{members, seen};
use crate::summaries::summaries;
use crate::{
    EntrySummary, FrontQuery, FrontStory, HoldingCounts, Reader, Section, Slice, StoreError, StoryRecord,
    Window,
};
use dateline_model::{Holding, StoryId};
use derived_row::{Part, count, lead_of, parts_of};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use std::collections::{BTreeSet, HashMap};

/// Hours in which a story loses half of its freshness: a story of seven sources stands beside a fresh one of two for
/// half a day.
const HALF_LIFE_HOURS: f64 = 12.0;
/// Hours that count as growth.
const GROWTH_HOURS: i64 = 3;

/// What each follow that a story meets adds, and how many count.
const FOLLOW: f64 = 0.5;
const FOLLOWS_COUNTED: u32 = 2;
/// What a story keeps of its rank for each better one that the same publisher leads, and how many count.
const DIVERSITY: f64 = 0.9;
const DIVERSITY_COUNTED: i32 = 20;

/// The parts of a story's rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// `ln(1 + sources)`: independent publishers.
    pub breadth: f64,
    /// `0.5 ^ (hours since the latest article / 12)`.
    pub freshness: f64,
    /// `1 + share of the articles of the last three hours` from two articles on, else 1.
    pub growth: f64,
    /// `1 + 0.5 for each follow that it meets`, two of them at most.
    pub follow: f64,
    /// `0.9 ^ better stories that the same publisher leads`, so that one who writes much does not fill the page.
    pub diversity: f64,
}

impl Rank {
    /// A story that is not compared with others.
    const NONE: Self = Self { breadth: 0.0, freshness: 0.0, growth: 1.0, follow: 1.0, diversity: 1.0 };

    /// The front page's formula: the product of the parts.
    pub fn score(&self) -> f64 {
        self.breadth * self.freshness * self.growth * self.follow * self.diversity
    }

    fn of(row: &Row, recent: u32, now: Timestamp) -> Self {
        let hours = (ms(now) - row.last).max(0) as f64 / 3_600_000.0;
        let share = f64::from(recent.min(row.articles)) / f64::from(row.articles.max(1));
        Self {
            breadth: (1.0 + f64::from(row.sources)).ln(),
            freshness: 0.5_f64.powf(hours / HALF_LIFE_HOURS),
            growth: if row.articles > 1 { 1.0 + share } else { 1.0 },
            follow: 1.0 + FOLLOW * f64::from(row.follows.min(FOLLOWS_COUNTED)),
            diversity: 1.0,
        }
    }
}

impl Reader<'_> {
    /// Stories by rank, see [`Rank`].
    pub async fn front(self, query: FrontQuery) -> Result<Slice<FrontStory>, StoreError> {
        self.read(move |view| front(view, &query, &candidates(view, &query)?)).await
    }

    /// Stories by rank, and the sections of all stories that are ranked where nothing is left out, in their order.
    pub async fn front_with_sections(
        self,
        query: FrontQuery,
    ) -> Result<(Slice<FrontStory>, Vec<Section>), StoreError> {
        self.read(move |view| {
            let rows = candidates(view, &query)?;
            let sections = if query.is_all() { sections_of(&rows) } else { sections(view)? };
            Ok((front(view, &query, &rows)?, sections))
        })
        .await
    }

    /// One story with all its articles; its rank is nought, since nobody compares it. The number of a story that was joined
    /// with another gives the other.
    pub async fn story(self, id: StoryId) -> Result<Option<StoryRecord>, StoreError> {
        self.read(move |view| story(view, view.redirect(id)?)).await
    }
}

/// A row of the derived table.
struct Row {
    id: i64,
    lead: i64,
    first: i64,
    last: i64,
    articles: u32,
    publishers: u32,
    sources: u32,
    section: Option<Section>,
    publisher_key: Option<String>,
    follows: u32,
}

/// Rows of stories for the reader of the first parameter.
const ROW: &str = "SELECT id, lead, first, last, articles, outlets, voices, section, outlet,
    coalesce((SELECT met FROM story_follows w WHERE w.story = s.id AND w.user = ?1), 0)
    FROM stories s WHERE (private_of IS NULL OR private_of = ?1) ";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        lead: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        articles: row.get(4)?,
        publishers: row.get(5)?,
        sources: row.get(6)?,
        section: row.get::<_, Option<String>>(7)?.as_deref().and_then(Section::from_word),
        publisher_key: row.get(8)?,
        follows: row.get(9)?,
    })
}

fn front(view: View<'_>, query: &FrontQuery, rows: &[Row]) -> Result<Slice<FrontStory>, StoreError> {
    let recent = recent(view, rows, query.now)?;
    let mut ranked: Vec<(Rank, &Row)> = rows
        .iter()
        .map(|row| (Rank::of(row, recent.get(&row.id).copied().unwrap_or(0), query.now), row))
        .collect();
    sort(&mut ranked);
    spread(&mut ranked);
    sort(&mut ranked);
    let Window { limit, offset } = query.window;
    let from = ranked.get(offset as usize..).unwrap_or_default();
    let page = &from[..from.len().min(limit.min(MOST) as usize)];
    Ok(Slice { more: from.len() > page.len(), items: hydrate(view, page)? })
}

fn sort(ranked: &mut [(Rank, &Row)]) {
    ranked.sort_by(|(a, x), (b, y)| {
        b.score().total_cmp(&a.score()).then(y.last.cmp(&x.last)).then(y.id.cmp(&x.id))
    });
}

/// Gives stories of one publisher, in their order, less and less.
fn spread(ranked: &mut [(Rank, &Row)]) {
    let mut before: HashMap<String, i32> = HashMap::new();
    for (rank, row) in ranked {
        if let Some(publisher_key) = &row.publisher_key {
            let count = before.entry(publisher_key.clone()).or_default();
            rank.diversity = DIVERSITY.powi((*count).min(DIVERSITY_COUNTED));
            *count += 1;
        }
    }
}

/// Sections of rows, in their order.
fn sections_of(rows: &[Row]) -> Vec<Section> {
    let found: BTreeSet<Section> = rows.iter().filter_map(|row| row.section).collect();
    found.into_iter().collect()
}

/// Sections of the stories that are ranked.
fn sections(view: View<'_>) -> Result<Vec<Section>, StoreError> {
    if view.sight()? == Sight::Some {
        return reader_rows::sections(view);
    }
    let sql = "SELECT DISTINCT section FROM (SELECT section FROM stories
               WHERE private_of IS NULL OR private_of = ? ORDER BY last DESC LIMIT ?) WHERE section IS NOT NULL";
    let mut statement = view.tx.prepare_cached(sql)?;
    let words = statement.query_map([view.user.0, RANKED], |row| row.get::<_, String>(0))?;
    let mut found: BTreeSet<Section> =
        words.filter_map(|word| Section::from_word(word.as_deref().ok()?)).collect();
    if view.grouping()? != Grouping::Shared {
        found.extend(reader_rows::sections_touched(view)?);
    }
    Ok(found.into_iter().collect())
}

fn candidates(view: View<'_>, query: &FrontQuery) -> Result<Vec<Row>, StoreError> {
    let sight = view.sight()?;
    if sight == Sight::Some {
        return reader_rows::candidates(view, query);
    }
    let grouping = view.grouping()?;
    let untouched = match grouping {
        Grouping::Shared => String::new(),
        Grouping::Own(_) => format!("AND s.id NOT IN ({})", *TOUCHED),
    };
    let sql = format!(
        "{ROW} {untouched} AND {} AND (?4 IS NULL OR EXISTS (SELECT 1 FROM entries e WHERE e.id = s.lead
             AND (e.language = ?4 OR e.language LIKE ?4 || '-%')))
         AND (?6 IS NULL OR s.section = ?6)
         ORDER BY last DESC LIMIT ?5",
        wanted("s.id", &sight.condition("?1"), Grouping::Shared)
    );
    let section = query.section.map(Section::word);
    let values = params![view.user.0, query.folder, query.unread, query.language, RANKED, section];
    let mut rows: Vec<Row> =
        view.tx.prepare_cached(&sql)?.query_map(values, row)?.collect::<Result<_, _>>()?;
    if grouping != Grouping::Shared {
        rows.extend(reader_rows::touched(view, query)?);
        rows.sort_by_key(|row| std::cmp::Reverse(row.last));
        rows.truncate(usize::try_from(RANKED).unwrap_or(usize::MAX));
    }
    Ok(rows)
}

/// The condition that a story has an article of a feed in the folder of the second parameter, and an unread one where the third
/// is not 0, both among those that the reader, the first, sees, and that rules of the reader do not hide all of it.
fn wanted(story: &str, seen: &str, grouping: Grouping) -> String {
    let within = grouping.within(story);
    format!(
        "(?2 IS NULL OR EXISTS (SELECT 1 FROM entries e JOIN feed_entries g ON g.entry = e.id
             JOIN subscription_folders i ON i.user = ?1 AND i.feed = g.feed JOIN folders o ON o.id = i.folder
             WHERE {within} AND o.name = ?2))
         AND (?3 = 0 OR EXISTS (SELECT 1 FROM entries e WHERE {within} AND {seen} AND {}))
         AND (NOT EXISTS (SELECT 1 FROM muted_entries WHERE user = ?1)
             OR EXISTS (SELECT 1 FROM entries e WHERE {within} AND {seen} AND {}))",
        is_unread("?1"),
        not_muted("e.id", "?1")
    )
}

/// Articles of each of the stories in the hours that count as growth.
fn recent(view: View<'_>, rows: &[Row], now: Timestamp) -> Result<HashMap<i64, u32>, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM entries e WHERE {} AND e.sorted_at > ?3 AND {}",
        view.grouping()?.within("?2"),
        view.sight()?.condition("?1")
    );
    let since = ms(now) - GROWTH_HOURS * 3_600_000;
    let mut statement = view.tx.prepare_cached(&sql)?;
    let mut found = HashMap::new();
    for row in rows.iter().filter(|row| row.articles > 1 && row.last > since) {
        found.insert(row.id, statement.query_row([view.user.0, row.id, since], |row| row.get(0))?);
    }
    Ok(found)
}

/// What the rows do not tell: leads, pictures, publishers, unread ones and holdings.
fn hydrate(view: View<'_>, page: &[(Rank, &Row)]) -> Result<Vec<FrontStory>, StoreError> {
    let leads: Vec<i64> = page.iter().map(|(_, row)| row.lead).collect();
    let mut leads: HashMap<i64, EntrySummary> =
        summaries(view, &leads)?.into_iter().map(|entry| (entry.id.0, entry)).collect();
    let sight = view.sight()?;
    let mut stories = Vec::with_capacity(page.len());
    for (rank, row) in page {
        let Some(lead) = leads.remove(&row.lead) else { continue };
        let parts = parts_of(view, sight, row.id)?;
        let lead = match lead.muted_by {
            Some(_) => instead(view, &parts)?.unwrap_or(lead),
            None => lead,
        };
        stories.push(hydrate_one(&parts, *rank, row, lead));
    }
    Ok(stories)
}

/// The article that leads a story where a rule hides the one that would: the best of the others.
fn instead(view: View<'_>, parts: &[Part]) -> Result<Option<EntrySummary>, StoreError> {
    let mut statement = view.tx.prepare_cached("SELECT 1 FROM muted_entries WHERE user = ? AND entry = ?")?;
    let mut shown = Vec::with_capacity(parts.len());
    for part in parts {
        if !statement.exists([view.user.0, part.id])? {
            shown.push(part);
        }
    }
    Ok(summaries(view, &lead_of(shown).into_iter().collect::<Vec<_>>())?.pop())
}

fn hydrate_one(parts: &[Part], rank: Rank, row: &Row, lead: EntrySummary) -> FrontStory {
    let mut publishers: Vec<String> =
        lead.publisher.iter().chain(&lead.publisher_host).take(1).cloned().collect();
    let mut counts = HoldingCounts::default();
    let mut image = lead.image.clone();
    for part in parts {
        counts.add(part.holding);
        let name = part.called.as_ref().or(part.host.as_ref());
        if let Some(name) = name.filter(|name| !publishers.contains(name)) {
            publishers.push(name.clone());
        }
        if image.is_none() && part.image.is_some() {
            let (url, credit, alt) = (part.image.clone(), part.credit.clone(), part.alt.clone());
            image = crate::record::image_row(url, credit, alt);
        }
    }
    FrontStory {
        id: StoryId(row.id),
        lead_article: lead,
        image,
        publishers,
        publisher_count: row.publishers,
        independent_sources: row.sources,
        articles: row.articles,
        unread: count(parts.iter().filter(|part| part.unread)),
        counts,
        first: time(row.first),
        last: time(row.last),
        section: row.section,
        rank,
    }
}

impl HoldingCounts {
    /// Counts one article.
    pub(crate) fn add(&mut self, holding: Option<Holding>) {
        *self.of(holding) += 1;
    }

    /// The figure of one holding; `None` is a page still to be read.
    pub(crate) const fn of(&mut self, holding: Option<Holding>) -> &mut u32 {
        match holding {
            Some(Holding::Full) => &mut self.full,
            Some(Holding::Partial) => &mut self.partial,
            Some(Holding::HeadlineOnly) => &mut self.headline_only,
            Some(Holding::None) => &mut self.none,
            Some(Holding::OtherKind) => &mut self.other_kind,
            None => &mut self.waiting,
        }
    }
}

/// A story as the front page shows it, compared with none.
pub(crate) fn front_of(view: View<'_>, id: StoryId) -> Result<Option<FrontStory>, StoreError> {
    let found = match view.sight()? {
        Sight::Some => reader_rows::row_of(view, id.0)?,
        _ if view.touched(id.0)? => reader_rows::row_of(view, id.0)?,
        Sight::All | Sight::Public => view
            .tx
            .prepare_cached(&format!("{ROW} AND id = ?2"))?
            .query_row([view.user.0, id.0], row)
            .optional()?,
    };
    let Some(found) = found else { return Ok(None) };
    Ok(hydrate(view, &[(Rank::NONE, &found)])?.pop())
}

fn story(view: View<'_>, id: StoryId) -> Result<Option<StoryRecord>, StoreError> {
    let Some(front) = front_of(view, id)? else { return Ok(None) };
    // No bound: SQLite takes -1 for none.
    let ids = seen(view, id, (-1, 0))?;
    Ok(Some(StoryRecord { front, members: members(view, &ids)? }))
}

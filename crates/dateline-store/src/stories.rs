//! Stories as the front page and the story page show them, and the derived table they are read from.

use crate::entries::holding;
use crate::lists::summaries;
use crate::members::members;
use crate::rows::{ms, time};
use crate::{
    EntrySummary, FrontQuery, FrontStory, HoldingCounts, Section, Slice, Store, StoreError, StoryRecord,
    Window, follows, moves, situations,
};
use dateline_model::{CopyKind, CopyLink, EntryId, Holding, StoryId, Why};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most items given at once.
pub(crate) const MOST: u32 = 500;
/// Stories ranked for the front page, latest first; older ones cannot score against them.
pub(crate) const RANKED: i64 = 3_000;
/// Hours in which a story loses half of its freshness: a story of seven voices stands beside a fresh one of two for
/// half a day.
const HALF_LIFE_HOURS: f64 = 12.0;
/// Hours that count as growth.
const GROWTH_HOURS: i64 = 3;

/// What each follow that a story meets adds, and how many count.
const FOLLOW: f64 = 0.5;
const FOLLOWS_COUNTED: u32 = 2;
/// What a story keeps of its rank for each better one that the same outlet leads, and how many count.
const DIVERSITY: f64 = 0.9;
const DIVERSITY_COUNTED: i32 = 20;

/// The parts of a story's rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// `ln(1 + voices)`: independent publishers.
    pub breadth: f64,
    /// `0.5 ^ (hours since the latest article / 12)`.
    pub freshness: f64,
    /// `1 + share of the articles of the last three hours` from two articles on, else 1.
    pub growth: f64,
    /// `1 + 0.5 for each follow that it meets`, two of them at most.
    pub follow: f64,
    /// `0.9 ^ better stories that the same outlet leads`, so that one who writes much does not fill the page.
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
            breadth: (1.0 + f64::from(row.voices)).ln(),
            freshness: 0.5_f64.powf(hours / HALF_LIFE_HOURS),
            growth: if row.articles > 1 { 1.0 + share } else { 1.0 },
            follow: 1.0 + FOLLOW * f64::from(row.follows.min(FOLLOWS_COUNTED)),
            diversity: 1.0,
        }
    }
}

impl Store {
    /// Sections of the stories that are ranked, in their order.
    pub async fn sections(&self) -> Result<Vec<Section>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT DISTINCT section FROM (SELECT section FROM stories ORDER BY last DESC LIMIT ?)
                       WHERE section IS NOT NULL";
            let mut statement = tx.prepare_cached(sql)?;
            let words = statement.query_map([RANKED], |row| row.get::<_, String>(0))?;
            let found: BTreeSet<Section> =
                words.filter_map(|word| Section::from_word(word.as_deref().ok()?)).collect();
            Ok(found.into_iter().collect())
        })
        .await
    }

    /// Stories by rank, see [`Rank`].
    pub async fn front(&self, query: FrontQuery) -> Result<Slice<FrontStory>, StoreError> {
        self.read(move |tx| front(tx, &query)).await
    }

    /// One story with all its articles; its rank is nought, since nobody compares it. The number of a story that was joined
    /// with another gives the other.
    pub async fn story(&self, id: StoryId) -> Result<Option<StoryRecord>, StoreError> {
        self.read(move |tx| story(tx, moves::lead(tx, id)?)).await
    }
}

/// A row of the derived table.
#[derive(Clone)]
struct Row {
    id: i64,
    lead: i64,
    first: i64,
    last: i64,
    articles: u32,
    outlets: u32,
    voices: u32,
    section: Option<Section>,
    outlet: Option<String>,
    follows: u32,
}

const ROW: &str =
    "SELECT id, lead, first, last, articles, outlets, voices, section, outlet, follows FROM stories ";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        lead: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        articles: row.get(4)?,
        outlets: row.get(5)?,
        voices: row.get(6)?,
        section: row.get::<_, Option<String>>(7)?.as_deref().and_then(Section::from_word),
        outlet: row.get(8)?,
        follows: row.get(9)?,
    })
}

fn front(tx: &Connection, query: &FrontQuery) -> Result<Slice<FrontStory>, StoreError> {
    let recent = recent(tx, query.now)?;
    let mut ranked: Vec<(Rank, Row)> = candidates(tx, query)?
        .into_iter()
        .map(|row| (Rank::of(&row, recent.get(&row.id).copied().unwrap_or(0), query.now), row))
        .collect();
    sort(&mut ranked);
    spread(&mut ranked);
    sort(&mut ranked);
    let Window { limit, offset } = query.window;
    let from = ranked.get(offset as usize..).unwrap_or_default();
    let page = &from[..from.len().min(limit.min(MOST) as usize)];
    Ok(Slice { more: from.len() > page.len(), items: dress(tx, page)? })
}

fn sort(ranked: &mut [(Rank, Row)]) {
    ranked.sort_by(|(a, x), (b, y)| {
        b.score().total_cmp(&a.score()).then(y.last.cmp(&x.last)).then(y.id.cmp(&x.id))
    });
}

/// Gives stories of one outlet, in their order, less and less.
fn spread(ranked: &mut [(Rank, Row)]) {
    let mut before: HashMap<String, i32> = HashMap::new();
    for (rank, row) in ranked {
        if let Some(outlet) = &row.outlet {
            let count = before.entry(outlet.clone()).or_default();
            rank.diversity = DIVERSITY.powi((*count).min(DIVERSITY_COUNTED));
            *count += 1;
        }
    }
}

fn candidates(tx: &Connection, query: &FrontQuery) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "{ROW} s WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM entries e JOIN sightings g ON g.entry = e.id
             JOIN feeds f ON f.id = g.feed WHERE e.story = s.id AND f.folder = ?1))
         AND (?2 IS NULL OR EXISTS (SELECT 1 FROM entries e WHERE e.id = s.lead
             AND (e.language = ?2 OR e.language LIKE ?2 || '-%')))
         AND (?3 = 0 OR EXISTS (SELECT 1 FROM entries e WHERE e.story = s.id AND e.read_at IS NULL))
         AND (?5 IS NULL OR s.section = ?5)
         ORDER BY last DESC LIMIT ?4"
    );
    let section = query.section.map(Section::word);
    let values = params![query.folder, query.language, query.unread, RANKED, section];
    let rows = tx.prepare_cached(&sql)?.query_map(values, row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Articles of each story in the hours that count as growth. Left to itself, SQLite reads the index of stories for the
/// groups' sake, and with it every article there is.
fn recent(tx: &Connection, now: Timestamp) -> rusqlite::Result<HashMap<i64, u32>> {
    let sql = "SELECT story, count(*) FROM entries INDEXED BY entries_time
               WHERE sorted_at > ? AND story IS NOT NULL GROUP BY story";
    let since = ms(now) - GROWTH_HOURS * 3_600_000;
    tx.prepare_cached(sql)?.query_map([since], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// What the rows do not tell: leads, pictures, publishers, unread ones and holdings.
fn dress(tx: &Connection, page: &[(Rank, Row)]) -> Result<Vec<FrontStory>, StoreError> {
    let leads: Vec<i64> = page.iter().map(|(_, row)| row.lead).collect();
    let mut leads: HashMap<i64, EntrySummary> =
        summaries(tx, &leads)?.into_iter().map(|entry| (entry.id.0, entry)).collect();
    let mut stories = Vec::with_capacity(page.len());
    for (rank, row) in page {
        if let Some(lead) = leads.remove(&row.lead) {
            stories.push(dress_one(tx, *rank, row, lead)?);
        }
    }
    Ok(stories)
}

fn dress_one(tx: &Connection, rank: Rank, row: &Row, lead: EntrySummary) -> Result<FrontStory, StoreError> {
    let parts = parts(tx, row.id)?;
    let mut publishers: Vec<String> =
        lead.publisher.iter().chain(&lead.publisher_host).take(1).cloned().collect();
    let mut counts = HoldingCounts::default();
    let mut image = lead.image.clone();
    for part in &parts {
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
    Ok(FrontStory {
        id: StoryId(row.id),
        lead,
        image,
        publishers,
        outlets: row.outlets,
        voices: row.voices,
        articles: row.articles,
        unread: count(parts.iter().filter(|part| part.unread)),
        counts,
        first: time(row.first),
        last: time(row.last),
        section: row.section,
        rank,
    })
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

/// What an article is to its story.
struct Part {
    id: i64,
    publisher: Option<String>,
    host: Option<String>,
    agency: Option<String>,
    holding: Option<Holding>,
    copy_of: Option<i64>,
    dated: bool,
    at: i64,
    image: Option<String>,
    credit: Option<String>,
    alt: Option<String>,
    unread: bool,
    withdrawn: bool,
    section: Option<String>,
    /// The publisher as a reader calls it.
    called: Option<String>,
}

/// Articles of a story that are looked at for its lead, publishers, voices and section: the earliest. Stories of the press
/// have some hundred at most; one of twelve thousand alike is no heavier to keep than one of a thousand.
const PARTS: i64 = 1_000;

fn parts(tx: &Connection, story: i64) -> rusqlite::Result<Vec<Part>> {
    let sql = "SELECT id, publisher, publisher_host, agency, holding, copy_of, published IS NOT NULL, sorted_at, image,
               image_credit, image_alt, read_at IS NULL, withdrawn_at IS NOT NULL, section,
               coalesce((SELECT n.name FROM publisher_names n WHERE n.host = e.publisher_host), e.publisher)
               FROM entries e WHERE story = ? ORDER BY sorted_at, id LIMIT ?";
    let part = |row: &rusqlite::Row<'_>| {
        Ok(Part {
            id: row.get(0)?,
            publisher: row.get(1)?,
            host: row.get(2)?,
            agency: row.get(3)?,
            holding: holding(row.get::<_, Option<String>>(4)?.as_deref()),
            copy_of: row.get(5)?,
            dated: row.get(6)?,
            at: row.get(7)?,
            image: row.get(8)?,
            credit: row.get(9)?,
            alt: row.get(10)?,
            unread: row.get(11)?,
            withdrawn: row.get(12)?,
            section: row.get(13)?,
            called: row.get(14)?,
        })
    };
    tx.prepare_cached(sql)?.query_map([story, PARTS], part)?.collect()
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

impl Part {
    /// The outlet, spelled alike for all its articles.
    fn outlet(&self) -> Option<String> {
        let name = self.publisher.as_ref().or(self.host.as_ref())?;
        Some(name.trim().to_lowercase()).filter(|name| !name.is_empty())
    }

    /// Agency where one is credited, else the outlet, else the article itself.
    fn voice(&self) -> String {
        let agency = self.agency.as_ref().map(|agency| format!("agency {}", agency.trim().to_lowercase()));
        agency.or_else(|| self.outlet()).unwrap_or_else(|| format!("entry {}", self.id))
    }

    /// Whether there is text of its own: previews, walls and headlines bear no independent witness.
    const fn speaks(&self) -> bool {
        matches!(self.holding, Some(Holding::Full)) && !self.withdrawn
    }

    const fn wholeness(&self) -> u8 {
        match self.holding {
            _ if self.withdrawn => 6,
            Some(Holding::Full) => 0,
            Some(Holding::Partial) => 1,
            Some(Holding::HeadlineOnly) => 2,
            None => 3,
            Some(Holding::OtherKind) => 4,
            Some(Holding::None) => 5,
        }
    }
}

/// Voices of a story: publishers with a whole text of their own; copies of one text, and texts credited to one agency,
/// count once. Where nobody holds a whole text there is still whoever said it first.
fn voices(parts: &[Part]) -> u32 {
    let by_id: BTreeMap<i64, &Part> = parts.iter().map(|part| (part.id, part)).collect();
    let voice = |part: &Part| root(part, &by_id).voice();
    let voices: BTreeSet<String> = parts.iter().filter(|part| part.speaks()).map(voice).collect();
    u32::try_from(voices.len()).unwrap_or(u32::MAX).max(1)
}

/// The first text of a chain of copies inside the story.
fn root<'p>(part: &'p Part, by_id: &BTreeMap<i64, &'p Part>) -> &'p Part {
    let mut at = part;
    for _ in 0..by_id.len() {
        match at.copy_of.and_then(|of| by_id.get(&of)) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// The lead: whole before preview before headline, dated before undated, with a picture, an original before a copy, the
/// earliest.
fn lead(parts: &[Part]) -> Option<i64> {
    let key = |part: &&Part| {
        (part.wholeness(), !part.dated, part.image.is_none(), part.copy_of.is_some(), part.at, part.id)
    };
    parts.iter().min_by_key(key).map(|part| part.id)
}

/// Writes the derived row of a story anew; a story without articles goes.
pub(crate) fn refresh(tx: &Connection, story: i64) -> Result<(), StoreError> {
    let parts = parts(tx, story)?;
    let (Some(lead), Some(first)) = (lead(&parts), parts.first()) else {
        tx.prepare_cached("DELETE FROM stories WHERE id = ?")?.execute([story])?;
        return Ok(situations::unlink(tx, story)?);
    };
    let sql = "SELECT count(*), max(sorted_at) FROM entries WHERE story = ?";
    let (articles, last): (i64, i64) =
        tx.prepare_cached(sql)?.query_row([story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let outlets: BTreeSet<String> = parts.iter().filter_map(Part::outlet).collect();
    let sql = "INSERT OR REPLACE INTO stories (id, lead, first, last, articles, outlets, voices, section, outlet, follows)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let leading = parts.iter().find(|part| part.id == lead);
    let section = leading.into_iter().chain(&parts).find_map(|part| part.section.as_ref());
    tx.prepare_cached(sql)?.execute(params![
        story,
        lead,
        first.at,
        last,
        articles,
        count(outlets.iter()).max(1),
        voices(&parts),
        section,
        leading.and_then(Part::outlet),
        follows::met(tx, story)?,
    ])?;
    Ok(())
}

/// Stories whose derived rows must be written anew: each once, at the end of what changed their articles.
#[derive(Default)]
pub(crate) struct Stale(BTreeSet<i64>);

impl Stale {
    /// Notes a story, if there is one.
    pub(crate) fn note(&mut self, story: Option<i64>) {
        self.0.extend(story);
    }

    /// Notes the story of an article, if it stands in one.
    pub(crate) fn note_entry(&mut self, tx: &Connection, entry: EntryId) -> Result<(), StoreError> {
        let sql = "SELECT story FROM entries WHERE id = ?";
        let story = tx.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0)).optional()?;
        self.note(story.flatten());
        Ok(())
    }

    /// Writes the rows.
    pub(crate) fn refresh(self, tx: &Connection) -> Result<(), StoreError> {
        self.0.into_iter().try_for_each(|story| refresh(tx, story))
    }
}

/// A story as the front page shows it, compared with none.
pub(crate) fn front_of(tx: &Connection, id: StoryId) -> Result<Option<FrontStory>, StoreError> {
    let found = tx.prepare_cached(&format!("{ROW} WHERE id = ?"))?.query_row([id.0], row).optional()?;
    let Some(found) = found else { return Ok(None) };
    Ok(dress(tx, &[(Rank::NONE, found)])?.pop())
}

fn story(tx: &Connection, id: StoryId) -> Result<Option<StoryRecord>, StoreError> {
    let Some(front) = front_of(tx, id)? else { return Ok(None) };
    let sql = "SELECT id FROM entries WHERE story = ? ORDER BY sorted_at, id";
    let ids: Vec<i64> =
        tx.prepare_cached(sql)?.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Some(StoryRecord { front, members: members(tx, &ids)? }))
}

/// Why an article stands where it stands, by its latest placement.
pub(crate) fn reasons(
    tx: &Connection,
    entry: EntryId,
) -> Result<(Option<Why>, Option<CopyLink>), StoreError> {
    let sql = "SELECT joined, score, threshold, terms, hours,
               (SELECT o.id FROM entries o WHERE o.id = changes.copy_of) AS copy_of, copy_share, copy_kind FROM changes
               WHERE entry = ? ORDER BY seq DESC LIMIT 1";
    let found = tx.prepare_cached(sql)?.query_row([entry.0], |row| Ok((why(row)?, copy(row)?))).optional()?;
    Ok(found.unwrap_or_default())
}

/// The reason in a row that begins `joined, score, threshold, terms, hours`.
pub(crate) fn why(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Why>> {
    if !row.get::<_, bool>("joined")? {
        return Ok(None);
    }
    let terms: Option<String> = row.get("terms")?;
    Ok(Some(Why {
        score: row.get::<_, Option<f64>>("score")?.unwrap_or_default(),
        threshold: row.get::<_, Option<f64>>("threshold")?.unwrap_or_default(),
        terms: terms.map(|terms| terms.lines().map(str::to_owned).collect()).unwrap_or_default(),
        hours_apart: row.get("hours")?,
    }))
}

/// The copy in a row with `copy_of, copy_share, copy_kind`.
pub(crate) fn copy(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<CopyLink>> {
    let of: Option<i64> = row.get("copy_of")?;
    let kind: Option<String> = row.get("copy_kind")?;
    let kind = kind.as_deref().and_then(CopyKind::from_word);
    let share: Option<f64> = row.get("copy_share")?;
    Ok(of.zip(kind).map(|(of, kind)| CopyLink { of: EntryId(of), share: share.unwrap_or_default(), kind }))
}

//! Stories as the front page and the story page show them, and the derived table they are read from.

mod candidates;
mod derived_row;
mod front_order;
mod member_pages;
mod rank;
mod reader_rows;

pub(crate) use derived_row::{Stale, refresh};
pub use rank::Rank;

use crate::limits::MOST;
use crate::reader::{Sight, View};
use crate::rows::time;
use crate::story_members::{members, seen};
use crate::summaries::summaries;
use crate::{
    EntrySummary, FrontQuery, FrontStory, HoldingCounts, Reader, Section, Slice, StoreError, StoryRecord,
    Window,
};
use dateline_model::{Holding, StoryId};
use derived_row::{Part, count, lead_of, parts_of};
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

impl Reader<'_> {
    /// Stories by rank, see [`Rank`].
    pub async fn front(self, query: FrontQuery) -> Result<Slice<FrontStory>, StoreError> {
        self.read(move |view| front(view, &query)).await
    }

    /// Stories by rank, and the sections that the reader's latest stories are in, in their order.
    pub async fn front_with_sections(
        self,
        query: FrontQuery,
    ) -> Result<(Slice<FrontStory>, Vec<Section>), StoreError> {
        self.read(move |view| Ok((front(view, &query)?, front_order::sections(view, query.now)?))).await
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

fn front(view: View<'_>, query: &FrontQuery) -> Result<Slice<FrontStory>, StoreError> {
    let Window { limit, offset } = query.window;
    let (limit, offset) = (limit.min(MOST) as usize, offset as usize);
    let ranked = front_order::ranked(view, query, offset + limit + 1)?;
    let from = ranked.get(offset..).unwrap_or_default();
    let page = &from[..from.len().min(limit)];
    Ok(Slice { more: from.len() > page.len(), items: hydrate(view, page)? })
}

/// What the rows do not tell: leads, pictures, publishers, unread ones and holdings.
fn hydrate(view: View<'_>, page: &[(Rank, Row)]) -> Result<Vec<FrontStory>, StoreError> {
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
    Ok(hydrate(view, &[(Rank::NONE, found)])?.pop())
}

fn story(view: View<'_>, id: StoryId) -> Result<Option<StoryRecord>, StoreError> {
    let Some(front) = front_of(view, id)? else { return Ok(None) };
    // No bound: SQLite takes -1 for none.
    let ids = seen(view, id, (-1, 0))?;
    Ok(Some(StoryRecord { front, members: members(view, &ids)? }))
}

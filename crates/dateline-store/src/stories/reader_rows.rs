//! Rows of stories for a reader who does not see all that is nobody's alone: derived from what this reader sees, as they are asked
//! for.

use super::derived_row::{PARTS, Part, count, derive, part, parts_seen};
use super::{ROW, Row, row, sections_of, wanted};
use crate::limits::RANKED;
use crate::reader::correction_overlay::{Grouping, TOUCHED};
use crate::reader::{View, sees};
use crate::{FrontQuery, Section, StoreError};
use rusqlite::{CachedStatement, OptionalExtension as _, params};

/// A reader with fewer articles is asked for the stories of each; one with more sees some of most stories, which are looked through.
const FEW: i64 = 20_000;

/// Derives rows of stories from the articles that a reader sees, one story after the other.
struct Derived<'a> {
    view: View<'a>,
    parts: CachedStatement<'a>,
    whole: CachedStatement<'a>,
    follows: CachedStatement<'a>,
}

impl<'a> Derived<'a> {
    fn new(view: View<'a>) -> Result<Self, StoreError> {
        let grouping = view.grouping()?;
        let whole = format!(
            "SELECT count(*), coalesce(max(e.sorted_at), 0) FROM entries e WHERE {} AND {}",
            grouping.within("?2"),
            sees("e.id", "?1")
        );
        let follows = "SELECT met FROM story_follows WHERE story = ?2 AND user = ?1";
        Ok(Self {
            view,
            parts: view.tx.prepare_cached(&parts_seen(grouping))?,
            whole: view.tx.prepare_cached(&whole)?,
            follows: view.tx.prepare_cached(follows)?,
        })
    }

    /// The row of a story; nothing where the reader sees no article of it.
    fn row(&mut self, story: i64) -> Result<Option<Row>, StoreError> {
        let values = [self.view.user.0, story];
        let parts: Vec<Part> = self.parts.query_map(values, part)?.collect::<Result<_, _>>()?;
        // They come in the order of their time, and are all there are but in the largest stories.
        let whole = match parts.last() {
            Some(last) if (parts.len() as i64) < PARTS => (count(parts.iter()), last.at),
            _ => self.whole.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?,
        };
        let Some(mut row) = derive(story, &parts, whole) else { return Ok(None) };
        row.follows = self.follows.query_row(values, |row| row.get(0)).optional()?.unwrap_or(0);
        Ok(Some(row))
    }
}

/// The row of a story, from the articles that the reader sees; nothing where there are none.
pub(super) fn row_of(view: View<'_>, story: i64) -> Result<Option<Row>, StoreError> {
    Derived::new(view)?.row(story)
}

/// Stories that may stand on the reader's front page.
pub(super) fn candidates(view: View<'_>, query: &FrontQuery) -> Result<Vec<Row>, StoreError> {
    rows(view, query, latest(view, query)?)
}

/// Of the stories that the reader has corrected, those that may stand on the front page: the latest.
pub(super) fn touched(view: View<'_>, query: &FrontQuery) -> Result<Vec<Row>, StoreError> {
    let (grouping, touched) = (view.grouping()?, &*TOUCHED);
    let seen = sees("e.id", "?1");
    let within = grouping.within("t.story");
    let sql = format!(
        "SELECT id FROM (SELECT t.story AS id, (SELECT max(e.sorted_at) FROM entries e WHERE {within} AND {seen}) AS last
             FROM ({touched}) t) c
         WHERE last IS NOT NULL AND {} ORDER BY last DESC LIMIT ?4",
        wanted("c.id", &seen, grouping)
    );
    let values = params![view.user.0, query.folder, query.unread, RANKED];
    let stories =
        view.tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    rows(view, query, stories)
}

/// Rows of stories in the section and language that are asked for.
fn rows(view: View<'_>, query: &FrontQuery, stories: Vec<i64>) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::new();
    let shared = view.grouping()? == Grouping::Shared;
    let sql = format!("{ROW} AND id = ?2 AND articles = 1");
    let mut only = view.tx.prepare_cached(&sql)?;
    let mut derived = Derived::new(view)?;
    for story in stories {
        // Who sees the only article of a story sees the story that everybody does.
        let row = match only.query_row([view.user.0, story], row).optional()? {
            Some(row) if shared || !view.touched(story)? => Some(row),
            _ => derived.row(story)?,
        };
        rows.extend(row.filter(|row| query.section.is_none_or(|section| row.section == Some(section))));
    }
    if let Some(language) = &query.language {
        let sql =
            "SELECT 1 FROM entries e WHERE e.id = ?1 AND (e.language = ?2 OR e.language LIKE ?2 || '-%')";
        let mut speaks = view.tx.prepare_cached(sql)?;
        let mut kept = Vec::new();
        for row in rows {
            if speaks.exists(params![row.lead, language])? {
                kept.push(row);
            }
        }
        rows = kept;
    }
    Ok(rows)
}

fn latest(view: View<'_>, query: &FrontQuery) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT coalesce(sum(held), 0) FROM reader_counts WHERE user = ?";
    let held: i64 = view.tx.prepare_cached(sql)?.query_row([view.user.0], |row| row.get(0))?;
    let (seen, grouping, touched) = (sees("e.id", "?1"), view.grouping()?, &*TOUCHED);
    let stories = match (held, grouping) {
        (..FEW, _) => format!(
            "SELECT {} AS id, max(e.sorted_at) AS last FROM (
                 SELECT fe.entry FROM subscriptions su CROSS JOIN feed_entries fe ON fe.feed = su.feed WHERE su.user = ?1
                 UNION SELECT entry FROM kept_entries WHERE user = ?1) o CROSS JOIN entries e ON e.id = o.entry
                 WHERE e.story IS NOT NULL GROUP BY 1",
            grouping.story()
        ),
        (_, Grouping::Shared) => format!(
            "SELECT id, last FROM stories s WHERE EXISTS (SELECT 1 FROM entries e WHERE e.story = s.id AND {seen})"
        ),
        (_, Grouping::Own(_)) => format!(
            "SELECT id, last FROM stories s WHERE id NOT IN ({touched})
                 AND EXISTS (SELECT 1 FROM entries e WHERE e.story = s.id AND {seen})
             UNION ALL SELECT id, last FROM (SELECT t.story AS id,
                 (SELECT max(e.sorted_at) FROM entries e WHERE {} AND {seen}) AS last FROM ({touched}) t)
                 WHERE last IS NOT NULL",
            grouping.within("t.story")
        ),
    };
    let wanted = wanted("c.id", &seen, grouping);
    let sql = format!("SELECT id FROM ({stories}) c WHERE {wanted} ORDER BY last DESC LIMIT ?4");
    let values = params![view.user.0, query.folder, query.unread, RANKED];
    Ok(view.tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Sections of the stories that the reader sees.
pub(super) fn sections(view: View<'_>) -> Result<Vec<Section>, StoreError> {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let all = candidates(view, &FrontQuery::all(now, crate::Window::first(0)))?;
    Ok(sections_of(&all))
}

/// Sections of the stories that the reader has corrected.
pub(super) fn sections_touched(view: View<'_>) -> Result<Vec<Section>, StoreError> {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let rows = touched(view, &FrontQuery::all(now, crate::Window::first(0)))?;
    Ok(rows.into_iter().filter_map(|row| row.section).collect())
}

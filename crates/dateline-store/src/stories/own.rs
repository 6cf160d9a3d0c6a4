//! Rows of stories for a reader who does not see all that is nobody's alone: derived from what this reader sees, as they are asked
//! for.

use super::derive::{derive, parts_of};
use super::{RANKED, Row, wanted};
use crate::reader::{Sight, View, sees};
use crate::{FrontQuery, Section, StoreError};
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeSet;

/// A reader with fewer articles is asked for the stories of each; one with more sees some of most stories, which are looked through.
const FEW: i64 = 20_000;

/// The row of a story, from the articles that the reader sees; nothing where there are none.
pub(super) fn row_of(view: View<'_>, story: i64) -> Result<Option<Row>, StoreError> {
    let parts = parts_of(view, Sight::Some, story)?;
    let sql = format!(
        "SELECT count(*), coalesce(max(e.sorted_at), 0) FROM entries e WHERE e.story = ?2 AND {}",
        sees("e.id", "?1")
    );
    let whole = view
        .tx
        .prepare_cached(&sql)?
        .query_row([view.user.0, story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(mut row) = derive(story, &parts, whole) else { return Ok(None) };
    let sql = "SELECT met FROM story_follows WHERE story = ? AND user = ?";
    row.follows = view
        .tx
        .prepare_cached(sql)?
        .query_row([story, view.user.0], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    Ok(Some(row))
}

/// Stories that may stand on the reader's front page.
pub(super) fn candidates(view: View<'_>, query: &FrontQuery) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::new();
    for story in latest(view, query)? {
        rows.extend(
            row_of(view, story)?
                .filter(|row| query.section.is_none_or(|section| row.section == Some(section))),
        );
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
    let seen = sees("e.id", "?1");
    let stories = match held {
        ..FEW => "SELECT e.story AS id, max(e.sorted_at) AS last FROM (
                  SELECT fe.entry FROM subscriptions su CROSS JOIN feed_entries fe ON fe.feed = su.feed WHERE su.user = ?1
                  UNION SELECT entry FROM kept_entries WHERE user = ?1) o CROSS JOIN entries e ON e.id = o.entry
                  WHERE e.story IS NOT NULL GROUP BY e.story"
            .to_owned(),
        _ => format!(
            "SELECT id, last FROM stories s WHERE EXISTS (SELECT 1 FROM entries e WHERE e.story = s.id AND {seen})"
        ),
    };
    let sql =
        format!("SELECT id FROM ({stories}) c WHERE {} ORDER BY last DESC LIMIT ?4", wanted("c.id", &seen));
    let values = params![view.user.0, query.folder, query.unread, RANKED];
    Ok(view.tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Sections of the stories that the reader sees.
pub(super) fn sections(view: View<'_>) -> Result<Vec<Section>, StoreError> {
    let now = jiff::Timestamp::UNIX_EPOCH;
    let all = candidates(view, &FrontQuery::all(now, crate::Window::first(0)))?;
    let found: BTreeSet<Section> = all.into_iter().filter_map(|row| row.section).collect();
    Ok(found.into_iter().collect())
}

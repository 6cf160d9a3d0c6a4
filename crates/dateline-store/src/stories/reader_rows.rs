//! Rows of stories for a reader who does not see all that is nobody's alone: derived from what this reader sees, as they are asked
//! for.

use super::Row;
use super::derived_row::{PARTS, Part, count, derive, part, parts_seen};
use crate::StoreError;
use crate::reader::{View, sees};
use rusqlite::{CachedStatement, OptionalExtension as _};

/// Derives rows of stories from the articles that a reader sees, one story after the other.
pub(super) struct Derived<'a> {
    view: View<'a>,
    parts: CachedStatement<'a>,
    whole: CachedStatement<'a>,
    follows: CachedStatement<'a>,
}

impl<'a> Derived<'a> {
    pub(super) fn new(view: View<'a>) -> Result<Self, StoreError> {
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
    pub(super) fn row(&mut self, story: i64) -> Result<Option<Row>, StoreError> {
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

//! A reader's corrections as they are read: which story an entry stands in for one reader.
//!
//! Stories are shared and hold nothing of a reader's word. An act of a reader writes rows of that reader alone: a must-link is a row
//! that places an entry in a story (`reader_placements`) or leads one story into another (`reader_joins`), a cannot-link is an entry
//! placed in a story that nobody else has. Every query that asks for the entries of a story, or for the story of an entry, asks
//! through [`Grouping`].

use super::View;
use crate::StoreError;
use crate::redirects;
use dateline_model::{EntryId, StoryId, Why};
use rusqlite::{Connection, OptionalExtension as _};

/// How entries stand in stories for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// As they stand for everybody: the reader has corrected nothing.
    Shared,
    /// As the reader, the parameter of that name, has corrected it.
    Own(&'static str),
}

impl Grouping {
    /// The story of an entry `e`, as SQL.
    pub(crate) fn story(self) -> String {
        match self {
            Self::Shared => "e.story".to_owned(),
            Self::Own(user) => format!(
                "coalesce((SELECT rp.story FROM reader_placements rp WHERE rp.user = {user} AND rp.entry = e.id
                     ORDER BY rp.act DESC LIMIT 1),
                 (SELECT rj.into_story FROM reader_joins rj WHERE rj.user = {user} AND rj.story = e.story
                     ORDER BY rj.act DESC LIMIT 1), e.story)"
            ),
        }
    }

    /// The condition that an entry `e` stands in a story.
    pub(crate) fn within(self, story: &str) -> String {
        match self {
            Self::Shared => format!("e.story = {story}"),
            Self::Own(user) => format!(
                "e.id IN (SELECT i.id FROM entries i WHERE i.story = {story}
                     UNION ALL SELECT rp.entry FROM reader_placements rp WHERE rp.user = {user} AND rp.story = {story}
                     UNION ALL SELECT i.id FROM reader_joins rj CROSS JOIN entries i ON i.story = rj.story
                         WHERE rj.user = {user} AND rj.into_story = {story})
                 AND {} = {story}",
                self.story()
            ),
        }
    }
}

/// Stories that a reader, the first parameter, has corrected: those that gained entries and those that lost some.
pub(crate) const TOUCHED: &str = "SELECT story FROM reader_placements WHERE user = ?1
    UNION SELECT i.story FROM reader_placements rp CROSS JOIN entries i ON i.id = rp.entry WHERE rp.user = ?1 AND i.story IS NOT NULL
    UNION SELECT story FROM reader_joins WHERE user = ?1 UNION SELECT into_story FROM reader_joins WHERE user = ?1";

impl View<'_> {
    /// How entries stand in stories for the reader, the first parameter of the query that asks.
    pub(crate) fn grouping(self) -> Result<Grouping, StoreError> {
        let sql = "SELECT 1 WHERE EXISTS (SELECT 1 FROM reader_placements WHERE user = ?1)
                   OR EXISTS (SELECT 1 FROM reader_joins WHERE user = ?1)";
        let own = self.tx.prepare_cached(sql)?.exists([self.user.0])?;
        Ok(if own { Grouping::Own("?1") } else { Grouping::Shared })
    }

    /// Whether the reader has corrected a story, so that its shared row is not what the reader sees.
    pub(crate) fn touched(self, story: i64) -> Result<bool, StoreError> {
        if self.grouping()? == Grouping::Shared {
            return Ok(false);
        }
        let sql = format!("SELECT 1 WHERE ?2 IN ({TOUCHED})");
        Ok(self.tx.prepare_cached(&sql)?.exists([self.user.0, story])?)
    }

    /// The story that a link leads the reader to: its own while entries stand in it, else the one that took them.
    pub(crate) fn redirect(self, story: StoryId) -> Result<StoryId, StoreError> {
        if self.grouping()? == Grouping::Shared {
            return Ok(redirects::redirect(self.tx, story)?);
        }
        if self.any_in(story)? {
            return Ok(story);
        }
        if let Some(into) = self.joined(story)? {
            return Ok(into);
        }
        let shared = redirects::redirect(self.tx, story)?;
        Ok(self.joined(shared)?.filter(|_| shared != story).unwrap_or(shared))
    }

    fn joined(self, story: StoryId) -> Result<Option<StoryId>, StoreError> {
        let sql =
            "SELECT into_story FROM reader_joins WHERE user = ? AND story = ? ORDER BY act DESC LIMIT 1";
        let into =
            self.tx.prepare_cached(sql)?.query_row([self.user.0, story.0], |row| row.get(0)).optional()?;
        Ok(into.map(StoryId))
    }

    fn any_in(self, story: StoryId) -> Result<bool, StoreError> {
        let sql = format!("SELECT 1 FROM entries e WHERE {}", self.grouping()?.within("?2"));
        // A query without a reader's corrections has no first parameter; it is given all the same.
        let sql = format!("{sql} AND ?1 > 0 LIMIT 1");
        Ok(self.tx.prepare_cached(&sql)?.exists([self.user.0, story.0])?)
    }

    /// Entries that stand in a story for the reader, whether the reader sees them or not, by number.
    pub(crate) fn standing(self, story: StoryId) -> Result<Vec<EntryId>, StoreError> {
        let within = self.grouping()?.within("?2");
        let sql = format!("SELECT e.id FROM entries e WHERE ?1 > 0 AND {within} ORDER BY e.id");
        let mut statement = self.tx.prepare_cached(&sql)?;
        let ids = statement.query_map([self.user.0, story.0], |row| row.get(0).map(EntryId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The story of an article, as the reader has it grouped.
    pub(crate) fn stands_in(self, entry: i64) -> Result<Option<i64>, StoreError> {
        let sql = format!("SELECT {} FROM entries e WHERE e.id = ?2 AND ?1 > 0", self.grouping()?.story());
        Ok(self.tx.prepare_cached(&sql)?.query_row([self.user.0, entry], |row| row.get(0))?)
    }

    /// Why the reader's own word has an entry where it stands; `None` where no word of the reader's does.
    pub(crate) fn own_reason(self, entry: EntryId) -> Result<Option<Why>, StoreError> {
        let sql = "SELECT score, threshold, terms, hours FROM reader_placements WHERE user = ? AND entry = ?
                   ORDER BY act DESC LIMIT 1";
        let found = self.tx.prepare_cached(sql)?.query_row([self.user.0, entry.0], |row| {
            let terms: Option<String> = row.get(2)?;
            Ok(Why {
                score: row.get::<_, Option<f64>>(0)?.unwrap_or(1.0),
                threshold: row.get::<_, Option<f64>>(1)?.unwrap_or_default(),
                terms: terms.map(|terms| terms.lines().map(str::to_owned).collect()).unwrap_or_default(),
                hours_apart: row.get(3)?,
            })
        });
        Ok(found.optional()?)
    }
}

/// Words of readers on a story that has ended for everybody are words on the one that took its entries; but what a reader parted
/// from that one stays apart, in a story that this reader alone has now.
pub(crate) fn lead_on(tx: &Connection, from: i64, into: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE reader_placements SET story = ?2 WHERE story = ?1 AND NOT EXISTS
             (SELECT 1 FROM acts a WHERE a.id = reader_placements.act AND a.kind = 'part' AND a.from_story = ?2)",
        "UPDATE reader_joins SET into_story = ?2 WHERE into_story = ?1",
        "UPDATE OR REPLACE reader_joins SET story = ?2 WHERE story = ?1",
        "DELETE FROM reader_joins WHERE story = into_story AND ?1 <> ?2",
    ] {
        tx.prepare_cached(sql)?.execute([from, into])?;
    }
    Ok(())
}

//! A reader's corrections as they are read: which story an entry stands in for one reader.
//!
//! Stories are shared and hold nothing of a reader's word. An act of a reader writes rows of that reader alone: a must-link is a row
//! that places an entry in a story (`reader_placements`) or leads one story into another (`reader_joins`), a cannot-link is an entry
//! placed in a story that nobody else has. Where owners' corrections are published, their rows count for every reader, below the
//! reader's own. Every query that asks for the entries of a story, or for the story of an entry, asks through [`Grouping`].

use super::View;
use crate::StoreError;
use crate::redirects;
use dateline_model::{EntryId, StoryId, Why};
use rusqlite::{Connection, OptionalExtension as _};
use std::sync::LazyLock;

/// Whose corrections count for everybody, below what each reader says themselves: those of owners, where they are published.
pub(crate) const PUBLISHED: &str =
    "SELECT ac.user FROM accounts ac WHERE ac.role = 'owner' AND ac.disabled = 0
    AND EXISTS (SELECT 1 FROM settings WHERE name = 'corrections.published')";

/// How entries stand in stories for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// As they stand for everybody: nothing is corrected for the reader.
    Shared,
    /// As the reader, the parameter of that name, has corrected it, and below that as owners have whose corrections are published.
    Own(&'static str),
}

impl Grouping {
    /// The story of an entry `e`, as SQL: where the reader has placed it; else where it is placed for everybody, else where it
    /// stands, and from either where the reader's joins lead, else those for everybody.
    pub(crate) fn story(self) -> String {
        let Self::Own(user) = self else { return "e.story".to_owned() };
        let placed = |of: &str| {
            format!(
                "(SELECT rp.story FROM reader_placements rp WHERE rp.user {of} AND rp.entry = e.id ORDER BY rp.act DESC LIMIT 1)"
            )
        };
        let joined = |of: &str, story: &str| {
            format!(
                "(SELECT rj.into_story FROM reader_joins rj WHERE rj.user {of} AND rj.story = {story}
                     ORDER BY rj.act DESC LIMIT 1)"
            )
        };
        let (own, published) = (format!("= {user}"), format!("IN ({PUBLISHED})"));
        let (for_all, led) = (placed(&published), joined(&published, "e.story"));
        let steps =
            [placed(&own), joined(&own, &for_all), for_all, joined(&own, "e.story"), joined(&own, &led), led];
        format!("coalesce({}, e.story)", steps.join(", "))
    }

    /// The condition that an entry `e` stands in a story.
    pub(crate) fn within(self, story: &str) -> String {
        match self {
            Self::Shared => format!("e.story = {story}"),
            Self::Own(user) => {
                let words = words(user);
                format!(
                    "e.id IN (SELECT i.id FROM entries i WHERE i.story = {story}
                     UNION ALL SELECT rp.entry FROM reader_placements rp WHERE rp.user IN ({words}) AND rp.story = {story}
                     UNION ALL SELECT i.id FROM reader_joins rj CROSS JOIN entries i ON i.story = rj.story
                         WHERE rj.user IN ({words}) AND rj.into_story = {story}
                     UNION ALL SELECT rp.entry FROM reader_joins rj CROSS JOIN reader_placements rp ON rp.story = rj.story
                         WHERE rj.user = {user} AND rj.into_story = {story} AND rp.user IN ({PUBLISHED})
                     UNION ALL SELECT i.id FROM reader_joins rj CROSS JOIN reader_joins pj ON pj.into_story = rj.story
                         CROSS JOIN entries i ON i.story = pj.story
                         WHERE rj.user = {user} AND rj.into_story = {story} AND pj.user IN ({PUBLISHED}))
                 AND {} = {story}",
                    self.story()
                )
            }
        }
    }
}

/// Those whose corrections count for a reader.
fn words(user: &str) -> String {
    format!("SELECT {user} UNION ALL {PUBLISHED}")
}

/// Stories that are corrected for a reader, the first parameter: those that gained entries and those that lost some.
pub(crate) static TOUCHED: LazyLock<String> = LazyLock::new(|| touched_by(&words("?1")));

/// Those of them that the reader has corrected.
pub(crate) static TOUCHED_ALONE: LazyLock<String> = LazyLock::new(|| touched_by("SELECT ?1"));

fn touched_by(users: &str) -> String {
    format!(
        "SELECT story FROM reader_placements WHERE user IN ({users})
    UNION SELECT i.story FROM reader_placements rp CROSS JOIN entries i ON i.id = rp.entry WHERE rp.user IN ({users})
        AND i.story IS NOT NULL
    UNION SELECT story FROM reader_joins WHERE user IN ({users}) UNION SELECT into_story FROM reader_joins WHERE user IN ({users})"
    )
}

impl View<'_> {
    /// How entries stand in stories for the reader, the first parameter of the query that asks.
    pub(crate) fn grouping(self) -> Result<Grouping, StoreError> {
        let words = words("?1");
        let sql = format!(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM reader_placements WHERE user IN ({words}))
             OR EXISTS (SELECT 1 FROM reader_joins WHERE user IN ({words}))"
        );
        let own = self.tx.prepare_cached(&sql)?.exists([self.user.0])?;
        Ok(if own { Grouping::Own("?1") } else { Grouping::Shared })
    }

    /// Whether a story is corrected for the reader, so that its shared row is not what the reader sees.
    pub(crate) fn touched(self, story: i64) -> Result<bool, StoreError> {
        if self.grouping()? == Grouping::Shared {
            return Ok(false);
        }
        let sql = format!("SELECT 1 WHERE ?2 IN ({})", *TOUCHED);
        Ok(self.tx.prepare_cached(&sql)?.exists([self.user.0, story])?)
    }

    /// The story that a link leads the reader to: its own while entries stand in it, else the one that took them.
    pub(crate) fn redirect(self, story: StoryId) -> Result<StoryId, StoreError> {
        if self.any_in(story)? {
            return Ok(story);
        }
        if let Some(into) = self.joined(story)? {
            return self.led_on(into);
        }
        let shared = redirects::redirect(self.tx, story)?;
        if shared != story {
            return self.led_on(shared);
        }
        // What an owner parted whose word counted for all and counts no longer leads back to where it was parted from.
        let sql = "SELECT from_story FROM acts WHERE kind = 'part' AND into_story = ?
            AND user IN (SELECT user FROM accounts WHERE role = 'owner')
            AND EXISTS (SELECT 1 FROM settings WHERE name = 'corrections.were_published')";
        let from = self.tx.prepare_cached(sql)?.query_row([story.0], |row| row.get(0)).optional()?;
        Ok(from.map_or(story, StoryId))
    }

    /// A story, or where the reader finds its entries once it has none.
    fn led_on(self, story: StoryId) -> Result<StoryId, StoreError> {
        let into = if self.any_in(story)? { None } else { self.joined(story)? };
        Ok(into.unwrap_or(story))
    }

    /// Where a story was joined with another one: by the reader, else for everybody.
    fn joined(self, story: StoryId) -> Result<Option<StoryId>, StoreError> {
        if self.grouping()? == Grouping::Shared {
            return Ok(None);
        }
        let sql = format!(
            "SELECT into_story FROM reader_joins WHERE user IN ({}) AND story = ?2 ORDER BY user = ?1 DESC, act DESC LIMIT 1",
            words("?1")
        );
        let into =
            self.tx.prepare_cached(&sql)?.query_row([self.user.0, story.0], |row| row.get(0)).optional()?;
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

    /// Why a correction has an entry where it stands for the reader; `None` where none does.
    pub(crate) fn own_reason(self, entry: EntryId) -> Result<Option<Why>, StoreError> {
        let sql = format!(
            "SELECT score, threshold, terms, hours FROM reader_placements WHERE user IN ({}) AND entry = ?2
             ORDER BY user = ?1 DESC, act DESC LIMIT 1",
            words("?1")
        );
        let found = self.tx.prepare_cached(&sql)?.query_row([self.user.0, entry.0], |row| {
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

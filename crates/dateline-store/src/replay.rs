//! What the story index is rebuilt from at start: placements with their documents.

use crate::ids::{first_seen_from, last_story};
use crate::record::{FactsRow, ReadingRow};
use crate::rows::{maybe_time, ms};
use crate::story_doc::story_doc_with;
use crate::word_segmentation::plain;
use crate::{EntryFacts, Store, StoreError, story_members};
use dateline_model::{Change, EntryId, Placement, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

impl Store {
    /// The latest placement of each article, the article that came last first, from before an article on. `since`
    /// leaves out articles older than the story room remembers.
    pub async fn placements(
        &self,
        before: Option<EntryId>,
        since: Option<Timestamp>,
        limit: u32,
    ) -> Result<Vec<Change>, StoreError> {
        self.read(move |tx| placements(tx, before, since, limit)).await
    }

    /// The greatest number that a story has ever had; 0 before the first.
    pub async fn last_story(&self) -> Result<StoryId, StoreError> {
        self.read(|tx| Ok(StoryId(last_story(tx)?))).await
    }
}

fn placements(
    tx: &Connection,
    before: Option<EntryId>,
    since: Option<Timestamp>,
    limit: u32,
) -> Result<Vec<Change>, StoreError> {
    let sql = "SELECT e.id AS entry, c.story, c.joined, c.score, c.threshold, c.terms, c.hours, c.copy_of, c.copy_share,
               c.copy_kind, e.seen, f.facts, r.reading, t.body
               FROM entries e JOIN changes c ON c.seq = (SELECT max(seq) FROM changes WHERE entry = e.id)
               JOIN facts f ON f.entry = e.id JOIN readings r ON r.entry = e.id JOIN texts t ON t.entry = e.id
               WHERE e.id < ?1 AND e.id >= ?2 AND e.private_of IS NULL AND (?3 IS NULL OR c.time >= ?3) ORDER BY e.id DESC LIMIT ?4";
    // Nothing is published later than it is seen, and numbers follow the order of being seen.
    let first = since.map_or(Ok(0), |since| first_seen_from(tx, ms(since) - DAY))?;
    let before = before.map_or(i64::MAX, |entry| entry.0);
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query(params![before, first, since.map(ms), limit])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(change(row)?);
    }
    Ok(changes)
}

/// Milliseconds of a day: what is under way at once may be numbered out of order.
const DAY: i64 = 24 * 3_600_000;

fn change(row: &Row<'_>) -> Result<Change, StoreError> {
    let (entry, story) = (EntryId(row.get("entry")?), StoryId(row.get("story")?));
    let facts: FactsRow = serde_json::from_str(&row.get::<_, String>("facts")?)?;
    let reading: ReadingRow = serde_json::from_str(&row.get::<_, String>("reading")?)?;
    let body = plain(&row.get::<_, String>("body")?);
    let seen = maybe_time(row.get("seen")?).unwrap_or_default();
    let doc = story_doc_with(entry, &EntryFacts::from(facts), &reading.reading(Vec::new()), &body, seen);
    let placement = match story_members::why(row)? {
        None => Placement::New(story),
        Some(why) => Placement::Join(story, why),
    };
    Ok(Change { entry, placement, copy: story_members::copy(row)?, doc })
}

//! Where links to stories lead that have ended.

use dateline_model::StoryId;
use rusqlite::{Connection, OptionalExtension as _};

/// The story that a link leads to: its own while it has articles, else the one that took them.
pub(crate) fn redirect(tx: &Connection, story: StoryId) -> rusqlite::Result<StoryId> {
    let sql = "SELECT into_story FROM joined_stories
               WHERE story = ?1 AND NOT EXISTS (SELECT 1 FROM stories WHERE id = ?1)";
    let into = tx.prepare_cached(sql)?.query_row([story.0], |row| row.get(0)).optional()?;
    Ok(into.map_or(story, StoryId))
}

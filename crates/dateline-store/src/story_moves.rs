//! Articles that move from one story to another after they were placed, and where links to emptied stories lead. Which
//! stories are one is not decided here.

use crate::reader::correction_overlay;
use crate::rows::ms;
use crate::stories::Stale;
use crate::{Store, StoreError, settings};
use dateline_model::{EntryId, StoryId, Why};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Articles that leave one story for another.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryMove {
    /// The articles, `None` for all; those that no longer stand in `from` stay where they are.
    pub entries: Option<Vec<EntryId>>,
    /// The story that they leave. Once it is empty, links to it lead to `into`.
    pub from: StoryId,
    /// The story that they join.
    pub into: StoryId,
    /// Why.
    pub why: Why,
}

/// Stories that were not looked through since articles were placed in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// The stories, oldest first.
    pub stories: Vec<StoryId>,
    /// Number of the last placement, for [`Store::settle`].
    pub through: i64,
}

/// Name of the setting that holds the last placement after which stories were looked through.
const LOOKED_THROUGH: &str = "stories.looked_through";

impl Store {
    /// Stories that articles were placed in since the last [`Store::settle`].
    pub async fn unsettled_stories(&self) -> Result<Unsettled, StoreError> {
        self.read(|tx| {
            let through = last_placement(tx)?;
            let sql = "SELECT DISTINCT e.story FROM changes c JOIN entries e ON e.id = c.entry
                       WHERE c.seq > coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?), 0)
                       AND e.story IS NOT NULL AND e.private_of IS NULL ORDER BY e.story";
            let mut statement = tx.prepare_cached(sql)?;
            let ids = statement.query_map([LOOKED_THROUGH], |row| row.get(0).map(StoryId))?;
            Ok(Unsettled { stories: ids.collect::<Result<_, _>>()?, through })
        })
        .await
    }

    /// Notes that stories have been looked through up to a placement. Where since then nothing was placed but the articles
    /// `moved`, they are part of it: what a look moved needs no look of its own.
    pub async fn settle(&self, through: i64, moved: usize) -> Result<(), StoreError> {
        self.write(move |tx| {
            let last = last_placement(tx)?;
            let only_moved = usize::try_from(last - through).is_ok_and(|since| since <= moved);
            let through = if only_moved { last } else { through };
            Ok(settings::set(tx, LOOKED_THROUGH, Some(&through.to_string()))?)
        })
        .await
    }

    /// Those of these articles that do not stand in the story beside them, or stand nowhere any more.
    pub async fn misplaced(
        &self,
        placed: Vec<(EntryId, StoryId)>,
    ) -> Result<Vec<(EntryId, StoryId)>, StoreError> {
        self.read(move |tx| {
            let mut statement = tx.prepare_cached("SELECT 1 FROM entries WHERE id = ? AND story = ?")?;
            let mut wrong = Vec::new();
            for (entry, story) in placed {
                if !statement.exists([entry.0, story.0])? {
                    wrong.push((entry, story));
                }
            }
            Ok(wrong)
        })
        .await
    }

    /// Moves articles: all of it, or nothing. A reader's word on a story that empties becomes one on the story that takes its
    /// articles.
    pub async fn move_articles(&self, moves: Vec<StoryMove>, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let mut stale = Stale::default();
            for one in &moves {
                move_one(tx, one, at, &mut stale)?;
            }
            stale.refresh(tx)
        })
        .await
    }
}

fn last_placement(tx: &Connection) -> rusqlite::Result<i64> {
    tx.query_row("SELECT coalesce(max(seq), 0) FROM changes", (), |row| row.get(0))
}

/// Moves articles; the rows of both stories are left to `stale`.
pub(crate) fn move_one(
    tx: &Connection,
    wanted: &StoryMove,
    at: Timestamp,
    stale: &mut Stale,
) -> Result<(), StoreError> {
    let (from, into) = (wanted.from.0, wanted.into.0);
    let sql = "UPDATE entries SET story = ? WHERE id = ? AND story = ?";
    for entry in wanted.entries.clone().map_or_else(|| members(tx, wanted.from), Ok)? {
        if tx.prepare_cached(sql)?.execute([into, entry.0, from])? > 0 {
            log(tx, entry, wanted)?;
            stale.changed(entry, ms(at));
        }
    }
    stale.note(Some(from));
    stale.note(Some(into));
    if tx.prepare_cached("SELECT 1 FROM entries WHERE story = ?")?.exists([from])? {
        return Ok(());
    }
    lead_on(tx, from, into, at)
}

pub(crate) fn members(tx: &Connection, story: StoryId) -> rusqlite::Result<Vec<EntryId>> {
    let sql = "SELECT id FROM entries WHERE story = ? ORDER BY id";
    tx.prepare_cached(sql)?.query_map([story.0], |row| row.get(0).map(EntryId))?.collect()
}

/// A new line in the log of placements; what was said of copy and time stays.
fn log(tx: &Connection, entry: EntryId, wanted: &StoryMove) -> Result<(), StoreError> {
    let sql = "INSERT INTO changes (entry, story, joined, score, threshold, terms, hours, copy_of, copy_share, copy_kind,
               time) SELECT entry, ?2, 1, ?3, ?4, ?5, ?6, copy_of, copy_share, copy_kind, time
               FROM changes WHERE entry = ?1 ORDER BY seq DESC LIMIT 1";
    let why = &wanted.why;
    tx.prepare_cached(sql)?.execute(params![
        entry.0,
        wanted.into.0,
        why.score,
        why.threshold,
        why.terms.join("\n"),
        why.hours_apart
    ])?;
    Ok(())
}

/// Links and readers' words follow the articles.
fn lead_on(tx: &Connection, from: i64, into: i64, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM joined_stories WHERE story = ?")?.execute([into])?;
    tx.prepare_cached("UPDATE joined_stories SET into_story = ?2 WHERE into_story = ?1")?
        .execute([from, into])?;
    let sql = "INSERT OR REPLACE INTO joined_stories (story, into_story, at) VALUES (?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![from, into, ms(at)])?;
    correction_overlay::lead_on(tx, from, into)?;
    Ok(())
}

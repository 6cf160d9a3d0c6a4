//! How articles that come later follow a reader's corrections. Whoever places an article compares it with the stories that a reader
//! has corrected, as that reader has them, and commits where it stands for that reader beside where it stands for everybody.

use crate::follows::follows_met;
use crate::reader::View;
use crate::reader::correction_overlay::TOUCHED_ALONE;
use crate::rows::ms;
use crate::{Store, StoreError};
use dateline_model::{EntryId, StoryId, UserId, Why};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// A story as one reader has it who has corrected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderStory {
    /// Whose.
    pub user: UserId,
    /// Its number.
    pub story: StoryId,
    /// Number of the latest correction that made it what it is; what follows goes when it is taken back.
    pub correction: i64,
    /// Shared stories whose articles stand in it, unless something else is said of one of them.
    pub sources: Vec<StoryId>,
    /// Its articles.
    pub members: Vec<EntryId>,
}

/// Where an article stands for one reader, other than for everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct ReaderPlacement {
    /// For whom.
    pub user: UserId,
    /// The story.
    pub story: StoryId,
    /// The correction that it follows.
    pub correction: i64,
    /// Why.
    pub why: Why,
}

impl Store {
    /// Stories that readers have corrected, with what of them was published since a moment; those without such articles are left
    /// out.
    pub async fn reader_stories(&self, since: Timestamp) -> Result<Vec<ReaderStory>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT user FROM reader_placements UNION SELECT user FROM reader_joins";
            let users: Vec<i64> =
                tx.prepare_cached(sql)?.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut found = Vec::new();
            for user in users {
                found.extend(of_reader(View { tx, user: UserId(user) }, ms(since))?);
            }
            Ok(found)
        })
        .await
    }
}

fn of_reader(view: View<'_>, since: i64) -> Result<Vec<ReaderStory>, StoreError> {
    let (tx, user) = (view.tx, view.user);
    let touched: Vec<i64> = tx
        .prepare_cached(&TOUCHED_ALONE)?
        .query_map([user.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let members = format!(
        "SELECT e.id FROM entries e WHERE {} AND e.sorted_at >= ?3 ORDER BY e.id",
        view.grouping()?.within("?2")
    );
    let correction = "SELECT max(coalesce((SELECT max(act) FROM reader_placements WHERE user = ?1 AND story = ?2), 0),
        coalesce((SELECT max(rp.act) FROM entries i CROSS JOIN reader_placements rp ON rp.user = ?1 AND rp.entry = i.id
            WHERE i.story = ?2), 0))";
    let mut found = Vec::new();
    for story in touched {
        let members: Vec<EntryId> = tx
            .prepare_cached(&members)?
            .query_map([user.0, story, since], |row| row.get(0).map(EntryId))?
            .collect::<Result<_, _>>()?;
        if members.is_empty() {
            continue;
        }
        let correction = tx.prepare_cached(correction)?.query_row([user.0, story], |row| row.get(0))?;
        let sources = sources(view, story)?;
        found.push(ReaderStory { user, story: StoryId(story), correction, sources, members });
    }
    Ok(found)
}

/// Shared stories whose articles stand in a story for the reader: itself and those that were joined with it.
fn sources(view: View<'_>, story: i64) -> Result<Vec<StoryId>, StoreError> {
    let sql = "SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM reader_joins WHERE user = ?1 AND story = ?2)
               UNION SELECT j.story FROM reader_joins j WHERE j.user = ?1 AND j.into_story = ?2 AND NOT EXISTS
                   (SELECT 1 FROM reader_joins l WHERE l.user = ?1 AND l.story = j.story AND l.act > j.act)";
    let mut statement = view.tx.prepare_cached(sql)?;
    let sources = statement.query_map([view.user.0, story], |row| row.get(0).map(StoryId))?;
    Ok(sources.collect::<Result<_, _>>()?)
}

/// Writes where an article stands for readers. A word of the reader's on the article itself stands.
pub(crate) fn follow(tx: &Connection, entry: EntryId, places: &[ReaderPlacement]) -> Result<(), StoreError> {
    for place in places {
        let why = &place.why;
        let sql = "INSERT INTO reader_placements (user, entry, act, story, score, threshold, terms, hours)
                   SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS
                       (SELECT 1 FROM reader_placements WHERE user = ?1 AND entry = ?2)
                   AND (?3 = 0 OR EXISTS (SELECT 1 FROM acts WHERE id = ?3 AND user = ?1 AND undone_at IS NULL))";
        tx.prepare_cached(sql)?.execute(params![
            place.user.0,
            entry.0,
            place.correction,
            place.story.0,
            why.score,
            why.threshold,
            why.terms.join("\n"),
            why.hours_apart
        ])?;
        follows_met(View { tx, user: place.user }, place.story.0)?;
    }
    Ok(())
}

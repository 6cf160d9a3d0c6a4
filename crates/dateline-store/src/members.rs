//! Articles of a story, a part at a time: what a page of them costs does not grow with the story.

use crate::history::titles;
use crate::lists::summaries;
use crate::stories::{MOST, front_of, reasons};
use crate::{FrontStory, Member, Slice, Store, StoreError, StoryRecord, Window, moves};
use dateline_model::{EntryId, StoryId};
use rusqlite::{Connection, params};

impl Store {
    /// Articles of a story by publication, oldest first. The number of a story that was joined with another gives the
    /// other's.
    pub async fn story_members(&self, id: StoryId, window: Window) -> Result<Slice<Member>, StoreError> {
        self.read(move |tx| members_of(tx, moves::lead(tx, id)?, window)).await
    }

    /// A story with some of its articles, those of [`Store::story_members`]; [`FrontStory::articles`] counts them all.
    pub async fn story_part(&self, id: StoryId, window: Window) -> Result<Option<StoryRecord>, StoreError> {
        self.read(move |tx| {
            let id = moves::lead(tx, id)?;
            let Some(front) = front_of(tx, id)? else { return Ok(None) };
            Ok(Some(StoryRecord { front, members: members_of(tx, id, window)?.items }))
        })
        .await
    }

    /// A story without its articles.
    pub async fn story_head(&self, id: StoryId) -> Result<Option<FrontStory>, StoreError> {
        self.read(move |tx| front_of(tx, moves::lead(tx, id)?)).await
    }

    /// How one article stands in its story.
    pub async fn member(&self, id: EntryId) -> Result<Option<Member>, StoreError> {
        self.read(move |tx| Ok(members(tx, &[id.0])?.pop())).await
    }
}

fn members_of(tx: &Connection, story: StoryId, window: Window) -> Result<Slice<Member>, StoreError> {
    let limit = window.limit.min(MOST);
    let sql = "SELECT id FROM entries WHERE story = ? ORDER BY sorted_at, id LIMIT ? OFFSET ?";
    let values = params![story.0, i64::from(limit) + 1, window.offset];
    let mut ids: Vec<i64> =
        tx.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    Ok(Slice { items: members(tx, &ids)?, more })
}

/// The named articles, each with why it stands where it stands.
pub(crate) fn members(tx: &Connection, ids: &[i64]) -> Result<Vec<Member>, StoreError> {
    let mut members = Vec::with_capacity(ids.len());
    for entry in summaries(tx, ids)? {
        let (why, copy) = reasons(tx, entry.id)?;
        members.push(Member { why, copy, titles: titles(tx, entry.id)?, entry });
    }
    Ok(members)
}

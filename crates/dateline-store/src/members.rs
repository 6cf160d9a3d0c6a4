//! Articles of a story, a part at a time: what a page of them costs does not grow with the story.

use crate::history::titles;
use crate::lists::summaries;
use crate::reader::View;
use crate::stories::{MOST, front_of, reasons};
use crate::{FrontStory, Member, Reader, Slice, StoreError, StoryRecord, Window};
use dateline_model::{EntryId, StoryId};
use rusqlite::params;

impl Reader<'_> {
    /// Articles of a story by publication, oldest first. The number of a story that was joined with another gives the
    /// other's.
    pub async fn story_members(self, id: StoryId, window: Window) -> Result<Slice<Member>, StoreError> {
        self.read(move |view| members_of(view, view.lead(id)?, window)).await
    }

    /// A story with some of its articles, those of [`Store::story_members`]; [`FrontStory::articles`] counts them all.
    pub async fn story_part(self, id: StoryId, window: Window) -> Result<Option<StoryRecord>, StoreError> {
        self.read(move |view| {
            let id = view.lead(id)?;
            let Some(front) = front_of(view, id)? else { return Ok(None) };
            Ok(Some(StoryRecord { front, members: members_of(view, id, window)?.items }))
        })
        .await
    }

    /// A story without its articles.
    pub async fn story_head(self, id: StoryId) -> Result<Option<FrontStory>, StoreError> {
        self.read(move |view| front_of(view, view.lead(id)?)).await
    }

    /// How one article stands in its story.
    pub async fn member(self, id: EntryId) -> Result<Option<Member>, StoreError> {
        self.read(move |view| Ok(members(view, &[id.0])?.pop())).await
    }
}

/// Numbers of a story's articles that the reader, the first parameter, sees, oldest first.
pub(crate) fn seen(
    view: View<'_>,
    story: StoryId,
    (limit, offset): (i64, u32),
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT e.id FROM entries e WHERE {} AND {} ORDER BY e.sorted_at, e.id LIMIT ?3 OFFSET ?4",
        view.grouping()?.within("?2"),
        view.sight()?.condition("?1")
    );
    let values = params![view.user.0, story.0, limit, offset];
    Ok(view.tx.prepare_cached(&sql)?.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn members_of(view: View<'_>, story: StoryId, window: Window) -> Result<Slice<Member>, StoreError> {
    let limit = window.limit.min(MOST);
    let mut ids = seen(view, story, (i64::from(limit) + 1, window.offset))?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    Ok(Slice { items: members(view, &ids)?, more })
}

/// The named articles, each with why it stands where it stands.
pub(crate) fn members(view: View<'_>, ids: &[i64]) -> Result<Vec<Member>, StoreError> {
    let mut members = Vec::with_capacity(ids.len());
    for entry in summaries(view, ids)? {
        let (why, copy) = reasons(view, entry.id)?;
        members.push(Member { why, copy, titles: titles(view.tx, entry.id)?, entry });
    }
    Ok(members)
}

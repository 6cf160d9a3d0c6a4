//! A story a part at a time: what a page of its articles costs does not grow with the story.

use super::front_of;
use crate::limits::MOST;
use crate::members::{members, seen};
use crate::reader::View;
use crate::{FrontStory, Member, Reader, Slice, StoreError, StoryRecord, Window};
use dateline_model::{EntryId, StoryId};

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

pub(crate) fn members_of(
    view: View<'_>,
    story: StoryId,
    window: Window,
) -> Result<Slice<Member>, StoreError> {
    let limit = window.limit.min(MOST);
    let mut ids = seen(view, story, (i64::from(limit) + 1, window.offset))?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    Ok(Slice { items: members(view, &ids)?, more })
}

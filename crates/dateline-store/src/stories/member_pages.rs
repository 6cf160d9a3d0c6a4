//! A story a part at a time: what a page of its articles costs does not grow with the story.

use super::front_of;
use crate::limits::MOST;
use crate::reader::View;
use crate::story_members::{members, seen};
use crate::{FrontStory, Member, Reader, StoreError, StoryRecord, Window};
use dateline_model::{EntryId, StoryId};

impl Reader<'_> {
    /// A story with some of its articles by publication, oldest first; [`FrontStory::articles`] counts them all. The number of a
    /// story that was joined with another gives the other's.
    pub async fn story_part(self, id: StoryId, window: Window) -> Result<Option<StoryRecord>, StoreError> {
        self.read(move |view| {
            let id = view.redirect(id)?;
            let Some(front) = front_of(view, id)? else { return Ok(None) };
            Ok(Some(StoryRecord { front, members: members_of(view, id, window)? }))
        })
        .await
    }

    /// A story without its articles.
    pub async fn story_head(self, id: StoryId) -> Result<Option<FrontStory>, StoreError> {
        self.read(move |view| front_of(view, view.redirect(id)?)).await
    }

    /// How one article stands in its story.
    pub async fn member(self, id: EntryId) -> Result<Option<Member>, StoreError> {
        self.read(move |view| Ok(members(view, &[id.0])?.pop())).await
    }
}

/// Articles of a part of a story.
fn members_of(view: View<'_>, story: StoryId, window: Window) -> Result<Vec<Member>, StoreError> {
    let ids = seen(view, story, (i64::from(window.limit.min(MOST)), window.offset))?;
    members(view, &ids)
}

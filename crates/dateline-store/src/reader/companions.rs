//! What a reader may want marked together with an article: the copies of its text, or every version in its story.

use super::{Reader, View};
use crate::StoreError;
use dateline_model::{EntryId, StoryId};

/// Which articles go with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Companions {
    /// Those with the same text.
    Copies,
    /// All of its story.
    Story,
}

impl Reader<'_> {
    /// An article and those of its story that go with it. Marking passes over what the reader does not see.
    pub async fn with_companions(
        self,
        id: EntryId,
        story: StoryId,
        which: Companions,
    ) -> Result<Vec<EntryId>, StoreError> {
        self.read(move |view| view.companions(id, story, which)).await
    }
}

impl View<'_> {
    fn companions(self, id: EntryId, story: StoryId, which: Companions) -> Result<Vec<EntryId>, StoreError> {
        let all = self.standing(self.redirect(story)?)?;
        if which == Companions::Story {
            return Ok(all);
        }
        let sql = "SELECT coalesce(copy_of, id) FROM entries WHERE id = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let mut text = |entry: EntryId| statement.query_row([entry.0], |row| row.get::<_, i64>(0));
        let own = text(id)?;
        let mut found = vec![id];
        for entry in all {
            if entry != id && text(entry)? == own {
                found.push(entry);
            }
        }
        Ok(found)
    }
}

//! What a publisher has withdrawn.

use crate::reader::unread_rows;
use crate::rows::ms;
use crate::stories::refresh;
use crate::{Store, StoreError};
use dateline_model::EntryId;
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

impl Store {
    /// An article withdrawn by its publisher: its text is hidden and no longer searched.
    pub async fn withdraw(&self, id: EntryId, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql =
                "UPDATE entries SET withdrawn_at = coalesce(withdrawn_at, ?), page_wanted = 0 WHERE id = ?";
            tx.prepare_cached(sql)?.execute(params![ms(at), id.0])?;
            tx.prepare_cached("UPDATE texts SET standfirst = '', body = '' WHERE entry = ?")?
                .execute([id.0])?;
            unread_rows::touch(tx, id.0)?;
            let sql = "SELECT story FROM entries WHERE id = ?";
            let story: Option<Option<i64>> =
                tx.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
            story.flatten().map_or(Ok(()), |story| refresh(tx, story))
        })
        .await
    }
}

//! Names that readers give to feeds and publishers. They hold whatever feeds and pages say, and an empty name takes them back.

use crate::{Reader, StoreError};
use dateline_model::{FeedId, make_plain};
use rusqlite::params;

/// Characters of a name.
const MOST: usize = 200;

impl Reader<'_> {
    /// Calls a feed by another name; an empty one takes that back.
    pub async fn rename_feed(self, id: FeedId, name: &str) -> Result<(), StoreError> {
        let name = given(name);
        self.write(move |view| {
            let (tx, user) = (view.tx, view.user.0);
            match tx.execute(
                "UPDATE subscriptions SET title = ? WHERE user = ? AND feed = ?",
                params![name, user, id.0],
            )? {
                0 => Err(StoreError::Missing { what: "feed", id: id.0 }),
                _ => Ok(()),
            }
        })
        .await
    }

    /// Calls the publisher at a host by another name; an empty one takes that back. Says whether there is such a publisher.
    pub async fn rename_publisher(self, host: &str, name: &str) -> Result<bool, StoreError> {
        let (host, name) = (host.trim().to_ascii_lowercase(), given(name));
        self.write(move |view| {
            let (tx, user) = (view.tx, view.user.0);
            let sql = "SELECT 1 FROM entries WHERE publisher_host = ?1 UNION ALL SELECT 1 FROM publisher_names WHERE user = ?2 AND host = ?1";
            if !tx.prepare_cached(sql)?.exists(params![host, user])? {
                return Ok(false);
            }
            match name {
                Some(name) => tx.execute("INSERT OR REPLACE INTO publisher_names (user, host, name) VALUES (?, ?, ?)", params![user, host, name])?,
                None => tx.execute("DELETE FROM publisher_names WHERE user = ? AND host = ?", params![user, host])?,
            };
            Ok(true)
        })
        .await
    }
}

/// A name as it is kept: one line, within its bound.
fn given(name: &str) -> Option<String> {
    let mut name: String = dateline_text::fold(name).chars().take(MOST).collect();
    make_plain(&mut name);
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

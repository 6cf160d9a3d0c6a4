//! Names that readers give to feeds and publishers. They hold whatever feeds and pages say, and an empty name takes them back.

use crate::follows::look_at_ranked;
use crate::query::{NamedPublisher, Query};
use crate::reader::View;
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

    /// Names that the reader gave to publishers, by host.
    pub async fn publisher_names(self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|view| {
            let sql = "SELECT host, name FROM publisher_names WHERE user = ? ORDER BY host";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
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
            // What is followed by that name is met by other stories now.
            look_at_ranked(view)?;
            Ok(true)
        })
        .await
    }
}

/// A name as it is kept: one line, within its bound.
pub(crate) fn given(name: &str) -> Option<String> {
    let mut name: String = dateline_text::fold(name).chars().take(MOST).collect();
    make_plain(&mut name);
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

impl View<'_> {
    /// Takes the text of a search apart; publishers are known by the reader's own names too.
    pub(crate) fn query(self, text: &str) -> Result<Query, StoreError> {
        let sql = "SELECT host, name FROM publisher_names WHERE user = ? ORDER BY host";
        let mut statement = self.tx.prepare_cached(sql)?;
        let named = statement
            .query_map([self.user.0], |row| Ok(NamedPublisher { host: row.get(0)?, name: row.get(1)? }))?;
        Ok(Query::parse(text, named.collect::<Result<_, _>>()?))
    }
}

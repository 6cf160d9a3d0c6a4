//! A reader's feeds: their names, folders and counts.

use super::{Reader, View};
use crate::feeds::select;
use crate::renames::given;
use crate::{FeedRecord, StoreError};
use dateline_model::{FeedId, WebUrl, make_each_plain};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Unread articles of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderUnread {
    /// The folder's name.
    pub folder: String,
    /// Unread articles that count under its feeds.
    pub unread: u64,
}

/// Unread articles of a reader. Each counts once, under the first of the reader's feeds that brought it; a feed that stands in two
/// folders counts in both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnreadCounts {
    /// In all.
    pub all: u64,
    /// By feed.
    pub feeds: Vec<(FeedId, u64)>,
    /// By folder.
    pub folders: Vec<FolderUnread>,
}

impl Reader<'_> {
    /// The reader's feeds, by folder and name.
    pub async fn feeds(self) -> Result<Vec<FeedRecord>, StoreError> {
        self.read(|view| {
            let mut feeds = select(view.tx, "ORDER BY name COLLATE NOCASE, f.id", [view.user.0])?;
            feeds.sort_by_cached_key(|feed| (feed.folder.is_none(), feed.folder.clone()));
            Ok(feeds)
        })
        .await
    }

    /// One of the reader's feeds.
    pub async fn feed(self, id: FeedId) -> Result<Option<FeedRecord>, StoreError> {
        self.read(move |view| Ok(select(view.tx, "AND f.id = ?2", [view.user.0, id.0])?.pop())).await
    }

    /// The reader's feed at an address, now or before it moved.
    pub async fn feed_by_url(self, url: WebUrl) -> Result<Option<FeedRecord>, StoreError> {
        self.read(move |view| {
            let clause =
                "AND (f.url = ?2 OR f.moved_from = ?2) ORDER BY f.url = ?2, f.private_of IS NOT NULL";
            let found = select(view.tx, clause, params![view.user.0, url.as_str()])?;
            Ok(found.into_iter().next_back())
        })
        .await
    }

    /// Folders that hold a feed, by name.
    pub async fn folders(self) -> Result<Vec<String>, StoreError> {
        self.read(|view| {
            let sql = "SELECT name FROM folders o WHERE user = ?
                       AND EXISTS (SELECT 1 FROM subscription_folders s WHERE s.folder = o.id) ORDER BY name";
            let mut statement = view.tx.prepare_cached(sql)?;
            let folders = statement.query_map([view.user.0], |row| row.get(0))?;
            Ok(folders.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// What is unread, by feed, by folder and in all.
    pub async fn unread_counts(self) -> Result<UnreadCounts, StoreError> {
        self.read(unread_counts).await
    }

    /// Name and folders of a feed as the reader wants them; `None` goes back to the feed's own name.
    pub async fn file_feed(
        self,
        id: FeedId,
        title: Option<String>,
        mut folders: Vec<String>,
    ) -> Result<(), StoreError> {
        // As in renaming: one line, and an empty one is none.
        let title = title.and_then(|title| given(&title));
        make_each_plain(&mut folders);
        self.write(move |view| {
            let sql = "UPDATE subscriptions SET title = ?3 WHERE user = ?1 AND feed = ?2";
            if view.tx.execute(sql, params![view.user.0, id.0, title])? == 0 {
                return Err(StoreError::Missing { what: "feed", id: id.0 });
            }
            view.tx.execute(
                "DELETE FROM subscription_folders WHERE user = ? AND feed = ?",
                [view.user.0, id.0],
            )?;
            folders.iter().try_for_each(|folder| file(view.tx, view.user.0, id, folder))
        })
        .await
    }

    /// Puts feeds into one folder instead of those that they are in, or into none; gives how many of them are the reader's.
    pub async fn move_feeds(self, feeds: Vec<FeedId>, mut folder: String) -> Result<u64, StoreError> {
        make_each_plain(std::iter::once(&mut folder));
        self.write(move |view| {
            let mut moved = 0;
            for feed in feeds {
                if !has(view.tx, view.user.0, feed.0)? {
                    continue;
                }
                let sql = "DELETE FROM subscription_folders WHERE user = ? AND feed = ?";
                view.tx.prepare_cached(sql)?.execute([view.user.0, feed.0])?;
                file(view.tx, view.user.0, feed, &folder)?;
                moved += 1;
            }
            Ok(moved)
        })
        .await
    }
}

fn unread_counts(view: View<'_>) -> Result<UnreadCounts, StoreError> {
    let mut counts = UnreadCounts::default();
    let sql = "SELECT feed, unread FROM reader_counts WHERE user = ? ORDER BY feed";
    let mut statement = view.tx.prepare_cached(sql)?;
    let mut rows = statement.query([view.user.0])?;
    while let Some(row) = rows.next()? {
        let (feed, unread) = (row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs());
        counts.all += unread;
        // What no feed has any more counts in all, and nowhere else.
        if feed != 0 {
            counts.feeds.push((FeedId(feed), unread));
        }
    }
    let sql = "SELECT o.name, coalesce(sum(c.unread), 0) FROM folders o JOIN subscription_folders s ON s.folder = o.id
               JOIN reader_counts c ON c.user = o.user AND c.feed = s.feed WHERE o.user = ? GROUP BY o.id ORDER BY o.name";
    let mut statement = view.tx.prepare_cached(sql)?;
    let rows = statement.query_map([view.user.0], |row| {
        Ok(FolderUnread { folder: row.get(0)?, unread: row.get::<_, i64>(1)?.unsigned_abs() })
    })?;
    counts.folders = rows.collect::<Result<_, _>>()?;
    Ok(counts)
}

/// Puts a feed into a folder, which is made where it is not there yet.
pub(crate) fn file(tx: &Connection, user: i64, feed: FeedId, folder: &str) -> Result<(), StoreError> {
    if folder.is_empty() {
        return Ok(());
    }
    tx.prepare_cached("INSERT INTO folders (user, name) VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute(params![user, folder])?;
    let sql = "INSERT OR IGNORE INTO subscription_folders (user, feed, folder)
               SELECT ?1, ?2, id FROM folders WHERE user = ?1 AND name = ?3";
    tx.prepare_cached(sql)?.execute(params![user, feed.0, folder])?;
    Ok(())
}

/// Whether a reader has a feed.
pub(crate) fn has(tx: &Connection, user: i64, feed: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM subscriptions WHERE user = ? AND feed = ?";
    Ok(tx.prepare_cached(sql)?.query_row([user, feed], |_| Ok(())).optional()?.is_some())
}

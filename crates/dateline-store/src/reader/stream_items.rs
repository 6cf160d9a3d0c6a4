//! Entries with everything that programs keep of them, many at once.

use super::{Reader, View, counted_feed};
use crate::entry_lists::shown_reading;
use crate::record::facts;
use crate::summaries::summaries;
use crate::{EntrySummary, StoreError};
use dateline_model::{Attached, EntryId, FeedId, Reading, WebUrl};
use jiff::Timestamp;

/// An entry as programs keep it.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamItem {
    /// What lists show, the reader's marks and labels among it.
    pub summary: EntrySummary,
    /// The feed that it counts under; `None` where the reader has left it.
    pub feed: Option<FeedId>,
    /// Its text with the verdict; `None` while its page is still to be read.
    pub reading: Option<Reading>,
    /// Who wrote it, as the feed says.
    pub authors: Vec<String>,
    /// What the feed files it under.
    pub categories: Vec<String>,
    /// Link to the discussion.
    pub comments: Option<WebUrl>,
    /// Files, none of what was withdrawn.
    pub attached: Attached,
}

impl Reader<'_> {
    /// The named entries in the order of their names; those that do not exist, or that the reader does not see, are left out.
    pub async fn stream_items(self, ids: Vec<EntryId>) -> Result<Vec<StreamItem>, StoreError> {
        self.read(move |view| view.stream_items(&ids.iter().map(|id| id.0).collect::<Vec<_>>())).await
    }

    /// When each of the reader's feeds last brought an entry; those that brought none are left out.
    pub async fn latest_arrivals(self) -> Result<Vec<(FeedId, Timestamp)>, StoreError> {
        self.read(|view| {
            let sql = "SELECT su.feed, e.seen FROM subscriptions su CROSS JOIN entries e
                       ON e.id = (SELECT max(entry) FROM feed_entries fe WHERE fe.feed = su.feed) WHERE su.user = ?";
            let mut statement = view.tx.prepare_cached(sql)?;
            let rows = statement.query_map([view.user.0], |row| {
                Ok((FeedId(row.get(0)?), crate::rows::time(row.get(1)?)))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl View<'_> {
    pub(super) fn stream_items(self, ids: &[i64]) -> Result<Vec<StreamItem>, StoreError> {
        summaries(self, ids)?.into_iter().map(|summary| self.stream_item(summary)).collect()
    }

    fn stream_item(self, summary: EntrySummary) -> Result<StreamItem, StoreError> {
        let (id, withdrawn) = (summary.id, summary.withdrawn_at.is_some());
        let sql = format!("SELECT {}", counted_feed("?2", "?1"));
        let feed: i64 = self.tx.prepare_cached(&sql)?.query_row([self.user.0, id.0], |row| row.get(0))?;
        let reading = shown_reading(self.tx, id, withdrawn)?;
        let mut item = StreamItem {
            summary,
            feed: (feed != 0).then_some(FeedId(feed)),
            reading,
            authors: Vec::new(),
            categories: Vec::new(),
            comments: None,
            attached: Attached::default(),
        };
        if let Some(facts) = facts(self.tx, id)? {
            item.authors = facts.authors;
            item.categories = facts.categories;
            item.comments = facts.comments;
            if !withdrawn {
                item.attached = facts.attached;
            }
        }
        Ok(item)
    }
}

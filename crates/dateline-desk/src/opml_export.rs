//! The subscriptions as an OPML list, for taking them elsewhere.

use crate::Desk;
use dateline_feed::opml::{Outline, folders, write};
use dateline_store::{Reader, StoreError};

impl Desk {
    /// Feeds with their folders, as OPML 2.0. Private ones only where they are asked for: their addresses may be secrets.
    pub async fn opml(&self, with_private: bool) -> Result<String, StoreError> {
        opml(self.reader(), with_private).await
    }
}

/// Feeds of a reader with their folders, as OPML 2.0; never with a login.
pub async fn opml(reader: Reader<'_>, with_private: bool) -> Result<String, StoreError> {
    let mut feeds = reader.feeds().await?;
    feeds.retain(|feed| with_private || !feed.is_private());
    feeds.sort_by(|a, b| (&a.folder, &a.title).cmp(&(&b.folder, &b.title)));
    let outlines: Vec<Outline> = feeds
        .into_iter()
        .map(|feed| Outline {
            title: feed.title,
            feed_url: Some(feed.url),
            login: None,
            home: feed.home,
            folder: feed.folder.map(|folder| folders(&folder)).unwrap_or_default(),
        })
        .collect();
    Ok(write(&outlines))
}

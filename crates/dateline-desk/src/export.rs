//! The subscriptions as an OPML list, for taking them elsewhere.

use crate::Desk;
use dateline_feed::opml::{Outline, folders, write};
use dateline_model::UserId;
use dateline_store::{Store, StoreError};

impl Desk {
    /// Every feed with its folders, as OPML 2.0.
    pub async fn opml(&self) -> Result<String, StoreError> {
        opml(&self.inner.store).await
    }
}

/// Every feed of a store with its folders, as OPML 2.0.
pub async fn opml(store: &Store) -> Result<String, StoreError> {
    let mut feeds = store.reader(UserId::OWNER).feeds().await?;
    feeds.sort_by(|a, b| (&a.folder, &a.title).cmp(&(&b.folder, &b.title)));
    let outlines: Vec<Outline> = feeds
        .into_iter()
        .map(|feed| Outline {
            title: feed.title,
            feed_url: Some(feed.url),
            home: feed.home,
            folder: feed.folder.map(|folder| folders(&folder)).unwrap_or_default(),
        })
        .collect();
    Ok(write(&outlines))
}

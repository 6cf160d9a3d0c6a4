//! The subscriptions as an OPML list, for taking them elsewhere.

use crate::Desk;
use dateline_feed::opml::{self, Outline};
use dateline_store::StoreError;

impl Desk {
    /// Every feed with its folders, as OPML 2.0.
    pub async fn opml(&self) -> Result<String, StoreError> {
        let mut feeds = self.inner.store.feeds().await?;
        feeds.sort_by(|a, b| (&a.folder, &a.title).cmp(&(&b.folder, &b.title)));
        let outlines: Vec<Outline> = feeds
            .into_iter()
            .map(|feed| Outline {
                title: feed.title,
                feed_url: Some(feed.url),
                home: feed.home,
                folder: feed.folder.map(|folder| opml::folders(&folder)).unwrap_or_default(),
            })
            .collect();
        Ok(opml::write(&outlines))
    }
}

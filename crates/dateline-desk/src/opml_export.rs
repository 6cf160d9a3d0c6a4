//! The subscriptions as an OPML list, for taking them elsewhere.

use crate::Desk;
use dateline_feed::opml::{Outline, folders, write, write_with};
use dateline_store::{FeedRecord, Reader, StoreError};
use std::collections::BTreeMap;

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
    Ok(write(&feeds.iter().map(outline).collect::<Vec<_>>()))
}

/// A feed as a line of a list.
pub fn outline(feed: &FeedRecord) -> Outline {
    Outline {
        title: feed.title.clone(),
        feed_url: Some(feed.url.clone()),
        login: None,
        home: feed.home.clone(),
        folder: feed.folder.as_deref().map(folders).unwrap_or_default(),
        further: Vec::new(),
        paused: feed.paused_at.is_some(),
        own: BTreeMap::new(),
    }
}

/// Lines with attributes of a namespace of our own, as OPML 2.0.
pub fn write_opml(namespace: &str, outlines: &[(Outline, Vec<(&str, String)>)]) -> String {
    write_with(namespace, outlines)
}

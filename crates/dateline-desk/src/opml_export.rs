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

/// Feeds of a reader, a line in each of their folders, as OPML 2.0; never with a login.
pub async fn opml(reader: Reader<'_>, with_private: bool) -> Result<String, StoreError> {
    let mut feeds = reader.feeds().await?;
    feeds.retain(|feed| with_private || !feed.is_private());
    let mut lines: Vec<(&str, &FeedRecord)> = feeds.iter().flat_map(in_folders).collect();
    lines.sort_by_key(|(folder, feed)| (*folder, &feed.title));
    let line = |(folder, feed): (&str, &FeedRecord)| Outline { folder: folders(folder), ..outline(feed) };
    Ok(write(&lines.into_iter().map(line).collect::<Vec<_>>()))
}

/// A feed with each of its folders, or with none.
fn in_folders(feed: &FeedRecord) -> impl Iterator<Item = (&str, &FeedRecord)> {
    let loose = feed.folders.is_empty().then_some("");
    loose.into_iter().chain(feed.folders.iter().map(String::as_str)).map(move |folder| (folder, feed))
}

/// A feed as a line of a list, in the first of its folders.
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

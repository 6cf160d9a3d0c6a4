//! Feeds and folders of a reader by number, for protocols in which every feed is in one folder, or in none.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use dateline_model::FeedId;
use dateline_store::{FeedRecord, NumberedFolder, StreamItem};
use std::collections::HashMap;

/// What a reader has.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) user: i64,
    /// In the order of pages.
    pub(super) feeds: Vec<FeedRecord>,
    pub(super) folders: Vec<NumberedFolder>,
    places: HashMap<FeedId, usize>,
}

impl Shelf {
    pub(super) async fn of(app: &App) -> Result<Self, ErrorResponse> {
        let feeds = app.reader().feeds().await?;
        let folders = app.reader().numbered_folders().await?;
        let places = feeds.iter().enumerate().map(|(place, feed)| (feed.id, place)).collect();
        Ok(Self { user: app.caller.user.0, feeds, folders, places })
    }

    pub(super) fn feed(&self, id: FeedId) -> Option<&FeedRecord> {
        self.places.get(&id).and_then(|place| self.feeds.get(*place))
    }

    /// The feed that an article counts under; `None` where its reader has left it.
    pub(super) fn feed_of(&self, item: &StreamItem) -> Option<&FeedRecord> {
        self.feed(item.feed?)
    }

    pub(super) fn folder(&self, id: i64) -> Option<&NumberedFolder> {
        self.folders.iter().find(|folder| folder.id == id)
    }

    pub(super) fn folder_named(&self, name: &str) -> Option<&NumberedFolder> {
        self.folders.iter().find(|folder| folder.name == name)
    }

    /// The first folder of a feed.
    pub(super) fn folder_of(&self, feed: &FeedRecord) -> Option<&NumberedFolder> {
        feed.folders.first().and_then(|name| self.folder_named(name))
    }

    /// Feeds whose first folder is this, or that are in none.
    pub(super) fn feeds_in(&self, folder: Option<i64>) -> impl Iterator<Item = &FeedRecord> {
        self.feeds.iter().filter(move |feed| self.folder_of(feed).map(|folder| folder.id) == folder)
    }
}

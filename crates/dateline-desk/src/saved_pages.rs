//! Pages that a reader keeps to read later: entries of a feed that is that reader's alone and never asked, read by the same core as
//! all others.

use crate::{AddError, Desk, FeedReport, Outcome};
use dateline_model::{Construct, ConstructKind, Entry, Feed, FeedId, FeedKind, WebUrl};
use dateline_store::{NewFeed, PollCommit, PollOutcome};

/// Where a page was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedPage {
    /// The feed of what its reader keeps.
    pub feed: FeedId,
    /// Whether it was not there before.
    pub new: bool,
}

impl Desk {
    /// Keeps the page at an address for the reader; a new feed of such pages is called `name`. A page that cannot be had now is kept
    /// by its address, and asked for again like others.
    pub async fn save_page(&self, url: WebUrl, name: &str) -> Result<SavedPage, AddError> {
        let fetched = self.read_address(url.clone()).await;
        let title = fetched.as_ref().ok().and_then(|(_, reading)| reading.article.as_ref()?.title.clone());
        let feed = self.saved_pages(name, &url).await?;
        let Some(record) = self.inner.store.poll_target(feed).await? else {
            return Ok(SavedPage { feed, new: false });
        };
        let document = document(&url, title.unwrap_or_else(|| url.to_string()));
        let commit = PollCommit {
            feed,
            at: self.now(),
            took_ms: 0,
            status: None,
            next_due: None,
            outcome: PollOutcome::Pushed,
            moved_to: None,
            entries: Vec::new(),
            new_before: 0,
        };
        let mut report = FeedReport::of(&record, Outcome::Fresh);
        self.commit_entries(&record, document, commit, &mut report).await?;
        let new = report.new > 0;
        let wanted = self.inner.store.wanted_pages(Some(feed), self.now(), 1).await?;
        match (wanted.into_iter().find(|wanted| wanted.url == url), fetched) {
            (Some(wanted), Ok((page, reading))) => self.take_read(&wanted, page, reading).await?,
            _ => {
                self.read_pages(report, &self.listeners()).await?;
            }
        }
        Ok(SavedPage { feed, new })
    }

    /// The reader's feed of kept pages; its address leads nowhere (RFC 6761, 6.4), so it is paused.
    async fn saved_pages(&self, name: &str, page: &WebUrl) -> Result<FeedId, AddError> {
        let address = format!("https://saved-pages.invalid/{}", self.user.0);
        let unusable = |error: dateline_model::UrlError| AddError::NoFeed {
            url: page.clone(),
            reason: error.to_string(),
        };
        let url = WebUrl::parse(&address).map_err(unusable)?;
        let feed = NewFeed { url, title: Some(name.to_owned()), home: None, folder: None };
        let (id, new) = self.add_feed_with(feed, None, true).await?;
        if new {
            self.reader().pause_feeds(vec![id], true, self.now()).await?;
        }
        Ok(id)
    }
}

/// A document of one item, of which its own site is the feed's.
fn document(url: &WebUrl, title: String) -> Feed {
    let title = Construct { raw: title, kind: ConstructKind::Text, base: None };
    let entry = Entry {
        guid: Some(url.to_string()),
        link: Some(url.clone()),
        title: Some(title),
        ..Entry::default()
    };
    Feed { home: Some(url.clone()), ..Feed::of_entries(FeedKind::Json, vec![entry]) }
}

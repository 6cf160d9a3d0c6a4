//! Events and figures of an update.

use dateline_model::FeedId;
use dateline_store::PollTarget;
use tokio::sync::{broadcast, mpsc};

/// One step of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// So many feeds will be asked.
    Started {
        /// Feeds.
        feeds: usize,
    },
    /// A feed has been asked, and so many pages follow.
    Polled {
        /// What came of it so far.
        report: FeedReport,
        /// Pages that will be fetched.
        pages: usize,
    },
    /// An article's page has been read.
    Read {
        /// The feed.
        feed: FeedId,
        /// Headline.
        title: String,
        /// The verdict's holding.
        holding: &'static str,
    },
    /// All feeds of this update are done.
    Finished(Summary),
}

/// Result of polling one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedReport {
    /// Number.
    pub id: FeedId,
    /// Name.
    pub title: String,
    /// Address.
    pub url: String,
    /// What the feed itself answered.
    pub outcome: Outcome,
    /// Articles never seen before.
    pub new: u32,
    /// Articles whose headline or text changed.
    pub changed: u32,
    /// Articles seen before.
    pub unchanged: u32,
    /// Articles behind a wall or held only in part.
    pub walled: u32,
    /// Pages that could not be had.
    pub failed: u32,
    /// What of the feed's document was left out, in words.
    pub left_out: Vec<String>,
}

impl FeedReport {
    /// A report without figures yet.
    pub(crate) fn of(record: &PollTarget, outcome: Outcome) -> Self {
        let (title, url) = (record.title.clone(), record.url.to_string());
        let (new, changed, unchanged, walled, failed) = (0, 0, 0, 0, 0);
        Self {
            id: record.id,
            title,
            url,
            outcome,
            new,
            changed,
            unchanged,
            walled,
            failed,
            left_out: Vec::new(),
        }
    }
}

/// What a feed answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A document.
    Fresh,
    /// Nothing new.
    Unchanged,
    /// Withdrawn for good.
    Gone,
    /// The host has asked us to wait; nothing was sent, in words.
    Later(String),
    /// Nothing that could be used, in words.
    Failed(String),
}

/// Receivers of the events of one update: all subscribers of the desk, and the one who asked for this update. Updates run
/// side by side; only the second stream is of one of them.
#[derive(Debug, Clone)]
pub(crate) struct Listeners {
    pub(crate) everybody: broadcast::Sender<Event>,
    pub(crate) asker: Option<mpsc::UnboundedSender<Event>>,
}

impl Listeners {
    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        if let Some(asker) = &self.asker {
            let _unheard = asker.send(event.clone());
        }
        let _unheard = self.everybody.send(event);
    }
}

/// Figures of an update.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Every feed that was asked.
    pub feeds: Vec<FeedReport>,
    /// Feeds that somebody else is asking right now.
    pub busy: u32,
}

impl Summary {
    /// Sum of a figure over all feeds.
    pub fn total(&self, figure: fn(&FeedReport) -> u32) -> u32 {
        self.feeds.iter().map(figure).sum()
    }

    /// Feeds that gave nothing that could be used.
    pub fn failed_feeds(&self) -> impl Iterator<Item = &FeedReport> {
        self.feeds.iter().filter(|feed| matches!(feed.outcome, Outcome::Failed(_)))
    }
}

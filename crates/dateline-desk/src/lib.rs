//! Orchestrates polls: what is due is fetched, parsed, extracted, clustered and stored. Progress and outcomes are values.
//!
//! Serves no HTTP and prints nothing. The only crate beside the server and the binary that may read the wall clock,
//! and it does so through the clock it is given.

mod article_page;
mod attachments;
mod audit;
mod clock_jump;
mod combine_readings;
mod concurrency;
mod corrections;
mod daily_limit;
mod feed_access;
mod feed_document;
mod feed_entry;
pub mod health;
mod import;
mod imported_copies;
mod jobs;
mod media;
mod opml_export;
mod pictures;
mod poll;
mod private_feeds;
mod progress;
mod provider;
mod publisher_name;
mod regroup;
mod repairs;
mod saved_pages;
mod schedule;
mod story_details;
mod story_index;
mod subscribe;
mod update;
mod webhooks;
mod websub;
mod word_count;

pub use article_page::FetchedAgain;
pub use audit::{Audit, Grade, audit};
pub use feed_access::{AccessError, AccessNote, LoginChange, LoginWish, Refusal, login_words};
pub use import::{ImportApi, ImportError, ImportFrom, ImportReport};
pub use media::MediaPart;
pub use opml_export::{opml, outline, write_opml};
pub use pictures::Picture;
pub use progress::{Event, FeedReport, Outcome, Summary};
pub use provider::ProviderError;
pub use saved_pages::SavedPage;
pub use story_details::{Kind, Name, NovelSentence, Objections, Quote, StoryDetails, objections};
pub use story_index::OpenWindow;
pub use subscribe::{AddError, Added, Choice, Wish};
pub use update::Which;
pub use websub::{CALLBACKS, Delivery, DeliveryOutcome, HubVerification};

use concurrency::{HostLimiter, InFlight, PollPool};
use dateline_fetch::Fetcher;
use dateline_fetch::poll_interval::Bounds;
use dateline_model::{UserId, WebUrl};
use dateline_store::{Reader, Retention, Store, StoreError};
use jiff::Timestamp;
use progress::Listeners;
use std::sync::Arc;
use story_index::IndexOwner;
use tokio::sync::{Mutex, Semaphore, broadcast};

/// Source of the wall time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Settings of polling, retention and clustering.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who polls, for leases: one name per process.
    pub owner: String,
    /// Shortest, usual and longest time between polls.
    pub bounds: Bounds,
    /// Feeds begun at once; those whose host turns out to be slow make room for others, up to eight times as many.
    pub feeds_at_once: usize,
    /// Pages fetched at once; the fetcher keeps it to one per host.
    pub pages_at_once: usize,
    /// How long and how much is kept.
    pub keep: Retention,
    /// Which articles new ones may join.
    pub open: OpenWindow,
    /// Address under which publishers' hubs reach this desk, with a final slash; `None` where they cannot.
    pub public_address: Option<WebUrl>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            owner: "desk".to_owned(),
            bounds: Bounds::default(),
            feeds_at_once: 256,
            pages_at_once: 16,
            keep: Retention::default(),
            open: OpenWindow::default(),
            public_address: None,
        }
    }
}

/// The desk. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
    /// Whose feeds, marks and corrections are meant.
    user: UserId,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) fetcher: Fetcher,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    /// The story index, which one thread owns.
    pub(crate) index: IndexOwner,
    /// Held while the open window is looked at as a whole.
    pub(crate) regrouping: Mutex<()>,
    /// Permits for parsing and reading, one for each processor.
    pub(crate) threads: Semaphore,
    /// Limits of polls and of page fetches, apart: many pages do not keep feeds waiting.
    pub(crate) feeds: PollPool,
    pub(crate) pages: HostLimiter,
    /// Pages that are being fetched, so that two feeds with the same article ask once.
    pub(crate) claimed: InFlight,
    /// Pages that readers had fetched again lately.
    pub(crate) fetched_again: article_page::RecentFetches,
    /// What was imported waits here for the articles of feeds.
    pub(crate) imports: imported_copies::Imports,
    pub(crate) events: broadcast::Sender<Event>,
}

/// Events that a slow listener may lag behind.
const EVENTS: usize = 256;

impl Desk {
    /// A desk over an open store; the story index is rebuilt from what the store kept.
    pub async fn open(
        store: Store,
        fetcher: Fetcher,
        settings: Settings,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let index = IndexOwner::start(store.clone(), settings.open, Arc::clone(&clock)).await?;
        let feeds = PollPool::new(settings.feeds_at_once);
        let pages = HostLimiter::new(settings.pages_at_once);
        let (events, _) = broadcast::channel(EVENTS);
        let claimed = InFlight::default();
        let threads = Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from));
        let regrouping = Mutex::default();
        let inner = Inner {
            store,
            fetcher,
            settings,
            clock,
            index,
            regrouping,
            threads,
            feeds,
            pages,
            claimed,
            fetched_again: article_page::RecentFetches::default(),
            imports: imported_copies::Imports::default(),
            events,
        };
        let desk = Self { inner: Arc::new(inner), user: UserId::OWNER };
        desk.look_at_clock().await;
        Ok(desk)
    }

    /// Whether all open articles can be joined: after a start the older ones are read while the desk is at work.
    pub async fn is_whole(&self) -> Result<bool, StoreError> {
        self.inner.index.run_first(|owned| Ok(owned.index().is_whole())).await
    }

    /// Articles that new ones can join.
    pub async fn open_articles(&self) -> Result<usize, StoreError> {
        self.inner.index.run_first(|owned| Ok(owned.index().stories.len())).await
    }

    /// Articles of which the story index says something else than the store; none, unless there is a fault in Dateline.
    /// Articles that are cleaned away leave the index right after the store.
    pub async fn misplaced(&self) -> Result<usize, StoreError> {
        let placed = self.inner.index.run_first(|owned| Ok(owned.index().stories.placed_articles())).await?;
        let doubted = self.inner.store.misplaced(placed).await?;
        // What moved between the two looks is looked at once more, with nothing moving meanwhile.
        let settled = self.inner.index.run_first(move |owned| {
            let stories = &owned.index().stories;
            let again = doubted.iter().filter_map(|(entry, _)| Some((*entry, stories.story_of(*entry)?)));
            let again: Vec<_> = again.collect();
            let store = owned.store();
            Ok(owned.wait(store.misplaced(again))?.len())
        });
        settled.await
    }

    /// Does long work (parsing, reading, looking through stories) on a thread for it, as many at once as there are processors, so
    /// that the server goes on answering, and behind whatever else wants a processor. A panic in it ends the task that waits for it, and nothing else.
    pub(crate) async fn on_worker<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        // Never closed; without a permit the work is done all the same.
        let _permit = self.inner.threads.acquire().await;
        let work = || {
            dateline_fetch::stand_back();
            work()
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is shutting down: nobody waits any more.
                Err(_) => std::future::pending().await,
            },
        }
    }

    /// The store, for queries.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The same desk, for another person: what is asked of it is asked for that person's feeds, marks and corrections.
    #[must_use]
    pub fn of(self, user: UserId) -> Self {
        Self { user, ..self }
    }

    /// The person whom the desk works for: its owner, unless it is [`Desk::of`] another.
    pub fn reader(&self) -> Reader<'_> {
        self.inner.store.reader(self.user)
    }

    /// What the fetcher may do.
    pub fn fetch_policy(&self) -> &dateline_fetch::Policy {
        self.inner.fetcher.policy()
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    /// What tells the time, for those who outlive the desk.
    pub fn clock(&self) -> Clock {
        Arc::clone(&self.inner.clock)
    }

    /// Progress of everything that runs, from now on; of updates that run side by side it comes mixed.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    /// All subscribers of the desk, for work of the schedule.
    pub(crate) fn listeners(&self) -> Listeners {
        Listeners { everybody: self.inner.events.clone(), asker: None }
    }
}

//! Whoever stops waiting, at whatever moment, and whatever panics: index, store and counters agree afterwards.

use super::OpenWindow;
use super::tests::{HAPPENINGS, now};
use crate::progress::{FeedReport, Outcome};
use crate::{Desk, Settings};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{EntryId, StoryId, WebUrl};
use dateline_store::{
    Correction, EntryMark, EntrySummary, Listing, NewFeed, Options, PollCommit, PollOutcome, PollTarget,
    Store, StoreError, Window,
};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use tempfile::TempDir;

type Work<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + 'a>>;

struct Ground {
    desk: Desk,
    record: PollTarget,
    _folder: TempDir,
}

impl Ground {
    /// A desk with two reports of each of four subjects.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), Options::default()).unwrap();
        let fetcher = Fetcher::new(Policy::new(now)).unwrap();
        let settings = Settings { open: OpenWindow::default(), ..Settings::default() };
        let desk = Desk::open(store, fetcher, settings, Arc::new(now)).await.unwrap();
        let url = WebUrl::parse("https://gull.example/feed").unwrap();
        let feed = NewFeed { url, title: None, home: None, folder: None };
        let (id, _) = desk.reader().add_feed(feed, now()).await.unwrap();
        let record = desk.store().poll_target(id).await.unwrap().unwrap();
        let ground = Self { desk, record, _folder: folder };
        ground.poll(0..8).await.unwrap();
        ground
    }

    /// What a poll does with a document of these items; a new one and a changed one among them.
    async fn poll(&self, items: std::ops::Range<usize>) -> Result<(), StoreError> {
        let item = |n: usize| {
            let title = HAPPENINGS[n / 2 % HAPPENINGS.len()];
            format!("<item><guid>{n}</guid><title>{title}, report {}</title></item>", n % 2)
        };
        let items: String = items.map(item).collect();
        let document =
            format!("<rss version=\"2.0\"><channel><title>The Gull</title>{items}</channel></rss>");
        let feed = dateline_feed::parse(document.as_bytes(), &dateline_feed::Context::default()).unwrap();
        let mut report = FeedReport::of(&self.record, Outcome::Fresh);
        let commit = PollCommit {
            feed: self.record.id,
            at: now(),
            took_ms: 1,
            status: Some(200),
            outcome: PollOutcome::Pushed,
            moved_to: None,
            next_due: None,
            entries: Vec::new(),
            new_before: 0,
        };
        self.desk.commit_entries(&self.record, feed, commit, &mut report).await
    }

    async fn story(&self, entry: i64) -> StoryId {
        self.desk.reader().article(EntryId(entry)).await.unwrap().unwrap().summary.story.unwrap()
    }

    async fn entries(&self) -> Vec<EntrySummary> {
        self.desk.reader().entries(Listing::All, Window::first(500)).await.unwrap().items
    }

    /// That index, store and counters agree, once all work that was begun is done.
    async fn check(&self, what: &str) {
        // All of the store's articles: an index that was read anew has the newest at first. What was under way is done before.
        self.desk.inner.index.run(|owned| owned.fill_until(EntryId(0))).await.unwrap();
        // The writing thread does one thing after the other too.
        self.desk.store().release(Vec::new()).await.unwrap();
        let entries = self.entries().await;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        let index = self.desk.inner.index.run(move |owned| {
            let stories = &owned.index().stories;
            Ok((
                ids.iter().map(|id| stories.story_of(*id)).collect::<Vec<_>>(),
                stories.snapshot(0).next_story(),
            ))
        });
        let (index, next) = index.await.unwrap();
        let store: Vec<_> = entries.iter().map(|entry| entry.story).collect();
        // Each stands in the store where the index has it; what its reader has corrected is that reader's alone.
        let placed = entries.iter().zip(index).filter_map(|(entry, story)| Some((entry.id, story?)));
        let placed: Vec<_> = placed.collect();
        assert_eq!(placed.len(), store.iter().flatten().count(), "{what}: stories");
        assert_eq!(self.desk.store().misplaced(placed).await.unwrap(), [], "{what}: stories");
        let last = store.iter().flatten().max().unwrap();
        assert!(next > *last, "{what}: {next:?} was given to a story before");
        assert!(self.desk.store().check().await.unwrap().is_healthy(), "{what}");
        let unread = entries.iter().filter(|entry| entry.read_at.is_none()).count();
        assert_eq!(self.desk.reader().nav_summary().await.unwrap().unread as usize, unread, "{what}");
    }
}

/// Polls so often, then drops; whether the work was done by then.
async fn drop_after(polls: usize, mut work: Work<'_>) -> bool {
    let mut polled = 0;
    std::future::poll_fn(move |context| {
        if polled == polls {
            return Poll::Ready(false);
        }
        polled += 1;
        match work.as_mut().poll(context) {
            Poll::Ready(done) => {
                done.unwrap();
                Poll::Ready(true)
            }
            Poll::Pending if polled == polls => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Drops the work after each number of polls until it is done before it is dropped; each time over a new desk.
async fn check_work(what: &str, work: impl for<'a> Fn(&'a Ground, StoryId, StoryId) -> Work<'a>) {
    for polls in 0.. {
        let ground = Ground::new().await;
        let (first, second) = (ground.story(1).await, ground.story(3).await);
        let done = drop_after(polls, work(&ground, first, second)).await;
        ground.check(&format!("{what} after {polls} polls")).await;
        if done {
            assert!(polls > 1, "{what} never waits");
            return;
        }
    }
}

#[tokio::test]
async fn work_that_nobody_waits_for_is_done_whole_or_not_at_all() {
    check_work("a poll", |ground, _, _| Box::pin(ground.poll(4..10))).await;
    check_work("a correction", |ground, from, into| {
        let act = Correction::Join { from, into };
        Box::pin(async { ground.desk.correct(act).await.map(drop) })
    })
    .await;
    check_work("a parting and its undoing", |ground, from, _| {
        let act = Correction::Part { entries: vec![EntryId(2)], from };
        Box::pin(async {
            let act = ground.desk.correct(act).await?.map_or(0, |act| act.id);
            ground.desk.undo_correction(act).await.map(drop)
        })
    })
    .await;
    check_work("a look at the window", |ground, _, _| Box::pin(ground.desk.regroup())).await;
    check_work("marks", |ground, _, _| {
        let marked = ground.desk.reader().mark(vec![EntryId(1), EntryId(2)], EntryMark::Read, now());
        Box::pin(async { marked.await.map(drop) })
    })
    .await;
}

#[tokio::test]
async fn work_that_panics_costs_itself_alone() {
    let ground = Ground::new().await;
    let parsed = ground.story(1).await;
    let broken = ground.desk.inner.index.run::<()>(move |owned| {
        let stories = &mut owned.index_ahead().stories;
        stories.shift(&dateline_story::Move {
            entries: vec![EntryId(1)],
            from: parsed,
            into: StoryId(77),
            why: dateline_model::Why::default(),
        });
        panic!("injected");
    });
    assert!(matches!(broken.await, Err(StoreError::JobFailed(_))));
    ground.check("after a panic").await;
    ground.poll(8..10).await.unwrap();
    ground.check("after the poll that followed").await;
}

#[tokio::test]
async fn what_is_cleaned_away_leaves_the_index() {
    let ground = Ground::new().await;
    ground.desk.reader().keep_feed(ground.record.id, None, Some(1)).await.unwrap();
    ground.desk.clean().await.unwrap();
    let held = ground.desk.reader().entries(Listing::All, Window::first(500)).await.unwrap().items.len();
    let placed = ground.desk.inner.index.run(|owned| Ok(owned.index().stories.placed_articles().len()));
    assert_eq!((held, placed.await.unwrap()), (0, 0));
}

//! The one owner of the story index: a thread that does one piece of work after the other, each whole: what is recognised,
//! planned, committed and applied together cannot be parted by anybody who stops waiting for it. Nobody else sees the index.

use super::work_queue::{Nothing, Receiver, Sender, Urgency, queue};
use super::{OpenWindow, StoryIndex};
use crate::Clock;
use dateline_model::EntryId;
use dateline_store::{Store, StoreError};
use jiff::Timestamp;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{self, JoinHandle};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Handle through which the desk reaches the index. Dropping it waits until all work is done and the store is let go.
pub(crate) struct IndexOwner {
    /// `None` only while it is dropped.
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for IndexOwner {
    fn drop(&mut self) {
        self.work = None;
        // Work that panics is caught; a thread that ended otherwise has let go too.
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

type Work = Box<dyn FnOnce(&mut OwnedIndex) + Send>;

/// The index with the store and the clock, as its thread has them.
pub(crate) struct OwnedIndex {
    index: StoryIndex,
    /// Whether the index may differ from the store: work that changed it ahead of the store failed or panicked.
    astray: bool,
    /// Whether older articles are read while there is nothing else to do.
    filling: bool,
    store: Store,
    open: OpenWindow,
    clock: Clock,
    runtime: Handle,
}

/// Pieces of work after which an index that is not whole yet takes in older articles all the same.
const PATIENCE: u32 = 16;

impl IndexOwner {
    /// Starts the thread.
    pub(crate) async fn start(store: Store, open: OpenWindow, clock: Clock) -> Result<Self, StoreError> {
        let index = StoryIndex::open(&store, open, clock()).await?;
        let runtime = Handle::current();
        let mut owned = OwnedIndex { index, astray: false, filling: true, store, open, clock, runtime };
        let (send, receive) = queue();
        let work = move || owned.work_off(&receive);
        let started = thread::Builder::new().name("stories".to_owned()).spawn(work);
        let thread = started.map_err(|source| StoreError::File { path: "stories".into(), source })?;
        Ok(Self { work: Some(send), thread: Some(thread) })
    }

    /// Has work done on the index. Whoever stops waiting does not stop the work. Where it fails, or panics, after it changed the
    /// index, the index is read from the store anew.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut OwnedIndex) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.queue(Urgency::Rest, work).await
    }

    /// The same for work that a person waits for: it goes before all other that waits.
    pub(crate) async fn run_first<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut OwnedIndex) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.queue(Urgency::Reader, work).await
    }

    async fn queue<T: Send + 'static>(
        &self,
        urgency: Urgency,
        work: impl FnOnce(&mut OwnedIndex) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (send, receive) = oneshot::channel();
        let job: Work = Box::new(move |owned| {
            // Nobody waiting any more is no failure.
            let _unheard = send.send(owned.guarded(work));
        });
        if !self.work.as_ref().is_some_and(|queue| queue.send(urgency, job)) {
            return Err(StoreError::Closed);
        }
        receive.await.map_err(|_| StoreError::Closed)?
    }
}

impl OwnedIndex {
    fn work_off(&mut self, receive: &Receiver<Work>) {
        let mut done: u32 = 0;
        while let Some(work) = self.next(receive) {
            work(self);
            done = done.wrapping_add(1);
            if done.is_multiple_of(PATIENCE) {
                self.fill_on();
            }
        }
    }

    /// The next work; while there is none, older articles are taken in.
    fn next(&mut self, receive: &Receiver<Work>) -> Option<Work> {
        while self.filling && !self.index.is_whole() {
            match receive.take() {
                Ok(work) => return Some(work),
                Err(Nothing::Yet) => self.fill_on(),
                Err(Nothing::More) => return None,
            }
        }
        receive.wait()
    }

    fn fill_on(&mut self) {
        if !self.filling || self.index.is_whole() {
            return;
        }
        if let Err(error) = self.guarded(Self::fill) {
            tracing::error!(%error, "older articles are not among the stories until the next start");
            self.filling = false;
        }
    }

    /// Does work, and sets the index right before and after where that must be.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.astray {
            self.renew()?;
        }
        let done = catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|cause| {
            self.astray = true;
            Err(StoreError::panicked(cause.as_ref()))
        });
        if self.astray
            && let Err(error) = self.renew()
        {
            tracing::error!(%error, "the stories could not be read anew; it is tried again with the next article");
        }
        done
    }

    /// The index.
    pub(crate) const fn index(&self) -> &StoryIndex {
        &self.index
    }

    /// The index, to be changed to what the store has already.
    pub(crate) const fn index_mut(&mut self) -> &mut StoryIndex {
        &mut self.index
    }

    /// The index, to be changed ahead of the store; [`OwnedIndex::in_step`] says when the store has followed.
    pub(crate) const fn index_ahead(&mut self) -> &mut StoryIndex {
        self.astray = true;
        &mut self.index
    }

    /// The store has what the index has.
    pub(crate) const fn in_step(&mut self) {
        self.astray = false;
    }

    /// The store.
    pub(crate) fn store(&self) -> Store {
        self.store.clone()
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Waits for the store, on this thread.
    pub(crate) fn wait<T>(&self, asked: impl Future<Output = T>) -> T {
        self.runtime.block_on(asked)
    }

    /// Takes in older articles until one that stands in the store is there.
    pub(crate) fn fill_until(&mut self, entry: EntryId) -> Result<(), StoreError> {
        while self.index.lacks(entry) {
            self.fill()?;
        }
        Ok(())
    }

    fn fill(&mut self) -> Result<(), StoreError> {
        let (store, now) = (self.store.clone(), self.now());
        let runtime = self.runtime.clone();
        runtime.block_on(self.index.fill(&store, now))
    }

    /// Takes in what readers have corrected.
    pub(crate) fn take_corrections(&mut self) -> Result<(), StoreError> {
        let (store, runtime, now) = (self.store.clone(), self.runtime.clone(), self.now());
        runtime.block_on(self.index.take_corrections(&store, now))
    }

    /// Makes the index anew from the store.
    fn renew(&mut self) -> Result<(), StoreError> {
        self.index = self.wait(StoryIndex::open(&self.store, self.open, self.now()))?;
        (self.astray, self.filling) = (false, true);
        Ok(())
    }
}

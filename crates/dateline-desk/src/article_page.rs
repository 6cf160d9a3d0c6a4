//! One article's page: fetched once, read, placed among the stories, committed.

mod fetch_again;
mod held;
mod next_pages;
mod retry;

use crate::attachments::as_medium;
use crate::combine_readings::{
    Chosen, complete, fuller, headline_only, is_played, story_doc, tells_of_another,
};
use crate::progress::Listeners;
use crate::story_index::OwnedIndex;
use crate::{Desk, Event};
use dateline_extract::read_page;
use dateline_fetch::{Answer, FetchError, FetchErrorKind, Kind, Request};
use dateline_model::{
    Evidence, Holding, Origin, Page, Place, Reading, Reason, Rule, StoryDoc, Verdict, WebUrl,
};
use dateline_store::{Apart, EntryFacts, OtherReading, ReadingCommit, StoreError, TextSource, WantedPage};
pub use fetch_again::FetchedAgain;
pub(crate) use fetch_again::RecentFetches;
use held::Held;
use jiff::{SignedDuration, Timestamp};
use retry::{is_broken, may_pass};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How long a page waits whose feed has a login that cannot be opened.
const KEY_PAUSE: SignedDuration = SignedDuration::from_hours(1);

impl Desk {
    /// Fetches and reads the page of one article. `Ok(None)` where the host asked us to come later.
    pub(crate) async fn take_page(
        &self,
        wanted: &WantedPage,
        listeners: &Listeners,
    ) -> Result<Option<Holding>, StoreError> {
        let Some(_claim) = self.inner.claimed.claim(wanted.entry) else { return Ok(None) };
        let _turn = self.inner.pages.wait(wanted.url.host()).await;
        // Another feed with the same article may have had it read since the list was made.
        if !self.inner.store.wants_page(wanted.entry, self.now()).await? {
            return Ok(None);
        }
        let Some(fetched) = self.fetch_article(wanted).await? else { return Ok(None) };
        let holding = self.keep_fetched(wanted, fetched).await?;
        if let Some(holding) = holding {
            listeners.tell(Event::Read {
                feed: wanted.feed,
                title: wanted.facts.title.clone(),
                holding: holding.as_str(),
            });
        }
        Ok(holding)
    }

    /// Keeps what was fetched. `None` where it is less than what was held of the page, which stays then.
    async fn keep_fetched(
        &self,
        wanted: &WantedPage,
        Fetched { reading, page, lost }: Fetched,
    ) -> Result<Option<Holding>, StoreError> {
        let holding = reading.verdict.holding;
        if lost {
            self.ask_again(wanted).await?;
        }
        let withdrawn = reading.verdict.reasons.contains(&Reason::Gone);
        let held = self.held(wanted.entry).await?;
        // What was held of the page before stays, unless its publisher took it back.
        if (lost || (holding == Holding::None && !withdrawn)) && matches!(held, Held::Page(_)) {
            if !lost {
                self.inner.store.forgo_pages(vec![wanted.entry]).await?;
            }
            return Ok(None);
        }
        let chosen = choose(held, reading, &wanted.facts, withdrawn);
        self.place(wanted, chosen, page).await?;
        Ok(Some(holding))
    }

    /// Places an article whose page was fetched and read just now.
    pub(crate) async fn take_read(
        &self,
        wanted: &WantedPage,
        page: Page,
        reading: Reading,
    ) -> Result<(), StoreError> {
        let withdrawn = reading.verdict.reasons.contains(&Reason::Gone);
        let held = self.held(wanted.entry).await?;
        let chosen = choose(held, reading, &wanted.facts, withdrawn);
        self.place(wanted, chosen, Some(page)).await
    }

    /// Fetches and reads the page; `None` where the host asked us to come later, or there is no key to its login.
    async fn fetch_article(&self, wanted: &WantedPage) -> Result<Option<Fetched>, StoreError> {
        let access = match self.access_to_page(wanted).await {
            Ok(access) => access,
            // Without its login it would only show a wall.
            Err(StoreError::Key { .. }) => {
                let later = self.now().checked_add(KEY_PAUSE).unwrap_or(Timestamp::MAX);
                self.inner.store.put_off_page(wanted.entry, later, false).await?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let request = access.request(&wanted.url, Kind::Page);
        let fetched = match self.inner.fetcher.get(request).await {
            Ok(Answer::Fresh(page)) => {
                let (page, reading) = self.read_apart(page).await;
                let lost = is_broken(&reading, &page);
                let (page, reading) = self.with_following(page, reading).await;
                Fetched { reading, page: Some(page), lost }
            }
            Ok(Answer::Unchanged(_)) => return Ok(None),
            Err(FetchError { kind: FetchErrorKind::RetryLater(at), .. }) => {
                self.inner.store.put_off_page(wanted.entry, at, false).await?;
                return Ok(None);
            }
            Err(error) => Fetched { reading: not_had(&error), page: None, lost: may_pass(&error) },
        };
        Ok(Some(fetched))
    }

    /// Plans, commits, applies: one article at a time.
    async fn place(&self, wanted: &WantedPage, chosen: Chosen, page: Option<Page>) -> Result<(), StoreError> {
        let (entry, at) = (wanted.entry, self.now());
        let Chosen { shown: reading, other, from_feed } = chosen;
        let doc = story_doc(entry, &wanted.facts, &reading, wanted.seen);
        let source = if from_feed { TextSource::Feed } else { source_of(&wanted.facts, &reading) };
        let other_source = if from_feed { TextSource::Page } else { TextSource::Feed };
        let other = other.map(|reading| OtherReading { source: other_source, at, reading });
        let commit = ReadingCommit { other, page, ..ReadingCommit::new(entry, at, source, reading) };
        self.inner.index.run(move |owned| place(owned, doc.as_ref(), commit)).await?;
        self.meet_imported(Some(vec![entry])).await.map(drop)
    }

    /// Fetches and reads any page with the pages that follow it, without keeping them: for `/read` and the API.
    pub async fn read_address(&self, url: WebUrl) -> Result<(Page, Reading), FetchError> {
        match self.inner.fetcher.get(Request::new(url.clone(), Kind::Page)).await? {
            Answer::Fresh(page) => {
                let (page, reading) = self.read_apart(page).await;
                Ok(self.with_following(page, reading).await)
            }
            Answer::Unchanged(_) => {
                Err(FetchError { kind: FetchErrorKind::Protocol("304 without being asked".to_owned()), url })
            }
        }
    }

    /// Reads a page on a thread for long work.
    async fn read_apart(&self, page: Page) -> (Page, Reading) {
        self.on_worker(move || {
            // A page that the reader has a fault with is a page that could not be read.
            let reading = catch_unwind(AssertUnwindSafe(|| read_page(&page))).unwrap_or_else(|_| {
                nothing(Reason::ExtractorLoss, "status", "the page could not be read: a fault in Dateline")
            });
            (page, reading)
        })
        .await
    }
}

/// What came of asking for a page.
struct Fetched {
    reading: Reading,
    /// The page; `None` where none came.
    page: Option<Page>,
    /// Whether it is worth asking again.
    lost: bool,
}

/// Which reading is shown, by what was held before; a withdrawn article keeps nothing of the feed's text.
fn choose(held: Held, reading: Reading, facts: &EntryFacts, withdrawn: bool) -> Chosen {
    match held {
        Held::Feed(own) | Held::Page(Some(own)) if !withdrawn => fuller(*own, reading, facts),
        Held::Nothing if !withdrawn && is_played(facts, &reading) => {
            Chosen::of_feed(as_medium(facts, headline_only(facts)), Some(complete(reading, facts)))
        }
        _ if tells_of_another(facts, &reading) => Chosen::of_feed(headline_only(facts), None),
        _ => Chosen::of_page(complete(reading, facts), None),
    }
}

pub(crate) fn place(
    owned: &mut OwnedIndex,
    doc: Option<&StoryDoc>,
    commit: ReadingCommit,
) -> Result<(), StoreError> {
    let store = owned.store();
    if let Some(Apart(story)) = owned.wait(store.apart(commit.entry))? {
        let change = doc.map(|doc| owned.index_ahead().stories.alone(doc, story));
        owned.wait(store.commit_reading(ReadingCommit { change, ..commit }))?;
        owned.in_step();
        return Ok(());
    }
    owned.fill_until(commit.entry)?;
    let change = doc.map(|doc| owned.index().stories.plan(doc));
    let readers = change.as_ref().map(|change| owned.index().for_readers(change)).unwrap_or_default();
    let placed = ReadingCommit { change: change.clone(), reader_placements: readers.clone(), ..commit };
    owned.wait(store.commit_reading(placed))?;
    if let Some(change) = change {
        owned.index_ahead().apply(&change, &readers);
        owned.in_step();
    }
    Ok(())
}

/// The reading of a page that never came, with what was said instead.
fn not_had(error: &FetchError) -> Reading {
    nothing(Reason::RetrievalFailed, error.word(), &error.kind.to_string())
}

fn nothing(reason: Reason, place: &str, quote: &str) -> Reading {
    let mut verdict = Verdict::of(Holding::None);
    let evidence = Evidence::new(reason.as_str(), Place::Http(place.to_owned()), quote, Origin::ThisFetch);
    verdict.because(reason, evidence.by(Rule::NotFetched));
    Reading {
        article: None,
        asides: Vec::new(),
        verdict,
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    }
}

/// Whether what is shown comes from the page alone.
fn source_of(facts: &EntryFacts, reading: &Reading) -> TextSource {
    let teaser = reading.article.as_ref().and_then(|article| article.standfirst.as_ref());
    if teaser.is_some() && teaser == facts.summary.as_ref() { TextSource::Both } else { TextSource::Page }
}

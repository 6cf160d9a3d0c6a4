//! One article's page: fetched once, read, placed among the stories, committed.

mod following;

use crate::attached::{add_reasons, as_medium, is_article, with_failure};
use crate::entry::{WHOLE_WORDS, words};
use crate::index::Owned;
use crate::names;
use crate::progress::Listeners;
use crate::retry::{is_broken, may_pass};
use crate::{Desk, Event};
use dateline_extract::read_page;
use dateline_fetch::{Answer, FetchError, FetchErrorKind, Kind, Request, picture_type};
use dateline_model::{
    Article, EntryId, Evidence, Holding, Image, Origin, Page, Place, Publisher, Reading, Reason, Rule,
    StoryDoc, Verdict, WebUrl,
};
use dateline_store::{
    Apart, CachedImage, EntryFacts, OtherReading, ReadingCommit, StoreError, TextSource, WantedPage, medium,
};
use jiff::SignedDuration;
use jiff::Timestamp;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How long a picture that could not be had is not asked for again.
const PICTURE_PAUSE_HOURS: i64 = 24;

/// How long a page waits whose feed has a login that cannot be opened.
const KEY_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// A picture for a reader's browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type, sniffed from the bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Bytes that a browser may be given as a picture.
    fn of(bytes: Vec<u8>) -> Option<Self> {
        picture_type(&bytes).map(|media_type| Self { media_type, bytes })
    }
}

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
        let (reading, page, lost) = match self.inner.fetcher.get(request).await {
            Ok(Answer::Fresh(page)) => {
                let (page, reading) = self.read_apart(page).await;
                let lost = is_broken(&reading, &page);
                let (page, reading) = self.with_following(page, reading).await;
                (reading, Some(page), lost)
            }
            Ok(Answer::Unchanged(_)) => return Ok(None),
            Err(FetchError { kind: FetchErrorKind::RetryLater(at), .. }) => {
                self.inner.store.put_off_page(wanted.entry, at, false).await?;
                return Ok(None);
            }
            Err(error) => (not_had(&error), None, may_pass(&error)),
        };
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
        let facts = &wanted.facts;
        let chosen = match held {
            Held::Feed(own) | Held::Page(Some(own)) if !withdrawn => fuller(*own, reading, facts),
            Held::Nothing if !withdrawn && is_played(facts, &reading) => {
                Chosen::of_feed(as_medium(facts, headline_only(facts)), Some(complete(reading, facts)))
            }
            _ if tells_of_another(facts, &reading) => Chosen::of_feed(headline_only(facts), None),
            _ => Chosen::of_page(complete(reading, facts), None),
        };
        self.place(wanted, chosen, page).await?;
        listeners.tell(Event::Read {
            feed: wanted.feed,
            title: wanted.facts.title.clone(),
            holding: holding.as_str(),
        });
        Ok(Some(holding))
    }

    /// Plans, commits, applies: one article at a time.
    async fn place(&self, wanted: &WantedPage, chosen: Chosen, page: Option<Page>) -> Result<(), StoreError> {
        let (entry, at) = (wanted.entry, self.now());
        let Chosen { shown: reading, other, from_feed } = chosen;
        let doc = story_doc(entry, &wanted.facts, &reading, wanted.seen);
        let source = if from_feed { TextSource::Feed } else { source_of(&wanted.facts, &reading) };
        let other_source = if from_feed { TextSource::Page } else { TextSource::Feed };
        let other = other.map(|reading| OtherReading { source: other_source, at, reading });
        let commit = ReadingCommit {
            entry,
            at,
            source,
            reading,
            change: None,
            reader_placements: Vec::new(),
            other,
            page,
        };
        self.inner.index.run(move |owned| place(owned, doc.as_ref(), commit)).await
    }

    /// Fetches and reads any page, without keeping it: for `/read` and `dateline read`.
    pub async fn read_address(&self, url: WebUrl) -> Result<(Page, Reading), FetchError> {
        match self.inner.fetcher.get(Request::new(url.clone(), Kind::Page)).await? {
            Answer::Fresh(page) => Ok(self.read_apart(page).await),
            Answer::Unchanged(_) => {
                Err(FetchError { kind: FetchErrorKind::Protocol("304 without being asked".to_owned()), url })
            }
        }
    }

    /// Reads a page on a thread for long work.
    async fn read_apart(&self, page: Page) -> (Page, Reading) {
        self.apart(move || {
            // A page that the reader has a fault with is a page that could not be read.
            let reading = catch_unwind(AssertUnwindSafe(|| read_page(&page))).unwrap_or_else(|_| {
                nothing(Reason::ExtractorLoss, "status", "the page could not be read: a fault in Dateline")
            });
            (page, reading)
        })
        .await
    }

    /// A picture of an article, from the store or from its publisher; `None` where it cannot be had.
    pub async fn picture(&self, url: &WebUrl) -> Result<Option<Picture>, StoreError> {
        let now = self.now();
        if let Some(kept) = self.inner.store.image(url.clone()).await? {
            let fresh = now.duration_since(kept.at) < SignedDuration::from_hours(PICTURE_PAUSE_HOURS);
            if !kept.bytes.is_empty() {
                // What is shown is judged by today's rules, not by those under which it was kept.
                return Ok(Picture::of(kept.bytes));
            } else if fresh {
                return Ok(None);
            }
        }
        let picture = self.fetch_picture(url).await;
        let (media_type, bytes) = match picture.clone() {
            Ok(picture) => (picture.media_type.to_owned(), picture.bytes),
            Err(word) => (word.to_owned(), Vec::new()),
        };
        self.inner.store.put_image(url.clone(), CachedImage { media_type, bytes, at: now }).await?;
        Ok(picture.ok())
    }

    /// The picture, or the word for why there is none.
    async fn fetch_picture(&self, url: &WebUrl) -> Result<Picture, &'static str> {
        match self.inner.fetcher.get(Request::new(url.clone(), Kind::Image)).await {
            Ok(Answer::Fresh(page)) if page.status == 200 && page.truncation.is_none() => {
                Picture::of(page.body).ok_or("refused:type")
            }
            Ok(answer) => Err(answer.word()),
            Err(error) => {
                tracing::debug!(%error, "a picture could not be fetched");
                Err(error.word())
            }
        }
    }
}

fn place(owned: &mut Owned, doc: Option<&StoryDoc>, commit: ReadingCommit) -> Result<(), StoreError> {
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

/// What is held of an article before its page is read.
pub(crate) enum Held {
    Nothing,
    /// The feed's own text.
    Feed(Box<Reading>),
    /// Text of the page, from an earlier time, and beside it the feed's own.
    Page(Option<Box<Reading>>),
}

/// What is shown of an article from now on, and what is one click away.
struct Chosen {
    shown: Reading,
    other: Option<Reading>,
    from_feed: bool,
}

impl Chosen {
    /// The feed's reading; the page's beside it, were it only its verdict.
    fn of_feed(shown: Reading, other: Option<Reading>) -> Self {
        Self { shown, other, from_feed: true }
    }

    fn of_page(shown: Reading, other: Option<Reading>) -> Self {
        Self { shown, other, from_feed: false }
    }
}

/// The page's reading, or the feed's where it holds more: a page that fails costs nothing. A text that is no longer than a teaser
/// stands above the page's in any case.
fn fuller(mut own: Reading, page: Reading, facts: &EntryFacts) -> Chosen {
    if medium(facts, Some(&own)).is_some() && !is_article(facts, &page) {
        let shown = with_failure(as_medium(facts, own), &page);
        return Chosen::of_feed(shown, Some(complete(page, facts)));
    }
    let (ours, theirs) = (words(&own), words(&page));
    let whole = page.verdict.holding == Holding::Full;
    let readable = whole || page.verdict.holding == Holding::Partial;
    let more = readable && theirs >= ours || whole && theirs * 10 >= ours * 9;
    let teaser = facts.summary.as_ref().is_some_and(|summary| !summary.ends_with('…')) && ours < WHOLE_WORDS;
    let another = tells_of_another(facts, &page);
    if (more || teaser) && !another {
        return Chosen::of_page(complete(page, facts), Some(own));
    }
    if own.verdict.holding == Holding::Full && ours < WHOLE_WORDS && !whole {
        own.verdict.holding = Holding::Partial;
    }
    if own.verdict.holding != Holding::Full && !another {
        add_reasons(&mut own, &page);
    }
    // Another's article is not this one's page.
    Chosen::of_feed(own, (!another).then(|| complete(page, facts)))
}

/// Whether an item is a recording of which the page tells no more than the feed.
fn is_played(facts: &EntryFacts, page: &Reading) -> bool {
    medium(facts, None).is_some() && !is_article(facts, page)
}

/// Whether an item links to somebody else's article and speaks of it under a headline of its own: that article's text never
/// stands under it.
fn tells_of_another(facts: &EntryFacts, page: &Reading) -> bool {
    let Some(title) = page.article.as_ref().and_then(|article| article.title.as_ref()) else { return false };
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (ours, theirs) = (words(&facts.title), words(title));
    !facts.key.own && 2 * ours.intersection(&theirs).count() < ours.len().min(theirs.len())
}

/// Adds what the feed says where the page is silent. The verdict stays the page's; a page of another kind (a front, an
/// error page) does not give the article its headline.
pub(crate) fn complete(mut reading: Reading, facts: &EntryFacts) -> Reading {
    let holding = reading.verdict.holding;
    let trusted = matches!(holding, Holding::Full | Holding::Partial);
    if !trusted {
        let article = reading.article.get_or_insert_with(Article::default);
        *article = Article { blocks: Vec::new(), ..std::mem::take(article) };
        article.title = None;
        article.image = None;
        article.published = None;
    }
    fill_in(reading, facts, trusted)
}

/// The same for the feed's own text, of which nothing is another page's.
pub(crate) fn complete_own(reading: Reading, facts: &EntryFacts) -> Reading {
    fill_in(reading, facts, true)
}

fn fill_in(mut reading: Reading, facts: &EntryFacts, trusted: bool) -> Reading {
    let article = reading.article.get_or_insert_with(Article::default);
    article.title.get_or_insert_with(|| facts.title.clone());
    if article.standfirst.is_none() && (!trusted || article.blocks.is_empty()) {
        article.standfirst.clone_from(&facts.summary);
    }
    if article.published.is_none() {
        article.published = facts.published.map(|at| dateline_model::Date::Instant { at, offset: 0 });
        article.published_from = article.published.map(|_| "feed".to_owned());
    }
    if article.image.is_none() {
        article.image = facts.image.clone().map(|url| Image { url, credit: None, alt: None });
    }
    if article.bylines.is_empty() {
        article.bylines.clone_from(&facts.authors);
    }
    if article.language.is_none() {
        article.language.clone_from(&facts.language);
    }
    let inherited = reading.verdict.evidence.iter().any(|evidence| evidence.origin == Origin::Inherited);
    // Who passed a broken copy on did not write it.
    if !inherited {
        article.publisher = publisher(article.publisher.take().filter(|_| trusted), facts);
    }
    reading
}

/// The publisher by the better of both names. A link to somebody else's article leads to a publisher of whom the feed's title
/// says nothing.
fn publisher(page: Option<Publisher>, facts: &EntryFacts) -> Option<Publisher> {
    let named = page.as_ref().is_some_and(|page| Some(&page.name) != page.host.as_ref());
    let feed = facts.publisher.as_deref().filter(|_| facts.key.own || !named);
    let name = names::better(feed, page.as_ref()).map(str::to_owned);
    let of_page = page.as_ref().filter(|page| name.as_deref() == Some(page.name.as_str()));
    let host = of_page.map_or_else(|| facts.publisher_host.clone(), |page| page.host.clone());
    name.map(|name| Publisher { name, host }).or(page)
}

/// The reading of an item that is nothing but a headline and what the feed announces it by.
pub(crate) fn headline_only(facts: &EntryFacts) -> Reading {
    let bare = Reading {
        article: None,
        asides: Vec::new(),
        verdict: Verdict::of(Holding::HeadlineOnly),
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    };
    complete(bare, facts)
}

/// What the story room needs; nothing for what is no article and of which the feed says no more than a headline.
pub(crate) fn story_doc(
    entry: EntryId,
    facts: &EntryFacts,
    reading: &Reading,
    seen: Timestamp,
) -> Option<StoryDoc> {
    let other =
        reading.verdict.holding == Holding::OtherKind && words(reading) == 0 && facts.summary.is_none();
    (!other).then(|| dateline_store::story_doc(entry, facts, reading, seen))
}

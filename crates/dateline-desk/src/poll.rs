//! One poll of one feed: ask, parse, recognise, read what the feed itself gives, commit everything at once.

use crate::Desk;
use crate::access::Access;
use crate::attached::{as_medium, shows_something};
use crate::entry::{PageNeed, Taken, own_sites, take};
use crate::index::Owned;
use crate::page::{complete_own, headline_only, story_doc};
use crate::progress::{FeedReport, Outcome};
use dateline_fetch::cache::{Heard, Poll, next_poll};
use dateline_fetch::{Answer, FetchError, Kind, page_word};
use dateline_model::{
    Aside, AsideItem, AsideKind, Change, EntryId, Evidence, Feed, FeedId, Headers, Hop, Origin, Page, Place,
    Reading, Reason, Rule, Truncation, WebUrl,
};
use dateline_store::{
    Document, EntryCommit, EntryKey, FeedMeta, Known, OtherReading, PollCommit, PollOutcome, ReaderPlacement,
    ReadingCommit, Recognised, StoreError, Subject, TextSource,
};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// Items of a document that are recognised, placed and committed in one piece of work.
const AT_ONCE: usize = 16;

/// What an answer came to, before it is committed.
struct Heeded {
    outcome: PollOutcome,
    status: Option<u16>,
    headers: Option<Headers>,
    not_before: Option<Timestamp>,
    moved_to: Option<WebUrl>,
    feed: Option<Feed>,
}

impl Desk {
    /// Polls a feed that is leased to us.
    pub(crate) async fn poll(&self, record: &Subject) -> Result<FeedReport, StoreError> {
        let started = self.now();
        let access = match self.access_to(record.id, &record.url).await {
            Ok(access) => access,
            Err(error @ StoreError::Key { .. }) => {
                return self.rest(record, failed("failed:auth", error.to_string())).await;
            }
            Err(error) => return Err(error),
        };
        let request = access.request(&record.url, Kind::Feed).since(record.validators.clone());
        let answer = self.inner.fetcher.get(request).await;
        if let Err(error) = &answer
            && let Some(at) = error.retry_at()
        {
            self.inner.store.put_off(record.id, at).await?;
            return Ok(FeedReport::of(record, Outcome::Later(error.kind.to_string())));
        }
        let heeded = self.apart(move || heed(answer, &access)).await;
        let mut report = FeedReport::of(record, shown(&heeded.outcome));
        if let PollOutcome::Fresh(meta) = &heeded.outcome
            && let Some(title) = &meta.title
        {
            report.title.clone_from(title);
        }
        let now = self.now();
        let commit = PollCommit {
            feed: record.id,
            at: now,
            took_ms: u32::try_from(now.duration_since(started).as_millis()).unwrap_or(u32::MAX),
            status: heeded.status,
            next_due: self.next_due(record, &heeded, now),
            outcome: heeded.outcome,
            moved_to: heeded.moved_to,
            entries: Vec::new(),
            new_before: 0,
        };
        match heeded.feed {
            Some(feed) => self.commit_entries(record, feed, commit, &mut report).await?,
            None => {
                self.commit_bare(commit).await?;
            }
        }
        Ok(report)
    }

    /// A poll that ended by a fault of ours counts as one that failed: the feed is asked again later, and later still.
    pub(crate) async fn give_up(&self, record: &Subject) -> Result<FeedReport, StoreError> {
        let words = "could not be read: a fault in Dateline, which the log names; please report it";
        self.rest(record, failed("failed:fault", words.to_owned())).await
    }

    /// A feed that was not asked, for a reason of ours.
    async fn rest(&self, record: &Subject, outcome: PollOutcome) -> Result<FeedReport, StoreError> {
        let heeded =
            Heeded { outcome, status: None, headers: None, not_before: None, moved_to: None, feed: None };
        let (now, report) = (self.now(), FeedReport::of(record, shown(&heeded.outcome)));
        let commit = PollCommit {
            feed: record.id,
            at: now,
            took_ms: 0,
            status: None,
            next_due: self.next_due(record, &heeded, now),
            outcome: heeded.outcome,
            moved_to: None,
            entries: Vec::new(),
            new_before: 0,
        };
        self.commit_bare(commit).await?;
        Ok(report)
    }

    /// Commits a poll that brings no items.
    async fn commit_bare(&self, commit: PollCommit) -> Result<(), StoreError> {
        let gone = self.inner.store.commit_poll(commit).await?.gone;
        self.forget(gone).await
    }

    /// Takes articles that are no more out of the story index.
    pub(crate) async fn forget(&self, gone: Vec<EntryId>) -> Result<(), StoreError> {
        if gone.is_empty() {
            return Ok(());
        }
        let forget = move |owned: &mut Owned| {
            owned.index_mut().stories.forget(&gone);
            Ok(())
        };
        self.inner.index.run(forget).await
    }

    /// Reads what the feed itself gives, recognises its items, places and commits them, some at a time: nobody who marks an
    /// article waits longer than some take. The feed's validators and health come with the last ones.
    pub(crate) async fn commit_entries(
        &self,
        record: &Subject,
        feed: Feed,
        mut commit: PollCommit,
        report: &mut FeedReport,
    ) -> Result<(), StoreError> {
        let subject = record.clone();
        let taken: Vec<Taken> = self
            .apart(move || {
                let own = own_sites(&feed, &subject);
                // The oldest first, as feeds are mostly written: of articles without dates a later number is a later one.
                let entries = feed.entries.iter().rev();
                entries.map(|entry| take(&feed, &subject, &own, entry)).collect()
            })
            .await;
        let keys: Vec<EntryKey> = taken.iter().map(|taken| taken.facts.key.clone()).collect();
        let document = Arc::new(match commit.outcome {
            PollOutcome::Told => Document::piece(keys),
            _ => Document::new(keys),
        });
        let out = self.beyond_the_day(record, &document, &taken, &mut commit.outcome).await?;
        let out = Arc::new(out);
        let mut taken = taken.into_iter();
        for from in (0..document.len()).step_by(AT_ONCE) {
            let some: Vec<Taken> = taken.by_ref().take(AT_ONCE).collect();
            let last = from + AT_ONCE >= document.len();
            let (document, out) = (Arc::clone(&document), Arc::clone(&out));
            let part = Part { feed: record.id, at: commit.at, document, out, from, some };
            let poll = last.then(|| commit.clone());
            let done = self.inner.index.run(move |owned| part.commit(owned, poll)).await?;
            report.new += done.new;
            report.changed += done.changed;
            report.unchanged += done.unchanged;
            commit.new_before += done.new;
        }
        if document.is_empty() {
            self.commit_bare(commit).await?;
        }
        Ok(())
    }

    fn next_due(&self, record: &Subject, heeded: &Heeded, now: Timestamp) -> Option<Timestamp> {
        let heard = match &heeded.outcome {
            PollOutcome::Gone => return None,
            PollOutcome::Failed { .. } => Heard::Failure {
                in_a_row: record.failures.saturating_add(1),
                headers: heeded.headers.as_ref(),
                not_before: heeded.not_before,
            },
            PollOutcome::Fresh(_) | PollOutcome::Unchanged | PollOutcome::Told => match &heeded.headers {
                Some(headers) => Heard::Answer(headers),
                None => return Some(now),
            },
        };
        let hints = match &heeded.outcome {
            PollOutcome::Fresh(meta) => &meta.hints,
            _ => &record.hints,
        };
        let rhythm = record
            .hours_between_new
            .filter(|hours| *hours > 0.0)
            .map(|hours| Duration::from_secs_f64((hours * 3600.0).min(1e7)));
        let poll = Poll { heard, hints, rhythm, jitter: jitter(record, now) };
        Some(next_poll(&poll, &self.bounds(record, now), now))
    }
}

/// Spreads feeds that failed together: from 0 to 1, by feed and time.
fn jitter(record: &Subject, now: Timestamp) -> f64 {
    let mixed =
        record.id.0.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ now.as_second().unsigned_abs();
    f64::from(u32::try_from(mixed.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32).unwrap_or(0))
        / f64::from(u32::MAX)
}

impl FeedReport {
    pub(crate) fn of(record: &Subject, outcome: Outcome) -> Self {
        let (title, url) = (record.title.clone(), record.url.to_string());
        Self { id: record.id, title, url, outcome, new: 0, changed: 0, unchanged: 0, walled: 0, failed: 0 }
    }
}

fn shown(outcome: &PollOutcome) -> Outcome {
    match outcome {
        PollOutcome::Fresh(_) | PollOutcome::Told => Outcome::Fresh,
        PollOutcome::Unchanged => Outcome::Unchanged,
        PollOutcome::Gone => Outcome::Gone,
        PollOutcome::Failed { words, .. } => Outcome::Failed(words.clone()),
    }
}

fn heed(answer: Result<Answer, FetchError>, access: &Access) -> Heeded {
    match answer {
        Ok(Answer::Fresh(page)) => {
            let word = page_word(&page);
            heed_page(page, word, access)
        }
        Ok(Answer::Unchanged(unchanged)) => Heeded {
            outcome: PollOutcome::Unchanged,
            status: Some(304),
            headers: Some(unchanged.headers),
            not_before: None,
            moved_to: moved(&unchanged.redirects),
            feed: None,
        },
        Err(error) => Heeded {
            outcome: failed(error.word(), error.kind.to_string()),
            status: None,
            headers: None,
            not_before: error.retry_at(),
            moved_to: None,
            feed: None,
        },
    }
}

fn failed(kind: &str, words: String) -> PollOutcome {
    PollOutcome::Failed { kind: kind.to_owned(), words }
}

/// `word` is what the fetcher calls the answer; the parser's own word comes in where there is something to parse.
fn heed_page(page: Page, word: &str, access: &Access) -> Heeded {
    let status = page.status;
    let (outcome, feed) = match status {
        410 => (PollOutcome::Gone, None),
        200..=299 => parse(&page, word, access),
        _ => match access.refusal(&page) {
            Some(refusal) => (failed("failed:auth", refusal.to_string()), None),
            None => (failed(word, format!("answers {status} {} to us", meaning(status))), None),
        },
    };
    Heeded {
        outcome,
        status: Some(status),
        headers: Some(page.headers),
        not_before: None,
        moved_to: moved(&page.redirects),
        feed,
    }
}

fn parse(page: &Page, word: &str, access: &Access) -> (PollOutcome, Option<Feed>) {
    match crate::document::read(page) {
        Ok(feed) if feed.title.is_none() && feed.entries.is_empty() && lacks(page, &feed).is_some() => {
            (failed("failed:not_a_feed", "arrived with nothing in it that could be read".to_owned()), None)
        }
        Ok(feed) => (PollOutcome::Fresh(Box::new(meta(page, &feed, access))), Some(feed)),
        // Of a piece nobody can tell what the whole is.
        Err(_) if page.truncation.is_some() => (failed(word, "arrived incomplete".to_owned()), None),
        Err(reason) => (failed("failed:not_a_feed", format!("is no feed any more: {reason}")), None),
    }
}

fn meta(page: &Page, feed: &Feed, access: &Access) -> FeedMeta {
    FeedMeta {
        kind: feed.kind,
        title: feed.title.as_ref().map(dateline_feed::title).and_then(|title| crate::names::name(&title)),
        home: feed.home.clone(),
        language: feed.language.clone(),
        icon: feed.icon.clone(),
        hints: feed.hints.clone(),
        hub: crate::websub::offered(page, feed),
        validators: page.validators(),
        login_turn: access.login_turn,
        truncated: page.truncation.is_some(),
        lacks: lacks(page, feed),
        repairs: feed.repairs.clone(),
    }
}

/// Words of repairs after which something of the document is missing; after all others everything could be read.
const LOSSES: &[(&str, &str)] = &[
    ("breaks off before its end", "truncated"),
    ("exceeds the size limits", "limit"),
    ("the newest", "limit"),
    ("nested too deeply", "repaired"),
    ("no characters in the encoding were replaced", "repaired"),
    ("entity declarations", "repaired"),
    ("many times longer", "limit"),
    ("where the next one began", "repaired"),
];

/// Whether something of the document is missing after a repair.
pub(crate) fn loses(repair: &str) -> bool {
    const CUT: [&str; 4] = [" was cut", "was left out", "beyond the first", "refused"];
    LOSSES.iter().any(|(sign, _)| repair.contains(sign)) || CUT.iter().any(|sign| repair.contains(sign))
}

/// What is missing of the document, if anything.
fn lacks(page: &Page, feed: &Feed) -> Option<&'static str> {
    match page.truncation {
        Some(Truncation::Cap) => return Some("limit"),
        Some(_) => return Some("truncated"),
        None => {}
    }
    let lost = |sign: &str| feed.repairs.iter().any(|repair| repair.contains(sign));
    LOSSES.iter().find(|(sign, _)| lost(sign)).map(|(_, word)| *word)
}

/// Where permanent redirects lead: the last address that can be reached by 301 and 308 alone.
fn moved(redirects: &[Hop]) -> Option<WebUrl> {
    redirects
        .iter()
        .take_while(|hop| matches!(hop.status, 301 | 308))
        .last()
        .map(|hop| hop.to.clone().without_fragment())
}

/// What a status means for a person.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => "(bad request)",
        401 | 407 => "(asks for a login)",
        402 => "(asks for payment)",
        403 => "(refuses)",
        404 => "(not found)",
        429 => "(too many requests)",
        451 => "(legal reasons)",
        500..=599 => "(the server fails)",
        _ => "",
    }
}

/// Some items of a document.
struct Part {
    feed: FeedId,
    at: Timestamp,
    /// What every item of the document is recognised by.
    document: Arc<Document>,
    /// New items that are left out, by their number.
    out: Arc<HashSet<usize>>,
    /// The number of the first of these.
    from: usize,
    some: Vec<Taken>,
}

/// What came of them.
#[derive(Default)]
struct Done {
    new: u32,
    changed: u32,
    unchanged: u32,
}

impl Part {
    /// Recognises, places and commits; with the last items goes the poll itself.
    fn commit(self, owned: &mut Owned, poll: Option<PollCommit>) -> Result<Done, StoreError> {
        let store = owned.store();
        let private = owned.wait(store.is_private(self.feed))?;
        let recognised = self.recognise(owned, private)?;
        let Self { feed, at, some, out, from, .. } = self;
        let (mut done, mut entries) = (Done::default(), Vec::new());
        let index = owned.index_ahead();
        for (place, (taken, recognised)) in (from..).zip(some.into_iter().zip(recognised)) {
            let left_out = recognised.known == Known::New && out.contains(&place);
            if left_out || !done.count(&recognised.known) {
                continue;
            }
            entries.push(entry_commit(taken, &recognised, at, |doc| {
                if private {
                    return (index.stories.alone(doc, recognised.known.story()), Vec::new());
                }
                let change = index.stories.plan(doc);
                let readers = index.for_readers(&change);
                index.apply(&change, &readers);
                (change, readers)
            }));
        }
        let result = match poll {
            Some(poll) => owned.wait(store.commit_poll(PollCommit { entries, ..poll }))?,
            None => owned.wait(store.commit_entries(feed, at, entries))?,
        };
        owned.index_ahead().stories.forget(&result.gone);
        owned.in_step();
        Ok(done)
    }

    /// What of these is known, with all of it that is known in the index.
    fn recognise(&self, owned: &mut Owned, private: bool) -> Result<Vec<Recognised>, StoreError> {
        let (store, some) = (owned.store(), self.from..self.from + self.some.len());
        let recognised = owned.wait(store.recognise_some(self.feed, Arc::clone(&self.document), some))?;
        for one in &recognised {
            if let Known::Seen { in_feed, changed, story: Some(_), .. } = one.known
                && (changed || !in_feed)
                && !private
            {
                owned.fill_until(one.id)?;
            }
        }
        Ok(recognised)
    }
}

impl Done {
    /// Counts an item, and says whether there is anything of it to commit.
    fn count(&mut self, known: &Known) -> bool {
        match known {
            Known::New => self.new += 1,
            Known::Seen { changed: true, .. } => self.changed += 1,
            Known::Seen { in_feed: true, renewed: false, .. } | Known::Tombstone => {
                self.unchanged += 1;
                return false;
            }
            Known::Seen { .. } => self.unchanged += 1,
        }
        true
    }
}

fn entry_commit(
    taken: Taken,
    recognised: &Recognised,
    at: Timestamp,
    plan: impl FnOnce(&dateline_model::StoryDoc) -> (Change, Vec<ReaderPlacement>),
) -> EntryCommit {
    let Taken { facts, reading, page, .. } = taken;
    let (seen, call, has_page) = match &recognised.known {
        Known::Seen { changed: false, .. } => {
            return EntryCommit { id: recognised.id, facts, page_wanted: false, reading: None, other: None };
        }
        // A changed teaser is no reason to call again; a new headline or address is.
        Known::Seen { seen, title, url, source, page_wanted, .. } => {
            let moved = facts.url.as_ref().is_some_and(|now| Some(now.as_str()) != url.as_deref());
            let call = *page_wanted || *title != facts.title || moved;
            (*seen, call, matches!(source, Some(TextSource::Page | TextSource::Both)))
        }
        Known::New | Known::Tombstone => (at, true, false),
    };
    let page_wanted = page == PageNeed::Fetch && call;
    let beside = has_page && page == PageNeed::Fetch;
    let other = reading
        .clone()
        .filter(|reading| beside && shows_something(reading))
        .map(|reading| OtherReading { source: TextSource::Feed, at, reading: complete_own(reading, &facts) });
    let reading = match page {
        // The feed's own text is held until the page gives more, and for good where it does not.
        PageNeed::Fetch => reading.filter(|reading| !has_page && shows_something(reading)),
        PageNeed::HaveAll => Some(as_medium(&facts, reading.unwrap_or_else(|| headline_only(&facts)))),
        PageNeed::Opaque => Some(unresolved(reading.unwrap_or_else(|| headline_only(&facts)))),
    };
    let reading = reading.map(|reading| {
        let mut reading = complete_own(reading, &facts);
        reading.asides.extend(cluster(&facts.related));
        // What waits for its page is placed when the page has come, or has not.
        let doc = story_doc(recognised.id, &facts, &reading, seen).filter(|_| !page_wanted);
        let (change, reader_placements) = doc.map(|doc| plan(&doc)).unzip();
        ReadingCommit {
            entry: recognised.id,
            at,
            source: TextSource::Feed,
            reading,
            change,
            reader_placements: reader_placements.unwrap_or_default(),
            other: None,
            page: None,
        }
    });
    EntryCommit { id: recognised.id, page_wanted, facts, reading, other }
}

/// Says that nobody knows where the article lies: the aggregator does not tell, and it is not guessed.
fn unresolved(mut reading: Reading) -> Reading {
    let words =
        "the link is the aggregator's own and does not say where the article lies; it was left unresolved";
    let place = Place::Http("unresolved".to_owned());
    let evidence = Evidence::new(Reason::FeedExcerpt.as_str(), place, words, Origin::ThisFetch);
    let evidence = evidence.by(Rule::HiddenLink);
    reading.verdict.because(Reason::FeedExcerpt, evidence);
    reading
}

/// Headlines that an aggregator's item names beside its own.
fn cluster(related: &[dateline_model::RelatedItem]) -> Option<Aside> {
    if related.is_empty() {
        return None;
    }
    let items: Vec<AsideItem> = related
        .iter()
        .map(|item| AsideItem {
            title: Some(item.title.clone()),
            publisher: item.publisher.clone(),
            url: item.url.clone(),
        })
        .collect();
    let text = related.iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join("\n");
    Some(Aside { kind: AsideKind::Cluster, text, items, reason: None })
}

//! Some items of a feed document at a time: recognised, placed among the stories and committed together.

use super::excerpt;
use crate::attachments::{as_medium, shows_something};
use crate::combine_readings::{complete_own, fuller, headline_only, story_doc};
use crate::feed_entry::{PageNeed, ParsedEntry};
use crate::story_index::OwnedIndex;
use crate::word_count::{WHOLE_WORDS, words};
use dateline_model::{
    Aside, AsideItem, AsideKind, Change, EntryId, Evidence, FeedId, Holding, Origin, Place, Reading, Reason,
    Rule,
};
use dateline_store::{
    Document, EntryCommit, EntryFacts, EntryKey, KeptArticle, Known, OtherReading, PollCommit,
    ReaderPlacement, ReadingCommit, Recognised, StoreError, TextSource, medium,
};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What items of a document were taken for, with the guids of those that were.
pub(super) type Met = HashMap<EntryId, Vec<Option<String>>>;

/// Some items of a document.
pub(super) struct EntryBatch {
    pub(super) feed: FeedId,
    pub(super) at: Timestamp,
    /// What every item of the document is recognised by.
    pub(super) document: Arc<Document>,
    /// New items that are left out, by their number.
    pub(super) out: Arc<HashSet<usize>>,
    /// The number of the first of these.
    pub(super) from: usize,
    pub(super) some: Vec<ParsedEntry>,
    /// What earlier items of the document were taken for.
    pub(super) met: Met,
}

/// What came of them.
#[derive(Default)]
pub(super) struct BatchCounts {
    pub(super) new: u32,
    pub(super) changed: u32,
    pub(super) unchanged: u32,
    /// Those that were committed.
    pub(super) entries: Vec<EntryId>,
    /// What the items up to here were taken for.
    pub(super) met: Met,
}

impl EntryBatch {
    /// Recognises, places and commits; with the last items goes the poll itself.
    pub(super) fn commit(
        mut self,
        owned: &mut OwnedIndex,
        poll: Option<PollCommit>,
    ) -> Result<BatchCounts, StoreError> {
        let store = owned.store();
        let private = owned.wait(store.is_private(self.feed))?;
        let recognised = self.recognise(owned, private)?;
        self.keep_held(owned, &recognised)?;
        self.recall_failures(owned, &recognised)?;
        let Self { feed, at, some, out, from, met, .. } = self;
        let (mut done, mut entries) = (BatchCounts { met, ..BatchCounts::default() }, Vec::new());
        let index = owned.index_ahead();
        for (place, (parsed, recognised)) in (from..).zip(some.into_iter().zip(recognised)) {
            let left_out = recognised.known == Known::New && out.contains(&place);
            if left_out || !done.count(&recognised, &parsed.facts.key) {
                continue;
            }
            done.entries.push(recognised.id);
            entries.push(entry_commit(parsed, &recognised, at, |doc| {
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

    /// Leaves what is held where an item is an excerpt of it now.
    fn keep_held(&mut self, owned: &mut OwnedIndex, recognised: &[Recognised]) -> Result<(), StoreError> {
        let store = owned.store();
        // What is held of a feed that never answered came from a file.
        let answered = owned.wait(store.has_answered(self.feed))?;
        for (parsed, one) in self.some.iter_mut().zip(recognised) {
            if matches!(one.known, Known::Seen { changed: true, .. })
                && parsed.reading.is_some()
                && let Some(before) = owned.wait(store.given(one.id))?
                && (excerpt::is_less(parsed, &before) || !answered && excerpt::is_shorter(parsed, &before))
            {
                excerpt::keep(parsed, before.facts);
            }
        }
        Ok(())
    }

    /// Where an item's text has changed and its page had failed, it is asked again which of the two is shown.
    fn recall_failures(
        &mut self,
        owned: &mut OwnedIndex,
        recognised: &[Recognised],
    ) -> Result<(), StoreError> {
        let store = owned.store();
        for (parsed, one) in self.some.iter_mut().zip(recognised) {
            let Known::Seen { changed: true, page_wanted: false, source: Some(source), .. } = one.known
            else {
                continue;
            };
            let asked = parsed.page == PageNeed::Fetch && source != TextSource::Feed;
            if asked
                && parsed.reading.as_ref().is_some_and(shows_something)
                && let Some(held) = owned.wait(store.reading(one.id))?
            {
                let verdict = &held.reading.verdict;
                let failed = !matches!(verdict.holding, Holding::Full | Holding::Partial);
                let stays = verdict.reasons.contains(&Reason::Gone);
                // What it said of the article it said by what the feed gave then.
                parsed.failed_page = (failed && !stays).then_some(Reading { article: None, ..held.reading });
            }
        }
        Ok(())
    }

    /// What of these is known, with all of it that is known in the index.
    fn recognise(&self, owned: &mut OwnedIndex, private: bool) -> Result<Vec<Recognised>, StoreError> {
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

impl BatchCounts {
    /// Counts an item, and says whether there is anything of it to commit: of two that are one entry under one guid the first
    /// counts, for they would replace each other at every poll.
    fn count(&mut self, recognised: &Recognised, key: &EntryKey) -> bool {
        let (known, buried) = (&recognised.known, recognised.known == Known::Tombstone);
        let met = self.met.entry(recognised.id).or_default();
        let first = met.is_empty();
        if !buried && met.contains(&key.guid) {
            self.unchanged += 1;
            return false;
        }
        met.push(key.guid.clone());
        match known {
            Known::New if first => self.new += 1,
            Known::New => self.unchanged += 1,
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
    parsed: ParsedEntry,
    recognised: &Recognised,
    at: Timestamp,
    plan: impl FnOnce(&dateline_model::StoryDoc) -> (Change, Vec<ReaderPlacement>),
) -> EntryCommit {
    let ParsedEntry { facts, reading, page, kept, held, failed_page, .. } = parsed;
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
    if let Some(kept) = kept {
        return kept_commit(recognised.id, facts, kept, |facts, reading| {
            story_doc(recognised.id, facts, reading, seen).map(|doc| plan(&doc))
        });
    }
    let page_wanted = page == PageNeed::Fetch && call;
    if held {
        return EntryCommit { id: recognised.id, page_wanted, facts, reading: None, other: None };
    }
    let again = failed_page.zip(reading.clone()).map(|(failed, own)| fuller(own, failed, &facts));
    let again = again.filter(|chosen| chosen.from_feed && !page_wanted);
    let has_page = has_page && again.is_none();
    let beside = has_page && page == PageNeed::Fetch;
    let other = reading
        .clone()
        .filter(|reading| beside && shows_something(reading))
        .map(|reading| OtherReading { source: TextSource::Feed, at, reading: complete_own(reading, &facts) });
    let (reading, failed) = match again {
        Some(chosen) => (Some(chosen.shown), chosen.other),
        None => (reading, None),
    };
    let reading = own_reading(page, reading, &facts, (page_wanted, has_page));
    let reading = reading.map(|reading| {
        let mut reading = complete_own(reading, &facts);
        reading.asides.extend(cluster(&facts.related));
        // What waits for its page is placed when the page has come, or has not.
        let doc = story_doc(recognised.id, &facts, &reading, seen).filter(|_| !page_wanted);
        let (change, reader_placements) = doc.map(|doc| plan(&doc)).unzip();
        let reader_placements = reader_placements.unwrap_or_default();
        let commit = ReadingCommit::new(recognised.id, at, TextSource::Feed, reading);
        let other = failed.map(|reading| OtherReading { source: TextSource::Page, at, reading });
        ReadingCommit { change, reader_placements, other, ..commit }
    });
    EntryCommit { id: recognised.id, page_wanted, facts, reading, other }
}

/// What of the feed's own text is held; `waits` for its page, which `has_page` already.
fn own_reading(
    page: PageNeed,
    reading: Option<Reading>,
    facts: &EntryFacts,
    (waits, has_page): (bool, bool),
) -> Option<Reading> {
    let given = |reading: Option<Reading>| reading.unwrap_or_else(|| headline_only(facts));
    match page {
        // The feed's own text is held until the page gives more, and for good where it does not.
        PageNeed::Fetch => {
            let own = reading.filter(|reading| !has_page && shows_something(reading));
            own.map(|own| if waits { own } else { as_medium(facts, own) })
        }
        PageNeed::HaveAll => Some(as_medium(facts, given(reading))),
        PageNeed::Declined => Some(declined(facts, given(reading))),
        PageNeed::Opaque => Some(unresolved(given(reading))),
    }
}

/// What an archive holds, as it was; what waits for its page is placed when that has come.
fn kept_commit(
    id: EntryId,
    facts: EntryFacts,
    kept: KeptArticle,
    place: impl FnOnce(&EntryFacts, &Reading) -> Option<(Change, Vec<ReaderPlacement>)>,
) -> EntryCommit {
    let KeptArticle { waits, reading, other, .. } = kept;
    let reading = reading.map(|text| {
        let placed = if waits { None } else { place(&facts, &text.reading) };
        let (change, reader_placements) = placed.unzip();
        let reader_placements = reader_placements.unwrap_or_default();
        let commit = ReadingCommit::new(id, text.at, text.source, text.reading);
        ReadingCommit { change, reader_placements, ..commit }
    });
    EntryCommit { id, page_wanted: waits, facts, reading, other }
}

/// The feed's own text where a person wants no page: one that could be a teaser is none that is whole.
fn declined(facts: &EntryFacts, reading: Reading) -> Reading {
    let mut own = as_medium(facts, reading);
    if medium(facts, Some(&own)).is_some()
        || own.verdict.holding == Holding::Full && words(&own) >= WHOLE_WORDS
    {
        return own;
    }
    if own.verdict.holding == Holding::Full {
        own.verdict.holding = Holding::Partial;
    }
    let words = "the page is not fetched: the feed is set to keep its own text";
    let place = Place::Http("not_fetched".to_owned());
    let evidence = Evidence::new(Reason::FeedExcerpt.as_str(), place, words, Origin::ThisFetch);
    own.verdict.because(Reason::FeedExcerpt, evidence.by(Rule::NotFetched));
    own
}

/// Notes in the verdict that the address of the article is unknown: the aggregator does not give it.
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

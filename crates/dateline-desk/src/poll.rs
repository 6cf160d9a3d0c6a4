//! One poll of one feed: ask, parse, recognise, read what the feed itself gives, commit everything at once.

mod batch;
mod commit;
mod excerpt;
pub(crate) mod imported;
mod interpret;
mod other_places;
mod repeats;

use crate::Desk;
use crate::feed_entry::{ParsedEntry, own_sites};
use crate::progress::{FeedReport, Outcome};
use crate::repairs;
use crate::story_index::OwnedIndex;
use commit::EntryBatch;
use dateline_feed::is_oldest_first;
use dateline_fetch::Kind;
use dateline_fetch::poll_interval::{Poll, PollResult, next_poll};
use dateline_model::{Entry, EntryId, Feed};
use dateline_store::{Document, EntryKey, PollCommit, PollOutcome, PollTarget, StoreError};
use interpret::{Interpreted, failed, interpret};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// Items of a document that are recognised, placed and committed in one piece of work.
const AT_ONCE: usize = 16;

impl Desk {
    /// Polls a feed that is leased to us.
    pub(crate) async fn poll(&self, record: &PollTarget) -> Result<FeedReport, StoreError> {
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
        let (mut answer, access) = self.on_worker(move || (interpret(answer, &access), access)).await;
        self.look_elsewhere(record, &mut answer, &access).await?;
        let mut report = FeedReport::of(record, shown(&answer.outcome));
        if let PollOutcome::Fresh(meta) = &answer.outcome
            && let Some(title) = &meta.title
        {
            report.title.clone_from(title);
        }
        let now = self.now();
        let commit = PollCommit {
            feed: record.id,
            at: now,
            took_ms: u32::try_from(now.duration_since(started).as_millis()).unwrap_or(u32::MAX),
            status: answer.status,
            next_due: self.next_due(record, &answer, now),
            outcome: answer.outcome,
            moved_to: answer.moved_to,
            entries: Vec::new(),
            new_before: 0,
        };
        match answer.feed {
            Some(feed) => self.commit_entries(record, feed, commit, &mut report).await?,
            None => {
                self.commit_bare(commit).await?;
            }
        }
        Ok(report)
    }

    /// A poll that ended by a fault of ours counts as one that failed: the feed is asked again later, and later still.
    pub(crate) async fn give_up(&self, record: &PollTarget) -> Result<FeedReport, StoreError> {
        let words = "could not be read: a fault in Dateline, which the log names; please report it";
        self.rest(record, failed("failed:fault", words.to_owned())).await
    }

    /// A feed that was not asked, for a reason of ours.
    async fn rest(&self, record: &PollTarget, outcome: PollOutcome) -> Result<FeedReport, StoreError> {
        let answer = Interpreted {
            outcome,
            status: None,
            headers: None,
            not_before: None,
            moved_to: None,
            feed: None,
        };
        let (now, report) = (self.now(), FeedReport::of(record, shown(&answer.outcome)));
        let commit = PollCommit {
            feed: record.id,
            at: now,
            took_ms: 0,
            status: None,
            next_due: self.next_due(record, &answer, now),
            outcome: answer.outcome,
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
        let forget = move |owned: &mut OwnedIndex| {
            owned.index_mut().stories.forget(&gone);
            Ok(())
        };
        self.inner.index.run(forget).await
    }

    /// Reads what the feed itself gives, recognises its items, places and commits them, some at a time: nobody who marks an
    /// article waits longer than some take. The feed's validators and health come with the last ones.
    pub(crate) async fn commit_entries(
        &self,
        record: &PollTarget,
        feed: Feed,
        mut commit: PollCommit,
        report: &mut FeedReport,
    ) -> Result<(), StoreError> {
        let subject = record.clone();
        // What the end of a document cuts in two waits for a whole one: half an address is another address.
        let broken_off = matches!(&commit.outcome, PollOutcome::Fresh(meta) if meta.truncated);
        let parsed: Vec<ParsedEntry> = self
            .on_worker(move || {
                let own = own_sites(&feed, &subject);
                let waits = |entry: &Entry| entry.cut && (broken_off || feed.entries.len() > 1);
                // The oldest first: of articles without dates, and of those that come at once, a later number is a later one.
                let mut entries: Vec<&Entry> = feed.entries.iter().filter(|entry| !waits(entry)).collect();
                if !is_oldest_first(&feed.entries) {
                    entries.reverse();
                }
                repeats::parse_entries(&feed, &subject, &own, &entries)
            })
            .await;
        let keys: Vec<EntryKey> = parsed.iter().map(|parsed| parsed.facts.key.clone()).collect();
        let document = Arc::new(match commit.outcome {
            PollOutcome::Pushed => Document::piece(keys),
            _ => Document::new(keys).with_text(parsed.first().and_then(ParsedEntry::text)),
        });
        let out = self.over_daily_limit(record, &document, &parsed, &mut commit.outcome).await?;
        let out = Arc::new(out);
        if let PollOutcome::Fresh(meta) = &commit.outcome {
            report.left_out = meta.repairs.iter().filter(|repair| repairs::loses(repair)).cloned().collect();
        }
        let (mut parsed, mut came, mut met) = (parsed.into_iter(), Vec::new(), commit::Met::new());
        for from in (0..document.len()).step_by(AT_ONCE) {
            let some: Vec<ParsedEntry> = parsed.by_ref().take(AT_ONCE).collect();
            let last = from + AT_ONCE >= document.len();
            let (document, out) = (Arc::clone(&document), Arc::clone(&out));
            let part = EntryBatch { feed: record.id, at: commit.at, document, out, from, some, met };
            let poll = last.then(|| commit.clone());
            let done = self.inner.index.run(move |owned| part.commit(owned, poll)).await?;
            report.new += done.new;
            report.changed += done.changed;
            report.unchanged += done.unchanged;
            commit.new_before += done.new;
            came.extend(done.entries);
            met = done.met;
        }
        if document.is_empty() {
            self.commit_bare(commit).await?;
        }
        self.meet_imported(Some(came)).await.map(drop)
    }

    fn next_due(&self, record: &PollTarget, answer: &Interpreted, now: Timestamp) -> Option<Timestamp> {
        let heard = match &answer.outcome {
            PollOutcome::Gone => return None,
            PollOutcome::Failed { .. } => PollResult::Failure {
                in_a_row: record.failures.saturating_add(1),
                headers: answer.headers.as_ref(),
                not_before: answer.not_before,
            },
            PollOutcome::Fresh(_) | PollOutcome::Unchanged | PollOutcome::Pushed => match &answer.headers {
                Some(headers) => PollResult::Answer(headers),
                None => return Some(now),
            },
        };
        let hints = match &answer.outcome {
            PollOutcome::Fresh(meta) => &meta.hints,
            _ => &record.hints,
        };
        let rhythm = record
            .hours_between_new
            .filter(|hours| *hours > 0.0 && record.polling.hours.is_none())
            .map(|hours| Duration::from_secs_f64((hours * 3600.0).min(1e7)));
        let poll = Poll { heard, hints, rhythm, jitter: jitter(record, now) };
        Some(next_poll(&poll, &self.bounds(record, now), now))
    }
}

/// Spreads feeds that failed together: from 0 to 1, by feed and time.
fn jitter(record: &PollTarget, now: Timestamp) -> f64 {
    let mixed =
        record.id.0.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ now.as_second().unsigned_abs();
    f64::from(u32::try_from(mixed.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32).unwrap_or(0))
        / f64::from(u32::MAX)
}

fn shown(outcome: &PollOutcome) -> Outcome {
    match outcome {
        PollOutcome::Fresh(_) | PollOutcome::Pushed => Outcome::Fresh,
        PollOutcome::Unchanged => Outcome::Unchanged,
        PollOutcome::Gone => Outcome::Gone,
        PollOutcome::Failed { words, .. } => Outcome::Failed(words.clone()),
    }
}

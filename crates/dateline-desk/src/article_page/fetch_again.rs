//! A page that a reader wants fetched once more, now. Notes hold on to the words of the text, and stay.

use super::Held;
use crate::Desk;
use crate::feed_entry::is_opaque;
use crate::word_count::words;
use dateline_model::{EntryId, Holding, Reading, Reason, UserId};
use dateline_store::{StoreError, WantedPage};
use jiff::{SignedDuration, Timestamp};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// How long a page rests before it is fetched again, and how many pages a reader may have fetched again in an hour.
const REST: SignedDuration = SignedDuration::from_mins(5);
const IN_AN_HOUR: usize = 60;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What came of fetching a page again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchedAgain {
    /// The article is another one now.
    Changed {
        /// Words that there are more, or fewer, below zero.
        words: i64,
        /// Whether the headline is another one.
        title: bool,
        /// What is held of it now, where that has changed.
        holding: Option<Holding>,
    },
    /// It is as it was.
    Same,
    /// The page gives less than what is held, which stays; the first reason.
    Kept(Option<Reason>),
    /// It was fetched a moment ago, or too many were; minutes until it may be fetched.
    TooSoon(i64),
    /// Its host, or another task, keeps us waiting.
    Later,
    /// There is no page of its own that could be fetched.
    NoPage,
}

/// Pages that were fetched again lately, by whom.
#[derive(Default)]
pub(crate) struct RecentFetches(Mutex<VecDeque<(Timestamp, UserId, EntryId)>>);

impl RecentFetches {
    /// Notes a fetch, or says how long it has to wait.
    fn allow(&self, user: UserId, entry: EntryId, now: Timestamp) -> Result<(), SignedDuration> {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was put back keeps nobody waiting for longer.
        recent.retain(|(at, ..)| now.duration_since(*at) < HOUR && *at <= now);
        let ago = |at: Timestamp| now.duration_since(at);
        if let Some((at, ..)) = recent.iter().rev().find(|(at, _, one)| *one == entry && ago(*at) < REST) {
            return Err(REST - ago(*at));
        }
        let mut own = recent.iter().filter(|(_, one, _)| *one == user);
        if let Some((oldest, ..)) = own.next()
            && own.count() + 1 >= IN_AN_HOUR
        {
            return Err(HOUR - ago(*oldest));
        }
        recent.push_back((now, user, entry));
        Ok(())
    }
}

impl Desk {
    /// Fetches the page of an article once more and reads it; a text that was whole is kept where the page now gives less.
    pub async fn fetch_again(&self, entry: EntryId) -> Result<FetchedAgain, StoreError> {
        let wanted = self.inner.store.page_of(entry).await?.filter(|wanted| !is_opaque(&wanted.url));
        let Some(wanted) = wanted else { return Ok(FetchedAgain::NoPage) };
        if wanted.facts.key.own && self.inner.store.shares_page(entry).await? {
            return Ok(FetchedAgain::NoPage);
        }
        if let Err(wait) = self.inner.fetched_again.allow(self.user, entry, self.now()) {
            return Ok(FetchedAgain::TooSoon((wait.as_secs() + 59) / 60));
        }
        let Some(_claim) = self.inner.claimed.claim(entry) else { return Ok(FetchedAgain::Later) };
        let _turn = self.inner.pages.wait(wanted.url.host()).await;
        self.fetch_and_compare(&wanted).await
    }

    async fn fetch_and_compare(&self, wanted: &WantedPage) -> Result<FetchedAgain, StoreError> {
        let Some(fetched) = self.fetch_article(wanted).await? else { return Ok(FetchedAgain::Later) };
        let reason = fetched.reading.verdict.reasons.first().copied();
        let before = self.inner.store.reading(wanted.entry).await?.map(|held| held.reading);
        let whole = before.as_ref().is_some_and(|reading| reading.verdict.holding == Holding::Full);
        let less = fetched.reading.verdict.holding != Holding::Full && reason != Some(Reason::Gone);
        if whole && less && matches!(self.held(wanted.entry).await?, Held::Page(_)) {
            return Ok(FetchedAgain::Kept(reason));
        }
        if self.keep_fetched(wanted, fetched).await?.is_none() {
            return Ok(FetchedAgain::Kept(reason));
        }
        let after = self.inner.store.reading(wanted.entry).await?.map(|held| held.reading);
        Ok(compared(before.as_ref(), after.as_ref()))
    }
}

fn compared(before: Option<&Reading>, after: Option<&Reading>) -> FetchedAgain {
    let count = |reading: Option<&Reading>| {
        reading.map_or(0, |reading| i64::try_from(words(reading)).unwrap_or(i64::MAX))
    };
    let article = |reading: Option<&Reading>| reading.and_then(|reading| reading.article.clone());
    let holding = |reading: Option<&Reading>| reading.map(|reading| reading.verdict.holding);
    let (old, new) = (article(before).unwrap_or_default(), article(after).unwrap_or_default());
    let words = count(after) - count(before);
    let title = old.title.is_some() && new.title.is_some() && old.title != new.title;
    let holding = holding(after).filter(|now| Some(*now) != holding(before));
    if words == 0 && !title && holding.is_none() && old.text() == new.text() {
        return FetchedAgain::Same;
    }
    FetchedAgain::Changed { words, title, holding }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_page_rests_and_a_reader_has_so_many_an_hour() {
        let recent = RecentFetches::default();
        let (ada, bert) = (UserId(1), UserId(2));
        assert!(recent.allow(ada, EntryId(1), minute(0)).is_ok());
        assert_eq!(
            recent.allow(bert, EntryId(1), minute(2)),
            Err(SignedDuration::from_mins(3)),
            "for everybody"
        );
        assert!(recent.allow(ada, EntryId(1), minute(5)).is_ok());
        for entry in 2..60 {
            assert!(recent.allow(ada, EntryId(entry), minute(6)).is_ok(), "{entry}");
        }
        assert_eq!(recent.allow(ada, EntryId(90), minute(10)), Err(SignedDuration::from_mins(50)));
        assert!(recent.allow(bert, EntryId(90), minute(10)).is_ok(), "others are not kept");
        assert!(recent.allow(ada, EntryId(91), minute(60)).is_ok());
        assert!(recent.allow(ada, EntryId(92), minute(20)).is_ok(), "nor whoever puts the clock back");
    }
}

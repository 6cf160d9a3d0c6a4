//! What a feed says of other places: older pages of its items (RFC 5005), asked for where the first one brings nothing that is known,
//! and an address that it has moved to (iTunes), taken like a permanent redirect once a feed is there.

use super::Interpreted;
use crate::feed_access::Access;
use crate::{Desk, feed_document};
use dateline_fetch::{Answer, Kind};
use dateline_model::{Entry, Feed, Validators, WebUrl};
use dateline_store::{PollOutcome, PollTarget, StoreError};
use std::collections::HashSet;

/// Pages behind the first that are asked for in one poll.
const PAGES: usize = 4;

impl Desk {
    /// Asks for what the document says lies elsewhere.
    pub(super) async fn look_elsewhere(
        &self,
        record: &PollTarget,
        answer: &mut Interpreted,
        access: &Access,
    ) -> Result<(), StoreError> {
        let (Some(feed), PollOutcome::Fresh(meta)) = (&mut answer.feed, &mut answer.outcome) else {
            return Ok(());
        };
        if let Some(why) = self.add_older_pages(record, feed, access).await? {
            meta.repairs.push(format!(
                "all items of its first page are new since the last time, and what stands behind it was left out: {why}"
            ));
        }
        let new = feed.new_address.take().filter(|new| {
            new.key() != record.url.key() || new.as_url().scheme() != record.url.as_url().scheme()
        });
        if let Some(new) = new.filter(|_| answer.moved_to.is_none()) {
            if self.feed_at(&new, access).await.is_ok_and(|feed| !feed.entries.is_empty()) {
                // It must say so once more before it is believed: an answer of "unchanged" would say nothing.
                meta.validators = Validators::default();
                answer.moved_to = Some(new.without_fragment());
            } else {
                meta.repairs.push(format!("says that it has moved to {new}, where no feed could be read"));
            }
        }
        Ok(())
    }

    /// Adds items of the pages behind the first, until one is known; `Some` with the reason where that point was not reached.
    async fn add_older_pages(
        &self,
        record: &PollTarget,
        feed: &mut Feed,
        access: &Access,
    ) -> Result<Option<String>, StoreError> {
        let mut next = feed.next.take().filter(|next| next.site() == record.url.site());
        let mut asked = HashSet::from([record.url.clone()]);
        let mut last = marks(&feed.entries);
        while let Some(page) = next {
            if self.inner.store.has_brought(record.id, last).await? != Some(false) {
                return Ok(None);
            }
            if asked.len() > PAGES {
                return Ok(Some(format!("{PAGES} more pages brought new items alone")));
            }
            if !asked.insert(page.clone()) {
                return Ok(None);
            }
            let mut older = match self.feed_at(&page, access).await {
                Ok(older) => older,
                Err(why) => return Ok(Some(format!("its next page {why}"))),
            };
            next = older.next.take().filter(|next| next.site() == record.url.site());
            let held: HashSet<_> = marks(&feed.entries).into_iter().collect();
            older.entries.retain(|entry| !entry.cut && !held.contains(&mark(entry)));
            last = marks(&older.entries);
            feed.entries.append(&mut older.entries);
        }
        Ok(None)
    }

    /// The feed at another address, or why there is none.
    async fn feed_at(&self, url: &WebUrl, access: &Access) -> Result<Feed, String> {
        let page = match self.inner.fetcher.get(access.request(url, Kind::Feed)).await {
            Ok(Answer::Fresh(page)) if page.status == 200 => page,
            Ok(Answer::Fresh(page)) => return Err(format!("answers {}", page.status)),
            Ok(Answer::Unchanged(_)) => return Err("answers 304".to_owned()),
            Err(error) => return Err(error.kind.to_string()),
        };
        self.on_worker(move || feed_document::read(&page).map_err(|reason| reason.to_string())).await
    }
}

/// What the items are recognised by.
fn marks(entries: &[Entry]) -> Vec<Mark> {
    entries.iter().map(mark).collect()
}

/// Guid and address of an item, as the store holds them.
type Mark = (Option<String>, Option<String>);

fn mark(entry: &Entry) -> Mark {
    let url = entry.link.as_ref().map(|link| dateline_feed::links::clean(link).key());
    (entry.guid.as_deref().map(dateline_feed::links::clean_guid), url)
}

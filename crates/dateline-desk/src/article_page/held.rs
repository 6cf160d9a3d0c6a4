//! What is held of an article before its page is read.

use crate::Desk;
use crate::attachments::shows_something;
use dateline_model::{EntryId, Holding, Reading};
use dateline_store::{StoreError, TextSource};

/// What is held of an article before its page is read.
pub(crate) enum Held {
    /// Nothing that a reader could read.
    Nothing,
    /// The feed's own text.
    Feed(Box<Reading>),
    /// Text of the page, from an earlier time, and beside it the feed's own.
    Page(Option<Box<Reading>>),
}

impl Desk {
    /// What is held of an article already: what is lost then does not take it away.
    pub(crate) async fn held(&self, entry: EntryId) -> Result<Held, StoreError> {
        let Some(held) = self.inner.store.reading(entry).await? else { return Ok(Held::Nothing) };
        let own = held.other.filter(|other| other.source == TextSource::Feed).map(|other| other.reading);
        let own = own.filter(shows_something).map(Box::new);
        Ok(match (held.source, held.reading) {
            (TextSource::Feed, own) if shows_something(&own) => Held::Feed(Box::new(own)),
            (_, reading) if matches!(reading.verdict.holding, Holding::Full | Holding::Partial) => {
                Held::Page(own)
            }
            _ if own.is_some() => own.map_or(Held::Nothing, Held::Feed),
            _ => Held::Nothing,
        })
    }
}

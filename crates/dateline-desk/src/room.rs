//! The story room and how it is filled from the store: the newest articles at once, those behind them piece by piece while
//! the desk is at work. What the room says depends on who is in it, not on the order in which they came.

use crate::{Desk, Inner};
use dateline_model::EntryId;
use dateline_store::{Store, StoreError};
use dateline_story::{Correction, Ruling, Settings, Stories};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tokio::sync::MutexGuard;

/// Which articles stay open for new ones to join their story: the newest. An open article takes some 4 kB of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// For so many days.
    pub days: u32,
    /// At most so many.
    pub articles: usize,
}

impl Default for Open {
    fn default() -> Self {
        Self { days: 14, articles: 200_000 }
    }
}

impl Open {
    /// The oldest publication that new articles may still join.
    pub(crate) fn since(self, now: Timestamp) -> Timestamp {
        now.checked_sub(SignedDuration::from_hours(24 * i64::from(self.days))).unwrap_or(Timestamp::MIN)
    }

    fn room(self) -> Stories {
        Stories::new(Settings { live: self.articles, ..Settings::default() })
    }
}

/// Articles without which the room is not ready: as many as are looked at together.
const FIRST: u32 = if cfg!(test) { 4 } else { crate::heal::WINDOW as u32 };
/// Articles read from the store in one go; those who have articles to place wait no longer than this takes.
const PIECE: u32 = if cfg!(test) { 2 } else { 250 };

/// The story room.
pub(crate) struct Room {
    /// Who is in it.
    pub(crate) stories: Stories,
    /// The article before which the room still lacks what the store has; none once all are there.
    before: Option<EntryId>,
    open: Open,
}

impl Room {
    /// A room with the newest articles and all that readers said.
    pub(crate) async fn open(store: &Store, open: Open, now: Timestamp) -> Result<Self, StoreError> {
        let mut room = Self { stories: open.room(), before: Some(EntryId(i64::MAX)), open };
        room.take_corrections(store).await?;
        room.stories.reserve(store.last_story().await?);
        let mut left = FIRST;
        while left > 0 && !room.is_whole() {
            room.fill(store, now).await?;
            left -= PIECE.min(left);
        }
        Ok(room)
    }

    /// Whether all open articles of the store are in the room.
    pub(crate) const fn is_whole(&self) -> bool {
        self.before.is_none()
    }

    /// Whether an article of the store may be missing here.
    pub(crate) fn lacks(&self, entry: EntryId) -> bool {
        self.before.is_some_and(|before| entry < before) && self.stories.story_of(entry).is_none()
    }

    /// Takes in the next piece.
    pub(crate) async fn fill(&mut self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let placements = store.placements(self.before, Some(self.open.since(now)), PIECE).await?;
        // What was placed meanwhile stands as it was placed.
        let missing = placements.iter().filter(|change| self.stories.story_of(change.entry).is_none());
        let missing: Vec<_> = missing.collect();
        missing.into_iter().for_each(|change| self.stories.apply(change));
        let more = placements.len() == PIECE as usize && self.stories.len() < self.open.articles;
        self.before = placements.last().map(|change| change.entry).filter(|_| more);
        Ok(())
    }

    /// Takes in all that readers said on where articles belong.
    pub(crate) async fn take_corrections(&mut self, store: &Store) -> Result<(), StoreError> {
        for kept in store.corrections().await? {
            let ruling = if kept.belongs { Ruling::Belongs } else { Ruling::NotTheSame };
            self.stories.correct(Correction { entry: kept.entry, story: kept.story, ruling });
        }
        Ok(())
    }
}

impl Desk {
    /// Whether all open articles can be joined: after a start the older ones are read while the desk is at work.
    pub async fn is_whole(&self) -> bool {
        self.inner.room.lock().await.is_whole()
    }

    /// Articles that new ones can join.
    pub async fn open_articles(&self) -> usize {
        self.inner.room.lock().await.stories.len()
    }

    /// The room, once an article that stands in the store is in it.
    pub(crate) async fn room_with(&self, entry: EntryId) -> Result<MutexGuard<'_, Room>, StoreError> {
        loop {
            let mut room = self.inner.room.lock().await;
            if !room.lacks(entry) {
                return Ok(room);
            }
            room.fill(&self.inner.store, self.now()).await?;
        }
    }

    /// Makes the room anew from the store.
    pub(crate) async fn renew(&self, room: &mut Room) -> Result<(), StoreError> {
        *room = Room::open(&self.inner.store, self.inner.settings.open, self.now()).await?;
        if !room.is_whole() {
            fill_behind(&self.inner);
        }
        Ok(())
    }
}

/// Fills the room on, for as long as the desk is there.
pub(crate) fn fill_behind(inner: &Arc<Inner>) {
    let inner = Arc::downgrade(inner);
    tokio::spawn(async move {
        while let Some(inner) = inner.upgrade() {
            let mut room = inner.room.lock().await;
            let filled = room.fill(&inner.store, (inner.clock)()).await;
            if let Err(error) = &filled {
                tracing::error!(%error, "older articles are not among the stories yet");
            }
            if filled.is_err() || room.is_whole() {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{Article, Holding, Reading, Verdict};
    use dateline_store::{EntryCommit, EntryFacts, EntryKey, NewFeed, Options, PollCommit, PollOutcome};
    use dateline_store::{ReadingCommit, TextSource, content_hash, story_doc};

    const ARTICLES: i64 = 11;
    const HAPPENINGS: [&str; 6] = [
        "Ferry Aurelia aground off Kestrel Island",
        "Glacier lake bursts above Ulvane",
        "Calder bank raises its rates",
        "Cup final goes to penalties in Wexmoor",
        "Wildfire burns near Tarn Valley",
        "New comet named by Astrild telescope",
    ];

    fn now() -> Timestamp {
        Timestamp::from_second(1_795_442_700).unwrap()
    }

    /// Articles in pairs of one story, each told twice.
    fn facts(number: i64) -> EntryFacts {
        let title = HAPPENINGS[number as usize / 2].to_owned();
        EntryFacts {
            key: EntryKey {
                guid: Some(number.to_string()),
                hash: content_hash(&title, ""),
                ..EntryKey::default()
            },
            url: None,
            title,
            summary: None,
            published: None,
            publisher: Some(format!("Paper {number}")),
            publisher_host: None,
            language: None,
            image: None,
            related: Vec::new(),
            comments: None,
            categories: Vec::new(),
        }
    }

    fn reading() -> Reading {
        Reading {
            article: Some(Article::default()),
            asides: Vec::new(),
            verdict: Verdict::of(Holding::HeadlineOnly),
            reservations: dateline_model::Reservations::default(),
            caps: Vec::new(),
        }
    }

    /// A store with articles, and the room that placed them.
    async fn filled(folder: &std::path::Path) -> (Store, Stories) {
        let store = Store::open(&folder.join("desk.db"), Options::default()).unwrap();
        let url = dateline_model::WebUrl::parse("https://gull.example/feed").unwrap();
        let feed = NewFeed { url, title: None, home: None, folder: None };
        let feed = store.add_feed(feed, now()).await.unwrap().0;
        let all: Vec<EntryFacts> = (0..ARTICLES).map(facts).collect();
        let keys = all.iter().map(|facts| facts.key.clone()).collect();
        let known = store.recognise(feed, keys).await.unwrap();
        let mut stories = Stories::new(Settings::default());
        let entries = known.iter().zip(all).map(|(known, facts)| {
            let change = stories.plan(&story_doc(known.id, &facts, &reading(), now()));
            stories.apply(&change);
            let reading = ReadingCommit {
                entry: known.id,
                at: now(),
                source: TextSource::Feed,
                reading: reading(),
                change: Some(change),
                page: None,
            };
            EntryCommit { id: known.id, facts, page_wanted: false, reading: Some(reading) }
        });
        let commit = PollCommit {
            feed,
            at: now(),
            took_ms: 1,
            status: Some(200),
            outcome: PollOutcome::Told,
            moved_to: None,
            next_due: None,
            entries: entries.collect(),
        };
        store.commit_poll(commit).await.unwrap();
        (store, stories)
    }

    #[tokio::test]
    async fn the_room_is_filled_behind_the_newest_and_is_the_same_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let (store, live) = filled(folder.path()).await;
        let mut room = Room::open(&store, Open::default(), now()).await.unwrap();
        let (oldest, newest) = (EntryId(1), EntryId(ARTICLES));
        assert!(!room.is_whole() && room.lacks(oldest) && !room.lacks(newest));
        assert_eq!(room.stories.len(), FIRST as usize);
        // One that was placed before its turn stays as it was placed.
        let mut doc = story_doc(EntryId(3), &facts(2), &reading(), now());
        doc.title = HAPPENINGS[3].to_owned();
        let early = room.stories.plan(&doc);
        room.stories.apply(&early);
        assert!(!room.lacks(EntryId(3)));
        let mut pieces = 0;
        while !room.is_whole() {
            room.fill(&store, now()).await.unwrap();
            pieces += 1;
        }
        assert_eq!((pieces, room.stories.len()), (4, ARTICLES as usize));
        assert!(!room.lacks(oldest));
        for id in (1..=ARTICLES).map(EntryId) {
            let expected = if id == EntryId(3) { Some(early.placement.story()) } else { live.story_of(id) };
            assert_eq!(room.stories.story_of(id), expected, "{id:?}");
        }
        assert_ne!(room.stories.story_of(EntryId(3)), live.story_of(EntryId(3)));
    }

    #[tokio::test]
    async fn no_more_articles_are_open_than_were_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = filled(folder.path()).await;
        let open = Open { articles: 7, ..Open::default() };
        let mut room = Room::open(&store, open, now()).await.unwrap();
        while !room.is_whole() {
            room.fill(&store, now()).await.unwrap();
        }
        let held = (1..=ARTICLES).filter(|id| room.stories.story_of(EntryId(*id)).is_some());
        assert_eq!(held.collect::<Vec<_>>(), (5..=ARTICLES).collect::<Vec<_>>());
    }
}

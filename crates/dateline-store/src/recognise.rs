//! Identity of entries: guid, then address, then content, in that order of trust. Changes nothing.

use crate::entries::last_hash;
use crate::rows::{need_url, time};
use crate::{EntryKey, Known, Recognised, Store, StoreError};
use dateline_model::{EntryId, FeedId, StoryId, plain};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

impl Store {
    /// Says of each key of one document whether its entry is known; new ones get numbers of their own. Keys of the same
    /// article within the document get the same number. Whoever commits what this says must not let another commit
    /// come between.
    pub async fn recognise(&self, feed: FeedId, keys: Vec<EntryKey>) -> Result<Vec<Recognised>, StoreError> {
        let some = 0..keys.len();
        self.recognise_some(feed, keys.into(), some).await
    }

    /// The same for some keys of a document: what its other keys tell of how far marks can be trusted counts all the same.
    pub async fn recognise_some(
        &self,
        feed: FeedId,
        keys: Arc<[EntryKey]>,
        some: Range<usize>,
    ) -> Result<Vec<Recognised>, StoreError> {
        let next = self.next_entry();
        self.read(move |tx| {
            let mut scene = Scene { tx, feed, trust: Trust::of(&keys), fresh: HashMap::new() };
            let some = keys.get(some).unwrap_or_default();
            some.iter().map(|key| scene.recognise(key, &next)).collect()
        })
        .await
    }

    /// The entry that owns an address, if any.
    pub async fn entry_at(&self, url: String) -> Result<Option<EntryId>, StoreError> {
        self.read(move |tx| Ok(by_url(tx, &url)?.map(EntryId))).await
    }
}

/// A fingerprint of title and text with white space and case evened out: FNV-1a, 64 bits.
pub fn content_hash(title: &str, text: &str) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in title.split_whitespace().chain(["\n"]).chain(text.split_whitespace()) {
        for byte in word.to_lowercase().bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash.cast_signed()
}

struct Scene<'t> {
    tx: &'t Connection,
    feed: FeedId,
    trust: Trust,
    /// Entries that are new in this document, by their marks.
    fresh: HashMap<Mark, EntryId>,
}

/// What an entry may be recognised by.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Mark {
    Guid(String),
    Url(String),
    Hash(i64),
}

/// Marks that this document uses for more than one article.
struct Trust {
    doubtful: HashSet<Mark>,
}

impl Trust {
    /// A guid at several addresses, or an address (the home page, say) under three guids or more, tells nothing.
    fn of(keys: &[EntryKey]) -> Self {
        let mut urls_of: HashMap<&str, HashSet<&str>> = HashMap::new();
        let mut guids_of: HashMap<&str, HashSet<&str>> = HashMap::new();
        for key in keys {
            if let (Some(guid), Some(url)) = (&key.guid, &key.url) {
                urls_of.entry(guid).or_default().insert(url);
                guids_of.entry(url).or_default().insert(guid);
            }
        }
        let guids =
            urls_of.iter().filter(|(_, urls)| urls.len() > 1).map(|(guid, _)| Mark::Guid((*guid).into()));
        let urls =
            guids_of.iter().filter(|(_, guids)| guids.len() > 2).map(|(url, _)| Mark::Url((*url).into()));
        Self { doubtful: guids.chain(urls).collect() }
    }

    /// The marks of a key, the most trusted first.
    fn marks(&self, key: &EntryKey) -> Vec<Mark> {
        let guid = key.guid.as_deref().map(plain).filter(|guid| !guid.is_empty());
        let guid = guid.map(|guid| Mark::Guid(guid.into_owned()));
        let url = key.url.clone().filter(|url| !is_home(url)).map(Mark::Url);
        let named = guid.is_some() || url.is_some();
        let hash = (key.telling || !named).then_some(Mark::Hash(key.hash));
        [guid, url, hash].into_iter().flatten().filter(|mark| !self.doubtful.contains(mark)).collect()
    }
}

/// A host's front page is no article's address.
fn is_home(url: &str) -> bool {
    need_url(url).is_ok_and(|url| url.as_url().path() == "/" && url.as_url().query().is_none())
}

impl Scene<'_> {
    fn recognise(&mut self, key: &EntryKey, next: &AtomicI64) -> Result<Recognised, StoreError> {
        let marks = self.trust.marks(key);
        for mark in &marks {
            if let Some(id) = self.fresh.get(mark).copied() {
                return Ok(self.remember(marks, id, Known::New));
            }
            if let Some(entry) = self.find(mark)? {
                return Ok(Recognised { id: EntryId(entry), known: self.seen(entry, key)? });
            }
            if buried(self.tx, self.feed, mark)? {
                return Ok(Recognised { id: EntryId(0), known: Known::Tombstone });
            }
        }
        let id = EntryId(next.fetch_add(1, Ordering::Relaxed));
        Ok(self.remember(marks, id, Known::New))
    }

    fn remember(&mut self, marks: Vec<Mark>, id: EntryId, known: Known) -> Recognised {
        for mark in marks {
            self.fresh.entry(mark).or_insert(id);
        }
        Recognised { id, known }
    }

    fn find(&self, mark: &Mark) -> rusqlite::Result<Option<i64>> {
        let feed = self.feed.0;
        match mark {
            Mark::Guid(guid) => {
                let sql = "SELECT entry FROM sightings WHERE feed = ? AND guid = ? ORDER BY entry LIMIT 1";
                self.tx.prepare_cached(sql)?.query_row(params![feed, guid], |row| row.get(0)).optional()
            }
            Mark::Url(url) => by_url(self.tx, url),
            Mark::Hash(hash) => {
                let sql = "SELECT entry FROM sightings WHERE feed = ? AND hash = ? ORDER BY entry LIMIT 1";
                self.tx.prepare_cached(sql)?.query_row(params![feed, hash], |row| row.get(0)).optional()
            }
        }
    }

    fn seen(&self, entry: i64, key: &EntryKey) -> Result<Known, StoreError> {
        let here = last_hash(self.tx, self.feed, entry, key.guid.as_deref(), i64::MAX)?;
        let sql = "SELECT title, story, page_wanted, seen FROM entries WHERE id = ?";
        Ok(self.tx.prepare_cached(sql)?.query_row([entry], |row| {
            Ok(Known::Seen {
                in_feed: here.is_some(),
                changed: here.is_some_and(|hash| hash != key.hash),
                title: row.get(0)?,
                story: row.get::<_, Option<i64>>(1)?.map(StoryId),
                page_wanted: row.get(2)?,
                seen: time(row.get(3)?),
            })
        })?)
    }
}

fn by_url(tx: &Connection, url: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT entry FROM addresses WHERE url = ?";
    tx.prepare_cached(sql)?.query_row([url], |row| row.get(0)).optional()
}

fn buried(tx: &Connection, feed: FeedId, mark: &Mark) -> rusqlite::Result<bool> {
    let key = match mark {
        Mark::Guid(guid) => guid_grave(feed.0, guid),
        Mark::Url(url) => url.clone(),
        Mark::Hash(_) => return Ok(false),
    };
    tx.prepare_cached("SELECT 1 FROM tombstones WHERE key = ?")?.exists([key])
}

/// Key of a tombstone for a guid, which means something in its feed alone.
pub(crate) fn guid_grave(feed: i64, guid: &str) -> String {
    format!("{feed} {guid}")
}

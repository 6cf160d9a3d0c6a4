//! Which entries of a document are known: the feed's history is asked for what resembles them, the rules of `identity.rs` decide.
//! Changes nothing.

use crate::history::feed_text;
use crate::identity::{
    Document, Item, Loose, Match, Rules, Twins, comparable, outgrows, same_guid, same_path,
};
use crate::ids::NUMBERS;
use crate::rows::source_of;
use crate::rows::time;
use crate::sightings::last_seen;
use crate::tombstones::{guid_key, titled_key};
use crate::{EntryKey, Known, Recognised, Store, StoreError};
use dateline_model::{EntryId, FeedId, StoryId};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Sightings that one guid, address or title is compared with, the latest: a weekly thread under one title has thousands.
const COMPARED: u32 = 200;

/// Sightings whose entries' texts are held against the only item of a document.
const GROWN: usize = 8;

impl Store {
    /// Says of each item of a document whether its entry is known; new ones get numbers of their own, the same ones within the
    /// document the same number. Whoever commits what this says must not let another commit come between.
    pub async fn recognise(&self, feed: FeedId, keys: Vec<EntryKey>) -> Result<Vec<Recognised>, StoreError> {
        let document = Document::new(keys);
        let some = 0..document.len();
        self.recognise_some(feed, Arc::new(document), some).await
    }

    /// The same for some items of a document: what the others tell of how far keys can be trusted counts all the same.
    pub async fn recognise_some(
        &self,
        feed: FeedId,
        document: Arc<Document>,
        some: Range<usize>,
    ) -> Result<Vec<Recognised>, StoreError> {
        let next = self.next_entry();
        self.read(move |tx| {
            let sql = "SELECT private_of IS NOT NULL FROM feeds WHERE id = ?";
            let private = tx.prepare_cached(sql)?.query_row([feed.0], |row| row.get(0)).optional()?;
            let private = private.unwrap_or(false);
            let mut scene = Scene { tx, feed, private, document: &document, fresh: Vec::new() };
            scene.learn()?;
            let keys = document.keys.get(some).unwrap_or_default();
            keys.iter().map(|key| scene.recognise(key, &next)).collect()
        })
        .await
    }
}

impl Store {
    /// Whether a feed has brought one of some items, by guid or address to the letter, the last of them asked first; `None` where
    /// it has brought nothing yet.
    pub async fn has_brought(
        &self,
        feed: FeedId,
        marks: Vec<(Option<String>, Option<String>)>,
    ) -> Result<Option<bool>, StoreError> {
        self.read(move |tx| {
            if !tx.prepare_cached("SELECT 1 FROM sightings WHERE feed = ?")?.exists([feed.0])? {
                return Ok(None);
            }
            let by = |column| {
                tx.prepare_cached(&format!(
                    "SELECT 1 FROM sightings WHERE feed = ? AND {column} = ? AND {column} <> ''"
                ))
            };
            let (mut guids, mut urls) = (by("guid")?, by("url")?);
            for (guid, url) in marks.iter().rev() {
                let known = guid.as_ref().map_or(Ok(false), |guid| guids.exists(params![feed.0, guid]))?
                    || url.as_ref().map_or(Ok(false), |url| urls.exists(params![feed.0, url]))?;
                if known {
                    return Ok(Some(true));
                }
            }
            Ok(Some(false))
        })
        .await
    }
}

struct Scene<'t> {
    tx: &'t Connection,
    feed: FeedId,
    /// Whether the feed is one person's alone: nothing of it is anything of another feed.
    private: bool,
    document: &'t Document,
    /// Items of this document that are new, with their numbers.
    fresh: Vec<(EntryId, Item)>,
}

impl Scene<'_> {
    /// Learns from the feed's history how long its marks last, before anything of the document is committed.
    fn learn(&self) -> rusqlite::Result<()> {
        if self.document.has_continuity() {
            return Ok(());
        }
        let sql = format!("SELECT {SIGHTED} FROM sightings WHERE feed = ? AND title = ? {LATEST}");
        let mut statement = self.tx.prepare_cached(&sql)?;
        self.document.learn(|item| {
            let rows = statement.query_map(params![self.feed.0, item.title, COMPARED], sighted)?;
            rows.map(|row| row.map(|(_, item)| item)).collect()
        })
    }

    fn recognise(&mut self, key: &EntryKey, next: &AtomicI64) -> Result<Recognised, StoreError> {
        let item = Item::from(key);
        let past = self.past(&item)?;
        let (other_guids, other_urls) = self.shows_others(&item)?;
        let other_guid = past.iter().any(|(_, old)| item.changed_guid(old));
        let loose = Loose { other_guids, other_urls, other_guid, ..loose_in(&past) };
        let rules = Rules { document: self.document, past: &loose };
        let grown = self.grown(&item, &past)?;
        let known = |(entry, old): &(i64, Item)| {
            let exact = item.equals(old);
            let same = rules.same(&item, old).or(grown.contains(entry).then_some(Match::Guid));
            same.map(|found| (found, exact, std::cmp::Reverse(*entry)))
        };
        if let Some((_, exact, std::cmp::Reverse(entry))) = past.iter().filter_map(known).max() {
            return Ok(Recognised { id: EntryId(entry), known: self.seen(entry, key, !exact)? });
        }
        let fresh = self.fresh.iter().filter_map(|(id, old)| Some((rules.same(&item, old)?, *id)));
        if let Some((_, id)) = fresh.max_by_key(|(found, _): &(Match, EntryId)| *found) {
            return Ok(Recognised { id, known: Known::New });
        }
        if let Some(entry) = self.elsewhere(key, &item, &rules)? {
            return Ok(Recognised { id: EntryId(entry), known: self.seen(entry, key, true)? });
        }
        if self.buried(&item, &rules)? {
            return Ok(Recognised { id: EntryId(0), known: Known::Tombstone });
        }
        // Items come oldest first: of those without a date the later one has the higher number.
        let id = EntryId(next.fetch_add(1, Ordering::Relaxed));
        if id.0 >= NUMBERS {
            return Err(StoreError::Value(format!("article {id}: there are no more numbers for articles")));
        }
        self.fresh.push((id, item));
        Ok(Recognised { id, known: Known::New })
    }

    /// Entries whose text the only item of a document has outgrown, under their title and mark.
    fn grown(&self, item: &Item, past: &[(i64, Item)]) -> Result<HashSet<i64>, StoreError> {
        let Some(text) = self.document.text() else { return Ok(HashSet::new()) };
        let mark = |old: &Item| match (item.guid.is_empty(), old.guid.is_empty()) {
            (false, false) => item.guid == old.guid,
            _ => item.has_page() && item.url == old.url,
        };
        let alike = past.iter().filter(|(_, old)| item.title == old.title && mark(old));
        let entries: HashSet<i64> = alike.map(|(entry, _)| *entry).take(GROWN).collect();
        let mut grown = HashSet::new();
        for entry in entries {
            let before = feed_text(self.tx, EntryId(entry))?;
            if before.is_some_and(|before| outgrows(text, &before)) {
                grown.insert(entry);
            }
        }
        Ok(grown)
    }

    /// Whether this feed has shown other guids and other addresses than an item's; asked where a document has one item alone.
    fn shows_others(&self, item: &Item) -> rusqlite::Result<(bool, bool)> {
        let (mut guids, mut urls) = (false, false);
        if self.document.len() == 1 {
            let sql = "SELECT guid, url FROM sightings WHERE feed = ? ORDER BY seen DESC LIMIT ?";
            let mut statement = self.tx.prepare_cached(sql)?;
            let mut rows = statement.query(params![self.feed.0, COMPARED])?;
            while let Some(row) = rows.next()? {
                let (guid, url): (String, String) = (row.get(0)?, row.get(1)?);
                guids |= !same_guid(&guid, &item.written_guid);
                urls |= url != item.url && !same_path(&url, &item.url);
            }
        }
        Ok((guids, urls))
    }

    /// What this feed brought before that resembles an item, the latest first.
    fn past(&self, item: &Item) -> rusqlite::Result<Vec<(i64, Item)>> {
        let mut found: Vec<(i64, Item)> = Vec::new();
        for (column, wanted) in
            [("guid", Some(&item.written_guid)), ("url", Some(&item.url)), ("title", None)]
        {
            if wanted.is_some_and(String::is_empty) {
                continue;
            }
            let sql = format!("SELECT {SIGHTED} FROM sightings WHERE feed = ? AND {column} = ? {LATEST}");
            let mut statement = self.tx.prepare_cached(&sql)?;
            let mut rows = match wanted {
                Some(text) => statement.query(params![self.feed.0, text, COMPARED])?,
                None => statement.query(params![self.feed.0, item.title, COMPARED])?,
            };
            while let Some(row) = rows.next()? {
                found.push(sighted(row)?);
            }
        }
        Ok(found)
    }

    /// The entry of another feed, or of one that is gone, that stands at an item's address: the same article if the address is
    /// both's own, or if both have the same title.
    fn elsewhere(&self, key: &EntryKey, item: &Item, rules: &Rules<'_>) -> rusqlite::Result<Option<i64>> {
        if self.private || !rules.trusts_url(item) {
            return Ok(None);
        }
        let sql = "SELECT entry, own FROM addresses WHERE url = ?";
        let mut statement = self.tx.prepare_cached(sql)?;
        let found = statement.query_row([&item.url], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((entry, own)) = found else { return Ok(None) };
        let own: bool = own;
        let sql = format!("SELECT {SIGHTED}, feed FROM sightings WHERE entry = ? LIMIT ?");
        let mut statement = self.tx.prepare_cached(&sql)?;
        let mut rows = statement.query(params![entry, COMPARED])?;
        let (mut none, mut alike) = (true, false);
        while let Some(row) = rows.next()? {
            let (_, old) = sighted(row)?;
            if row.get::<_, i64>(7)? == self.feed.0 {
                return Ok(None);
            }
            none = false;
            let redated =
                old.published.is_some() && item.published.is_some() && old.published != item.published;
            let guid = !item.guid.is_empty() && item.guid == old.guid;
            alike |= match self.is_loose_in(row.get(7)?, &item.url, entry)? {
                true => old.title == item.title && !redated,
                // A feed's only item may stand at an address that is the latest item's, whichever that is.
                false if rules.document.is_single() && item.is_another(&old) => false,
                false => old.title == item.title || key.own && own && (!redated || guid),
            };
        }
        Ok((alike || none && key.own && own).then_some(entry))
    }

    /// Whether a feed has shown another entry at an entry's address.
    fn is_loose_in(&self, feed: i64, url: &str, entry: i64) -> rusqlite::Result<bool> {
        let sql = "SELECT 1 FROM sightings WHERE feed = ? AND url = ? AND url <> '' AND entry <> ?";
        self.tx.prepare_cached(sql)?.exists(params![feed, url, entry])
    }

    fn seen(&self, entry: i64, key: &EntryKey, renewed: bool) -> Result<Known, StoreError> {
        let last = last_seen(self.tx, self.feed, entry, key.guid.as_deref(), i64::MAX)?;
        let sql = "SELECT e.title, e.story, e.page_wanted, e.seen, e.url, r.source FROM entries e
                   LEFT JOIN readings r ON r.entry = e.id WHERE e.id = ?";
        Ok(self.tx.prepare_cached(sql)?.query_row([entry], |row| {
            Ok(Known::Seen {
                renewed,
                in_feed: last.is_some(),
                changed: last.is_some_and(|last| last.differs(key)),
                title: row.get(0)?,
                story: row.get::<_, Option<i64>>(1)?.map(StoryId),
                page_wanted: row.get(2)?,
                seen: time(row.get(3)?),
                url: row.get(4)?,
                source: row.get::<_, Option<String>>(5)?.as_deref().map(source_of),
            })
        })?)
    }

    /// Whether an item was removed for good. Keys that stand for more than one item bury nothing by themselves.
    fn buried(&self, item: &Item, rules: &Rules<'_>) -> rusqlite::Result<bool> {
        let guid = (!item.guid.is_empty()).then(|| guid_key(self.feed.0, &item.written_guid));
        let url = (!item.url.is_empty()).then(|| match self.private {
            true => guid_key(self.feed.0, &item.url),
            false => item.url.clone(),
        });
        let titled = [&guid, &url].into_iter().flatten().map(|key| titled_key(key, item.title));
        let titled: Vec<String> = titled.collect();
        let bare = [guid.filter(|_| rules.trusts_guid(item)), url.filter(|_| rules.trusts_url(item))];
        let mut statement = self.tx.prepare_cached("SELECT 1 FROM tombstones WHERE key = ?")?;
        for key in titled.into_iter().chain(bare.into_iter().flatten()) {
            if statement.exists([key])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Columns of a sighting, as [`sighted`] reads them.
const SIGHTED: &str = "entry, guid, url, title, published, hash, telling";
const LATEST: &str = "ORDER BY seen DESC, entry LIMIT ?";

fn sighted(row: &Row<'_>) -> rusqlite::Result<(i64, Item)> {
    let written_guid: String = row.get(1)?;
    let item = Item {
        guid: comparable(&written_guid),
        written_guid,
        url: row.get(2)?,
        title: row.get(3)?,
        published: row.get(4)?,
        hash: row.get(5)?,
        teaser: String::new(),
        telling: row.get(6)?,
        foreign: false,
    };
    Ok((row.get(0)?, item))
}

/// Guids and addresses that the history shows on more than one entry.
fn loose_in(past: &[(i64, Item)]) -> Loose {
    let several = |text: fn(&Item) -> &String| {
        let mut first: HashMap<&str, i64> = HashMap::new();
        let named = past.iter().filter(|(_, item)| !text(item).is_empty());
        let loose = named.filter(|(entry, item)| *first.entry(text(item)).or_insert(*entry) != *entry);
        loose.map(|(_, item)| text(item).clone()).collect()
    };
    let twins = Twins::in_past(past);
    Loose { guids: several(|item| &item.guid), urls: several(|item| &item.url), twins, ..Loose::default() }
}

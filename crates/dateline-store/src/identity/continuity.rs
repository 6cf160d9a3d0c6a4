//! What a document as a whole tells of a feed's marks: whether guids and addresses stay with their items from one poll to the next,
//! and what several items say alike. A title with its date and text bridges changed marks only where others changed too.

use super::{Document, Item};
use crate::EntryKey;
use std::collections::{HashMap, HashSet};

/// So many items that differ show that all of a feed's marks have changed.
const SEVERAL: usize = 2;

/// Whether marks stay with their items.
#[derive(Debug, Default)]
pub(crate) struct Continuity {
    /// Whether an item stands under the guid that it had.
    pub(crate) guids: bool,
    /// Whether one stands at the page that it had.
    urls: bool,
    /// Titles of items that stand at their page under another guid.
    wandering: HashSet<i64>,
    /// Titles and moments, or long texts, of items that neither stand under the guid nor at the page that they had.
    titles: HashSet<i64>,
    moments: HashSet<i64>,
    /// Whether no item has a guid, or a page.
    no_guids: bool,
    no_urls: bool,
}

impl Continuity {
    pub(super) fn new(keys: &[EntryKey]) -> Self {
        let (no_guids, no_urls) =
            (keys.iter().all(|key| key.guid.is_none()), keys.iter().all(|key| key.url.is_none()));
        Self { no_guids, no_urls, ..Self::default() }
    }

    /// Whether nothing more is to be learned.
    pub(super) fn is_settled(&self) -> bool {
        (self.guids || self.no_guids) && (self.urls || self.no_urls)
    }

    /// An item of the document beside one that the feed brought before.
    pub(super) fn compare(&mut self, item: &Item, old: &Item, document: &Document) {
        if item.title != old.title {
            return;
        }
        let placed = item.has_page() && !document.loose.urls.contains(&item.url);
        let named = !item.guid.is_empty() && !document.loose.guids.contains(&item.guid);
        let dated = item.published == old.published;
        let here = placed && item.url == old.url;
        self.guids |= named && item.guid == old.guid && (dated || here);
        self.urls |= here;
        if here && named && !old.guid.is_empty() && item.guid != old.guid && item.says_the_same(old) {
            self.wandering.insert(item.title);
        }
        let same = dated && item.hash == old.hash && !document.twins.say(item);
        if same
            && placed
            && old.has_page()
            && !here
            && let Some(moment) = item.moment()
        {
            self.titles.insert(item.title);
            self.moments.insert(moment);
        }
    }

    /// Whether each poll brings other guids, while the pages stay.
    pub(super) fn guids_wander(&self) -> bool {
        !self.guids && self.wandering.len() >= SEVERAL
    }

    /// Whether all addresses are other ones now, and so are the guids.
    pub(super) fn all_moved(&self) -> bool {
        !self.guids && !self.urls && self.titles.len() >= SEVERAL && self.moments.len() >= SEVERAL
    }
}

impl Item {
    /// Whether both have the same text, and one at all: a page may have new words under its old title every day.
    pub(super) fn says_the_same(&self, old: &Self) -> bool {
        self.hash == old.hash && self.hash != self.title
    }

    /// What tells the moment of an item: its date, or a text that is long enough to be one article's.
    fn moment(&self) -> Option<i64> {
        self.published.or(self.telling.then_some(self.hash))
    }
}

/// Title and date of an item.
type Titled = (i64, Option<i64>);

/// What several items say alike.
#[derive(Debug, Default)]
pub(crate) struct Twins {
    titled: HashSet<Titled>,
    texts: HashSet<(Titled, i64)>,
}

impl Twins {
    /// Among the items of a document; the same item printed twice is one.
    pub(super) fn in_document(items: &[Item]) -> Self {
        Self::of(items.iter().map(|item| ((&item.guid, &item.url, item.hash), (&item.guid, &item.url), item)))
    }

    /// Among what the feed brought before, by the entries that it made.
    pub(crate) fn in_past(past: &[(i64, Item)]) -> Self {
        Self::of(past.iter().map(|(entry, item)| (*entry, *entry, item)))
    }

    /// `one` is what makes two items of one title one, `same` what makes them one if their texts are the same too.
    fn of<'i, A: Copy + PartialEq, B: Copy + PartialEq>(
        items: impl Iterator<Item = (A, B, &'i Item)>,
    ) -> Self {
        let (mut titled, mut texts) = (HashMap::new(), HashMap::new());
        let mut twins = Self::default();
        for (one, same, item) in items {
            let key = (item.title, item.published);
            if *titled.entry(key).or_insert(one) != one {
                twins.titled.insert(key);
            }
            if *texts.entry((key, item.hash)).or_insert(same) != same {
                twins.texts.insert((key, item.hash));
            }
        }
        twins
    }

    /// Whether several have an item's title and date.
    pub(super) fn are_titled(&self, item: &Item) -> bool {
        self.titled.contains(&(item.title, item.published))
    }

    /// Whether several have its text besides.
    pub(super) fn say(&self, item: &Item) -> bool {
        self.texts.contains(&((item.title, item.published), item.hash))
    }
}

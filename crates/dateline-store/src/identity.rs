//! Identity of an entry within its feed: whether an item of a document is one that the feed brought before. A pure function over
//! the feed's history and the document; `docs/feeds.md` has the rules as a table, with the reason for each.

mod agreement;
mod continuity;
mod growth;
mod repeats;

use crate::EntryKey;
use agreement::{Agree, Both, Text};
pub(crate) use continuity::{Continuity, Twins};
use dateline_model::{WebUrl, escapes_folded, plain};
pub(crate) use growth::outgrows;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// One item as a feed gave it. Empty texts mean that it gave none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    /// The guid as two writings of it share it, see [`comparable`].
    pub(crate) guid: String,
    /// The guid to the letter, by which sightings are found.
    pub(crate) written_guid: String,
    /// The address that two writings of one page share, see [`WebUrl::key`](dateline_model::WebUrl::key).
    pub(crate) url: String,
    /// Fingerprint of the title.
    pub(crate) title: i64,
    /// Milliseconds since 1970.
    pub(crate) published: Option<i64>,
    /// Fingerprint of title and teaser.
    pub(crate) hash: i64,
    /// The teaser; empty where the item is one that was seen before, of which the fingerprint is kept.
    pub(crate) teaser: String,
    /// Whether the teaser is so long that the same one means the same article.
    pub(crate) telling: bool,
    /// Whether the address is somebody else's: several posts may lead there.
    pub(crate) foreign: bool,
}

impl Item {
    fn told(&self) -> Told {
        (self.title, self.published, self.url.clone())
    }

    /// Whether both are one item by what they say beside their guids, which differ.
    pub(crate) fn changed_guid(&self, old: &Self) -> bool {
        let both = Both::of(self, old);
        let placed = both.urls == Agree::Yes && (both.dates == Agree::Yes || both.undated && self.has_page());
        let same = both.title && (placed || both.hash && both.dates == Agree::Yes);
        both.guids == Agree::No && same
    }

    /// Whether it leads to a page, and not to a front page.
    pub(crate) fn has_page(&self) -> bool {
        self.url.contains(['/', '?'])
    }

    /// Whether the teaser is another one, and the title or the date as well.
    pub(crate) fn is_another(&self, old: &Self) -> bool {
        let both = Both::of(self, old);
        both.text == Text::Other && (!both.title || both.dates == Agree::No)
    }

    /// Whether both are the same to the letter of their fingerprints.
    pub(crate) fn equals(&self, old: &Self) -> bool {
        let marks = |item: &Self| (item.title, item.published, item.hash, item.telling);
        marks(self) == marks(old) && self.guid == old.guid && self.url == old.url
    }
}

impl From<&EntryKey> for Item {
    fn from(key: &EntryKey) -> Self {
        // A link to somebody else's page says no more as a guid than as a link.
        let is_link = |guid: &str| WebUrl::parse(guid).is_ok_and(|guid| Some(guid.key()) == key.url);
        let says_more = |guid: &&str| key.own || !is_link(guid);
        let guid = key.guid.as_deref().filter(says_more);
        let written_guid = guid.map(plain).unwrap_or_default().into_owned();
        Self {
            guid: comparable(&written_guid),
            written_guid,
            url: key.url.clone().unwrap_or_default(),
            title: key.title,
            published: key.published,
            hash: key.hash,
            teaser: key.teaser.clone(),
            telling: key.telling,
            foreign: !key.own,
        }
    }
}

/// A document with what its items together tell of how far their guids and addresses can be trusted.
pub struct Document {
    pub(crate) keys: Vec<EntryKey>,
    /// Guids with the item that has each; none where several have it.
    guids: HashMap<String, Option<Told>>,
    /// What the items say beside their guids.
    told: HashSet<Told>,
    /// Fingerprints of title and text, of items with a date.
    texts: HashSet<(i64, i64)>,
    loose: Loose,
    /// What several items say alike.
    twins: Twins,
    /// The items without guid.
    bare: HashSet<(String, i64)>,
    single: bool,
    /// All words of its only item.
    text: Option<String>,
    /// What it tells of how long the feed's marks last, held against what the feed brought before.
    continuity: OnceLock<Continuity>,
}

/// Title, date and address of an item.
type Told = (i64, Option<i64>, String);

/// Guids and addresses that stand for more than one item.
#[derive(Debug, Default)]
pub(crate) struct Loose {
    pub(crate) guids: HashSet<String>,
    pub(crate) urls: HashSet<String>,
    /// Whether the feed has shown other guids than the item's.
    pub(crate) other_guids: bool,
    /// Whether it has shown other addresses.
    pub(crate) other_urls: bool,
    /// Whether it has shown the item under another guid.
    pub(crate) other_guid: bool,
    /// What it has shown on several items alike.
    pub(crate) twins: Twins,
}

/// What two items agree in, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// Title and date, or the same text.
    Content,
    /// Address.
    Url,
    /// Guid.
    Guid,
}

impl Document {
    /// The items of one document, in its order.
    pub fn new(keys: Vec<EntryKey>) -> Self {
        let items: Vec<Item> = keys.iter().map(Item::from).collect();
        let mut guids: HashMap<String, Option<Told>> = HashMap::new();
        for item in items.iter().filter(|item| !item.guid.is_empty()) {
            let held = guids.entry(item.guid.clone());
            held.and_modify(|held| *held = None).or_insert_with(|| Some(item.told()));
        }
        let told = items.iter().map(Item::told).collect();
        let texts = items.iter().filter_map(|item| Some((item.hash, item.published?))).collect();
        let bare = items.iter().filter(|item| item.guid.is_empty());
        let bare = bare.map(|item| (item.url.clone(), item.hash)).collect();
        let loose = Loose::of(&items, guids.len() == 1);
        let twins = Twins::in_document(&items);
        let (single, continuity) = (keys.len() == 1, OnceLock::new());
        Self { loose, twins, guids, told, texts, bare, single, text: None, continuity, keys }
    }

    /// What it tells of how long the feed's marks last; asked of the feed's history once, before any of it is committed.
    pub(crate) fn continuity(&self) -> &Continuity {
        self.continuity.get_or_init(Continuity::default)
    }

    /// Whether that is known.
    pub(crate) fn has_continuity(&self) -> bool {
        self.continuity.get().is_some()
    }

    /// Learns it from sightings of each item's title.
    pub(crate) fn learn<E>(&self, mut of: impl FnMut(&Item) -> Result<Vec<Item>, E>) -> Result<(), E> {
        let mut continuity = Continuity::new(&self.keys);
        for item in self.keys.iter().map(Item::from) {
            if continuity.is_settled() {
                break;
            }
            for old in of(&item)? {
                continuity.compare(&item, &old, self);
            }
        }
        self.continuity.get_or_init(|| continuity);
        Ok(())
    }

    /// Some items that were sent ahead of the document (WebSub): that there is but one tells nothing.
    pub fn piece(keys: Vec<EntryKey>) -> Self {
        Self { single: false, ..Self::new(keys) }
    }

    /// The same, with all words of its only item: whether it has grown is not to be known by what all items are known by.
    pub fn with_text(self, text: Option<String>) -> Self {
        Self { text: text.filter(|_| self.single), ..self }
    }

    /// The words of its only item.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Items.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether it is a whole document of one item.
    pub(crate) fn is_single(&self) -> bool {
        self.single
    }

    /// Whether the address of an item that was seen before stands in the document still.
    fn has_url(&self, old: &Item) -> bool {
        self.keys.iter().any(|key| key.url.as_deref() == Some(&old.url))
    }

    /// Whether an item as it was seen before stands in the document still.
    fn has(&self, old: &Item) -> bool {
        if old.guid.is_empty() {
            self.bare.contains(&(old.url.clone(), old.hash))
        } else {
            self.guids.contains_key(&old.guid) && !self.gave_away(old)
        }
    }

    /// Whether the guid of an item that was seen before is another item's now, and it stands in the document under another one:
    /// guids that number the places of a document wander through its items.
    fn gave_away(&self, old: &Item) -> bool {
        let Some((title, published, url)) = self.guids.get(&old.guid).and_then(Option::as_ref) else {
            return false;
        };
        let redated = old.published.is_some() && published.is_some() && old.published != *published;
        let another = old.title != *title && (old.url != *url || redated);
        let placed = old.published.is_some() || old.has_page() && !self.loose.urls.contains(&old.url);
        let text = || old.published.is_some_and(|published| self.texts.contains(&(old.hash, published)));
        another && (placed && self.told.contains(&old.told()) || text())
    }
}

impl Loose {
    fn of(items: &[Item], constant: bool) -> Self {
        // One guid on every item is none; where there are others, the same guid and address twice is one item printed twice.
        let same_keys = |both: Both| match constant {
            true => !both.title || both.dates == Agree::No,
            false => !both.title && both.dates != Agree::Yes,
        };
        let by_guid = |both: Both| match both.urls {
            Agree::No => true,
            Agree::Yes => same_keys(both),
            Agree::Unknown => !both.title || !both.no_date_differs(),
        };
        let by_url = |both: Both| match both.guids {
            Agree::Yes => same_keys(both),
            // Two guids at one address are two items at it, whatever they say, unless one is the other's next version.
            Agree::No => !(both.versions && both.title && both.hash && both.no_date_differs()),
            Agree::Unknown => !both.title || !both.no_date_differs(),
        };
        Self {
            guids: shared(items, |item| &item.guid, by_guid),
            urls: shared(items, |item| &item.url, by_url),
            ..Self::default()
        }
    }
}

/// Marks that two items have that are not the same.
fn shared(items: &[Item], key: fn(&Item) -> &String, differ: impl Fn(Both) -> bool) -> HashSet<String> {
    let mut first: HashMap<&str, &Item> = HashMap::new();
    let mut loose = HashSet::new();
    for item in items.iter().filter(|item| !key(item).is_empty()) {
        let held = first.entry(key(item)).or_insert(item);
        if differ(Both::of(item, held)) {
            loose.insert(key(item).clone());
        }
    }
    loose
}

/// What an item of a document is compared by.
pub(crate) struct Rules<'d> {
    pub(crate) document: &'d Document,
    /// What the feed's history shows to be loose.
    pub(crate) past: &'d Loose,
}

impl Rules<'_> {
    /// Whether an item's guid stands for this item alone.
    pub(crate) fn trusts_guid(&self, item: &Item) -> bool {
        let loose = [&self.document.loose, self.past].iter().any(|loose| loose.guids.contains(&item.guid));
        !item.guid.is_empty() && !loose
    }

    /// Whether an item's address stands for one page alone; a front page's does not.
    pub(crate) fn trusts_url(&self, item: &Item) -> bool {
        let loose = [&self.document.loose, self.past].iter().any(|loose| loose.urls.contains(&item.url));
        item.has_page() && !loose
    }

    /// Whether that page is the item's own: a second post may lead to the same page of somebody else.
    fn trusts_own_url(&self, item: &Item) -> bool {
        self.trusts_url(item) && !item.foreign
    }

    /// What makes an item of the document the one that was seen before; `None` where they are two.
    pub(crate) fn same(&self, new: &Item, old: &Item) -> Option<Match> {
        let both = Both::of(new, old);
        if new.guid.is_empty() || old.guid.is_empty() {
            self.without_guid(new, old, both)
        } else if new.guid == old.guid {
            self.with_guid(new, old, both)
        } else {
            self.with_another_guid(new, old, both)
        }
    }

    fn with_guid(&self, new: &Item, old: &Item, both: Both) -> Option<Match> {
        let another =
            !both.title && both.text != Text::Same && (both.urls == Agree::No || both.dates == Agree::No);
        if another && (self.past.other_guid || self.document.gave_away(old)) {
            return None;
        }
        if self.trusts_guid(new) {
            let alone = self.document.single && !self.past.other_guids;
            let undated = both.dates == Agree::Unknown && alone;
            let renamed = !both.title && both.text != Text::Same;
            let reused = both.urls == Agree::No && renamed && (both.dates == Agree::No || undated);
            // One guid at one moment is one item, whatever was rewritten.
            let replaced = alone && both.dates != Agree::Yes && both.replaced();
            return (!(reused || replaced)).then_some(Match::Guid);
        }
        match both.urls {
            Agree::Yes if self.trusts_own_url(new) => (!self.rolled_over(both)).then_some(Match::Guid),
            Agree::No if self.trusts_own_url(new) => self.moved(new, old, both).then_some(Match::Content),
            Agree::Yes if self.trusts_url(new) => both.same_post().then_some(Match::Guid),
            _ => {
                let titled = both.title && both.dates == Agree::Yes && !self.is_twin(new);
                (both.hash || titled).then_some(Match::Guid)
            }
        }
    }

    /// A guid that changed is bridged where title and date agree, the old one is gone from the document, and nothing says that
    /// the feed keeps its guids. At an address of its own the item stays, even under another date, if all items of the feed wander.
    fn with_another_guid(&self, new: &Item, old: &Item, both: Both) -> Option<Match> {
        if self.document.has(old) || !both.title {
            return None;
        }
        let (dated, kept) = (both.dates == Agree::Yes, self.document.continuity());
        let own_page = both.urls == Agree::Yes && self.trusts_url(new);
        if !both.no_date_differs() {
            let wanders = own_page && !new.foreign && kept.guids_wander() && new.says_the_same(old);
            return (wanders && both.dates == Agree::No).then_some(Match::Url);
        }
        // Of a feed that always held one item at one address nobody knows whether it is each one's own.
        let shown_alone = self.document.single && !self.past.other_urls;
        if own_page
            && if new.foreign { !kept.guids && (dated || both.hash) } else { !shown_alone || both.hash }
        {
            return Some(Match::Url);
        }
        if self.leads_elsewhere(new, old, both) {
            return self.moved(new, old, both).then_some(Match::Content);
        }
        let lasting = kept.guids || self.is_text_twin(new);
        let text = both.hash && (dated || both.urls != Agree::No || new.telling);
        (text && !lasting).then_some(Match::Content)
    }

    fn without_guid(&self, new: &Item, old: &Item, both: Both) -> Option<Match> {
        if self.document.has(old) && (new.url != old.url || !both.hash) {
            return None;
        }
        match both.urls {
            Agree::Yes if self.trusts_own_url(new) => (!self.rolled_over(both)).then_some(Match::Url),
            Agree::No if self.trusts_own_url(new) || self.leads_elsewhere(new, old, both) => {
                self.moved(new, old, both).then_some(Match::Content)
            }
            Agree::Yes if self.trusts_url(new) => both.same_post().then_some(Match::Url),
            _ => {
                let text = both.hash && new.telling;
                let titled = both.title && (both.hash || !self.is_twin(new));
                (both.no_date_differs() && (text || titled)).then_some(Match::Content)
            }
        }
    }

    /// Whether each of two items leads to a page that is not the other's.
    fn leads_elsewhere(&self, new: &Item, old: &Item, both: Both) -> bool {
        both.urls == Agree::No && self.trusts_url(new) && old.has_page()
    }

    /// Whether several items have an item's title and date.
    fn is_twin(&self, item: &Item) -> bool {
        [&self.document.twins, &self.past.twins].iter().any(|twins| twins.are_titled(item))
    }

    /// Whether several items have its title, date and text.
    fn is_text_twin(&self, item: &Item) -> bool {
        [&self.document.twins, &self.past.twins].iter().any(|twins| twins.say(item))
    }

    /// Whether the only item of the document took the place of another at the one address that the feed uses.
    fn rolled_over(&self, both: Both) -> bool {
        self.document.single && !self.past.other_urls && both.replaced()
    }

    /// The same title and date at another address: the path tells that the site has another host, or the text that all addresses of
    /// the feed are other ones now. Where the feed keeps its addresses, another one is another item.
    fn moved(&self, new: &Item, old: &Item, both: Both) -> bool {
        let gone = !self.document.has_url(old);
        let same = both.title && gone && (both.dates == Agree::Yes || both.undated && both.hash);
        let all_moved = || both.hash && self.document.continuity().all_moved() && !self.is_text_twin(new);
        same && (same_path(&new.url, &old.url) || all_moved())
    }
}

/// A guid as it is compared: of an address neither scheme nor `www.` nor a slash at its end counts, but the part behind `#` does.
pub(crate) fn comparable(guid: &str) -> String {
    let Ok(url) = WebUrl::parse(guid) else { return guid.to_owned() };
    match url.as_url().fragment() {
        Some(fragment) => format!("{}#{fragment}", url.key()),
        None => url.key(),
    }
}

/// Whether two guids are one, written as addresses in two ways.
pub(crate) fn same_guid(one: &str, other: &str) -> bool {
    let key = |guid: &str| WebUrl::parse(guid).map(|url| url.key()).ok();
    one == other
        || key(one).zip(key(other)).is_some_and(|(one, other)| one == other || same_path(&one, &other))
}

/// Whether two addresses differ by their host alone: a site that has moved.
pub(crate) fn same_path(one: &str, other: &str) -> bool {
    // What versions before this one kept had the digits of an escaped letter as they were written.
    let path = |url: &str| url.find(['/', '?']).map_or_else(String::new, |at| escapes_folded(&url[at..]));
    !one.is_empty() && !other.is_empty() && path(one) == path(other)
}

#[cfg(test)]
mod tests;

//! Of random histories and documents: an item that comes again as it was is the same; guids that differ under another title or
//! date are two, whatever else they share; so are links to somebody else's page under another title and date; loose marks alone
//! make nothing the same. Bytes choose among few guids, addresses,
//! titles and dates, so that they meet often.

#![no_main]

/// The rules alone: the rest of their crate is SQLite, of which nothing is fuzzed here.
#[path = "../../crates/dateline-store/src/identity.rs"]
#[expect(dead_code, reason = "only the rules are fuzzed")]
mod identity;

/// Fingerprints, as the rules ask for them.
#[path = "../../crates/dateline-store/src/fingerprint.rs"]
#[expect(dead_code, reason = "the rules ask for one of them")]
mod fingerprint;

use identity::{Document, Item, Loose, Rules};
use libfuzzer_sys::fuzz_target;

/// What the rules read of an item's key, as the store has it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryKey {
    guid: Option<String>,
    url: Option<String>,
    title: i64,
    published: Option<i64>,
    hash: i64,
    own: bool,
    telling: bool,
    teaser: String,
}

const TEASERS: [&str; 4] = ["", "the ferry", "the ferry sails", "the harbour"];

const URLS: [&str; 8] = ["", "a.example", "a.example/1", "b.example/1", "a.example/2", "a.example/?p=1", "c.example/2", "d"];

fuzz_target!(|data: &[u8]| {
    let Some((&[shape, past], rest)) = data.split_first_chunk() else { return };
    let keys: Vec<EntryKey> = rest.chunks_exact(3).map(key).collect();
    let held = usize::from(shape & 0x7f).min(keys.len());
    let (history, items) = keys.split_at(held);
    let document = match shape & 0x80 {
        0 => Document::new(items.to_vec()),
        _ => Document::piece(items.to_vec()),
    };
    assert_eq!((document.len(), document.is_empty()), (items.len(), items.is_empty()));
    let loose = loose(past, history);
    let rules = Rules { document: &document, past: &loose };
    for new in items.iter().map(Item::from) {
        if new.guid.is_empty() || rules.trusts_guid(&new) {
            let alone = rules.trusts_guid(&new) || rules.trusts_url(&new);
            assert!(!alone || rules.same(&new, &new).is_some(), "comes again: {new:?}");
        }
        for old in history.iter().map(Item::from) {
            let same = rules.same(&new, &old);
            assert_eq!(same, rules.same(&new, &old));
            let guids = !new.guid.is_empty() && !old.guid.is_empty() && new.guid != old.guid;
            let differ = new.title != old.title || new.published != old.published;
            assert!(!(guids && differ && same.is_some()), "two guids are one: {new:?} {old:?}");
            let retold = new.title != old.title && (new.published != old.published || new.published.is_none());
            let marked = !new.guid.is_empty() && new.guid == old.guid || new.hash == old.hash;
            assert!(!(new.foreign && retold && !marked && same.is_some()), "two notes are one: {new:?} {old:?}");
            let common = new.guid == old.guid && !new.guid.is_empty() || new.url == old.url && !new.url.is_empty();
            let content = new.title == old.title || new.hash == old.hash;
            assert!(common || content || same.is_none(), "nothing in common: {new:?} {old:?}");
        }
    }
});

fn key(bytes: &[u8]) -> EntryKey {
    let [marks, words, date] = [bytes[0], bytes[1], bytes[2]];
    let text = |n: u8| (n > 0).then(|| format!("https://a.example/?p={n}"));
    let url = URLS[usize::from(marks >> 3 & 7)];
    let title = i64::from(words & 3);
    let teaser = TEASERS[usize::from(words >> 2 & 3)].to_owned();
    EntryKey {
        guid: if marks & 0x40 == 0 { text(marks & 7) } else { Some(format!("{}", marks & 3)) },
        url: (!url.is_empty()).then(|| url.to_owned()),
        title,
        published: (date & 3 > 0).then(|| i64::from(date & 3) * 86_400_000),
        hash: if teaser.is_empty() { title } else { fingerprint::hash_on(title, &teaser) },
        own: words & 0x20 == 0,
        telling: words & 0x10 > 0,
        teaser,
    }
}

/// What a history of so many items may have shown to be loose.
fn loose(past: u8, history: &[EntryKey]) -> Loose {
    let some = |bit: u8| history.iter().filter(move |_| past & bit > 0).take(usize::from(past & 3));
    Loose {
        guids: some(4).filter_map(|key| key.guid.clone()).collect(),
        urls: some(8).filter_map(|key| key.url.clone()).collect(),
        other_guids: past & 0x10 > 0,
        other_urls: past & 0x20 > 0,
    }
}

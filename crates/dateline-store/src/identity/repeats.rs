//! Items of one document that are one entry printed more than once.

use super::agreement::{Agree, Both};
use super::{Document, Item};
use crate::EntryKey;
use std::collections::HashMap;

impl Document {
    /// Groups of items of one document that are one entry, in the document's order: under one guid, which stands for nothing
    /// else there, at one address and under one title or date (RFC 4287, 4.1.1, says so of Atom), or alike in all that an
    /// item is known by. Two of them in a store would replace each other at every poll.
    pub fn repeats(keys: &[EntryKey]) -> Vec<Vec<usize>> {
        let items: Vec<Item> = keys.iter().map(Item::from).collect();
        let mut guids: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            guids.entry(&item.guid).or_default().push(at);
        }
        // One guid on every item is none.
        let several = guids.len() > 1;
        let mut groups = Vec::new();
        for (guid, places) in guids {
            let of = |at: &usize| items.get(*at).map(|item| (*at, item));
            let marked: Vec<(usize, &Item)> = places.iter().filter_map(of).collect();
            match several && !guid.is_empty() && are_one(&marked) {
                true => groups.push(places),
                false => groups.extend(printed_twice(&marked)),
            }
        }
        groups.retain(|group| group.len() > 1);
        groups.sort_unstable();
        groups
    }
}

/// Whether all items of one guid are one, by address and by title or date.
fn are_one(items: &[(usize, &Item)]) -> bool {
    let Some(((_, first), rest)) = items.split_first() else { return false };
    rest.iter().all(|(_, item)| {
        let both = Both::of(item, first);
        item.url == first.url && (both.title || both.dates == Agree::Yes)
    })
}

/// Groups of items of one guid, or of none, that say the same of all that they are known by.
fn printed_twice(items: &[(usize, &Item)]) -> impl Iterator<Item = Vec<usize>> {
    let mut alike: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, item) in items {
        alike.entry((&item.url, item.title, item.hash, item.published)).or_default().push(*at);
    }
    alike.into_values()
}
